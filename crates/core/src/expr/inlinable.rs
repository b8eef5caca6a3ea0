//! [`Inlinable`]: values that some databases accept only as part of the SQL text.

use crate::value::Value;
use crate::visit::{Part, Rewriter, Visitor};

/// A value that is bound, or written into the SQL text if the database accepts no bind there.
///
/// Only integers and text are written. A written value is part of the statement's cache key.
#[derive(Clone, Debug)]
pub struct Inlinable {
    /// The place of the value.
    pub place: InlinePlace,
    /// The value.
    pub value: Value,
}

/// A place where some databases accept no bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InlinePlace {
    /// A bound of a window's frame.
    Frame,
    /// A path into a JSON document.
    JsonPath,
}

impl Inlinable {
    /// Creates a bound of a window's frame.
    pub fn frame(value: Value) -> Self {
        Self {
            place: InlinePlace::Frame,
            value,
        }
    }

    /// Creates a path into a JSON document.
    pub fn json_path(path: String) -> Self {
        Self {
            place: InlinePlace::JsonPath,
            value: Value::Text(path.into()),
        }
    }
}

impl Part for Inlinable {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.inlinable(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
        self.clone()
    }
}
