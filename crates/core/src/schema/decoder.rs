//! [`Decoder`]: conversion of a column's cells to values of its Rust type.

use crate::types::{Mismatch, Scalar};
use crate::value::Cell;
use crate::value::{Value, ValueRef};

/// A conversion of a column's cells to values of its Rust type, which is not a type parameter.
///
/// A database may store a value in another form than the program: SQLite stores a UUID as text,
/// MySQL a boolean as an integer. For the program, two cells are equal if their decoded values are
/// equal.
#[derive(Clone, Copy, Debug)]
pub struct Decoder {
    decode: fn(ValueRef<'_>, &str) -> Result<Value, Mismatch>,
    form: ValueForm,
    by_dialect: bool,
}

/// The kind of values that a column's Rust type has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValueForm {
    /// Integers. An integer cell decodes to the same integer.
    Integer,
    /// Text, which the database may compare by a collation.
    Text,
    /// Other values.
    Other,
}

impl Decoder {
    /// Returns the decoder of a Rust type.
    ///
    /// ```
    /// # use rebis_core::schema::{Decoder, ValueForm};
    /// let decoder = Decoder::new::<i64>();
    /// assert_eq!(decoder.form(), ValueForm::Integer);
    /// ```
    pub fn new<T: Scalar>() -> Self {
        Self {
            decode: decode::<T>,
            form: form::<T>(),
            by_dialect: T::BY_DIALECT,
        }
    }

    /// Returns the program's value for a cell.
    ///
    /// `dialect` is the name of the dialect whose database returned the cell.
    ///
    /// ```
    /// # use rebis_core::schema::Decoder;
    /// # use rebis_core::value::{Value, ValueRef};
    /// // MySQL stores a boolean as an integer.
    /// let decoded = Decoder::new::<bool>().decode(ValueRef::Int(1), "mysql")?;
    /// assert_eq!(decoded, Value::Bool(true));
    /// # Ok::<(), rebis_core::types::Mismatch>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the Rust type does not accept the cell, or the cell is `NULL` and the
    /// type is not nullable.
    pub fn decode(self, cell: ValueRef<'_>, dialect: &str) -> Result<Value, Mismatch> {
        (self.decode)(cell, dialect)
    }

    /// Returns whether the meaning of a cell depends on the dialect.
    ///
    /// ```
    /// # use rebis_core::schema::Decoder;
    /// assert!(!Decoder::new::<String>().is_by_dialect());
    /// ```
    pub fn is_by_dialect(self) -> bool {
        self.by_dialect
    }

    /// Returns the kind of values that the type has.
    ///
    /// ```
    /// # use rebis_core::schema::{Decoder, ValueForm};
    /// assert_eq!(Decoder::new::<String>().form(), ValueForm::Text);
    /// assert_eq!(Decoder::new::<bool>().form(), ValueForm::Other);
    /// ```
    pub fn form(self) -> ValueForm {
        self.form
    }
}

fn decode<T: Scalar>(cell: ValueRef<'_>, dialect: &str) -> Result<Value, Mismatch> {
    T::from_value_on(cell, dialect).map(T::into_value)
}

/// Decodes samples, so that it also finds the kind of user-defined types over integers or text.
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
