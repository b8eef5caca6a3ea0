//! `Option<T>` as a column that can be `NULL`.

use super::list::for_each_alias;
use super::{Mismatch, Scalar, SqlType};
use crate::value::{Cell, RowSource};
use crate::value::{Value, ValueRef};

/// The body of `Scalar` for the `Option` of a type.
macro_rules! nullable {
    ($rust:ty, $base:ty) => {
        type Base = $base;

        const NULLABLE: bool = true;

        const BY_DIALECT: bool = <$rust>::BY_DIALECT;

        fn sql_type() -> SqlType {
            <$rust>::sql_type()
        }

        fn into_value(self) -> Value {
            self.map_or(Value::Null, <$rust>::into_value)
        }

        fn to_value(&self) -> Value {
            self.as_ref().map_or(Value::Null, <$rust>::to_value)
        }

        fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
            match value {
                ValueRef::Null => Ok(None),
                value => <$rust>::from_value(value).map(Some),
            }
        }

        fn from_value_on(value: ValueRef<'_>, dialect: &str) -> Result<Self, Mismatch> {
            match value {
                ValueRef::Null => Ok(None),
                value => <$rust>::from_value_on(value, dialect).map(Some),
            }
        }

        #[inline]
        fn from_int(int: i64) -> Cell<Self> {
            <$rust>::from_int(int).and_then(|value| Some(Some(value)))
        }

        #[inline]
        fn from_cell(row: &dyn RowSource, index: usize) -> Cell<Self> {
            match <$rust>::from_cell(row, index) {
                Cell::Value(value) => Cell::Value(Some(value)),
                Cell::Null => Cell::Value(None),
                Cell::Other => Cell::Other,
            }
        }
    };
}

impl<T: Scalar<Base = T>> Scalar for Option<T> {
    nullable!(T, T);
}

macro_rules! aliases {
    ($($(#[$meta:meta])* $rust:ty => $base:ty;)+) => {
        $($(#[$meta])* impl Scalar for Option<$rust> {
            nullable!($rust, $base);
        })+
    };
}

for_each_alias!(aliases);
