//! Rows that are bound as one array for each column, so that the SQL is the same for each number of
//! rows.

use super::Capabilities;
use crate::expr::TableName;
use crate::schema::{ColumnDef, Table};
use crate::stmt::{ColumnArray, InsertNode, Rows};
use crate::types::SqlType;
use crate::value::Value;

impl ColumnArray {
    /// Creates an array of a column's values; `None` if the database cannot bind it as one array.
    pub fn new(
        table: &Table,
        name: &'static str,
        values: Vec<Value>,
        capabilities: &Capabilities,
    ) -> Option<Self> {
        let fits = has_row_type(table.name(), capabilities)
            && is_unnested(table, name, capabilities)
            && values.iter().all(is_element);
        fits.then_some(Self {
            name,
            values: Value::Array(values),
        })
    }
}

impl InsertNode {
    /// Returns whether the rows can be bound as one array for each column: there are several.
    pub fn fits_arrays(&self, capabilities: &Capabilities) -> bool {
        let Rows::Columns(columns) = &self.rows else {
            return false;
        };
        let fits = |values: &Value| match values {
            Value::Array(values) => values.len() > 1 && values.iter().all(is_element),
            _ => false,
        };
        !columns.is_empty()
            && has_row_type(self.table.name(), capabilities)
            && columns.iter().all(fits)
            && self
                .columns
                .iter()
                .all(|column| is_unnested(&self.table, column, capabilities))
    }
}

/// Returns whether the dialect binds arrays, and the table's name is the type of its rows.
fn has_row_type(table: &TableName, capabilities: &Capabilities) -> bool {
    let is_taken = || capabilities.built_in_types.contains(&table.name);
    capabilities.array_binds && (table.schema.is_some() || !is_taken())
}

/// Returns whether `unnest` of an array of a column's values has one row and one column for each.
///
/// `unnest` flattens arrays of arrays, and splits records into their fields. A custom type may be a
/// type of records.
fn is_unnested(table: &Table, column: &str, capabilities: &Capabilities) -> bool {
    let of = |column: &ColumnDef| {
        let sql_type = column.sql_type().in_dialect(capabilities.dialect);
        !matches!(sql_type, SqlType::Array(_) | SqlType::Custom(_))
    };
    table.column_def(column).is_none_or(of)
}

/// Returns whether a value can be an element of an array. Nested arrays would become one array.
fn is_element(value: &Value) -> bool {
    !matches!(value, Value::Array(_))
}
