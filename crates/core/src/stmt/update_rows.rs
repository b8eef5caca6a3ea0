//! [`UpdateRowsNode`]: an `UPDATE` of many rows, with one array for each column.

use std::sync::Arc;

use super::{Assignment, SelectItem};
use crate::expr::Source;
use crate::schema::Table;
use crate::value::Value;
use crate::visit::parts;

/// The values of one column in many rows.
#[derive(Clone, Debug)]
pub struct ColumnArray {
    /// The column.
    pub name: &'static str,
    /// The values, as a [`Value::Array`].
    pub values: Value,
}

/// An `UPDATE` of many rows, each with its own values.
///
/// It requires a dialect that binds arrays.
#[derive(Clone, Debug)]
pub struct UpdateRowsNode {
    /// The table.
    pub table: Arc<Table>,
    /// The name that qualifies its columns: the table, or an alias of it.
    pub target: Source,
    /// The columns that identify a row.
    pub key: Vec<ColumnArray>,
    /// The columns that are set to a value for each row.
    pub columns: Vec<ColumnArray>,
    /// The columns that are set to the same value in all rows.
    pub assignments: Vec<Assignment>,
    /// `RETURNING`
    pub returning: Vec<SelectItem>,
}

parts! {
    ColumnArray { name, values }
    UpdateRowsNode { table, target, key, columns, assignments, returning }
}
