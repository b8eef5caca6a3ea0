//! The neutral values that travel between a program and a database.
//!
//! [`Value`] is owned and is what a statement binds; [`ValueRef`] borrows from a driver's row and
//! is what decoding reads. Neither knows a database client or a date library: `chrono`, `uuid`
//! and the like convert behind features, in `types/`.

mod decimal;
mod double;
mod hstore;
mod interval;
mod json;
mod range;
mod temporal;
mod written;

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

pub use decimal::{Decimal, ParseDecimalError};
pub use double::DOUBLE_DIGITS;
pub(crate) use double::decimal_of;
pub use hstore::Hstore;
pub use interval::Interval;
pub use json::{Json, Jsonb};
pub use range::{Multirange, Range};
pub use temporal::{Date, DateTime, OutOfRange, Time};
pub use written::{Inet, TsQuery, TsVector};

/// One owned SQL value.
///
/// Equality is by representation (`NaN` equals `NaN`, `0.0` differs from `-0.0`), so that values
/// can be keys of an identity map.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Value {
    /// SQL `NULL`.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer of up to 64 bits. A driver refuses one that does not fit the column.
    Int(i64),
    /// A double precision number.
    Double(f64),
    /// Text.
    Text(Cow<'static, str>),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A calendar date.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A date and time without a zone.
    DateTime(DateTime),
    /// An instant, as its date and time in UTC.
    Timestamp(DateTime),
    /// An exact decimal number.
    Decimal(Decimal),
    /// A UUID, most significant byte first.
    Uuid([u8; 16]),
    /// A JSON document, as text.
    Json(Json),
    /// An array of values of one type, for databases that have arrays.
    Array(Vec<Value>),
    /// A range of values of one type, for databases that have ranges.
    Range(Box<Range<Value>>),
    /// Several ranges, for databases that have multiranges.
    Multirange(Vec<Range<Value>>),
    /// Keys with values, of PostgreSQL's extension of that name.
    Hstore(Box<Hstore>),
    /// An amount of time.
    Interval(Interval),
}

impl Value {
    /// Whether this is SQL `NULL`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Borrows the value in the form that decoding reads.
    pub fn as_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Null => ValueRef::Null,
            Self::Bool(value) => ValueRef::Bool(*value),
            Self::Int(value) => ValueRef::Int(*value),
            Self::Double(value) => ValueRef::Double(*value),
            Self::Text(value) => ValueRef::Text(value),
            Self::Bytes(value) => ValueRef::Bytes(value),
            Self::Date(value) => ValueRef::Date(*value),
            Self::Time(value) => ValueRef::Time(*value),
            Self::DateTime(value) => ValueRef::DateTime(*value),
            Self::Timestamp(value) => ValueRef::Timestamp(*value),
            Self::Decimal(value) => ValueRef::Decimal(value.clone()),
            Self::Uuid(value) => ValueRef::Uuid(*value),
            Self::Json(value) => ValueRef::Json(value.as_str()),
            Self::Array(values) => ValueRef::Array(values.clone()),
            Self::Range(range) => ValueRef::Range(range.clone()),
            Self::Multirange(ranges) => ValueRef::Multirange(ranges.clone()),
            Self::Hstore(pairs) => ValueRef::Hstore(pairs.clone()),
            Self::Interval(interval) => ValueRef::Interval(*interval),
        }
    }

    /// The name of the value's kind, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            // A borrowed array would be a copy.
            Self::Array(_) => ValueRef::Array(Vec::new()).kind(),
            Self::Range(_) => "a range",
            Self::Multirange(_) => "a multirange",
            Self::Hstore(_) => "an hstore",
            other => other.as_ref().kind(),
        }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Double(a), Self::Double(b)) => a.to_bits() == b.to_bits(),
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Bytes(a), Self::Bytes(b)) => a == b,
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::Time(a), Self::Time(b)) => a == b,
            (Self::DateTime(a), Self::DateTime(b)) => a == b,
            (Self::Timestamp(a), Self::Timestamp(b)) => a == b,
            (Self::Decimal(a), Self::Decimal(b)) => a == b,
            (Self::Uuid(a), Self::Uuid(b)) => a == b,
            (Self::Json(a), Self::Json(b)) => a == b,
            (Self::Array(a), Self::Array(b)) => a == b,
            (Self::Range(a), Self::Range(b)) => a == b,
            (Self::Multirange(a), Self::Multirange(b)) => a == b,
            (Self::Hstore(a), Self::Hstore(b)) => a == b,
            (Self::Interval(a), Self::Interval(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Bool(value) => value.hash(state),
            Self::Int(value) => value.hash(state),
            Self::Double(value) => value.to_bits().hash(state),
            Self::Text(value) => value.hash(state),
            Self::Bytes(value) => value.hash(state),
            Self::Date(value) => value.hash(state),
            Self::Time(value) => value.hash(state),
            Self::DateTime(value) | Self::Timestamp(value) => value.hash(state),
            Self::Decimal(value) => value.hash(state),
            Self::Uuid(value) => value.hash(state),
            Self::Json(value) => value.hash(state),
            Self::Array(values) => values.hash(state),
            Self::Range(range) => range.hash(state),
            Self::Multirange(ranges) => ranges.hash(state),
            Self::Hstore(pairs) => pairs.hash(state),
            Self::Interval(interval) => interval.hash(state),
        }
    }
}

/// How a value reads in logs and error messages: text in quotes, bytes by their length.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("NULL"),
            Self::Bool(value) => value.fmt(f),
            Self::Int(value) => value.fmt(f),
            Self::Double(value) => value.fmt(f),
            Self::Text(value) => write!(f, "'{value}'"),
            Self::Bytes(value) => write!(f, "<{} bytes>", value.len()),
            Self::Date(value) => write!(f, "'{value}'"),
            Self::Time(value) => write!(f, "'{value}'"),
            Self::DateTime(value) => write!(f, "'{value}'"),
            Self::Timestamp(value) => write!(f, "'{value}+00:00'"),
            Self::Decimal(value) => value.fmt(f),
            Self::Uuid(value) => write!(f, "'{}'", UuidText(value)),
            Self::Json(value) => write!(f, "'{value}'"),
            Self::Array(values) => {
                f.write_str("[")?;
                for (index, value) in values.iter().enumerate() {
                    let separator = if index == 0 { "" } else { ", " };
                    write!(f, "{separator}{value}")?;
                }
                f.write_str("]")
            }
            Self::Range(range) => write!(f, "'{range}'"),
            Self::Multirange(ranges) => write!(f, "'{}'", range::MultirangeText(ranges)),
            Self::Hstore(pairs) => write!(f, "'{pairs}'"),
            Self::Interval(interval) => write!(f, "'{interval}'"),
        }
    }
}

/// One SQL value that borrows from a row.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ValueRef<'a> {
    /// SQL `NULL`.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer of up to 64 bits.
    Int(i64),
    /// A double precision number.
    Double(f64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// A calendar date.
    Date(Date),
    /// A time of day.
    Time(Time),
    /// A date and time without a zone.
    DateTime(DateTime),
    /// An instant, as its date and time in UTC.
    Timestamp(DateTime),
    /// An exact decimal number.
    Decimal(Decimal),
    /// A UUID, most significant byte first.
    Uuid([u8; 16]),
    /// A JSON document, as text.
    Json(&'a str),
    /// An array.
    Array(Vec<Value>),
    /// A range.
    Range(Box<Range<Value>>),
    /// Several ranges.
    Multirange(Vec<Range<Value>>),
    /// Keys with values.
    Hstore(Box<Hstore>),
    /// An amount of time.
    Interval(Interval),
    /// Text that a driver wrote out of another form: an address, a text search vector.
    Written(Box<str>),
}

impl ValueRef<'_> {
    /// Whether this is SQL `NULL`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The name of the value's kind, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "NULL",
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "an integer",
            Self::Double(_) => "a double",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytes",
            Self::Date(_) => "a date",
            Self::Time(_) => "a time",
            Self::DateTime(_) => "a date and time",
            Self::Timestamp(_) => "a timestamp",
            Self::Decimal(_) => "a decimal",
            Self::Uuid(_) => "a UUID",
            Self::Json(_) => "JSON",
            Self::Array(_) => "an array",
            Self::Range(_) => "a range",
            Self::Multirange(_) => "a multirange",
            Self::Hstore(_) => "an hstore",
            Self::Interval(_) => "an interval",
            Self::Written(_) => "text",
        }
    }

    /// Copies the value out of the row.
    pub fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::Int(*value),
            Self::Double(value) => Value::Double(*value),
            Self::Text(value) => Value::Text(Cow::Owned((*value).to_owned())),
            Self::Bytes(value) => Value::Bytes(value.to_vec()),
            Self::Date(value) => Value::Date(*value),
            Self::Time(value) => Value::Time(*value),
            Self::DateTime(value) => Value::DateTime(*value),
            Self::Timestamp(value) => Value::Timestamp(*value),
            Self::Decimal(value) => Value::Decimal(value.clone()),
            Self::Uuid(value) => Value::Uuid(*value),
            Self::Json(value) => Value::Json(Json::new(*value)),
            Self::Array(values) => Value::Array(values.clone()),
            Self::Range(range) => Value::Range(range.clone()),
            Self::Multirange(ranges) => Value::Multirange(ranges.clone()),
            Self::Hstore(pairs) => Value::Hstore(pairs.clone()),
            Self::Interval(interval) => Value::Interval(*interval),
            Self::Written(text) => Value::Text(Cow::Owned(text.to_string())),
        }
    }
}

/// Writes a UUID in its hyphenated form.
pub(crate) struct UuidText<'a>(pub(crate) &'a [u8; 16]);

impl fmt::Display for UuidText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

/// Reads a UUID with or without hyphens.
pub(crate) fn parse_uuid(text: &str) -> Option<[u8; 16]> {
    let mut digits = text.bytes().filter(|byte| *byte != b'-');
    let mut bytes = [0u8; 16];
    for byte in &mut bytes {
        let high = hex_digit(digits.next()?)?;
        let low = hex_digit(digits.next()?)?;
        *byte = high << 4 | low;
    }
    digits.next().is_none().then_some(bytes)
}

fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
