//! [`Slot`]: one relationship of one object.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use arc_swap::ArcSwapOption;

use super::{Graph, ObjectId};

/// One relationship of one object: the numbers of the related objects, and the unflushed changes.
///
/// Reading needs no lock, because a change publishes a new list.
#[derive(Debug)]
pub(crate) struct Slot {
    graph: Weak<Graph>,
    /// The members; `None` until they are loaded.
    members: ArcSwapOption<Vec<ObjectId>>,
    changes: Mutex<Changes>,
}

/// The members that were added and removed since the last flush.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    pub(crate) added: Vec<ObjectId>,
    pub(crate) removed: Vec<ObjectId>,
    /// Members that were added and then removed. They need no write, but may be orphans.
    pub(crate) dropped: Vec<ObjectId>,
    /// Whether the only member was replaced, which may have been unknown.
    pub(crate) replaced: bool,
}

impl Changes {
    pub(crate) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && !self.replaced
    }
}

/// The saved content of a slot.
#[derive(Clone, Debug)]
pub(crate) struct SlotState {
    members: Option<Arc<Vec<ObjectId>>>,
    changes: Changes,
}

impl Slot {
    pub(crate) fn new(graph: Weak<Graph>, members: Option<Vec<ObjectId>>) -> Self {
        Self {
            graph,
            members: ArcSwapOption::from(members.map(Arc::new)),
            changes: Mutex::new(Changes::default()),
        }
    }

    /// Returns the graph, unless it was dropped.
    pub(crate) fn graph(&self) -> Option<Arc<Graph>> {
        self.graph.upgrade()
    }

    /// Returns the members, if they are loaded.
    pub(crate) fn members(&self) -> Option<Arc<Vec<ObjectId>>> {
        self.members.load_full()
    }

    pub(crate) fn is_loaded(&self) -> bool {
        self.members.load().is_some()
    }

    fn changes(&self) -> MutexGuard<'_, Changes> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the changes since the last flush.
    pub(crate) fn pending_changes(&self) -> Changes {
        self.changes().clone()
    }

    /// Adds a member. Returns `false` if it was already a member.
    pub(crate) fn add(&self, id: ObjectId) -> bool {
        let mut changes = self.changes();
        let members = self.members.load_full();
        let present = match &members {
            Some(members) => members.contains(&id),
            None => changes.added.contains(&id),
        };
        if present {
            return false;
        }
        changes.dropped.retain(|dropped| *dropped != id);
        match changes.removed.iter().position(|removed| *removed == id) {
            Some(index) => drop(changes.removed.remove(index)),
            None => changes.added.push(id),
        }
        if let Some(members) = members {
            let mut members = Arc::unwrap_or_clone(members);
            members.push(id);
            self.members.store(Some(Arc::new(members)));
        }
        true
    }

    /// Removes a member. Returns `false` if it was not a member.
    ///
    /// If the members are not loaded, any object may be a member.
    pub(crate) fn remove(&self, id: ObjectId) -> bool {
        let mut changes = self.changes();
        let members = self.members.load_full();
        if members
            .as_ref()
            .is_some_and(|members| !members.contains(&id))
        {
            return false;
        }
        match changes.added.iter().position(|added| *added == id) {
            Some(index) => {
                let dropped = changes.added.remove(index);
                changes.dropped.push(dropped);
            }
            None if changes.removed.contains(&id) => return false,
            None => changes.removed.push(id),
        }
        self.forget_member(members, id);
        true
    }

    fn forget_member(&self, members: Option<Arc<Vec<ObjectId>>>, id: ObjectId) {
        if let Some(members) = members
            && members.contains(&id)
        {
            let kept = members
                .iter()
                .copied()
                .filter(|member| *member != id)
                .collect();
            self.members.store(Some(Arc::new(kept)));
        }
    }

    /// Sets the members to the members in the database, and applies unflushed changes to them.
    pub(crate) fn load(&self, mut members: Vec<ObjectId>) {
        let changes = self.changes();
        members.retain(|member| !changes.removed.contains(member));
        for added in &changes.added {
            if !members.contains(added) {
                members.push(*added);
            }
        }
        self.members.store(Some(Arc::new(members)));
    }

    /// Removes the members, so that they are loaded again, unless there are unflushed changes.
    pub(crate) fn unload(&self) {
        let changes = self.changes();
        if changes.is_empty() {
            self.members.store(None);
        }
    }

    /// Records that the only member was replaced.
    pub(crate) fn mark_replaced(&self) {
        self.changes().replaced = true;
    }

    /// Clears the changes after a flush.
    pub(crate) fn mark_flushed(&self) {
        *self.changes() = Changes::default();
    }

    pub(crate) fn state(&self) -> SlotState {
        let changes = self.changes();
        SlotState {
            members: self.members.load_full(),
            changes: changes.clone(),
        }
    }

    pub(crate) fn restore(&self, state: SlotState) {
        let mut changes = self.changes();
        self.members.store(state.members);
        *changes = state.changes;
    }
}
