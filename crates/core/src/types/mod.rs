//! SQL types, and the Rust types that map to them.
//!
//! [`SqlType`] is what a column is declared as; [`Scalar`] is implemented by each Rust type that
//! one column can hold.

mod array;
mod parameter;
mod range;
mod reference;
mod rust;
mod scalar;
mod written;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "uuid")]
mod uuid;

use std::borrow::Cow;

pub use array::ArrayElement;
pub use parameter::{ParameterType, ValueType};
pub use range::RangeElement;
pub use reference::TypeRef;
pub use scalar::{IntoNullable, IntoValue, Mismatch, Scalar, SqlEnum};

/// The type of a column, as SQLAlchemy's generic types: each dialect spells it its own way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SqlType {
    /// 16-bit integer.
    SmallInteger,
    /// 32-bit integer.
    Integer,
    /// 64-bit integer.
    BigInteger,
    /// `BOOLEAN`, or a small integer where there is none.
    Boolean,
    /// Single precision number.
    Float,
    /// Double precision number.
    Double,
    /// Exact number; `precision` counts all digits, `scale` those after the point.
    Numeric {
        /// All digits.
        precision: Option<u32>,
        /// Digits after the point.
        scale: Option<u32>,
    },
    /// `VARCHAR`, with at most `length` characters.
    String {
        /// The most characters that fit; MySQL demands it.
        length: Option<u32>,
    },
    /// `CHAR`, with exactly `length` characters: shorter text is filled up with spaces, which
    /// comparisons ignore.
    Char {
        /// How many characters.
        length: u32,
    },
    /// Text of any length.
    Text,
    /// Bytes of any length.
    LargeBinary,
    /// Calendar date.
    Date,
    /// Time of day.
    Time,
    /// Date and time; with `timezone` an instant.
    DateTime {
        /// Whether the column holds an instant (`TIMESTAMP WITH TIME ZONE`).
        timezone: bool,
    },
    /// UUID, or its 32 hexadecimal digits where there is no such type.
    Uuid,
    /// JSON document.
    Json,
    /// JSON document in PostgreSQL's binary form; `JSON` elsewhere.
    Jsonb,
    /// `NVARCHAR` on SQL Server, `VARCHAR` elsewhere, with at most `length` characters.
    Unicode {
        /// The most characters that fit.
        length: Option<u32>,
    },
    /// Amount of time.
    Interval,
    /// Array of a type; an array of arrays has two dimensions.
    Array(Box<SqlType>),
    /// Range of values.
    Range(RangeKind),
    /// Several ranges.
    Multirange(RangeKind),
    /// Keys with values.
    Hstore,
    /// Words of a text, for text search.
    TsVector,
    /// What a text search asks for.
    TsQuery,
    /// Address of a network, or a network.
    Inet,
    /// Network.
    Cidr,
    /// Path into a JSON document.
    JsonPath,
    /// String of so many bits.
    Bit {
        /// How many bits.
        length: u32,
    },
    /// One of a fixed list of labels: a named type on PostgreSQL, `ENUM(…)` on MySQL, `VARCHAR`
    /// elsewhere.
    Enum(EnumType),
    /// Rendered as it stands, for types that only one database has.
    Custom(Cow<'static, str>),
}

/// What a range is of.
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
    /// PostgreSQL's name of such a range.
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

    /// PostgreSQL's name of several such ranges.
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

/// The name and the labels of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumType {
    /// Name of the type, for databases whose enumerations are named.
    pub name: Cow<'static, str>,
    /// The labels, in order.
    pub labels: Cow<'static, [Cow<'static, str>]>,
}

impl EnumType {
    /// Length of the longest label, in characters.
    pub fn longest_label(&self) -> usize {
        self.labels
            .iter()
            .map(|label| label.chars().count())
            .max()
            .unwrap_or(0)
    }
}

impl SqlType {
    /// Whether a column of this type can count up by itself when it is the primary key.
    pub fn is_integer(&self) -> bool {
        matches!(self, Self::SmallInteger | Self::Integer | Self::BigInteger)
    }
}

#[cfg(test)]
mod tests;
