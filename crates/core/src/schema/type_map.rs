//! [`TypeMap`]: SQL types that replace the default SQL types of Rust types.

use std::any::TypeId;

use crate::types::{Scalar, SqlType};

/// SQL types that replace the default SQL types of Rust types.
///
/// It corresponds to SQLAlchemy's `type_annotation_map`. A model names the function that returns
/// the map: `#[model(types = my_types)]`. Columns whose type or length is set explicitly keep it.
///
/// ```
/// use rebis_core::schema::{ColumnDef, Table, TypeMap};
/// use rebis_core::{SqlType, Scalar};
/// let types = TypeMap::new().with::<String>(SqlType::Text);
/// let notes = Table::new("notes")
///     .with_column(ColumnDef::for_type::<String>("body"))
///     .with_column(ColumnDef::for_type::<String>("title").length(80))
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
    /// Creates an empty map: all Rust types keep their default SQL types.
    pub const fn new() -> Self {
        Self { types: Vec::new() }
    }

    /// Sets the SQL type of a Rust type and of an `Option` of it.
    pub fn with<T: Scalar>(mut self, sql_type: SqlType) -> Self {
        let id = TypeId::of::<T::Base>();
        self.types.retain(|(known, _)| *known != id);
        self.types.push((id, sql_type));
        self
    }

    /// Returns the SQL type of the Rust type with this id.
    pub(super) fn of(&self, id: TypeId) -> Option<&SqlType> {
        let found = self.types.iter().find(|(known, _)| *known == id);
        found.map(|(_, sql_type)| sql_type)
    }
}
