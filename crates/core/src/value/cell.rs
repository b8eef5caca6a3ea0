//! [`RowSource`]: a row of a driver, and its cells.

use super::ValueRef;
use crate::error::DecodeError;

/// A row of a driver, read by position.
pub trait RowSource {
    /// Returns the number of columns.
    fn width(&self) -> usize;

    /// Returns the value of a column.
    ///
    /// # Errors
    /// Returns an error if the row has no such column, or if the bytes do not match the column's
    /// type.
    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError>;

    /// Returns the integer of a column, if the driver reads it faster than [`get`](Self::get).
    fn int(&self, index: usize) -> Cell<i64> {
        let _ = index;
        Cell::Other
    }

    /// Returns the text of a column, if the driver reads it faster than [`get`](Self::get).
    fn text(&self, index: usize) -> Cell<&str> {
        let _ = index;
        Cell::Other
    }

    /// Returns the name of a column, as reported by the database.
    fn name(&self, index: usize) -> &str;

    /// Returns the name of the dialect of the row's database; empty if it is not known.
    fn dialect(&self) -> &'static str {
        ""
    }
}

/// The content of a column that was asked for one kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<T> {
    /// A value of the kind.
    Value(T),
    /// SQL `NULL`.
    Null,
    /// A value of another kind, a column that does not exist, or a driver that does not support the
    /// call. Call [`RowSource::get`] instead.
    Other,
}

impl<T> Cell<T> {
    /// Converts the value. Returns `Other` if `convert` returns `None`.
    #[inline]
    pub fn and_then<U>(self, convert: impl FnOnce(T) -> Option<U>) -> Cell<U> {
        match self {
            Self::Value(value) => convert(value).map_or(Cell::Other, Cell::Value),
            Self::Null => Cell::Null,
            Self::Other => Cell::Other,
        }
    }
}
