//! [`Draft`]: the values of a new object, before it is added to a session.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use rebis_core::{Set, Value};

use super::{AnyInstance, Instance, PendingValues};
use crate::mapper::Model;

/// The values and relationships of a new object. `User::draft()` returns a typed builder for it.
pub struct Draft<M> {
    pub(crate) values: PendingValues,
    pub(crate) links: Vec<(usize, AnyInstance)>,
    _model: PhantomData<fn() -> M>,
}

impl<M: Model> Draft<M> {
    /// Creates a draft without values.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Value;
    /// # use rebis_orm::Draft;
    /// # session(async |session| {
    /// let mut draft = Draft::<Tag>::new();
    /// draft.set(1, Value::Text("rust".into()));
    /// let rust = session.add(draft);
    /// assert_eq!(rust.get(Tag.name).as_deref(), Some("rust"));
    /// # Ok(())
    /// # });
    /// ```
    pub fn new() -> Self {
        Self {
            values: Arc::new(vec![None; M::WIDTH]),
            links: Vec::new(),
            _model: PhantomData,
        }
    }

    /// Sets the value of a column, by position. Does nothing if there is no column at the position.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Value;
    /// # use rebis_orm::Draft;
    /// # session(async |session| {
    /// let mut draft = Draft::<Tag>::new();
    /// draft.set(1, Value::Text("rust".into())); // the column `name`
    /// assert_eq!(session.add(draft).get(Tag.name).as_deref(), Some("rust"));
    /// # Ok(())
    /// # });
    /// ```
    pub fn set(&mut self, column: usize, value: Value) {
        if let Some(slot) = Arc::make_mut(&mut self.values).get_mut(column) {
            *slot = Some(value);
        }
    }

    /// Adds an object to a relationship, by the position of the relationship.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Value;
    /// # use rebis_orm::Draft;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// let mut draft = Draft::<Post>::new();
    /// draft.set(1, Value::Text("Joins".into()));
    /// draft.link(0, &ann); // the relationship `author`
    /// let post = session.add(draft);
    /// session.flush().await?;
    /// assert_eq!(post.author_id, ann.id);
    /// # Ok(())
    /// # });
    /// ```
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

/// A builder with all values that a new object requires. `session.add` accepts it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a complete draft",
    note = "pass a draft such as `User::draft()`, with a value for each required column"
)]
pub trait IntoDraft {
    /// The model.
    type Model: Model;

    /// Returns the draft.
    fn into_draft(self) -> Draft<Self::Model>;
}

impl<M: Model> IntoDraft for Draft<M> {
    type Model = M;

    fn into_draft(self) -> Self {
        self
    }
}

/// A marker of required columns that have a value in a draft.
#[diagnostic::on_unimplemented(
    message = "the required column `{Column}` is not set",
    label = "`{Column}` is missing",
    note = "set it on the draft; a column is optional only if it is an `Option`, has a default, or \
            is auto-increment"
)]
pub trait IsSet<Column> {}

impl<Column> IsSet<Column> for Set {}
