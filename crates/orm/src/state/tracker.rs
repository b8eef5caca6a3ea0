//! [`Tracker`]: what the next flush has to do, and what a rollback has to undo.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ObjectId;
use super::instance_state::Snapshot;
use crate::error::Error;

/// Numbers in order of arrival, each once.
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

/// Objects as they were when a transaction or savepoint began.
#[derive(Debug, Default)]
pub(crate) struct Level {
    pub(crate) touched: FxHashMap<ObjectId, Snapshot>,
    /// Whether something was written to the database: what is loaded after that may be undone.
    pub(crate) wrote: bool,
}

/// The session's notes on its objects.
#[derive(Debug, Default)]
pub(crate) struct Tracker {
    pub(crate) new: IdSet,
    pub(crate) dirty: IdSet,
    pub(crate) deleted: IdSet,
    transaction: Level,
    /// The savepoints, outermost first.
    savepoints: Vec<Level>,
    /// The first mistake in relating objects; the next flush reports it.
    pub(crate) error: Option<Error>,
}

impl Tracker {
    fn innermost(&mut self) -> &mut Level {
        self.savepoints.last_mut().unwrap_or(&mut self.transaction)
    }

    /// Keeps an object as it is, unless the innermost level has it already.
    pub(crate) fn touch(&mut self, id: ObjectId, snapshot: impl FnOnce() -> Snapshot) {
        let touched = &mut self.innermost().touched;
        touched.entry(id).or_insert_with(snapshot);
    }

    /// Whether this transaction has written to the database.
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

    /// Ends the innermost savepoint and keeps its changes: the level around it can undo them.
    pub(crate) fn release_savepoint(&mut self) {
        if let Some(inner) = self.savepoints.pop() {
            let outer = self.innermost();
            outer.wrote |= inner.wrote;
            for (id, snapshot) in inner.touched {
                outer.touched.entry(id).or_insert(snapshot);
            }
        }
    }

    /// Ends the innermost savepoint, or the transaction if there is none, and returns the objects
    /// to restore.
    pub(crate) fn undo_level(&mut self) -> FxHashMap<ObjectId, Snapshot> {
        self.clear_work();
        let level = self.savepoints.pop();
        level
            .unwrap_or_else(|| std::mem::take(&mut self.transaction))
            .touched
    }

    /// How many savepoints are open.
    pub(crate) fn savepoints(&self) -> usize {
        self.savepoints.len()
    }

    /// The transaction was committed: there is nothing to undo.
    pub(crate) fn commit(&mut self) {
        self.clear_work();
        self.transaction = Level::default();
        self.savepoints.clear();
    }
}
