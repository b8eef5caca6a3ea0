//! [`Model`]: a struct that sessions track.

use rebis_core::decode::{FromRow, kind};
use rebis_core::{Columns, Record};

use super::Mapper;
use crate::state::Relation;

/// A struct whose instances a session tracks; `#[derive(Model)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a model",
    note = "derive `Model` for it; a struct with `#[derive(Table)]` is read on a connection"
)]
pub trait Model:
    Record + Columns + FromRow<Kind = kind::EntityKind> + Clone + Send + Sync + 'static
{
    /// The mapper.
    fn mapper() -> &'static Mapper;

    /// A relationship field, numbered in order of declaration.
    fn relation(&self, index: usize) -> Option<&Relation>;

    /// A relationship field, to change.
    fn relation_mut(&mut self, index: usize) -> Option<&mut Relation>;
}
