//! [`RelationshipDef`]: what a model says about a relationship.

use std::fmt;
use std::sync::Arc;

use rebis_core::Direction;
use rebis_core::schema::Table;

use super::Cascade;
use super::{Mapper, Model};

/// A relationship as its model declares it. The derive macro makes one for each field.
pub struct RelationshipDef {
    name: &'static str,
    target: fn() -> &'static Mapper,
    is_many: bool,
    optional: bool,
    back_populates: Option<&'static str>,
    cascade: Cascade,
    order_by: &'static [(&'static str, Direction)],
    secondary: Option<fn() -> &'static Arc<Table>>,
    foreign_key: Option<&'static str>,
    passive_deletes: bool,
}

impl RelationshipDef {
    /// A collection.
    pub fn many<T: Model>(name: &'static str) -> Self {
        Self::new(name, T::mapper, true)
    }

    /// A single object.
    pub fn one<T: Model>(name: &'static str) -> Self {
        Self::new(name, T::mapper, false)
    }

    fn new(name: &'static str, target: fn() -> &'static Mapper, is_many: bool) -> Self {
        Self {
            name,
            target,
            is_many,
            optional: false,
            back_populates: None,
            cascade: Cascade::DEFAULT,
            order_by: &[],
            secondary: None,
            foreign_key: None,
            passive_deletes: false,
        }
    }

    /// There may be no object.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The relationship of the target that is this one seen from there.
    #[must_use]
    pub fn back_populates(mut self, name: &'static str) -> Self {
        self.back_populates = Some(name);
        self
    }

    /// What operations do to related objects.
    #[must_use]
    pub fn cascade(mut self, cascade: Cascade) -> Self {
        self.cascade = cascade;
        self
    }

    /// Columns of the target that order a collection, by the names of their fields or their own.
    #[must_use]
    pub fn order_by(mut self, columns: &'static [(&'static str, Direction)]) -> Self {
        self.order_by = columns;
        self
    }

    /// The association table of a many-to-many relationship.
    #[must_use]
    pub fn secondary(mut self, table: fn() -> &'static Arc<Table>) -> Self {
        self.secondary = Some(table);
        self
    }

    /// The foreign key column to use, where there are several.
    #[must_use]
    pub fn foreign_key(mut self, column: &'static str) -> Self {
        self.foreign_key = Some(column);
        self
    }

    /// Leaves objects that are not loaded to the database's `ON DELETE`.
    #[must_use]
    pub fn passive_deletes(mut self) -> Self {
        self.passive_deletes = true;
        self
    }

    /// The name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The mapper of the other side.
    pub fn target(&self) -> &'static Mapper {
        (self.target)()
    }

    /// Whether it is a collection.
    pub fn is_many(&self) -> bool {
        self.is_many
    }

    /// The association table.
    pub fn secondary_table(&self) -> Option<&'static Arc<Table>> {
        self.secondary.map(|table| table())
    }

    pub(crate) fn back_name(&self) -> Option<&'static str> {
        self.back_populates
    }

    pub(crate) fn cascades(&self) -> Cascade {
        self.cascade
    }

    pub(crate) fn order_columns(&self) -> &'static [(&'static str, Direction)] {
        self.order_by
    }

    pub(crate) fn foreign_key_column(&self) -> Option<&'static str> {
        self.foreign_key
    }

    pub(crate) fn deletes_passively(&self) -> bool {
        self.passive_deletes
    }
}

impl fmt::Debug for RelationshipDef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RelationshipDef({})", self.name)
    }
}
