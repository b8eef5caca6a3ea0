//! The types of PostgreSQL that are kept as text, `HSTORE`, `JSONB` and intervals.

use super::{Mismatch, Scalar, SqlType};
use crate::value::{Hstore, Inet, Interval, Json, Jsonb, TsQuery, TsVector, Value, ValueRef};

macro_rules! scalar {
    ($rust:ty, $sql:expr, $expected:literal, |$this:ident| $into:expr, $($accept:tt)+) => {
        impl Scalar for $rust {
            type Base = Self;

            fn sql_type() -> SqlType {
                $sql
            }

            fn into_value(self) -> Value {
                self.to_value()
            }

            fn to_value(&self) -> Value {
                let $this = self;
                $into
            }

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

macro_rules! written {
    ($($rust:ident $expected:literal)+) => {$(
        scalar!($rust, SqlType::$rust, $expected,
            |this| Value::Text(this.as_str().to_owned().into()),
            ValueRef::Written(text) => Some(Self::new(text.clone())),
            ValueRef::Text(text) => Some(Self::new(*text)),
        );
    )+};
}

written! {
    TsVector "a text search vector"
    TsQuery "a text search query"
    Inet "a network address"
}

scalar!(Hstore, SqlType::Hstore, "an hstore", |this| Value::Hstore(Box::new(this.clone())),
    ValueRef::Hstore(pairs) => Some((**pairs).clone()),
);
scalar!(Interval, SqlType::Interval, "an interval", |this| Value::Interval(*this),
    ValueRef::Interval(interval) => Some(*interval),
);
scalar!(Jsonb, SqlType::Jsonb, "JSON", |this| Value::Json(Json::new(this.as_str())),
    ValueRef::Json(text) | ValueRef::Text(text) => Some(Self::new(*text)),
);
