//! Ranges and multiranges as columns.

use super::{Mismatch, Scalar, SqlType};
use crate::value::{Date, DateTime, Decimal, Multirange, Range, Value, ValueRef};

/// The element type of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RangeKind {
    /// 32-bit integers.
    Int4,
    /// 64-bit integers.
    Int8,
    /// Exact numbers.
    Num,
    /// Dates.
    Date,
    /// Dates and times without a zone.
    Ts,
    /// Instants.
    Tstz,
}

impl RangeKind {
    /// Returns PostgreSQL's name of the range type.
    pub(crate) fn range_name(self) -> &'static str {
        match self {
            Self::Int4 => "INT4RANGE",
            Self::Int8 => "INT8RANGE",
            Self::Num => "NUMRANGE",
            Self::Date => "DATERANGE",
            Self::Ts => "TSRANGE",
            Self::Tstz => "TSTZRANGE",
        }
    }

    /// Returns PostgreSQL's name of the multirange type.
    pub(crate) fn multirange_name(self) -> &'static str {
        match self {
            Self::Int4 => "INT4MULTIRANGE",
            Self::Int8 => "INT8MULTIRANGE",
            Self::Num => "NUMMULTIRANGE",
            Self::Date => "DATEMULTIRANGE",
            Self::Ts => "TSMULTIRANGE",
            Self::Tstz => "TSTZMULTIRANGE",
        }
    }
}

/// A Rust type that can be the element of a range.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the element of a range",
    note = "use `i32`, `i64`, or a type of decimals, dates, or dates with times"
)]
pub trait RangeElement: Scalar<Base = Self> {
    /// The element type of the range.
    const KIND: RangeKind;
}

macro_rules! elements {
    ($($rust:ty: $kind:ident),+ $(,)?) => {
        $(impl RangeElement for $rust {
            const KIND: RangeKind = RangeKind::$kind;
        })+
    };
}

elements!(i32: Int4, i64: Int8, Decimal: Num, Date: Date, DateTime: Ts);
#[cfg(feature = "chrono")]
elements!(
    chrono::NaiveDate: Date,
    chrono::NaiveDateTime: Ts,
    chrono::DateTime<chrono::Utc>: Tstz,
);
#[cfg(feature = "time")]
elements!(time::Date: Date, time::PrimitiveDateTime: Ts, time::OffsetDateTime: Tstz);
#[cfg(feature = "jiff")]
elements!(jiff::civil::Date: Date, jiff::civil::DateTime: Ts, jiff::Timestamp: Tstz);
#[cfg(feature = "rust_decimal")]
elements!(rust_decimal::Decimal: Num);
#[cfg(feature = "bigdecimal")]
elements!(bigdecimal::BigDecimal: Num);

impl<T: RangeElement + Clone> Scalar for Range<T> {
    type Base = Self;

    fn sql_type() -> SqlType {
        SqlType::Range(T::KIND)
    }

    fn into_value(self) -> Value {
        Value::Range(Box::new(untyped(self)))
    }

    fn to_value(&self) -> Value {
        self.clone().into_value()
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Range(range) => typed(*range),
            other => Err(Mismatch::new("a range", &other)),
        }
    }
}

impl<T: RangeElement + Clone> Scalar for Multirange<T> {
    type Base = Self;

    fn sql_type() -> SqlType {
        SqlType::Multirange(T::KIND)
    }

    fn into_value(self) -> Value {
        Value::Multirange(self.0.into_iter().map(untyped).collect())
    }

    fn to_value(&self) -> Value {
        self.clone().into_value()
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Multirange(ranges) => {
                let ranges = ranges.into_iter().map(typed);
                ranges.collect::<Result<_, _>>().map(Self)
            }
            other => Err(Mismatch::new("a multirange", &other)),
        }
    }
}

fn untyped<T: RangeElement>(range: Range<T>) -> Range<Value> {
    let ends = range.try_map(|end| Ok::<_, std::convert::Infallible>(end.into_value()));
    match ends {
        Ok(range) => range,
        Err(never) => match never {},
    }
}

fn typed<T: RangeElement>(range: Range<Value>) -> Result<Range<T>, Mismatch> {
    range.try_map(|end| T::from_value(end.as_ref()))
}
