//! What goes with an object that is deleted or loses its parent.

use std::sync::Arc;

use rebis_core::Connection;

use crate::error::Error;
use crate::load::{LoadTree, load_related};
use crate::mapper::Mapper;
use crate::mapper::{Direction, RelationshipDef, Resolved};
use crate::state::{AnyState, Graph, ObjectId, ObjectState, unlink};

/// Takes a pending object out of the session, with the pending objects that its deletion would
/// delete.
pub(crate) fn expunge(graph: &Arc<Graph>, object: &dyn AnyState) {
    object.set_state(ObjectState::Transient);
    graph.tracker().new.remove(object.id());
    for (index, def) in object.mapper().relationships().iter().enumerate() {
        let members = object.slot(index).and_then(|slot| slot.members());
        for member in members.iter().flat_map(|members| members.iter()) {
            let Some(related) = graph.object(*member) else {
                continue;
            };
            unlink(graph, object, index, related);
            if def.cascades().deletes() && related.state() == ObjectState::Pending {
                expunge(graph, related);
            }
        }
    }
}

/// Deletes objects that were taken out of a relationship with the cascade `delete-orphan` and not
/// put into the same relationship of another object. Pending ones are just taken out.
pub(super) fn orphans(graph: &Arc<Graph>) {
    let changed: Vec<ObjectId> = {
        let tracker = graph.tracker();
        tracker
            .new
            .ids()
            .iter()
            .chain(tracker.dirty.ids())
            .copied()
            .collect()
    };
    let changed: Vec<&dyn AnyState> = changed
        .into_iter()
        .filter_map(|id| graph.object(id))
        .collect();
    for object in changed.iter().copied() {
        for (index, def) in object.mapper().relationships().iter().enumerate() {
            if !def.cascades().deletes_orphans() {
                continue;
            }
            let Some(slot) = object.slot(index) else {
                continue;
            };
            let changes = slot.pending_changes();
            for lost in changes.removed.into_iter().chain(changes.dropped) {
                if let Some(child) = graph.object(lost)
                    && !has_parent(&changed, object, index, def, child)
                {
                    mark_deleted(graph, child);
                }
            }
        }
    }
}

/// Whether an object that left a relationship is in that relationship of another object now: it
/// says so itself where the relationship has a back side, else the other object does.
fn has_parent(
    changed: &[&dyn AnyState],
    owner: &dyn AnyState,
    index: usize,
    def: &RelationshipDef,
    child: &dyn AnyState,
) -> bool {
    let back = def.resolved().and_then(|resolved| resolved.back);
    let parents = back
        .and_then(|back| child.slot(back))
        .and_then(|slot| slot.members());
    if let Some(parents) = parents {
        return parents.iter().any(|parent| *parent != owner.id());
    }
    changed.iter().any(|other| {
        other.mapper().is(owner.mapper())
            && other
                .slot(index)
                .is_some_and(|slot| slot.pending_changes().added.contains(&child.id()))
    })
}

/// Follows the deletes: related objects are deleted where the relationship says so, and otherwise
/// let go, so that their foreign keys become `NULL`. Related objects that are not loaded are loaded
/// for that, all of one level in one statement.
pub(super) async fn deletes(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    batch: &mut u32,
) -> Result<(), Error> {
    let mut done = 0;
    loop {
        let level: Vec<ObjectId> = graph.tracker().deleted.ids()[done..].to_vec();
        if level.is_empty() {
            return Ok(());
        }
        done += level.len();
        let mut mappers: Vec<&'static Mapper> = Vec::new();
        for object in level.iter().filter_map(|id| graph.object(*id)) {
            if !mappers.iter().any(|known| known.is(object.mapper())) {
                mappers.push(object.mapper());
            }
        }
        for mapper in mappers {
            let is_own = |id: &ObjectId| {
                graph
                    .object(*id)
                    .is_some_and(|object| object.mapper().is(mapper))
            };
            let owners: Vec<ObjectId> = level.iter().copied().filter(is_own).collect();
            delete_level(connection, graph, batch, mapper, &owners).await?;
        }
    }
}

async fn delete_level(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    batch: &mut u32,
    mapper: &'static Mapper,
    owners: &[ObjectId],
) -> Result<(), Error> {
    mapper.configure()?;
    for (index, def) in mapper.relationships().iter().enumerate() {
        let Some(resolved) = def.resolved() else {
            continue;
        };
        if !follows(def, resolved) {
            continue;
        }
        let is_unloaded = |id: &ObjectId| {
            let slot = graph.object(*id).and_then(|object| object.slot(index));
            slot.is_none_or(|slot| !slot.is_loaded())
        };
        let unloaded: Vec<ObjectId> = owners.iter().copied().filter(is_unloaded).collect();
        if !unloaded.is_empty() && !def.deletes_passively() {
            let tree = LoadTree::new(def.target());
            load_related(connection, graph, batch, mapper, index, &unloaded, &tree).await?;
        }
        for owner in owners.iter().filter_map(|id| graph.object(*id)) {
            let members = owner.slot(index).and_then(|slot| slot.members());
            for member in members.iter().flat_map(|members| members.iter()) {
                let Some(related) = graph.object(*member) else {
                    continue;
                };
                match def.cascades().deletes() {
                    true => mark_deleted(graph, related),
                    false => unlink(graph, owner, index, related),
                }
            }
        }
    }
    Ok(())
}

/// Whether deleting an object does something to the objects of a relationship: it deletes them, or
/// they hold the foreign key. Association rows are deleted by key, without loading anything.
fn follows(def: &RelationshipDef, resolved: &Resolved) -> bool {
    def.cascades().deletes() || resolved.direction == Direction::OneToMany
}

fn mark_deleted(graph: &Arc<Graph>, object: &dyn AnyState) {
    match object.state() {
        ObjectState::Pending => expunge(graph, object),
        ObjectState::Persistent => {
            graph.touch(object);
            graph.tracker().deleted.insert(object.id());
        }
        ObjectState::Transient | ObjectState::Deleted => {}
    }
}
