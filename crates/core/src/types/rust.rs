//! Scalars of the standard library and Core's own neutral types.

use std::borrow::Cow;

use super::{Mismatch, Scalar, SqlType};
use crate::decode::{Cell, RowSource};
use crate::value::{Date, DateTime, Decimal, Json, Time, Value, ValueRef, parse_uuid};

impl<T: Scalar<Base = T>> Scalar for Option<T> {
    type Base = T;

    const NULLABLE: bool = true;

    fn sql_type() -> SqlType {
        T::sql_type()
    }

    fn into_value(self) -> Value {
        self.map_or(Value::Null, T::into_value)
    }

    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::to_value)
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Null => Ok(None),
            value => T::from_value(value).map(Some),
        }
    }

    #[inline]
    fn from_int(int: i64) -> Cell<Self> {
        T::from_int(int).and_then(|value| Some(Some(value)))
    }

    #[inline]
    fn from_cell(row: &dyn RowSource, index: usize) -> Cell<Self> {
        match T::from_cell(row, index) {
            Cell::Value(value) => Cell::Value(Some(value)),
            Cell::Null => Cell::Value(None),
            Cell::Other => Cell::Other,
        }
    }
}

macro_rules! integer {
    ($rust:ty, $sql:ident, $expected:literal) => {
        impl Scalar for $rust {
            type Base = Self;

            fn sql_type() -> SqlType {
                SqlType::$sql
            }

            fn into_value(self) -> Value {
                Value::Int(i64::from(self))
            }

            fn to_value(&self) -> Value {
                Value::Int(i64::from(*self))
            }

            #[inline]
            fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
                match value {
                    ValueRef::Int(int) => {
                        Self::try_from(int).map_err(|_| Mismatch::new($expected, &value))
                    }
                    // `EXTRACT` gives a decimal with a fraction that is zero.
                    ValueRef::Decimal(ref decimal) => {
                        let parsed = decimal.whole().parse();
                        parsed.map_err(|_| Mismatch::new($expected, &value))
                    }
                    other => Err(Mismatch::new($expected, &other)),
                }
            }

            #[inline]
            fn from_int(int: i64) -> Cell<Self> {
                Self::try_from(int).map_or(Cell::Other, Cell::Value)
            }

            #[inline]
            fn from_cell(row: &dyn RowSource, index: usize) -> Cell<Self> {
                row.int(index).and_then(|int| Self::try_from(int).ok())
            }
        }
    };
}

integer!(i16, SmallInteger, "a 16-bit integer");
integer!(i32, Integer, "a 32-bit integer");
integer!(i64, BigInteger, "a 64-bit integer");
integer!(u8, SmallInteger, "an unsigned 8-bit integer");
integer!(u16, Integer, "an unsigned 16-bit integer");
integer!(u32, BigInteger, "an unsigned 32-bit integer");

macro_rules! simple {
    ($rust:ty, $sql:expr, $expected:literal, |$self:ident| $into:expr, $($accept:tt)+) => {
        impl Scalar for $rust {
            type Base = Self;

            fn sql_type() -> SqlType {
                $sql
            }

            fn into_value(self) -> Value {
                let $self = self;
                $into
            }

            fn to_value(&self) -> Value {
                self.clone().into_value()
            }

            #[inline]
            fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
                let read = match &value {
                    $($accept)+
                    _ => None,
                };
                read.ok_or_else(|| Mismatch::new($expected, &value))
            }
        }
    };
}

simple!(bool, SqlType::Boolean, "a boolean", |this| Value::Bool(this),
    ValueRef::Bool(value) => Some(*value),
    ValueRef::Int(0) => Some(false),
    ValueRef::Int(1) => Some(true),
);
#[allow(
    clippy::cast_precision_loss,
    reason = "a number column read as a floating point number"
)]
mod floating {
    use super::*;

    simple!(f64, SqlType::Double, "a double", |this| Value::Double(this),
        ValueRef::Double(value) => Some(*value),
        ValueRef::Int(value) => Some(*value as f64),
        ValueRef::Decimal(value) => value.as_str().parse().ok(),
    );
    #[allow(
        clippy::cast_possible_truncation,
        reason = "single precision is what was asked for"
    )]
    mod single {
        use super::*;

        simple!(f32, SqlType::Float, "a number", |this| Value::Double(f64::from(this)),
            ValueRef::Double(value) => Some(*value as f32),
            ValueRef::Int(value) => Some(*value as f32),
            ValueRef::Decimal(value) => value.as_str().parse().ok(),
        );
    }
}

impl Scalar for String {
    type Base = Self;

    fn sql_type() -> SqlType {
        SqlType::String { length: None }
    }

    fn into_value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }

    fn to_value(&self) -> Value {
        Value::Text(Cow::Owned(self.clone()))
    }

    #[inline]
    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Text(text) | ValueRef::Json(text) => Ok(text.to_owned()),
            ValueRef::Written(text) => Ok(text.into()),
            ValueRef::Decimal(decimal) => Ok(decimal.to_string()),
            other => Err(Mismatch::new("text", &other)),
        }
    }

    #[inline]
    fn from_cell(row: &dyn RowSource, index: usize) -> Cell<Self> {
        row.text(index).and_then(|text| Some(text.to_owned()))
    }
}

simple!(Vec<u8>, SqlType::LargeBinary, "bytes", |this| Value::Bytes(this),
    ValueRef::Bytes(bytes) => Some(bytes.to_vec()),
);
simple!([u8; 16], SqlType::Uuid, "a UUID", |this| Value::Uuid(this),
    ValueRef::Uuid(bytes) => Some(*bytes),
    ValueRef::Bytes(bytes) => Self::try_from(*bytes).ok(),
    ValueRef::Text(text) => parse_uuid(text),
);
simple!(Date, SqlType::Date, "a date", |this| Value::Date(this),
    ValueRef::Date(date) => Some(*date),
    ValueRef::Text(text) => Self::parse(text),
);
simple!(Time, SqlType::Time, "a time", |this| Value::Time(this),
    ValueRef::Time(time) => Some(*time),
    ValueRef::Text(text) => Self::parse(text),
);
simple!(DateTime, SqlType::DateTime { timezone: false }, "a date and time",
    |this| Value::DateTime(this),
    ValueRef::DateTime(value) | ValueRef::Timestamp(value) => Some(*value),
    ValueRef::Text(text) => Self::parse(text),
);
simple!(Decimal, SqlType::Numeric { precision: None, scale: None }, "a decimal",
    |this| Value::Decimal(this),
    ValueRef::Decimal(decimal) => Some(decimal.clone()),
    ValueRef::Int(value) => Some(Self::from(*value)),
    ValueRef::Double(value) => Some(Self::from(*value)),
    ValueRef::Text(text) => text.parse().ok(),
);
simple!(Json, SqlType::Json, "JSON", |this| Value::Json(this),
    ValueRef::Json(text) | ValueRef::Text(text) => Some(Self::new(*text)),
);
