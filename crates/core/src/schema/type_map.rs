//! [`TypeMap`]: SQL types that a program wants for Rust types.

use std::any::TypeId;

use crate::types::{Scalar, SqlType};

/// The SQL types of Rust types, in place of those that the Rust types have by themselves: the
/// `type_annotation_map` of SQLAlchemy.
///
/// A model names the function that makes it: `#[model(types = my_types)]`. A column that says its own
/// type or length keeps it.
///
/// ```
/// use rebis_core::schema::{ColumnDef, Table, TypeMap};
/// use rebis_core::{SqlType, Scalar};
/// let types = TypeMap::new().with::<String>(SqlType::Text);
/// let notes = Table::new("notes")
///     .with_column(ColumnDef::of::<String>("body"))
///     .with_column(ColumnDef::of::<String>("title").length(80))
///     .with_types(&types);
/// let sql_types: Vec<&SqlType> = notes.columns().iter().map(ColumnDef::sql_type).collect();
/// assert_eq!(sql_types, [&SqlType::Text, &SqlType::String { length: Some(80) }]);
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct TypeMap {
    types: Vec<(TypeId, SqlType)>,
}

impl TypeMap {
    /// Only the types that Rust types have by default.
    pub const fn new() -> Self {
        Self { types: Vec::new() }
    }

    /// The SQL type of a Rust type, and of an `Option` of it.
    pub fn with<T: Scalar>(mut self, sql_type: SqlType) -> Self {
        let id = TypeId::of::<T::Base>();
        self.types.retain(|(known, _)| *known != id);
        self.types.push((id, sql_type));
        self
    }

    /// The SQL type of the Rust type with this number.
    pub(super) fn of(&self, id: TypeId) -> Option<&SqlType> {
        let found = self.types.iter().find(|(known, _)| *known == id);
        found.map(|(_, sql_type)| sql_type)
    }
}
