//! Whether many rows are sent as one array for each column: one statement text for any number of
//! rows.

use super::Capabilities;
use crate::expr::TableName;
use crate::schema::{ColumnDef, Table};
use crate::stmt::{ColumnArray, InsertNode, Rows};
use crate::types::SqlType;
use crate::value::Value;

impl ColumnArray {
    /// The values of a column, if the database takes them as one array.
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
    /// Whether a database with arrays takes the rows as one array for each column: there are many.
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

/// Whether the database has arrays as binds, and tells the type of the table's rows by its name.
fn has_row_type(table: &TableName, capabilities: &Capabilities) -> bool {
    let is_taken = || capabilities.built_in_types.contains(&table.name);
    capabilities.array_binds && (table.schema.is_some() || !is_taken())
}

/// Whether an array of a column's values gives one row for each: arrays of arrays are one array,
/// and records are as many columns as they have fields. A type that is known by its name alone may
/// be of records.
fn is_unnested(table: &Table, column: &str, capabilities: &Capabilities) -> bool {
    let of = |column: &ColumnDef| {
        let sql_type = column.sql_type().in_dialect(capabilities.dialect);
        !matches!(sql_type, SqlType::Array(_) | SqlType::Custom(_))
    };
    table.column_def(column).is_none_or(of)
}

/// Whether a value can be an element of an array: arrays within it would become one array.
fn is_element(value: &Value) -> bool {
    !matches!(value, Value::Array(_))
}
