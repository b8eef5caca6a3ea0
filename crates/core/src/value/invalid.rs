//! [`Invalid`]: a value of the program that no database can hold.

use std::borrow::Cow;
use std::fmt;

use super::literal::{LiteralWriter, NoLiteral};

/// A value of the program that cannot be stored as what it is, and why: a time with nanoseconds, a
/// year past 9999. Binding it is an error.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Invalid {
    value: Box<str>,
    reason: Cow<'static, str>,
}

impl Invalid {
    /// A value, and why it cannot be stored.
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
