//! [`Key`]: the value of a primary key or a foreign key.

use std::fmt;

use rebis_core::Value;

/// The value of a primary key or a foreign key, which [`KeyColumns`](super::KeyColumns) creates.
///
/// Keys are equal if the Rust values of their columns are equal.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// A single integer, the most frequent key.
    Int(i64),
    /// Any other key.
    Values(Box<[Value]>),
}

impl Key {
    /// Creates the key of a single canonical value.
    pub(super) fn single(value: Value) -> Self {
        match value {
            Value::Int(value) => Self::Int(value),
            value => Self::Values(Box::new([value])),
        }
    }

    /// Creates the key of complete and canonical values.
    pub(super) fn new(values: Vec<Value>) -> Self {
        match *values {
            [Value::Int(value)] => Self::Int(value),
            _ => Self::Values(values.into_boxed_slice()),
        }
    }

    /// Returns whether the database and Rust agree about the keys that are equal to this key.
    ///
    /// Databases compare text by a collation, and may treat a month of an interval as thirty days.
    pub(crate) fn is_exact(&self) -> bool {
        let Self::Values(values) = self else {
            return true;
        };
        let is_exact = |value: &Value| {
            matches!(
                value,
                Value::Bool(_)
                    | Value::Int(_)
                    | Value::Unsigned(_)
                    | Value::Double(_)
                    | Value::Bytes(_)
                    | Value::Date(_)
                    | Value::Time(_)
                    | Value::DateTime(_)
                    | Value::Timestamp(_)
                    | Value::Decimal(_)
                    | Value::Uuid(_)
                    | Value::Bits(_)
            )
        };
        values.iter().all(is_exact)
    }

    /// Returns the values, in the order of the key's columns.
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
