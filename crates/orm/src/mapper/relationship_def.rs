//! [`RelationshipDef`]: a relationship as its model declares it.

use std::fmt;
use std::sync::Arc;

use rebis_core::Direction;
use rebis_core::schema::Table;

use super::Cascade;
use super::{Mapper, Model};

/// A relationship as its model declares it. The derive macro creates one for each field.
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
    /// Creates a relationship to many objects.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::RelationshipDef;
    /// let posts = RelationshipDef::many::<Post>("posts");
    /// assert!(posts.is_many());
    /// ```
    pub fn many<T: Model>(name: &'static str) -> Self {
        Self::new(name, T::mapper, true)
    }

    /// Creates a relationship to one object.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::RelationshipDef;
    /// let author = RelationshipDef::one::<User>("author");
    /// assert!(!author.is_many());
    /// ```
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

    /// Allows the related object to be absent.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// Sets the name of the opposite relationship, a field of the target.
    #[must_use]
    pub fn back_populates(mut self, name: &'static str) -> Self {
        self.back_populates = Some(name);
        self
    }

    /// Sets the cascades: effects of operations on the related objects.
    #[must_use]
    pub fn cascade(mut self, cascade: Cascade) -> Self {
        self.cascade = cascade;
        self
    }

    /// Sets the columns of the target that order the collection, by field name or column name.
    #[must_use]
    pub fn order_by(mut self, columns: &'static [(&'static str, Direction)]) -> Self {
        self.order_by = columns;
        self
    }

    /// Sets the association table of a many-to-many relationship.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Record;
    /// # use rebis_orm::RelationshipDef;
    /// let tags = RelationshipDef::many::<Tag>("tags").secondary(PostTag::table);
    /// assert!(tags.secondary_table().is_some());
    /// ```
    #[must_use]
    pub fn secondary(mut self, table: fn() -> &'static Arc<Table>) -> Self {
        self.secondary = Some(table);
        self
    }

    /// Selects the foreign key to use, by a column, if there are several foreign keys.
    #[must_use]
    pub fn foreign_key(mut self, column: &'static str) -> Self {
        self.foreign_key = Some(column);
        self
    }

    /// Leaves related objects that are not loaded to the `ON DELETE` action of the database.
    #[must_use]
    pub fn passive_deletes(mut self) -> Self {
        self.passive_deletes = true;
        self
    }

    /// Returns the name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the mapper of the target.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::Model;
    /// assert_eq!(User::mapper().relationships()[0].target().name(), "Post");
    /// ```
    pub fn target(&self) -> &'static Mapper {
        (self.target)()
    }

    /// Returns whether the relationship is to many objects.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::Model;
    /// let is_many = |index: usize| Post::mapper().relationships()[index].is_many();
    /// assert!(!is_many(Post.author.index()) && is_many(Post.tags.index()));
    /// ```
    pub fn is_many(&self) -> bool {
        self.is_many
    }

    /// Returns the association table, if there is one.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::Model;
    /// let tags = &Post::mapper().relationships()[Post.tags.index()];
    /// assert!(tags.secondary_table().is_some_and(|table| table.name().name == "post_tags"));
    /// ```
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
