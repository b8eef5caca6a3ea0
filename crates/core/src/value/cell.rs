//! [`RowSource`]: the cells of a row, as a driver reads them.

use super::ValueRef;
use crate::error::DecodeError;

/// One row of a driver, read by position.
pub trait RowSource {
    /// How many columns the row has.
    fn width(&self) -> usize;

    /// The value of a column.
    ///
    /// # Errors
    /// When the bytes are not what the column's type says, or `index` is past the end.
    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError>;

    /// The integer of a column, for the drivers that can say faster than [`get`](Self::get).
    fn int(&self, index: usize) -> Cell<i64> {
        let _ = index;
        Cell::Other
    }

    /// The text of a column, for the drivers that can say faster than [`get`](Self::get).
    fn text(&self, index: usize) -> Cell<&str> {
        let _ = index;
        Cell::Other
    }

    /// The name of a column, as the database gave it.
    fn name(&self, index: usize) -> &str;

    /// The name of the dialect of the database that the row is from; empty if it is not known.
    fn dialect(&self) -> &'static str {
        ""
    }
}

/// What a column holds, where only one kind of value is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<T> {
    /// A value of that kind.
    Value(T),
    /// SQL `NULL`.
    Null,
    /// Another kind of value, no such column, or a driver that does not say: ask
    /// [`RowSource::get`].
    Other,
}

impl<T> Cell<T> {
    /// Turns the value into another; `Other` where it cannot be.
    #[inline]
    pub fn and_then<U>(self, convert: impl FnOnce(T) -> Option<U>) -> Cell<U> {
        match self {
            Self::Value(value) => convert(value).map_or(Cell::Other, Cell::Value),
            Self::Null => Cell::Null,
            Self::Other => Cell::Other,
        }
    }
}
