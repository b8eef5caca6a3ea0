//! [`Draft`]: a new object on its way into a session.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use rebis_core::{Set, Value};

use super::{AnyInstance, Instance, PendingValues};
use crate::mapper::Model;

/// The values and relationships of a new object. `User::draft()` starts a typed builder over it.
pub struct Draft<M> {
    pub(crate) values: PendingValues,
    pub(crate) links: Vec<(usize, AnyInstance)>,
    _model: PhantomData<fn() -> M>,
}

impl<M: Model> Draft<M> {
    /// A draft without values.
    pub fn new() -> Self {
        Self {
            values: Arc::new(vec![None; M::WIDTH]),
            links: Vec::new(),
            _model: PhantomData,
        }
    }

    /// Gives a column a value. Past the last column it does nothing.
    pub fn set(&mut self, column: usize, value: Value) {
        if let Some(slot) = Arc::make_mut(&mut self.values).get_mut(column) {
            *slot = Some(value);
        }
    }

    /// Adds an object to a relationship.
    pub fn link<T: Model>(&mut self, relationship: usize, target: &Instance<T>) {
        self.links.push((relationship, target.to_any()));
    }
}

impl<M: Model> Default for Draft<M> {
    fn default() -> Self {
        Self::new()
    }
}

impl<M> fmt::Debug for Draft<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("values", &self.values)
            .finish_non_exhaustive()
    }
}

/// A builder that has all that a new object needs; `session.add` takes it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a complete draft",
    note = "a draft of a model has a value for each required column"
)]
pub trait IntoDraft {
    /// The model.
    type Model: Model;

    /// The draft.
    fn into_draft(self) -> Draft<Self::Model>;
}

impl<M: Model> IntoDraft for Draft<M> {
    type Model = M;

    fn into_draft(self) -> Self {
        self
    }
}

/// The mark of a column that a draft has a value for.
#[diagnostic::on_unimplemented(
    message = "the required column `{Column}` is not set",
    label = "`{Column}` is missing",
    note = "a column is required unless it is an `Option`, has a default, or is counted up by the \
            database"
)]
pub trait IsSet<Column> {}

impl<Column> IsSet<Column> for Set {}
