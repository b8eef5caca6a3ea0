//! [`Key`]: the value of a primary key.

use std::fmt;

use rebis_core::Value;
use rebis_core::decode::{Cell, RowReader};
use rebis_core::error::DecodeError;

/// The value of a primary key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// The usual one: a single integer.
    Int(i64),
    /// Anything else.
    Values(Box<[Value]>),
}

impl Key {
    /// The key of some values, or `None` when one is `NULL`.
    pub(crate) fn from_values(mut values: impl Iterator<Item = Value>) -> Option<Self> {
        let first = values.next()?;
        let second = values.next();
        if let (Value::Int(value), None) = (&first, &second) {
            return Some(Self::Int(*value));
        }
        let values: Box<[Value]> = std::iter::once(first).chain(second).chain(values).collect();
        let complete = !values.iter().any(Value::is_null);
        complete.then_some(Self::Values(values))
    }

    /// The key in some columns of a row, relative to the next one.
    #[inline]
    pub(crate) fn of_row(
        row: &mut RowReader<'_>,
        columns: &[usize],
    ) -> Result<Option<Self>, DecodeError> {
        if let [column] = columns {
            match row.peek_int(*column) {
                Cell::Value(value) => return Ok(Some(Self::Int(value))),
                Cell::Null => return Ok(None),
                Cell::Other => {}
            }
        }
        let mut values: Vec<Value> = Vec::with_capacity(columns.len());
        for column in columns {
            values.push(row.peek(*column)?.to_value());
        }
        Ok(Self::from_values(values.into_iter()))
    }

    /// The values, in order of the key's columns.
    pub(crate) fn into_values(self) -> Vec<Value> {
        match self {
            Self::Int(value) => vec![Value::Int(value)],
            Self::Values(values) => values.into_vec(),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(value) => value.fmt(f),
            Self::Values(values) => {
                for (index, value) in values.iter().enumerate() {
                    let separator = if index == 0 { "" } else { ", " };
                    write!(f, "{separator}{value}")?;
                }
                Ok(())
            }
        }
    }
}
