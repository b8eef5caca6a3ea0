//! [`MetaData`]: a set of tables, created and dropped in dependency order.

use std::sync::Arc;

use super::Table;
use crate::types::{EnumType, SqlType};

/// A set of tables, to create and drop together.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct MetaData {
    tables: Vec<Arc<Table>>,
}

impl MetaData {
    /// Creates an empty set.
    ///
    /// ```
    /// # use rebis_core::schema::MetaData;
    /// assert!(MetaData::new().tables().is_empty());
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a table, unless the set has a table of the same name.
    ///
    /// ```
    /// # use rebis_core::schema::{ColumnDef, MetaData, Table};
    /// let notes = Table::new("notes").with_column(ColumnDef::for_type::<String>("body"));
    /// let metadata = MetaData::new().with_table(notes);
    /// assert_eq!(metadata.tables()[0].name().name, "notes");
    /// ```
    pub fn with_table(mut self, table: impl Into<Arc<Table>>) -> Self {
        let table = table.into();
        if self.tables.iter().all(|known| known.name() != table.name()) {
            self.tables.push(table);
        }
        self
    }

    /// Returns the tables in the order in which they were added.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let metadata = Registry::new((Post, User, Tag))?.metadata();
    /// let names: Vec<_> = metadata.tables().iter().map(|table| table.name().name).collect();
    /// assert_eq!(names, ["posts", "users", "tags", "post_tags"]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn tables(&self) -> &[Arc<Table>] {
        &self.tables
    }

    /// Returns the native enumeration types that columns have in a dialect, each once.
    ///
    /// `dialect` is the name of the dialect.
    ///
    /// ```
    /// # use rebis_core::SqlType;
    /// # use rebis_core::schema::{ColumnDef, MetaData, Table};
    /// # use rebis_core::types::EnumType;
    /// let labels = vec!["draft".into(), "published".into()];
    /// let status = SqlType::Enum(EnumType::new("status".into(), labels.into()));
    /// let posts = Table::new("posts").with_column(ColumnDef::new("status", status));
    /// let metadata = MetaData::new().with_table(posts);
    /// assert_eq!(metadata.enums("postgresql")[0].name, "status");
    /// ```
    pub fn enums(&self, dialect: &str) -> Vec<&EnumType> {
        let mut enums: Vec<&EnumType> = Vec::new();
        for column in self.tables.iter().flat_map(|table| table.columns()) {
            if let SqlType::Enum(labels) = column.sql_type().in_dialect(dialect).element()
                && labels.native
                && enums.iter().all(|known| known.name != labels.name)
            {
                enums.push(labels);
            }
        }
        enums
    }

    /// Returns the tables in dependency order: each table after the tables that it refers to.
    ///
    /// Otherwise the tables keep the order in which they were added, also if their foreign keys
    /// form a cycle.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let metadata = Registry::new((Post, User, Tag))?.metadata();
    /// let tables = metadata.sorted_tables();
    /// let names: Vec<_> = tables.iter().map(|table| table.name().name).collect();
    /// assert_eq!(names, ["users", "posts", "tags", "post_tags"]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn sorted_tables(&self) -> Vec<&Arc<Table>> {
        let mut sorted: Vec<&Arc<Table>> = Vec::with_capacity(self.tables.len());
        let mut waiting: Vec<&Arc<Table>> = self.tables.iter().collect();
        while !waiting.is_empty() {
            let ready = waiting.iter().position(|table| {
                let waits_for = |other: &&Arc<Table>| refers_to(table, other);
                !waiting.iter().any(waits_for)
            });
            sorted.push(waiting.remove(ready.unwrap_or(0)));
        }
        sorted
    }
}

/// Returns whether `table` has a foreign key to `other`.
fn refers_to(table: &Table, other: &Table) -> bool {
    let refers = |key: &super::ForeignKey| key.target == other.name();
    table.name() != other.name() && table.foreign_keys().iter().any(refers)
}
