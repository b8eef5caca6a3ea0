//! [`Mismatch`]: a database value that cannot be decoded to the Rust type.

use std::borrow::Cow;

use super::excerpt::{Excerpt, NAME};
use crate::value::ValueRef;

/// A database value that cannot be decoded to the Rust type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {}, found {}", Excerpt(.expected, NAME), Excerpt(.found, 2 * NAME))]
pub struct Mismatch {
    /// The values that the Rust type accepts.
    pub expected: Cow<'static, str>,
    /// The value that the database sent.
    pub found: Cow<'static, str>,
}

impl Mismatch {
    /// Creates a mismatch from a description of the accepted values and the value that was found.
    pub fn new(expected: &'static str, found: &ValueRef<'_>) -> Self {
        let found = match found {
            ValueRef::Text(text) => Cow::Owned(format!("text {:?}", Excerpt(text, NAME))),
            ValueRef::Int(value) => Cow::Owned(format!("the integer {value}")),
            other => Cow::Borrowed(other.kind()),
        };
        Self {
            expected: Cow::Borrowed(expected),
            found,
        }
    }
}
