//! [`Inlinable`]: values that some databases take only as part of the text.

use crate::value::Value;
use crate::visit::{Part, Rewriter, Visitor};

/// A value that is bound, or written into the text where the database takes no bind there. It is
/// a number or text; what is written is part of the statement's key.
#[derive(Clone, Debug)]
pub struct Inlinable {
    /// Where it stands.
    pub place: InlinePlace,
    /// The value.
    pub value: Value,
}

/// Where a value may have to be part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InlinePlace {
    /// A bound of a window's frame.
    Frame,
    /// A path into a JSON document.
    JsonPath,
}

impl Inlinable {
    /// A bound of a window's frame.
    pub fn frame(value: Value) -> Self {
        Self {
            place: InlinePlace::Frame,
            value,
        }
    }

    /// A path into a JSON document.
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
