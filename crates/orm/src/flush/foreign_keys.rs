//! Values of foreign keys, from the relationships that changed.

use rebis_core::Value;
use rustc_hash::FxHashMap;

use super::Work;
use crate::error::Error;
use crate::mapper::{Direction, Resolved};
use crate::state::{AnyState, Graph, ObjectId, ObjectState, Slot};

/// The origin of a foreign key value: a column of another object; `None` for `NULL`.
type Origin = Option<(ObjectId, usize)>;

/// The foreign key columns that a flush sets.
#[derive(Default)]
pub(super) struct ForeignKeySync {
    /// The columns of each object, with their origins.
    columns: FxHashMap<ObjectId, Vec<(usize, Origin)>>,
    /// The objects, in insertion order.
    order: Vec<ObjectId>,
}

impl ForeignKeySync {
    /// Collects the foreign keys from the changed relationships.
    ///
    /// Removals from collections come first, then additions to collections, then relationships to
    /// one object. A later change overrides an earlier one.
    pub(super) fn gather(work: &Work<'_>) -> Result<Self, Error> {
        let mut sync = Self::default();
        each(work, Direction::OneToMany, |_, relationship, slot| {
            for child in slot.pending_changes().removed {
                if !work.is_gone(child) {
                    for (_, remote) in &relationship.pairs {
                        sync.set(child, *remote, None);
                    }
                }
            }
        })?;
        each(work, Direction::OneToMany, |object, relationship, slot| {
            for child in slot.pending_changes().added {
                for (local, remote) in &relationship.pairs {
                    sync.set(child, *remote, Some((object.id(), *local)));
                }
            }
        })?;
        each(work, Direction::ManyToOne, |object, relationship, slot| {
            if work.is_gone(object.id()) || slot.pending_changes().is_empty() {
                return;
            }
            let parent = slot.members().and_then(|members| members.first().copied());
            for (local, remote) in &relationship.pairs {
                sync.set(object.id(), *local, parent.map(|parent| (parent, *remote)));
            }
        })?;
        Ok(sync)
    }

    fn set(&mut self, object: ObjectId, column: usize, origin: Origin) {
        let order = &mut self.order;
        let columns = self.columns.entry(object).or_insert_with(|| {
            order.push(object);
            Vec::new()
        });
        columns.retain(|(known, _)| *known != column);
        columns.push((column, origin));
    }

    /// Returns the objects whose foreign keys are set.
    pub(super) fn objects<'g>(&self, graph: &'g Graph) -> Result<Vec<&'g dyn AnyState>, Error> {
        let objects = self.order.iter();
        objects.map(|id| graph.expect_object(*id)).collect()
    }

    /// Returns whether all objects that an object refers to have been inserted.
    pub(super) fn is_ready(&self, graph: &Graph, object: ObjectId) -> bool {
        let origins = self.columns.get(&object).into_iter().flatten();
        let mut parents = origins.filter_map(|(_, origin)| *origin);
        parents.all(|(parent, _)| {
            graph
                .object(parent)
                .is_none_or(|object| object.state() != ObjectState::Pending)
        })
    }

    /// Sets the foreign keys of an object.
    pub(super) fn apply(&self, graph: &Graph, object: &dyn AnyState) -> Result<(), Error> {
        let Some(columns) = self.columns.get(&object.id()) else {
            return Ok(());
        };
        let mut values: Vec<(usize, Value)> = Vec::with_capacity(columns.len());
        for (column, origin) in columns {
            let value = match origin {
                Some((parent, column)) => graph.expect_object(*parent)?.value(*column),
                None => Value::Null,
            };
            if object.value(*column) != value {
                values.push((*column, value));
            }
        }
        if values.is_empty() {
            return Ok(());
        }
        graph.touch(object);
        object.assign(&values).map_err(|(column, mismatch)| {
            let mapper = object.mapper();
            let column = mapper.table().columns()[column].name().to_owned();
            Error::Value {
                model: mapper.name(),
                column,
                mismatch,
            }
        })
    }
}

/// Calls a function for each slot of the relationships of one direction, of all objects of a flush.
fn each(
    work: &Work<'_>,
    direction: Direction,
    mut visit: impl FnMut(&dyn AnyState, &Resolved, &Slot),
) -> Result<(), Error> {
    for object in work.all() {
        let resolved = object.mapper().resolved()?.iter();
        for relationship in resolved.filter(|known| known.direction == direction) {
            if let Some(slot) = object.slot(relationship) {
                visit(object, relationship, &slot);
            }
        }
    }
    Ok(())
}
