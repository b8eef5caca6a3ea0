//! [`One`]: a single related object.

use std::fmt;
use std::marker::PhantomData;

use super::Session;
use crate::error::Error;
use crate::mapper::Model;
use crate::state::Instance;
use crate::state::{Change, Relation};

/// A relationship to one object: `One<User>`, or `One<Option<User>>` when there may be none.
///
/// It says whether the object is loaded and leads to it; it holds no copy. Nothing is loaded by
/// touching it.
pub struct One<T> {
    relation: Relation,
    _target: PhantomData<fn() -> T>,
}

/// What a [`One`] may lead to: a model, or an `Option` of one.
pub trait OneTarget {
    /// The model.
    type Model: Model;

    /// What reading gives: an instance, or an `Option` of one.
    type Handle;

    /// The handle of the object that was found; `None` when there must be one.
    fn handle(found: Option<Instance<Self::Model>>) -> Option<Self::Handle>;
}

impl<M: Model> OneTarget for M {
    type Model = M;
    type Handle = Instance<M>;

    fn handle(found: Option<Instance<M>>) -> Option<Instance<M>> {
        found
    }
}

impl<M: Model> OneTarget for Option<M> {
    type Model = M;
    type Handle = Option<Instance<M>>;

    fn handle(found: Option<Instance<M>>) -> Option<Option<Instance<M>>> {
        Some(found)
    }
}

impl<T> One<T> {
    /// Whether the object is in memory.
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

impl<T: OneTarget> One<T> {
    /// The object, if it is in memory.
    ///
    /// # Errors
    /// When nothing has loaded it. No statement is sent.
    pub fn get(&self) -> Result<T::Handle, Error> {
        self.found(self.relation.members())
    }

    /// The object; loads it unless it is in memory, together with those of all objects that came
    /// from the same result, in one statement.
    ///
    /// # Errors
    /// When the object belongs to another session or to none, or loading fails.
    pub async fn load(&self, session: &mut Session) -> Result<T::Handle, Error> {
        if !self.relation.is_loaded() {
            session.load_relation(&self.relation).await?;
        }
        self.found(session.members(&self.relation)?)
    }

    fn found(&self, members: Option<Vec<Instance<T::Model>>>) -> Result<T::Handle, Error> {
        let found = members.and_then(|members| T::handle(members.into_iter().next()));
        found.ok_or_else(|| self.relation.not_loaded())
    }

    /// Makes this the object when the edit ends, and keeps the other side in step.
    pub fn set<'t>(&mut self, target: impl Into<Option<&'t Instance<T::Model>>>) {
        let targets = target.into().into_iter().map(Instance::to_any).collect();
        self.relation.push_change(Change::Replace(targets));
    }
}

impl<T> Default for One<T> {
    fn default() -> Self {
        Self {
            relation: Relation::default(),
            _target: PhantomData,
        }
    }
}

impl<T> Clone for One<T> {
    fn clone(&self) -> Self {
        Self {
            relation: self.relation.clone(),
            _target: PhantomData,
        }
    }
}

impl<T> fmt::Debug for One<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.relation.fmt(f)
    }
}
