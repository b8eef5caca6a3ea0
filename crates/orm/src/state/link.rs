//! Changes of relationships in memory, on both sides.

use std::sync::Arc;

use rebis_core::Value;

use super::instance_state::AnyState;
use super::{Graph, ObjectId, ObjectState, Slot};
use crate::error::Error;
use crate::mapper::{Direction, Resolved};

/// One side of a relationship: an object and its relationship.
struct Side<'a> {
    graph: &'a Arc<Graph>,
    object: &'a dyn AnyState,
    relationship: &'static Resolved,
}

/// Adds an object to a relationship, on both sides.
///
/// In a relationship to one object, the new object replaces the former one.
pub(crate) fn link(graph: &Arc<Graph>, owner: &dyn AnyState, index: usize, target: &dyn AnyState) {
    let Some(side) = Side::new(graph, owner, index) else {
        return;
    };
    if !side.admits(target) {
        return;
    }
    if side.is_many() {
        side.add(target)
    } else {
        side.set(Some(target))
    }
}

/// Removes an object from a relationship, on both sides.
pub(crate) fn unlink(
    graph: &Arc<Graph>,
    owner: &dyn AnyState,
    index: usize,
    target: &dyn AnyState,
) {
    let Some(side) = Side::new(graph, owner, index) else {
        return;
    };
    if !side.change(|side| side.slot().remove(target.id())) {
        return;
    }
    if let Some(back) = side.back(target) {
        match back.is_many() {
            true => {
                back.change(|back| back.slot().remove(owner.id()));
            }
            // If the object has another parent now, it keeps that parent.
            false if back.former().is_none_or(|former| former == owner.id()) => back.put(None),
            false => {}
        }
    }
}

/// Replaces all objects of a relationship, on both sides.
pub(crate) fn replace(
    graph: &Arc<Graph>,
    owner: &dyn AnyState,
    index: usize,
    targets: &[&dyn AnyState],
) {
    let Some(side) = Side::new(graph, owner, index) else {
        return;
    };
    if !targets.iter().all(|target| side.admits(*target)) {
        return;
    }
    if !side.is_many() {
        return side.set(targets.first().copied());
    }
    let Some(members) = side.slot().members() else {
        return graph.report(Error::NotLoaded {
            model: owner.mapper().name(),
            relationship: side.relationship.def.name(),
        });
    };
    let kept = |id: &ObjectId| targets.iter().any(|target| target.id() == *id);
    for id in members.iter().filter(|id| !kept(id)) {
        match graph.expect_object(*id) {
            Ok(removed) => unlink(graph, owner, index, removed),
            Err(error) => graph.report(error),
        }
    }
    targets.iter().for_each(|target| side.add(*target));
}

impl<'a> Side<'a> {
    /// Returns the side of relationship `index` of an object.
    ///
    /// Mistakes in the model's relationships are reported to the graph.
    fn new(graph: &'a Arc<Graph>, object: &'a dyn AnyState, index: usize) -> Option<Self> {
        match object.mapper().resolved() {
            Ok(resolved) => Some(Self {
                graph,
                object,
                relationship: &resolved[index],
            }),
            Err(error) => {
                graph.report(error.into());
                None
            }
        }
    }

    /// Returns the opposite relationship of an object on the other side.
    fn back<'b>(&self, target: &'b dyn AnyState) -> Option<Side<'b>>
    where
        'a: 'b,
    {
        match self.relationship.back() {
            Ok(back) => back.map(|relationship| Side {
                graph: self.graph,
                object: target,
                relationship,
            }),
            Err(error) => {
                self.graph.report(error.into());
                None
            }
        }
    }

    fn is_many(&self) -> bool {
        self.relationship.def.is_many()
    }

    fn slot(&self) -> Arc<Slot> {
        self.object.slot_or_new(self.graph, self.relationship)
    }

    /// Returns whether an object may be related: it is in this session, and pending or persistent.
    ///
    /// Otherwise, an error is reported to the graph.
    fn admits(&self, target: &dyn AnyState) -> bool {
        let object = || target.mapper().describe(target);
        if target.graph() != self.graph.number() {
            self.graph
                .report(Error::ForeignInstance { object: object() });
            return false;
        }
        let state = target.state();
        if matches!(state, ObjectState::Deleted | ObjectState::Transient) {
            let operation = "related to another object";
            self.graph.report(Error::InvalidState {
                object: object(),
                state,
                operation,
            });
            return false;
        }
        true
    }

    /// Changes the slot, and records the change for flush and rollback. Returns whether it changed.
    fn change(&self, change: impl FnOnce(&Self) -> bool) -> bool {
        self.graph.touch(self.object);
        let changed = change(self);
        if changed {
            self.graph.mark_dirty(self.object);
        }
        changed
    }

    /// Adds an object to a collection.
    fn add(&self, target: &dyn AnyState) {
        if !self.change(|side| side.slot().add(target.id())) {
            return;
        }
        match self.back(target) {
            Some(back) if back.is_many() => {
                back.change(|back| back.slot().add(self.object.id()));
            }
            Some(back) => {
                back.leave_former(Some(self.object.id()));
                back.put(Some(self.object.id()));
            }
            None => {}
        }
    }

    /// Sets the object of a relationship to one object.
    fn set(&self, target: Option<&dyn AnyState>) {
        self.leave_former(target.map(|target| target.id()));
        self.put(target.map(|target| target.id()));
        let Some(target) = target else { return };
        if let Some(back) = self.back(target) {
            if back.is_many() {
                back.change(|back| back.slot().add(self.object.id()));
            } else {
                back.put(Some(self.object.id()))
            }
        }
    }

    /// Removes this object from the collection of its former owner, unless the owner is `new`.
    fn leave_former(&self, new: Option<ObjectId>) {
        let former = self.former().filter(|former| Some(*former) != new);
        let Some(former) = former.and_then(|id| self.graph.object(id)) else {
            return;
        };
        if let Some(back) = self.back(former) {
            back.change(|back| back.slot().remove(self.object.id()));
        }
    }

    /// Returns the object that this relationship refers to before a change.
    ///
    /// If the relationship is not loaded, this is the object with the key in the foreign key, if
    /// the session has it.
    fn former(&self) -> Option<ObjectId> {
        if let Some(members) = self
            .object
            .slot(self.relationship)
            .and_then(|slot| slot.members())
        {
            return members.first().copied();
        }
        if self.relationship.direction != Direction::ManyToOne {
            return None;
        }
        let target = self.relationship.target();
        let value_of = |key_column| {
            let mut pairs = self.relationship.pairs.iter();
            let pair = pairs.find(|(_, remote)| *remote == key_column);
            pair.map_or(Value::Null, |(local, _)| self.object.value(*local))
        };
        let key = target.key_columns().key(self.graph.key_rules(), value_of)?;
        self.graph.find(target, &key)
    }

    /// Makes an object the only member, or removes the member.
    fn put(&self, target: Option<ObjectId>) {
        self.change(|side| {
            let slot = side.slot();
            if !slot.is_loaded() {
                slot.load(Vec::new());
            }
            let members = slot.members().unwrap_or_default();
            for id in members.iter().filter(|id| Some(**id) != target) {
                slot.remove(*id);
            }
            if let Some(target) = target {
                slot.add(target);
            }
            // If the slot was not loaded, the foreign key may have a value that must be
            // overwritten.
            slot.mark_replaced();
            true
        });
    }
}
