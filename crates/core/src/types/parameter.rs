//! [`ParameterType`]: the types that a driver gives to parameters when it prepares a statement.

use super::{RangeKind, SqlType};

/// The type that a parameter has when a statement is prepared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ParameterType {
    /// The database infers it.
    #[default]
    Inferred,
    /// One value.
    One(ValueType),
    /// An array of values.
    ArrayOf(ValueType),
}

/// A type that each server has under a fixed name.
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
    /// JSON document, in PostgreSQL's binary form.
    Jsonb,
    /// Range.
    Range(RangeKind),
    /// Several ranges.
    Multirange(RangeKind),
    /// Words of a text.
    TsVector,
    /// Query of a text search.
    TsQuery,
    /// Address of a network, or a network.
    Inet,
    /// Network.
    Cidr,
    /// Path into a JSON document.
    JsonPath,
}

impl SqlType {
    /// The type of a parameter; `None` for one that has no fixed name on each server.
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
