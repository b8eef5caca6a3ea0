//! [`FromRow`], and [`RowReader`], from which it reads.

use crate::error::DecodeError;
use crate::types::Scalar;
use crate::value::{Cell, RowSource, ValueRef};

/// A reader of the columns of one row, in order.
pub struct RowReader<'r> {
    row: &'r dyn RowSource,
    next: usize,
    /// The column whose integer was last peeked, or `usize::MAX`; and the integer.
    peeked: usize,
    int: i64,
}

impl<'r> RowReader<'r> {
    /// Creates a reader that starts at the first column.
    pub fn new(row: &'r dyn RowSource) -> Self {
        Self {
            row,
            next: 0,
            peeked: usize::MAX,
            int: 0,
        }
    }

    /// Returns the row.
    pub fn row(&self) -> &'r dyn RowSource {
        self.row
    }

    /// Returns the index of the next column.
    pub fn position(&self) -> usize {
        self.next
    }

    /// Skips a number of columns.
    pub fn skip(&mut self, columns: usize) {
        self.next += columns;
    }

    /// Returns the value of the column `ahead` of the next one, without advancing.
    ///
    /// # Errors
    /// Returns an error if the row has no such column, or if the driver cannot decode its bytes.
    pub fn peek(&self, ahead: usize) -> Result<ValueRef<'r>, DecodeError> {
        self.row.get(self.next + ahead)
    }

    /// Returns whether the next columns belong to a row that an outer join did not find.
    ///
    /// The row is absent if its key is `NULL`. Without a key, it is absent if all of its columns
    /// are `NULL`.
    ///
    /// # Errors
    /// Returns an error if the row has no such column, or if the driver cannot decode its bytes.
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

    /// Returns the integer of the column `ahead` of the next one, without advancing.
    ///
    /// See [`RowSource::int`]. When the column is read later, the value is not fetched again.
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
    /// Returns an error if the row has no more columns, or if the value cannot be decoded to `T`.
    // This runs for each column of each row. A call would cost 6 % of the instructions of a read.
    #[inline(always)]
    pub fn read<T: Scalar>(&mut self) -> Result<T, DecodeError> {
        let index = self.next;
        self.next += 1;
        let cell = if self.peeked == index {
            T::from_int(self.int)
        } else {
            T::from_cell(self.row, index)
        };
        match cell {
            Cell::Value(value) => Ok(value),
            Cell::Null | Cell::Other => read_any(self.row, index),
        }
    }
}

/// Reads a column through [`ValueRef`].
fn read_any<T: Scalar>(row: &dyn RowSource, index: usize) -> Result<T, DecodeError> {
    let value = row.get(index)?;
    let read = if T::BY_DIALECT {
        T::from_value_on(value, row.dialect())
    } else {
        T::from_value(value)
    };
    match read {
        Ok(value) => Ok(value),
        Err(mismatch) => Err(DecodeError::mismatch(index, row.name(index), mismatch)),
    }
}

/// The kinds of row types. Other crates of Rebis implement traits for each kind.
pub mod kind {
    /// A single column.
    #[derive(Debug)]
    pub struct ScalarKind;
    /// A struct whose fields are the columns of a table.
    #[derive(Debug)]
    pub struct RecordKind;
    /// A struct whose instances the ORM tracks.
    #[derive(Debug)]
    pub struct EntityKind;
    /// A tuple of row types.
    #[derive(Debug)]
    pub struct TupleKind;
    /// A row type of kind `K` that may be absent, such as after an outer join.
    #[derive(Debug)]
    pub struct OptionKind<K>(std::marker::PhantomData<K>);
    /// All columns, readable by name.
    #[derive(Debug)]
    pub struct RowKind;
}

/// A type that a row, or a part of a row, is decoded to.
///
/// # Contract
/// An implementation MUST read exactly the columns that the selection of the type selects, in the
/// same order.
#[diagnostic::on_unimplemented(
    message = "a row cannot be decoded to `{Self}`",
    note = "use a scalar type, a tuple of up to 12 elements, an `Option`, or a struct with a \
            derive of Rebis"
)]
pub trait FromRow: Sized + Send {
    /// The kind of the type; see [`kind`].
    type Kind;

    /// Reads the next columns.
    ///
    /// # Errors
    /// Returns an error if a value cannot be decoded to its Rust type.
    fn from_row(row: &mut RowReader<'_>) -> Result<Self, DecodeError>;

    /// Reads the next columns. Returns `None` and skips them if they belong to an absent row.
    ///
    /// A row is absent if its columns are `NULL` because an outer join did not find it.
    ///
    /// # Errors
    /// Returns an error if a value cannot be decoded to its Rust type.
    fn from_row_opt(row: &mut RowReader<'_>) -> Result<Option<Self>, DecodeError>;
}

impl std::fmt::Debug for RowReader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RowReader")
            .field("width", &self.row.width())
            .field("next", &self.next)
            .finish_non_exhaustive()
    }
}
