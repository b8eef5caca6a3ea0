//! [`ParameterType`]: the type of a parameter that a driver declares when it prepares a statement.

use super::{RangeKind, SqlType};

/// The type of a parameter when a statement is prepared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ParameterType {
    /// A type that the database infers.
    #[default]
    Inferred,
    /// The type of a single value.
    One(ValueType),
    /// An array of values of a type.
    ArrayOf(ValueType),
}

/// A type with the same name on every server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueType {
    /// `BOOLEAN`
    Boolean,
    /// 16-bit integer.
    SmallInteger,
    /// 32-bit integer.
    Integer,
    /// 64-bit integer.
    BigInteger,
    /// Single precision number.
    Float,
    /// Double precision number.
    Double,
    /// Exact number.
    Numeric,
    /// Text of any length.
    Text,
    /// Bytes of any length.
    Bytes,
    /// Calendar date.
    Date,
    /// Time of day.
    Time,
    /// Date and time without a zone.
    DateTime,
    /// Instant.
    Timestamp,
    /// Amount of time.
    Interval,
    /// UUID.
    Uuid,
    /// JSON document, as text.
    Json,
    /// JSON document, as PostgreSQL's `JSONB`.
    Jsonb,
    /// Range.
    Range(RangeKind),
    /// Several ranges.
    Multirange(RangeKind),
    /// Document for text search.
    TsVector,
    /// Text search query.
    TsQuery,
    /// Host address with an optional netmask.
    Inet,
    /// Network address.
    Cidr,
    /// Path into a JSON document.
    JsonPath,
}

impl SqlType {
    /// Returns the type of a parameter; `None` for a type without a fixed name on every server.
    pub fn parameter_type(&self) -> Option<ParameterType> {
        let one = match self {
            Self::Array(element) => {
                return match element.parameter_type()? {
                    ParameterType::One(of) | ParameterType::ArrayOf(of) => {
                        Some(ParameterType::ArrayOf(of))
                    }
                    ParameterType::Inferred => None,
                };
            }
            Self::Boolean => ValueType::Boolean,
            Self::SmallInteger => ValueType::SmallInteger,
            Self::Integer => ValueType::Integer,
            Self::BigInteger => ValueType::BigInteger,
            Self::Float => ValueType::Float,
            Self::Double => ValueType::Double,
            Self::Numeric { .. } => ValueType::Numeric,
            Self::String { .. } | Self::Text | Self::Unicode { .. } => ValueType::Text,
            Self::LargeBinary => ValueType::Bytes,
            Self::Date => ValueType::Date,
            Self::Time => ValueType::Time,
            Self::DateTime { timezone: false } => ValueType::DateTime,
            Self::DateTime { timezone: true } => ValueType::Timestamp,
            Self::Interval => ValueType::Interval,
            Self::Uuid => ValueType::Uuid,
            Self::Json => ValueType::Json,
            Self::Jsonb => ValueType::Jsonb,
            Self::Range(kind) => ValueType::Range(*kind),
            Self::Multirange(kind) => ValueType::Multirange(*kind),
            Self::TsVector => ValueType::TsVector,
            Self::TsQuery => ValueType::TsQuery,
            Self::Inet => ValueType::Inet,
            Self::Cidr => ValueType::Cidr,
            Self::JsonPath => ValueType::JsonPath,
            Self::Named { like, .. } => return like.parameter_type(),
            other => return other.stand_in().and_then(|other| other.parameter_type()),
        };
        Some(ParameterType::One(one))
    }
}
