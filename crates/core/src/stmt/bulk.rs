//! Many rows as one array for each column: one statement text for any number of rows.

use std::sync::Arc;

use super::{Assignment, InsertNode, Rows, SelectItem};
use crate::dialect::Dialect;
use crate::expr::{Bind, Node};
use crate::schema::Table;
use crate::types::SqlType;
use crate::value::Value;

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

impl InsertNode {
    /// Whether [`by_column`](Self::by_column) changes something: there are many rows, of values
    /// only, and the dialect has arrays of all their types.
    pub fn fits_arrays(&self, dialect: &dyn Dialect) -> bool {
        let width = self.columns.len();
        if !dialect.capabilities().array_binds || width == 0 {
            return false;
        }
        let types: Option<Vec<&SqlType>> = self
            .columns
            .iter()
            .map(|name| self.table.column_def(name).map(|column| column.sql_type()))
            .collect();
        let Some(types) = types else { return false };
        let fit = |mut row: &mut dyn Iterator<Item = Option<&Value>>| {
            let mut typed = types.iter().zip(&mut row);
            typed.all(|(sql_type, value)| value.is_some_and(|value| is_of_type(sql_type, value)))
        };
        let many = match &self.rows {
            Rows::Values(values) => {
                values.len() > width
                    && values
                        .chunks(width)
                        .all(|row| fit(&mut row.iter().map(Some)))
            }
            Rows::Nodes(rows) => {
                rows.len() > 1 && rows.iter().all(|row| fit(&mut row.iter().map(plain_value)))
            }
            Rows::Default | Rows::Columns(_) => false,
        };
        many && types
            .iter()
            .all(|sql_type| dialect.array_type_name(sql_type).is_some())
    }

    /// The same INSERT with one array for each column, where that can be.
    #[must_use]
    pub fn by_column(mut self, dialect: &dyn Dialect) -> Self {
        if !self.fits_arrays(dialect) {
            return self;
        }
        let width = self.columns.len();
        let mut columns: Vec<Vec<Value>> = vec![Vec::new(); width];
        let mut put = |row: &mut dyn Iterator<Item = Value>| {
            for (column, value) in columns.iter_mut().zip(row) {
                column.push(value);
            }
        };
        match std::mem::replace(&mut self.rows, Rows::Default) {
            Rows::Values(values) => {
                let mut values = values.into_iter();
                while values.len() > 0 {
                    put(&mut values.by_ref().take(width));
                }
            }
            Rows::Nodes(rows) => {
                for row in rows {
                    put(&mut row.into_iter().map(into_value));
                }
            }
            Rows::Default | Rows::Columns(_) => {}
        }
        let arrays = self.columns.iter().zip(columns);
        let arrays = arrays
            .filter_map(|(name, values)| ColumnArray::new(&self.table, name, values, dialect));
        self.rows = Rows::Columns(arrays.collect());
        self
    }
}

fn plain_value(node: &Node) -> Option<&Value> {
    match node {
        Node::Bind(Bind { name: None, value }) => Some(value),
        Node::Null => Some(const { &Value::Null }),
        _ => None,
    }
}

fn into_value(node: Node) -> Value {
    match node {
        Node::Bind(bind) => bind.value,
        _ => Value::Null,
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
        Value::Array(_) => false,
    }
}
