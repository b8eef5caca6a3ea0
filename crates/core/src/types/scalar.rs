//! [`Scalar`]: a Rust type that one column can hold.

use std::borrow::Cow;

use super::SqlType;
use super::list::for_each_alias;
use crate::error::Mismatch;
use crate::value::{Cell, RowSource};
use crate::value::{Value, ValueRef};

/// A Rust type that maps to one SQL value.
///
/// `Option<T>` is `NULL`-able, `T` is not; both have the same [`Base`](Scalar::Base), which is
/// what comparisons check: a column of `Option<String>` compares with a `&str`.
///
/// # Contract
/// `from_value` MUST accept what `into_value` produced after a round trip through each database
/// that has the type, in whatever form a driver returns it (a SQLite date is text, a MySQL
/// boolean an integer).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type that a column can hold",
    note = "derive `SqlEnum` for an enumeration, or use a type of Rust's standard library, or one \
            of `chrono`, `uuid`, `rust_decimal`, `serde_json` with the feature of that name"
)]
pub trait Scalar: Sized + 'static {
    /// The type without `Option`.
    type Base: Scalar;

    /// Whether the type can be `NULL`.
    const NULLABLE: bool = false;

    /// Whether databases order what they store as the values are ordered. Where they do not, `<`,
    /// `BETWEEN`, `min`, `max` and `ORDER BY` do not compile.
    const ORDERED: bool = true;

    /// What a column of this type is declared as, unless the model says otherwise.
    fn sql_type() -> SqlType;

    /// Turns the value into what a statement binds.
    fn into_value(self) -> Value;

    /// Copies the value into what a statement binds.
    fn to_value(&self) -> Value;

    /// Reads the value from a row.
    ///
    /// # Errors
    /// When the database sent another kind of value, or one out of range.
    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch>;

    /// Whether databases store the type in forms that only the dialect tells apart, so that rows
    /// are read by [`from_value_on`](Self::from_value_on).
    const BY_DIALECT: bool = false;

    /// Reads the value from a row of a dialect, which is given by its name.
    ///
    /// # Errors
    /// When the database sent another kind of value, or one out of range.
    fn from_value_on(value: ValueRef<'_>, dialect: &str) -> Result<Self, Mismatch> {
        let _ = dialect;
        Self::from_value(value)
    }

    /// The value of an integer that a column is known to hold. As with
    /// [`from_cell`](Self::from_cell), the general way is taken without a [`Cell::Value`].
    #[inline]
    fn from_int(int: i64) -> Cell<Self> {
        let _ = int;
        Cell::Other
    }

    /// Reads the value from a column without the detour over [`ValueRef`], where there is such a
    /// way. Whatever is not a [`Cell::Value`] is read by [`from_value`](Self::from_value).
    #[inline]
    fn from_cell(row: &dyn RowSource, index: usize) -> Cell<Self> {
        let _ = (row, index);
        Cell::Other
    }
}

/// A Rust value that stands for a value of base type `B`, and is never `NULL`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of SQL type `{B}`",
    label = "expected a value of type `{B}`"
)]
pub trait IntoValue<B> {
    /// The value to bind.
    fn into_value(self) -> Value;
}

/// A Rust value that stands for a value of base type `B`, or `None` for `NULL`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value of SQL type `{B}`, nor an `Option` of one",
    label = "expected a value of type `{B}`, or an `Option` of one"
)]
pub trait IntoNullable<B> {
    /// The value to bind.
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

/// Types whose values compare with those of another type.
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
