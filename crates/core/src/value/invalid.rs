//! [`Invalid`]: a value of the program that no database can store exactly.

use std::borrow::Cow;
use std::fmt;

use super::literal::{LiteralWriter, NoLiteral};

/// A value of the program that no database can store exactly, and the reason.
///
/// Examples are a time with nanoseconds and a year after 9999. Binding the value is an error.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Invalid {
    value: Box<str>,
    reason: Cow<'static, str>,
}

impl Invalid {
    /// Creates an invalid value, with the reason why it cannot be stored.
    pub fn new(value: impl fmt::Display, reason: impl Into<Cow<'static, str>>) -> Self {
        Self {
            value: value.to_string().into(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot be stored: {}", self.value, self.reason)
    }
}

pub(super) fn show(invalid: &Invalid, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "'{}'", invalid.value)
}

pub(super) fn literal(invalid: &Invalid, _: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    Err(NoLiteral(invalid.to_string()))
}
