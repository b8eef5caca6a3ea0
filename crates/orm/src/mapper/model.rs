//! [`Model`]: a struct whose objects sessions track.

use rebis_core::decode::{FromRow, kind};
use rebis_core::{Columns, Record};

use super::Mapper;
use crate::state::Relation;

/// A struct whose objects a session tracks. `#[derive(Model)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    note = "add `#[derive(Model)]`; a session does not track a struct with `#[derive(Table)]`"
)]
pub trait Model:
    Record + Columns + FromRow<Kind = kind::EntityKind> + Clone + Send + Sync + 'static
{
    /// Returns the mapper of the model.
    fn mapper() -> &'static Mapper;

    /// Returns a relationship field by its position in the order of declaration.
    fn relation(&self, index: usize) -> Option<&Relation>;

    /// Returns a relationship field by its position in the order of declaration, for changes.
    fn relation_mut(&mut self, index: usize) -> Option<&mut Relation>;
}
