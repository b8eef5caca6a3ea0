//! Cascades: deletes or expunges the related objects of a deleted object, and orphans.

use std::sync::Arc;

use crate::error::Error;
use crate::load::{LoadTree, ObjectReader, load_related};
use crate::mapper::{Direction, Mapper, Resolved};
use crate::state::{AnyState, Graph, ObjectId, ObjectState, unlink};

/// Removes a pending object from the session.
///
/// Pending objects that a deletion would reach by cascades are removed, too.
pub(crate) fn expunge(graph: &Arc<Graph>, object: &dyn AnyState) -> Result<(), Error> {
    object.set_state(ObjectState::Transient);
    graph.tracker().new.remove(object.id());
    for relationship in object.mapper().resolved()? {
        for related in members(graph, object, relationship)? {
            unlink(graph, object, relationship.index, related);
            let deletes = relationship.def.cascades().deletes();
            if deletes && related.state() == ObjectState::Pending {
                expunge(graph, related)?;
            }
        }
    }
    Ok(())
}

/// Returns the objects of a relationship, or an empty list if it is not loaded.
fn members<'g>(
    graph: &'g Graph,
    object: &dyn AnyState,
    relationship: &Resolved,
) -> Result<Vec<&'g dyn AnyState>, Error> {
    let slot = object.slot(relationship);
    let Some(members) = slot.and_then(|slot| slot.members()) else {
        return Ok(Vec::new());
    };
    members.iter().map(|id| graph.expect_object(*id)).collect()
}

/// Deletes orphans: objects that were removed from a relationship with the cascade `delete-orphan`.
///
/// An object is not an orphan if it was added to the same relationship of another object. Pending
/// orphans are removed from the session.
pub(super) fn orphans(graph: &Arc<Graph>) -> Result<(), Error> {
    let changed: Vec<ObjectId> = {
        let tracker = graph.tracker();
        let (new, dirty) = (tracker.new.ids(), tracker.dirty.ids());
        new.iter().chain(dirty).copied().collect()
    };
    let changed = changed.into_iter().map(|id| graph.expect_object(id));
    let changed: Vec<&dyn AnyState> = changed.collect::<Result<_, _>>()?;
    for object in &changed {
        for relationship in object.mapper().resolved()? {
            if !relationship.def.cascades().deletes_orphans() {
                continue;
            }
            // Without a slot, no object was removed.
            let Some(slot) = object.slot(relationship) else {
                continue;
            };
            let changes = slot.pending_changes();
            for lost in changes.removed.into_iter().chain(changes.dropped) {
                let child = graph.expect_object(lost)?;
                if !has_parent(&changed, *object, relationship, child)? {
                    mark_deleted(graph, child)?;
                }
            }
        }
    }
    Ok(())
}

/// Returns whether an object that was removed from a relationship belongs to another object now.
///
/// The opposite relationship determines this if it is loaded. Otherwise, the changes of the other
/// objects do.
fn has_parent(
    changed: &[&dyn AnyState],
    owner: &dyn AnyState,
    relationship: &Resolved,
    child: &dyn AnyState,
) -> Result<bool, Error> {
    let parents = match relationship.back()? {
        Some(back) => child.slot(back).and_then(|slot| slot.members()),
        None => None,
    };
    if let Some(parents) = parents {
        return Ok(parents.iter().any(|parent| *parent != owner.id()));
    }
    let has_child = |other: &dyn AnyState| {
        let slot = other.slot(relationship);
        slot.is_some_and(|slot| slot.pending_changes().added.contains(&child.id()))
    };
    let mut others = changed.iter().copied();
    Ok(others.any(|other| other.mapper().is(owner.mapper()) && has_child(other)))
}

/// Applies delete cascades.
///
/// Related objects are deleted if the relationship has the cascade `delete`. Otherwise they are
/// unlinked, so that their foreign keys become `NULL`. Related objects that are not loaded are
/// loaded first, with one statement for each relationship of a level.
pub(super) async fn deletes(reader: &mut ObjectReader<'_>) -> Result<(), Error> {
    let graph = reader.graph;
    let mut done = 0;
    loop {
        let level: Vec<ObjectId> = graph.tracker().deleted.ids()[done..].to_vec();
        if level.is_empty() {
            return Ok(());
        }
        done += level.len();
        let level = level.into_iter().map(|id| graph.expect_object(id));
        let level: Vec<&dyn AnyState> = level.collect::<Result<_, _>>()?;
        let mut mappers: Vec<&'static Mapper> = Vec::new();
        for object in &level {
            if !mappers.iter().any(|known| known.is(object.mapper())) {
                mappers.push(object.mapper());
            }
        }
        for mapper in mappers {
            let owners = level.iter().copied();
            let owners: Vec<_> = owners.filter(|owner| owner.mapper().is(mapper)).collect();
            delete_level(reader, mapper, &owners).await?;
        }
    }
}

async fn delete_level(
    reader: &mut ObjectReader<'_>,
    mapper: &'static Mapper,
    owners: &[&dyn AnyState],
) -> Result<(), Error> {
    let graph = reader.graph;
    for relationship in mapper.resolved()?.iter().filter(|known| affects(known)) {
        let def = relationship.def;
        let is_unloaded = |owner: &&&dyn AnyState| {
            let slot = owner.slot(relationship);
            slot.is_none_or(|slot| !slot.is_loaded())
        };
        let unloaded = owners.iter().filter(is_unloaded);
        let unloaded: Vec<ObjectId> = unloaded.map(|owner| owner.id()).collect();
        if !unloaded.is_empty() && !def.deletes_passively() {
            let tree = LoadTree::new(def.target());
            load_related(reader, relationship, &unloaded, &tree).await?;
        }
        for owner in owners.iter().copied() {
            for related in members(graph, owner, relationship)? {
                if def.cascades().deletes() {
                    mark_deleted(graph, related)?;
                } else {
                    unlink(graph, owner, relationship.index, related);
                }
            }
        }
    }
    Ok(())
}

/// Returns whether deleting an object affects the objects of a relationship.
///
/// This is true if the relationship has the cascade `delete`, or if the related objects have the
/// foreign key. Association rows are deleted by key, without loading objects.
fn affects(relationship: &Resolved) -> bool {
    relationship.def.cascades().deletes() || relationship.direction == Direction::OneToMany
}

fn mark_deleted(graph: &Arc<Graph>, object: &dyn AnyState) -> Result<(), Error> {
    match object.state() {
        ObjectState::Pending => expunge(graph, object)?,
        ObjectState::Persistent => {
            graph.touch(object);
            graph.tracker().deleted.insert(object.id());
        }
        ObjectState::Transient | ObjectState::Deleted => {}
    }
    Ok(())
}
