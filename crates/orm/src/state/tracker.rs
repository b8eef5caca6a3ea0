//! [`Tracker`]: the objects that the next flush writes, and the changes that a rollback undoes.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ObjectId;
use super::instance_state::Snapshot;
use crate::error::Error;

/// A set of object numbers in insertion order.
#[derive(Debug, Default)]
pub(crate) struct IdSet {
    order: Vec<ObjectId>,
    members: FxHashSet<ObjectId>,
}

impl IdSet {
    pub(crate) fn insert(&mut self, id: ObjectId) -> bool {
        let new = self.members.insert(id);
        if new {
            self.order.push(id);
        }
        new
    }

    pub(crate) fn remove(&mut self, id: ObjectId) {
        if self.members.remove(&id) {
            self.order.retain(|member| *member != id);
        }
    }

    pub(crate) fn contains(&self, id: ObjectId) -> bool {
        self.members.contains(&id)
    }

    pub(crate) fn ids(&self) -> &[ObjectId] {
        &self.order
    }

    pub(crate) fn clear(&mut self) {
        self.order.clear();
        self.members.clear();
    }
}

/// The saved states of objects from the beginning of a transaction or savepoint.
#[derive(Debug, Default)]
pub(crate) struct Level {
    pub(crate) touched: FxHashMap<ObjectId, Snapshot>,
    /// Whether something was written to the database.
    ///
    /// A rollback may undo the rows that are loaded after that.
    pub(crate) wrote: bool,
}

/// The changes of a session's objects.
#[derive(Debug, Default)]
pub(crate) struct Tracker {
    pub(crate) new: IdSet,
    pub(crate) dirty: IdSet,
    pub(crate) deleted: IdSet,
    transaction: Level,
    /// The savepoints, outermost first.
    savepoints: Vec<Level>,
    /// The first error of a change in memory. The next flush returns it.
    pub(crate) error: Option<Error>,
}

impl Tracker {
    fn innermost(&mut self) -> &mut Level {
        self.savepoints.last_mut().unwrap_or(&mut self.transaction)
    }

    /// Saves the state of an object, unless the innermost level has already saved it.
    pub(crate) fn touch(&mut self, id: ObjectId, snapshot: impl FnOnce() -> Snapshot) {
        let touched = &mut self.innermost().touched;
        touched.entry(id).or_insert_with(snapshot);
    }

    /// Returns whether this transaction has written to the database.
    pub(crate) fn wrote(&self) -> bool {
        self.transaction.wrote || self.savepoints.iter().any(|level| level.wrote)
    }

    pub(crate) fn note_write(&mut self) {
        self.innermost().wrote = true;
    }

    pub(crate) fn has_work(&self) -> bool {
        let lists = [&self.new, &self.dirty, &self.deleted];
        self.error.is_some() || lists.iter().any(|list| !list.ids().is_empty())
    }

    pub(crate) fn clear_work(&mut self) {
        self.new.clear();
        self.dirty.clear();
        self.deleted.clear();
        self.error = None;
    }

    pub(crate) fn begin_savepoint(&mut self) {
        self.savepoints.push(Level::default());
    }

    /// Ends the innermost savepoint and keeps its changes. The enclosing level can undo them.
    pub(crate) fn release_savepoint(&mut self) {
        if let Some(inner) = self.savepoints.pop() {
            let outer = self.innermost();
            outer.wrote |= inner.wrote;
            for (id, snapshot) in inner.touched {
                outer.touched.entry(id).or_insert(snapshot);
            }
        }
    }

    /// Ends the innermost savepoint, or the transaction if there is none.
    ///
    /// Returns the saved states of the objects to restore.
    pub(crate) fn undo_level(&mut self) -> FxHashMap<ObjectId, Snapshot> {
        self.clear_work();
        let level = self.savepoints.pop();
        level
            .unwrap_or_else(|| std::mem::take(&mut self.transaction))
            .touched
    }

    /// Returns the number of open savepoints.
    pub(crate) fn savepoints(&self) -> usize {
        self.savepoints.len()
    }

    /// Discards all saved states after a commit.
    pub(crate) fn commit(&mut self) {
        self.clear_work();
        self.transaction = Level::default();
        self.savepoints.clear();
    }
}
