//! [`MetaData`]: a set of tables, created and dropped in dependency order.

use std::sync::Arc;

use super::Table;
use crate::types::{EnumType, SqlType};

/// A set of tables.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct MetaData {
    tables: Vec<Arc<Table>>,
}

impl MetaData {
    /// No tables.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a table, unless it is there already.
    pub fn with_table(mut self, table: impl Into<Arc<Table>>) -> Self {
        let table = table.into();
        if self.tables.iter().all(|known| known.name() != table.name()) {
            self.tables.push(table);
        }
        self
    }

    /// The tables, as they were added.
    pub fn tables(&self) -> &[Arc<Table>] {
        &self.tables
    }

    /// The enumerations that the tables' columns have as types of a dialect, which is given by its
    /// name; each once.
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

    /// The tables, each after those that its foreign keys refer to; otherwise as they were added.
    ///
    /// Tables that refer to each other in a cycle come in the order in which they were added.
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

/// Whether a table refers to another one.
fn refers_to(table: &Table, other: &Table) -> bool {
    let refers = |key: &super::ForeignKey| key.target == other.name();
    table.name() != other.name() && table.foreign_keys().iter().any(refers)
}
