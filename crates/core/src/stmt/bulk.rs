//! Many rows as one array for each column: one statement text for any number of rows.

use std::sync::Arc;

use super::{Assignment, InsertNode, Rows, SelectItem};
use crate::dialect::Dialect;
use crate::schema::{ColumnDef, Table};
use crate::types::SqlType;
use crate::value::Value;
use crate::visit::parts;

/// The values of one column in many rows.
#[derive(Clone, Debug)]
pub struct ColumnArray {
    /// The column.
    pub name: &'static str,
    /// What the database calls an array of the column's type: `text[]`.
    pub type_name: String,
    /// The values, as a [`Value::Array`].
    pub values: Value,
}

impl ColumnArray {
    /// The values of a column, if the dialect has arrays of its type and all of them are of that
    /// type.
    pub fn new(
        table: &Table,
        name: &'static str,
        values: Vec<Value>,
        dialect: &dyn Dialect,
    ) -> Option<Self> {
        let sql_type = table.column_def(name)?.sql_type();
        let fits = values.iter().all(|value| is_of_type(sql_type, value));
        Some(Self {
            name,
            type_name: dialect.array_type_name(sql_type).filter(|_| fits)?,
            values: Value::Array(values),
        })
    }
}

/// An `UPDATE` of many rows, each with values of its own.
///
/// Only dialects with arrays as binds can say it.
#[derive(Clone, Debug)]
pub struct UpdateRowsNode {
    /// The table.
    pub table: Arc<Table>,
    /// The columns that a row is found by.
    pub key: Vec<ColumnArray>,
    /// The columns that are set.
    pub columns: Vec<ColumnArray>,
    /// Columns that are set to the same in all rows.
    pub assignments: Vec<Assignment>,
    /// `RETURNING`
    pub returning: Vec<SelectItem>,
}

parts! {
    ColumnArray { name, type_name, values }
    UpdateRowsNode { table, key, columns, assignments, returning }
}

impl InsertNode {
    /// Whether a database with arrays takes the rows as one array for each column: there are many,
    /// and their values are of the columns' types.
    pub fn fits_arrays(&self) -> bool {
        let Rows::Columns(columns) = &self.rows else {
            return false;
        };
        let fits = |(name, values): (&&'static str, &Value)| match values {
            Value::Array(values) if values.len() > 1 => {
                let sql_type = self.table.column_def(name).map(ColumnDef::sql_type);
                sql_type.is_some_and(|sql_type| {
                    !matches!(sql_type, SqlType::Custom(_))
                        && values.iter().all(|value| is_of_type(sql_type, value))
                })
            }
            _ => false,
        };
        !columns.is_empty() && self.columns.iter().zip(columns).all(fits)
    }
}

/// Whether a value goes into an array of a type as it goes into a column of that type.
fn is_of_type(sql_type: &SqlType, value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(_) => matches!(sql_type, SqlType::Boolean),
        Value::Int(_) => {
            sql_type.is_integer()
                || matches!(
                    sql_type,
                    SqlType::Float | SqlType::Double | SqlType::Numeric { .. }
                )
        }
        Value::Double(_) => matches!(sql_type, SqlType::Float | SqlType::Double),
        Value::Text(_) => {
            matches!(
                sql_type,
                SqlType::String { .. } | SqlType::Text | SqlType::Enum(_)
            )
        }
        Value::Bytes(_) => matches!(sql_type, SqlType::LargeBinary),
        Value::Date(_) => matches!(sql_type, SqlType::Date),
        Value::Time(_) => matches!(sql_type, SqlType::Time),
        Value::DateTime(_) => matches!(sql_type, SqlType::DateTime { timezone: false }),
        Value::Timestamp(_) => matches!(sql_type, SqlType::DateTime { timezone: true }),
        Value::Decimal(_) => matches!(sql_type, SqlType::Numeric { .. }),
        Value::Uuid(_) => matches!(sql_type, SqlType::Uuid),
        Value::Json(_) => matches!(sql_type, SqlType::Json),
        Value::Array(_)
        | Value::Range(_)
        | Value::Multirange(_)
        | Value::Hstore(_)
        | Value::Interval(_) => false,
    }
}
