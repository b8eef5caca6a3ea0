//! Values that are exchanged with a database.
//!
//! [`Value`] is owned, and is bound to statements. [`ValueRef`] borrows from a driver's row, and is
//! decoded. Both are independent of database clients and date libraries; `types/` converts the
//! types of `chrono`, `uuid` and other crates behind features.
//!
//! A kind of value is a variant of both enums, a line in the table below, and a file. The file
//! defines its text in logs (`show`) and its SQL literal (`literal`).

mod array;
mod bits;
mod by_dialect;
mod cell;
mod decimal;
mod double;
mod hardware;
mod hstore;
mod interval;
mod invalid;
mod json;
mod literal;
mod primitive;
mod range;
mod record;
mod temporal;
mod text;
mod uuid;
mod written;

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

pub use bits::{Bits, ParseBitsError};
pub use by_dialect::ByDialect;
pub use cell::{Cell, RowSource};
pub use decimal::{Decimal, ParseDecimalError};
pub use double::DOUBLE_DIGITS;
pub(crate) use double::decimal_of;
pub use hardware::{MacAddr, MacAddr8, ParseHardwareAddressError};
pub use hstore::{Hstore, IntoHstoreValue};
pub use interval::Interval;
pub use invalid::Invalid;
pub use json::{Json, Jsonb};
pub use literal::{BytesLiteral, DateLiteral, Literals};
pub(crate) use literal::{LiteralWriter, NoLiteral};
pub use range::{Multirange, Range};
pub use record::Record;
pub use temporal::{Date, DateTime, OutOfRange, Time, TimeTz};
pub(crate) use uuid::{parse_uuid, uuid_text};
pub use written::{Inet, TsQuery, TsVector};

/// An owned SQL value.
///
/// Equality is by representation, so that values can be keys of an identity map: `NaN` equals
/// `NaN`, and `0.0` differs from `-0.0`. Decimals are equal if their numbers are, whatever their
/// scale.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Value {
    /// SQL `NULL`.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer of 64 bits. Drivers return an error if it is out of the column's range.
    Int(i64),
    /// An integer above `i64::MAX`. `Value::from` a `u64` selects [`Int`](Self::Int) or this
    /// variant.
    Unsigned(u64),
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
    /// An array of values of one type. Requires a database with arrays.
    Array(Vec<Value>),
    /// A range of values of one type. Requires a database with ranges.
    Range(Box<Range<Value>>),
    /// Several ranges. Requires a database with multiranges.
    Multirange(Vec<Range<Value>>),
    /// Keys with values, of PostgreSQL's extension `hstore`.
    Hstore(Box<Hstore>),
    /// An amount of time.
    Interval(Interval),
    /// A time of day with an offset from UTC. Requires a database with this type.
    TimeTz(TimeTz),
    /// A bit string.
    Bits(Box<Bits>),
    /// The fields of a composite value. Requires a database with composite types.
    Record(Box<Record>),
    /// A value of a custom type that some databases store in another form.
    ByDialect(Box<ByDialect>),
    /// A value that cannot be stored. Binding it is an error.
    Invalid(Box<Invalid>),
}

/// An SQL value that borrows from a row.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ValueRef<'a> {
    /// SQL `NULL`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer of 64 bits.
    Int(i64),
    /// An integer above `i64::MAX`.
    Unsigned(u64),
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
    /// A time of day with an offset from UTC.
    TimeTz(TimeTz),
    /// A bit string.
    Bits(Box<Bits>),
    /// The fields of a composite value.
    Record(Box<Record>),
    /// A value of a custom type. Rows never contain it; it comes from the program.
    ByDialect(Box<ByDialect>),
    /// A value that cannot be stored. Rows never contain it; it comes from the program.
    Invalid(Box<Invalid>),
    /// Text that a driver generated from another form, such as an address or a text search vector.
    Written(Box<str>),
}

/// Defines the kinds of values: the variant, its name in messages, and the module of `show` and
/// `literal`. [`Value`] and [`ValueRef`] hold the kinds of the first list in the same way.
macro_rules! kinds {
    (
        alike { $($alike:ident $alike_name:literal $($alike_in:ident)::+;)+ }
        others { $($other:ident $other_name:literal $($other_in:ident)::+;)+ }
    ) => {
        impl Value {
            /// Returns the value in the borrowed form that decoding reads.
            pub fn as_ref(&self) -> ValueRef<'_> {
                match self {
                    Self::Null => ValueRef::Null,
                    Self::Double(value) => ValueRef::Double(*value),
                    Self::Text(text) => ValueRef::Text(text),
                    Self::Bytes(bytes) => ValueRef::Bytes(bytes),
                    Self::Json(json) => ValueRef::Json(json.as_str()),
                    $(Self::$alike(value) => ValueRef::$alike(value.clone()),)+
                }
            }

            /// Returns the name of the value's kind, for messages.
            pub fn kind(&self) -> &'static str {
                match self {
                    Self::Null => "NULL",
                    $(Self::$alike(_) => $alike_name,)+
                    $(Self::$other(_) => $other_name,)+
                }
            }

            /// Appends the value as an SQL literal.
            pub(crate) fn write_literal(
                &self,
                out: &mut LiteralWriter<'_>,
            ) -> Result<(), NoLiteral> {
                match self {
                    Self::Null => {
                        out.push("NULL");
                        Ok(())
                    }
                    $(Self::$alike(value) => $($alike_in)::+::literal(value, out),)+
                    $(Self::$other(value) => $($other_in)::+::literal(value, out),)+
                }
            }
        }

        impl PartialEq for Value {
            fn eq(&self, other: &Self) -> bool {
                match (self, other) {
                    (Self::Null, Self::Null) => true,
                    (Self::Double(a), Self::Double(b)) => a.to_bits() == b.to_bits(),
                    (Self::Text(a), Self::Text(b)) => a == b,
                    (Self::Bytes(a), Self::Bytes(b)) => a == b,
                    (Self::Json(a), Self::Json(b)) => a == b,
                    $((Self::$alike(a), Self::$alike(b)) => a == b,)+
                    _ => false,
                }
            }
        }

        impl Hash for Value {
            fn hash<H: Hasher>(&self, state: &mut H) {
                std::mem::discriminant(self).hash(state);
                match self {
                    Self::Null => {}
                    Self::Double(value) => value.to_bits().hash(state),
                    Self::Text(text) => text.hash(state),
                    Self::Bytes(bytes) => bytes.hash(state),
                    Self::Json(json) => json.hash(state),
                    $(Self::$alike(value) => value.hash(state),)+
                }
            }
        }

        /// Writes the value for logs and error messages: text in quotes, bytes as their number.
        impl fmt::Display for Value {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    Self::Null => f.write_str("NULL"),
                    $(Self::$alike(value) => $($alike_in)::+::show(value, f),)+
                    $(Self::$other(value) => $($other_in)::+::show(value, f),)+
                }
            }
        }

        impl ValueRef<'_> {
            /// Returns the name of the value's kind, for messages.
            pub fn kind(&self) -> &'static str {
                match self {
                    Self::Null => "NULL",
                    Self::Written(_) => "text",
                    $(Self::$alike(_) => $alike_name,)+
                    $(Self::$other(_) => $other_name,)+
                }
            }

            /// Copies the value out of the row.
            pub fn to_value(&self) -> Value {
                match self {
                    Self::Null => Value::Null,
                    Self::Double(value) => Value::Double(*value),
                    Self::Text(text) => Value::Text(Cow::Owned((*text).to_owned())),
                    Self::Bytes(bytes) => Value::Bytes(bytes.to_vec()),
                    Self::Json(json) => Value::Json(Json::new(*json)),
                    Self::Written(text) => Value::Text(Cow::Owned(text.to_string())),
                    $(Self::$alike(value) => Value::$alike(value.clone()),)+
                }
            }
        }
    };
}

kinds! {
    alike {
        Bool "a boolean" primitive::boolean;
        Int "an integer" primitive::int;
        Unsigned "an integer" primitive::unsigned;
        Date "a date" temporal::kinds::date;
        Time "a time" temporal::kinds::time;
        DateTime "a date and time" temporal::kinds::date_time;
        Timestamp "a timestamp" temporal::kinds::timestamp;
        Decimal "a decimal" decimal;
        Uuid "a UUID" uuid;
        Array "an array" array;
        Range "a range" range;
        Multirange "a multirange" range::several;
        Hstore "an hstore" hstore;
        Interval "an interval" interval;
        TimeTz "a time with a zone" temporal::zoned;
        Bits "a bit string" bits;
        Record "a record" record;
        ByDialect "a custom value" by_dialect;
        Invalid "a value that cannot be stored" invalid;
    }
    others {
        Double "a double" primitive::double;
        Text "text" text::plain;
        Bytes "bytes" text::bytes;
        Json "JSON" json;
    }
}

impl Eq for Value {}

macro_rules! integers {
    ($($rust:ty)+) => {
        $(impl From<$rust> for Value {
            fn from(value: $rust) -> Self {
                Self::Int(value.into())
            }
        })+
    };
}

integers!(i8 i16 i32 i64 u8 u16 u32);

/// Converts to [`Value::Int`] if the number is in its range, or else to [`Value::Unsigned`].
impl From<u64> for Value {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or(Self::Unsigned(value), Self::Int)
    }
}

impl Value {
    /// Creates a value that cannot be stored, with the reason.
    pub fn invalid(value: impl fmt::Display, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::Invalid(Box::new(Invalid::new(value, reason)))
    }

    /// Returns the form of the value for a dialect. If the name is empty, returns the value itself.
    #[inline]
    pub fn on(&self, dialect: &str) -> &Self {
        match self {
            Self::ByDialect(forms) if !dialect.is_empty() => forms.on(dialect),
            other => other,
        }
    }

    /// Returns whether the value is SQL `NULL`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl ValueRef<'_> {
    /// Returns whether the value is SQL `NULL`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}
