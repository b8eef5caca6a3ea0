//! [`Scalar`]: a Rust type that a column can hold.

use std::borrow::Cow;

use super::SqlType;
use super::list::for_each_alias;
use crate::error::Mismatch;
use crate::value::{Cell, RowSource};
use crate::value::{Value, ValueRef};

/// A Rust type that maps to one SQL value.
///
/// `Option<T>` can be `NULL`, `T` cannot. Both have the same [`Base`](Scalar::Base), which
/// comparisons check: a column of `Option<String>` compares with a `&str`.
///
/// # Contract
/// `from_value` MUST accept what `into_value` returned, after a round trip through any database
/// that supports the type. The driver may return it in another form: SQLite returns a date as text,
/// and MySQL a boolean as an integer.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type that a column can hold",
    note = "derive `SqlEnum` for an enumeration or `Scalar` for a newtype, or use a type of the \
            standard library; types of `chrono`, `uuid`, `rust_decimal` and `serde_json` need a \
            feature of Rebis"
)]
pub trait Scalar: Sized + 'static {
    /// The type without `Option`.
    type Base: Scalar;

    /// Whether the type can be `NULL`.
    const NULLABLE: bool = false;

    /// Whether databases order the stored values as Rust orders the values. If not, `<`, `BETWEEN`,
    /// `min`, `max` and `ORDER BY` do not compile.
    const ORDERED: bool = true;

    /// Returns the SQL type of a column, unless the model sets another one.
    fn sql_type() -> SqlType;

    /// Converts the value to the value that a statement binds.
    fn into_value(self) -> Value;

    /// Returns a copy as the value that a statement binds.
    fn to_value(&self) -> Value;

    /// Reads the value from a row.
    ///
    /// # Errors
    /// Returns an error if the database sent another kind of value, or a value out of range.
    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch>;

    /// Whether the stored form depends on the dialect. If so, rows are read with
    /// [`from_value_on`](Self::from_value_on).
    const BY_DIALECT: bool = false;

    /// Reads the value from a row of a dialect, given the dialect's name.
    ///
    /// # Errors
    /// Returns an error if the database sent another kind of value, or a value out of range.
    fn from_value_on(value: ValueRef<'_>, dialect: &str) -> Result<Self, Mismatch> {
        let _ = dialect;
        Self::from_value(value)
    }

    /// Converts the integer of a column, which is faster than [`from_value`](Self::from_value).
    ///
    /// If the result is not a [`Cell::Value`], `from_value` is called.
    #[inline]
    fn from_int(int: i64) -> Cell<Self> {
        let _ = int;
        Cell::Other
    }

    /// Reads the value from a column without a [`ValueRef`], which is faster for some types.
    ///
    /// If the result is not a [`Cell::Value`], [`from_value`](Self::from_value) is called.
    #[inline]
    fn from_cell(row: &dyn RowSource, index: usize) -> Cell<Self> {
        let _ = (row, index);
        Cell::Other
    }
}

/// A Rust value that converts to a value of base type `B`, and is never `NULL`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of SQL type `{B}`",
    label = "expected a value of type `{B}`"
)]
pub trait IntoValue<B> {
    /// Returns the value to bind.
    fn into_value(self) -> Value;
}

/// A Rust value that converts to a value of base type `B`, or to `NULL`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of SQL type `{B}`, nor an `Option` of one",
    label = "expected a value of type `{B}`, or an `Option` of one"
)]
pub trait IntoNullable<B> {
    /// Returns the value to bind.
    fn into_nullable(self) -> Value;
}

impl<T: Scalar<Base = T>> IntoValue<T> for T {
    fn into_value(self) -> Value {
        Scalar::into_value(self)
    }
}

impl<T: Scalar<Base = T>> IntoValue<T> for &T {
    fn into_value(self) -> Value {
        self.to_value()
    }
}

/// Implements the conversions for types that compare with values of another type.
macro_rules! aliases {
    ($($(#[$meta:meta])* $rust:ty => $base:ty;)+) => {$(
        $(#[$meta])*
        impl IntoValue<$base> for $rust {
            fn into_value(self) -> Value {
                Scalar::into_value(self)
            }
        }

        $(#[$meta])*
        impl IntoValue<$base> for &$rust {
            fn into_value(self) -> Value {
                self.to_value()
            }
        }

        $(#[$meta])*
        impl IntoNullable<$base> for $rust {
            fn into_nullable(self) -> Value {
                Scalar::into_value(self)
            }
        }

        $(#[$meta])*
        impl IntoNullable<$base> for &$rust {
            fn into_nullable(self) -> Value {
                self.to_value()
            }
        }

        $(#[$meta])*
        impl IntoNullable<$base> for Option<$rust> {
            fn into_nullable(self) -> Value {
                Scalar::into_value(self)
            }
        }
    )+};
}

for_each_alias!(aliases);

impl IntoValue<String> for &str {
    fn into_value(self) -> Value {
        Value::Text(Cow::Owned(self.to_owned()))
    }
}

impl IntoValue<Vec<u8>> for &[u8] {
    fn into_value(self) -> Value {
        Value::Bytes(self.to_vec())
    }
}

impl<T: Scalar<Base = T>> IntoNullable<T> for T {
    fn into_nullable(self) -> Value {
        Scalar::into_value(self)
    }
}

impl<T: Scalar<Base = T>> IntoNullable<T> for &T {
    fn into_nullable(self) -> Value {
        self.to_value()
    }
}

impl<T: Scalar<Base = T>> IntoNullable<T> for Option<T> {
    fn into_nullable(self) -> Value {
        self.map_or(Value::Null, Scalar::into_value)
    }
}

impl IntoNullable<String> for &str {
    fn into_nullable(self) -> Value {
        IntoValue::<String>::into_value(self)
    }
}

impl IntoNullable<String> for Option<&str> {
    fn into_nullable(self) -> Value {
        self.map_or(Value::Null, IntoValue::<String>::into_value)
    }
}

impl IntoNullable<Vec<u8>> for &[u8] {
    fn into_nullable(self) -> Value {
        IntoValue::<Vec<u8>>::into_value(self)
    }
}
