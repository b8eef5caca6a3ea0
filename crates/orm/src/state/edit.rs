//! [`Edit`]: a change of an object.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use super::instance::{AnyInstance, Instance};
use super::instance_state::{AnyState, Version};
use super::link::{link, replace, unlink};
use crate::mapper::Model;
use crate::state::Change;

/// A copy of an object's current version, which becomes the current version when it is dropped.
///
/// If the object was changed in the meantime, only the columns that this edit changed are applied.
/// Neither change is lost.
pub struct Edit<'i, M: Model> {
    instance: &'i Instance<M>,
    /// The copied version; `None` is the first version.
    base: Option<Arc<Version<M>>>,
    value: M,
}

impl<'i, M: Model> Edit<'i, M> {
    pub(super) fn new(instance: &'i Instance<M>, base: Option<Arc<Version<M>>>, value: M) -> Self {
        Self {
            instance,
            base,
            value,
        }
    }

    /// Removes the changes of relationships from the copy, and returns them.
    fn relationship_changes(&mut self) -> Vec<(usize, Change)> {
        let mut changes = Vec::new();
        let mut index = 0;
        while let Some(relation) = self.value.relation_mut(index) {
            changes.extend(
                relation
                    .take_changes()
                    .into_iter()
                    .map(|change| (index, change)),
            );
            index += 1;
        }
        changes
    }

    /// Returns the columns that differ from the copied version.
    fn changed_columns(&self) -> Vec<usize> {
        let object = self.instance.object();
        let Some(base) = self
            .base
            .as_ref()
            .map(|base| &base.value)
            .or(object.first())
        else {
            return Vec::new();
        };
        let differs = |column: &usize| self.value.value(*column) != base.value(*column);
        (0..M::WIDTH).filter(differs).collect()
    }

    /// Makes the copy the current version, or applies its changes to a newer version.
    fn publish(&mut self) {
        let changed = self.changed_columns();
        if changed.is_empty() {
            return;
        }
        // A destructor cannot move out of its fields.
        let value = self.value.clone();
        let (object, graph) = (self.instance.object(), self.instance.graph());
        graph.touch(object);
        let base = self.base.as_ref().map_or(0, |base| base.number);
        if let Err(value) = object.publish_over(base, value) {
            let values: Vec<_> = changed
                .iter()
                .map(|column| (*column, value.value(*column)))
                .collect();
            // The values come from the same model, so they fit.
            let _ = object.assign(&values);
        }
        graph.mark_dirty(object);
    }
}

impl<M: Model> Deref for Edit<'_, M> {
    type Target = M;

    fn deref(&self) -> &M {
        &self.value
    }
}

impl<M: Model> DerefMut for Edit<'_, M> {
    fn deref_mut(&mut self) -> &mut M {
        &mut self.value
    }
}

impl<M: Model> Drop for Edit<'_, M> {
    fn drop(&mut self) {
        // If the program panicked while it held the guard, the change is incomplete.
        if std::thread::panicking() {
            return;
        }
        let relationship_changes = self.relationship_changes();
        self.publish();
        let graph = self.instance.graph();
        let object = self.instance.object();
        for (index, change) in relationship_changes {
            match change {
                Change::Add(target) => {
                    let target = target.object();
                    target.inspect(|target| link(graph, object, index, *target));
                }
                Change::Remove(target) => {
                    let target = target.object();
                    target.inspect(|target| unlink(graph, object, index, *target));
                }
                Change::Replace(targets) => {
                    let targets: Vec<_> = targets.iter().filter_map(AnyInstance::object).collect();
                    replace(graph, object, index, &targets);
                }
            }
        }
    }
}

impl<M: Model + std::fmt::Debug> std::fmt::Debug for Edit<'_, M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.value.fmt(f)
    }
}
