//! [`Decoder`]: from the cells of a column to the values of its Rust type.

use crate::types::{Mismatch, Scalar};
use crate::value::Cell;
use crate::value::{Value, ValueRef};

/// Turns cells of a column into the values that the program has for them, without naming the
/// column's Rust type.
///
/// A database may hold a value in another form than the program: SQLite has a UUID as text, MySQL a
/// boolean as an integer. Two cells are equal to the program when their decoded values are.
#[derive(Clone, Copy, Debug)]
pub struct Decoder {
    decode: fn(ValueRef<'_>, &str) -> Result<Value, Mismatch>,
    form: ValueForm,
    by_dialect: bool,
}

/// Which values a column's Rust type has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueForm {
    /// Integers: the value of an integer cell is that integer.
    Integer,
    /// Text, which the database may compare by a collation.
    Text,
    /// Anything else.
    Other,
}

impl Decoder {
    /// The decoder of a Rust type.
    pub fn new<T: Scalar>() -> Self {
        Self {
            decode: decode::<T>,
            form: form::<T>(),
            by_dialect: T::BY_DIALECT,
        }
    }

    /// The value that the program has for a cell of a dialect, which is given by its name; `NULL` of
    /// a type that takes none is a mismatch.
    ///
    /// # Errors
    /// When the Rust type does not take the cell.
    pub fn decode(self, cell: ValueRef<'_>, dialect: &str) -> Result<Value, Mismatch> {
        (self.decode)(cell, dialect)
    }

    /// Whether only the dialect tells the meaning of a cell.
    pub fn is_by_dialect(self) -> bool {
        self.by_dialect
    }

    /// Which values the type has.
    pub fn form(self) -> ValueForm {
        self.form
    }
}

fn decode<T: Scalar>(cell: ValueRef<'_>, dialect: &str) -> Result<Value, Mismatch> {
    T::from_value_on(cell, dialect).map(T::into_value)
}

/// Asked of the type itself, so that a user's own type over integers or text is one of these.
fn form<T: Scalar>() -> ValueForm {
    let integer = match T::from_int(1) {
        Cell::Value(value) => value.into_value(),
        Cell::Null | Cell::Other => Value::Null,
    };
    match decode::<T>(ValueRef::Text("a"), "") {
        _ if integer == Value::Int(1) => ValueForm::Integer,
        Ok(Value::Text(text)) if text == "a" => ValueForm::Text,
        _ => ValueForm::Other,
    }
}
