//! [`Many`]: a collection of related objects.

use std::fmt;
use std::marker::PhantomData;

use super::Session;
use crate::error::Error;
use crate::mapper::Model;
use crate::state::Instance;
use crate::state::{Change, Relation};

/// A relationship to many objects: the field of a model.
///
/// It says whether the objects are loaded and leads to them; it holds no copies. Nothing is loaded
/// by touching it.
pub struct Many<T> {
    relation: Relation,
    _target: PhantomData<fn() -> T>,
}

impl<T> Many<T> {
    /// Whether the objects are in memory.
    pub fn is_loaded(&self) -> bool {
        self.relation.is_loaded()
    }

    /// What the field holds, without the type.
    pub fn relation(&self) -> &Relation {
        &self.relation
    }

    /// What the field holds, without the type, to change.
    pub fn relation_mut(&mut self) -> &mut Relation {
        &mut self.relation
    }
}

impl<T: Model> Many<T> {
    /// The objects, if they are in memory.
    ///
    /// # Errors
    /// When nothing has loaded them. No statement is sent.
    pub fn get(&self) -> Result<Vec<Instance<T>>, Error> {
        self.relation
            .members()
            .ok_or_else(|| self.relation.not_loaded())
    }

    /// The objects; loads them unless they are in memory, together with those of all objects that
    /// came from the same result, in one statement.
    ///
    /// # Errors
    /// When the object belongs to another session or to none, or loading fails.
    pub async fn load(&self, session: &mut Session) -> Result<Vec<Instance<T>>, Error> {
        if let Some(members) = self.relation.members() {
            return Ok(members);
        }
        session.load_relation(&self.relation).await?;
        // The field of an older version does not see what was loaded for the current one.
        session
            .members(&self.relation)?
            .ok_or_else(|| self.relation.not_loaded())
    }

    /// Adds an object when the edit ends, and keeps the other side in step.
    pub fn push(&mut self, target: &Instance<T>) {
        self.relation.push_change(Change::Add(target.to_any()));
    }

    /// Removes an object when the edit ends, and keeps the other side in step. With the cascade
    /// `delete-orphan` the next flush deletes it.
    pub fn remove(&mut self, target: &Instance<T>) {
        self.relation.push_change(Change::Remove(target.to_any()));
    }

    /// Makes these the only objects when the edit ends. The collection must be loaded by then.
    pub fn set<'t>(&mut self, targets: impl IntoIterator<Item = &'t Instance<T>>) {
        let targets = targets.into_iter().map(Instance::to_any).collect();
        self.relation.push_change(Change::Replace(targets));
    }

    /// Removes all objects when the edit ends. The collection must be loaded by then.
    pub fn clear(&mut self) {
        self.relation.push_change(Change::Replace(Vec::new()));
    }
}

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self {
            relation: Relation::default(),
            _target: PhantomData,
        }
    }
}

impl<T> Clone for Many<T> {
    fn clone(&self) -> Self {
        Self {
            relation: self.relation.clone(),
            _target: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Many<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.relation.fmt(f)
    }
}
