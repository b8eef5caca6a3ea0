//! [`Key`]: the value of a primary key.

use std::fmt;

use rebis_core::Value;

/// The value of a primary key, or of a foreign key, as [`KeyColumns`](super::KeyColumns) makes it:
/// keys are equal when the Rust values of their columns are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// The usual one: a single integer.
    Int(i64),
    /// Anything else.
    Values(Box<[Value]>),
}

impl Key {
    /// The key of a single value that is canonical.
    pub(super) fn single(value: Value) -> Self {
        match value {
            Value::Int(value) => Self::Int(value),
            value => Self::Values(Box::new([value])),
        }
    }

    /// The key of values that are complete and canonical.
    pub(super) fn new(values: Vec<Value>) -> Self {
        match *values {
            [Value::Int(value)] => Self::Int(value),
            _ => Self::Values(values.into_boxed_slice()),
        }
    }

    /// Whether the database finds other keys equal only where Rust does: it compares text by a
    /// collation, and a month of an interval with thirty days.
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
