//! [`FromRow`] and the reader that it reads from.

use crate::error::DecodeError;
use crate::types::Scalar;
use crate::value::ValueRef;

/// One row of a driver, read by position.
pub trait RowSource {
    /// How many columns the row has.
    fn width(&self) -> usize;

    /// The value of a column.
    ///
    /// # Errors
    /// When the bytes are not what the column's type says, or `index` is past the end.
    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError>;

    /// The name of a column, as the database gave it.
    fn name(&self, index: usize) -> &str;
}

/// Reads the columns of one row, in order.
pub struct RowReader<'r> {
    row: &'r dyn RowSource,
    next: usize,
}

impl<'r> RowReader<'r> {
    /// A reader at the first column.
    pub fn new(row: &'r dyn RowSource) -> Self {
        Self { row, next: 0 }
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

    /// Reads the next column.
    ///
    /// # Errors
    /// When the row has no more columns, or the value is not a `T`.
    #[inline]
    pub fn read<T: Scalar>(&mut self) -> Result<T, DecodeError> {
        let index = self.next;
        self.next += 1;
        match T::from_value(self.row.get(index)?) {
            Ok(value) => Ok(value),
            Err(mismatch) => Err(DecodeError::mismatch(index, self.row.name(index), mismatch)),
        }
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
