//! The neutral values that travel between a program and a database.
//!
//! [`Value`] is owned and is what a statement binds; [`ValueRef`] borrows from a driver's row and
//! is what decoding reads. Neither knows a database client or a date library: `chrono`, `uuid`
//! and the like convert behind features, in `types/`.
//!
//! A kind of value is a variant of both, a line in the table below them, and a file with what it
//! is called, how it reads in logs (`show`) and how it is written into SQL (`literal`).

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

/// One owned SQL value.
///
/// Equality is by representation (`NaN` equals `NaN`, `0.0` differs from `-0.0`), so that values
/// can be keys of an identity map; decimals are equal when the numbers are, whatever their scale.
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
    /// An integer that is larger than those: [`Value::from`] of a `u64` tells which it is.
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
    /// A time of day with the offset of a zone, for databases that have those.
    TimeTz(TimeTz),
    /// A string of bits.
    Bits(Box<Bits>),
    /// The fields of a composite value, for databases that have those.
    Record(Box<Record>),
    /// A value of a custom type that is stored differently on some databases.
    ByDialect(Box<ByDialect>),
    /// A value of the program that cannot be stored. Binding it is an error.
    Invalid(Box<Invalid>),
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
    /// An integer that is larger than those.
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
    /// A time of day with the offset of a zone.
    TimeTz(TimeTz),
    /// A string of bits.
    Bits(Box<Bits>),
    /// The fields of a composite value.
    Record(Box<Record>),
    /// A value of a custom type, which no row has: it comes from the program.
    ByDialect(Box<ByDialect>),
    /// A value that cannot be stored, which no row has: it comes from the program.
    Invalid(Box<Invalid>),
    /// Text that a driver wrote out of another form: an address, a text search vector.
    Written(Box<str>),
}

/// The kinds of values: the variant, its name in messages, and the module that says how a value
/// is shown and how it is written. [`Value`] and [`ValueRef`] hold those of the first list alike.
macro_rules! kinds {
    (
        alike { $($alike:ident $alike_name:literal $($alike_in:ident)::+;)+ }
        others { $($other:ident $other_name:literal $($other_in:ident)::+;)+ }
    ) => {
        impl Value {
            /// Borrows the value in the form that decoding reads.
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

            /// The name of the value's kind, for messages.
            pub fn kind(&self) -> &'static str {
                match self {
                    Self::Null => "NULL",
                    $(Self::$alike(_) => $alike_name,)+
                    $(Self::$other(_) => $other_name,)+
                }
            }

            /// Appends the value as a literal.
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

        /// How a value reads in logs and error messages: text in quotes, bytes by their length.
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
            /// The name of the value's kind, for messages.
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
        Bits "a string of bits" bits;
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

/// The integer, as [`Value::Int`] if it is one.
impl From<u64> for Value {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or(Self::Unsigned(value), Self::Int)
    }
}

impl Value {
    /// A value of the program that cannot be stored, and why.
    pub fn invalid(value: impl fmt::Display, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::Invalid(Box::new(Invalid::new(value, reason)))
    }

    /// The value as a dialect stores it, by the dialect's name; without one, the value itself.
    #[inline]
    pub fn on(&self, dialect: &str) -> &Self {
        match self {
            Self::ByDialect(forms) if !dialect.is_empty() => forms.on(dialect),
            other => other,
        }
    }

    /// Whether this is SQL `NULL`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl ValueRef<'_> {
    /// Whether this is SQL `NULL`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}
