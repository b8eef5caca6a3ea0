//! [`Mismatch`]: a value of another kind than the Rust type.

use std::borrow::Cow;

use super::excerpt::{Excerpt, NAME};
use crate::value::ValueRef;

/// The database sent a value that the Rust type does not take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {}, found {}", Excerpt(.expected, NAME), Excerpt(.found, 2 * NAME))]
pub struct Mismatch {
    /// What the Rust type takes.
    pub expected: Cow<'static, str>,
    /// What came.
    pub found: Cow<'static, str>,
}

impl Mismatch {
    /// A mismatch between what a type takes and a value's kind.
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
