//! [`FromRow`] and the reader that it reads from.

use crate::error::DecodeError;
use crate::types::Scalar;
use crate::value::{Cell, RowSource, ValueRef};

/// Reads the columns of one row, in order.
pub struct RowReader<'r> {
    row: &'r dyn RowSource,
    next: usize,
    /// The column whose integer was looked at, if any; and the integer.
    peeked: usize,
    int: i64,
}

impl<'r> RowReader<'r> {
    /// A reader at the first column.
    pub fn new(row: &'r dyn RowSource) -> Self {
        Self {
            row,
            next: 0,
            peeked: usize::MAX,
            int: 0,
        }
    }

    /// The row.
    pub fn row(&self) -> &'r dyn RowSource {
        self.row
    }

    /// Index of the next column.
    pub fn position(&self) -> usize {
        self.next
    }

    /// Passes over columns.
    pub fn skip(&mut self, columns: usize) {
        self.next += columns;
    }

    /// The value of a column relative to the next one, without moving.
    ///
    /// # Errors
    /// When the row has no such column, or its bytes are malformed.
    pub fn peek(&self, ahead: usize) -> Result<ValueRef<'r>, DecodeError> {
        self.row.get(self.next + ahead)
    }

    /// Whether the next columns are those of a row that an outer join did not find: its key is
    /// `NULL`, or all of them where there is no key.
    ///
    /// # Errors
    /// As [`peek`](Self::peek).
    pub fn is_absent(&self, key: Option<usize>, width: usize) -> Result<bool, DecodeError> {
        if let Some(key) = key {
            return Ok(self.peek(key)?.is_null());
        }
        for column in 0..width {
            if !self.peek(column)?.is_null() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The integer of a column relative to the next one, without moving; see
    /// [`RowSource::int`]. Reading the column later does not ask the row again.
    #[inline]
    pub fn peek_int(&mut self, ahead: usize) -> Cell<i64> {
        let index = self.next + ahead;
        let cell = self.row.int(index);
        if let Cell::Value(value) = cell {
            (self.peeked, self.int) = (index, value);
        }
        cell
    }

    /// Reads the next column.
    ///
    /// # Errors
    /// When the row has no more columns, or the value is not a `T`.
    // Each column of each row comes through here: a call costs a plain read 6 % of its instructions.
    #[inline(always)]
    pub fn read<T: Scalar>(&mut self) -> Result<T, DecodeError> {
        let index = self.next;
        self.next += 1;
        let cell = match self.peeked == index {
            true => T::from_int(self.int),
            false => T::from_cell(self.row, index),
        };
        match cell {
            Cell::Value(value) => Ok(value),
            Cell::Null | Cell::Other => read_any(self.row, index),
        }
    }
}

/// Reads a column that has no faster way.
fn read_any<T: Scalar>(row: &dyn RowSource, index: usize) -> Result<T, DecodeError> {
    let value = row.get(index)?;
    let read = match T::BY_DIALECT {
        true => T::from_value_on(value, row.dialect()),
        false => T::from_value(value),
    };
    match read {
        Ok(value) => Ok(value),
        Err(mismatch) => Err(DecodeError::mismatch(index, row.name(index), mismatch)),
    }
}

/// What kind of thing a row type is, so that layers above Core can treat each kind its own way.
pub mod kind {
    /// One column.
    #[derive(Debug)]
    pub struct ScalarKind;
    /// A struct whose fields are the columns of a table.
    #[derive(Debug)]
    pub struct RecordKind;
    /// A struct that an object-relational mapper tracks.
    #[derive(Debug)]
    pub struct EntityKind;
    /// A tuple of such things.
    #[derive(Debug)]
    pub struct TupleKind;
    /// Something of kind `K` that may be absent, as after an outer join.
    #[derive(Debug)]
    pub struct OptionKind<K>(std::marker::PhantomData<K>);
    /// All columns, by name.
    #[derive(Debug)]
    pub struct RowKind;
}

/// A type that one row, or a part of it, decodes to.
///
/// # Contract
/// An implementation MUST read exactly the columns that the selection of the same type selects,
/// in the same order.
#[diagnostic::on_unimplemented(
    message = "a row cannot be decoded to `{Self}`",
    note = "scalars, tuples of up to twelve, `Option`s, and structs with a derive of Rebis can"
)]
pub trait FromRow: Sized + Send {
    /// What kind of thing this is; see [`kind`].
    type Kind;

    /// Reads the next columns.
    ///
    /// # Errors
    /// When a value is not what the type takes.
    fn from_row(row: &mut RowReader<'_>) -> Result<Self, DecodeError>;

    /// Reads the next columns, or passes over them and gives `None` when they are `NULL` because
    /// an outer join found nothing.
    ///
    /// # Errors
    /// When a value is not what the type takes.
    fn from_row_opt(row: &mut RowReader<'_>) -> Result<Option<Self>, DecodeError>;
}
