//! [`SqlType`]: what a column is declared as.
//!
//! A type is a variant here, with a line in [`standard_name`](SqlType::standard_name) and, unless
//! each database has it, in [`elsewhere`](SqlType::elsewhere). A dialect names it in addition only
//! where it spells it in another way.

use std::borrow::Cow;

use super::enumeration::EnumType;
use super::integer::IntegerWidth;
use super::range::RangeKind;
use super::variant::VariantType;

/// The type of a column, as SQLAlchemy's generic types: each dialect spells it its own way.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SqlType {
    /// 8-bit integer: `TINYINT` on MySQL, `SMALLINT` elsewhere.
    TinyInteger,
    /// 16-bit integer.
    SmallInteger,
    /// 24-bit integer: `MEDIUMINT` on MySQL, `INTEGER` elsewhere.
    MediumInteger,
    /// 32-bit integer.
    Integer,
    /// 64-bit integer.
    BigInteger,
    /// Integer that is not negative: `BIGINT UNSIGNED` and its like on MySQL, elsewhere a signed
    /// one that has room. There is no such one for 64 bits: `BIGINT` ends at 2⁶³ − 1.
    Unsigned(IntegerWidth),
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
    /// `BINARY`, with exactly `length` bytes: shorter values are filled up with zeros on MySQL.
    /// Bytes of any length where there is no such type.
    Binary {
        /// How many bytes.
        length: u32,
    },
    /// `VARBINARY`, with at most `length` bytes. Bytes of any length where there is no such type.
    VarBinary {
        /// The most bytes that fit.
        length: u32,
    },
    /// Calendar date.
    Date,
    /// Time of day.
    Time,
    /// Time of day with the offset of a zone.
    TimeTz,
    /// Date and time; with `timezone` an instant.
    DateTime {
        /// Whether the column holds an instant (`TIMESTAMP WITH TIME ZONE`).
        timezone: bool,
    },
    /// Year: `YEAR` on MySQL, `SMALLINT` elsewhere.
    Year,
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
    /// Amount of time: `INTERVAL` on PostgreSQL and Oracle, elsewhere a date and time that is as
    /// far from 1970-01-01 00:00.
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
    /// Hardware address of 6 bytes.
    MacAddr,
    /// Hardware address of 8 bytes.
    MacAddr8,
    /// Path into a JSON document.
    JsonPath,
    /// String of exactly so many bits.
    Bit {
        /// How many bits.
        length: u32,
    },
    /// String of bits.
    VarBit {
        /// The most bits that fit.
        length: Option<u32>,
    },
    /// Text that is compared without regard to case, of PostgreSQL's extension of that name.
    Citext,
    /// Amount of money, in the currency of the server's locale.
    Money,
    /// XML document.
    Xml,
    /// Number of an object in PostgreSQL's catalogue.
    Oid,
    /// One of a fixed list of labels: a named type on PostgreSQL, `ENUM(…)` on MySQL, `VARCHAR`
    /// elsewhere.
    Enum(EnumType),
    /// Some of a fixed list of labels: `SET(…)` on MySQL, elsewhere `VARCHAR` with commas.
    Set(EnumType),
    /// Written as it stands, with a type that it behaves as: a domain, a type that one database
    /// has under another name (`MEDIUMTEXT`, `TIMESTAMP(3)`).
    Named {
        /// The name.
        name: Cow<'static, str>,
        /// The type that values are of.
        like: Box<SqlType>,
    },
    /// Another type on some databases: [`with_variant`](SqlType::with_variant) makes one.
    Variant(Box<VariantType>),
    /// Written as it stands, for types that only one database has.
    Custom(Cow<'static, str>),
}

/// How a database without a type stores its values.
pub(crate) enum Elsewhere {
    /// It has the type.
    Same,
    /// In a column of another type.
    As(SqlType),
    /// Not at all; what a message calls the type.
    Nowhere(&'static str),
}

impl SqlType {
    /// A type that is written as it stands, and behaves as another one.
    ///
    /// ```
    /// use rebis_core::SqlType;
    /// use rebis_core::dialect::{Dialect, Postgres};
    /// let email = SqlType::named("email_address", SqlType::Text);
    /// assert_eq!(Postgres.type_name(&email)?, "email_address");
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    pub fn named(name: impl Into<Cow<'static, str>>, like: Self) -> Self {
        Self::Named {
            name: name.into(),
            like: Box::new(like),
        }
    }

    /// Whether a column of this type can count up by itself when it is the primary key.
    pub fn is_integer(&self) -> bool {
        match self {
            Self::TinyInteger
            | Self::SmallInteger
            | Self::MediumInteger
            | Self::Integer
            | Self::BigInteger
            | Self::Unsigned(_) => true,
            Self::Named { like, .. } => like.is_integer(),
            Self::Variant(variant) => variant.base().is_integer(),
            _ => false,
        }
    }

    /// Whether databases with such columns fill text up with spaces, which are no part of it:
    /// `CHAR(n)`.
    pub fn is_padded(&self) -> bool {
        match self {
            Self::Char { .. } => true,
            Self::Named { like, .. } => like.is_padded(),
            Self::Custom(name) => {
                let name = name.to_ascii_uppercase();
                let word = name.split(['(', ' ']).next().unwrap_or(&name);
                matches!(word, "CHAR" | "CHARACTER" | "NCHAR" | "BPCHAR")
                    && !name.contains("VARYING")
            }
            _ => false,
        }
    }

    /// How many bytes databases with such columns fill values up to, with zeros: `BINARY(n)`.
    pub fn padded_bytes(&self) -> Option<u32> {
        match self {
            Self::Binary { length } => Some(*length),
            Self::Named { like, .. } => like.padded_bytes(),
            Self::Custom(name) => {
                let name = name.to_ascii_uppercase();
                let length = name.strip_prefix("BINARY(")?.strip_suffix(')')?;
                length.trim().parse().ok()
            }
            _ => None,
        }
    }

    /// The type whose values a column holds: that of a name is the one that it behaves as.
    pub(crate) fn behaves_as(&self) -> &Self {
        match self {
            Self::Named { like, .. } => like.behaves_as(),
            other => other,
        }
    }

    /// The type that stores values on databases without this one, if it is another.
    pub(super) fn stand_in(&self) -> Option<Self> {
        match self.elsewhere() {
            Elsewhere::As(other) => Some(other),
            Elsewhere::Same | Elsewhere::Nowhere(_) => None,
        }
    }

    /// The type of the elements of an array; of another type, the type itself.
    pub(crate) fn element(&self) -> &Self {
        match self {
            Self::Array(element) => element.element(),
            other => other,
        }
    }

    /// The name in standard SQL, or in the database that alone has the type.
    pub(crate) fn standard_name(&self) -> Cow<'static, str> {
        let name = match self {
            Self::TinyInteger => "TINYINT",
            Self::SmallInteger => "SMALLINT",
            Self::MediumInteger => "MEDIUMINT",
            Self::Integer => "INTEGER",
            Self::BigInteger => "BIGINT",
            Self::Unsigned(width) => {
                return format!("{} UNSIGNED", width.signed().standard_name()).into();
            }
            Self::Boolean => "BOOLEAN",
            Self::Float => "FLOAT",
            Self::Double => "DOUBLE",
            Self::Numeric { precision, scale } => return numeric(*precision, *scale).into(),
            Self::String { length } | Self::Unicode { length } => {
                return with_length("VARCHAR", *length);
            }
            Self::Char { length } => return with_length("CHAR", Some(*length)),
            Self::Text => "TEXT",
            Self::LargeBinary => "BLOB",
            Self::Binary { length } => return with_length("BINARY", Some(*length)),
            Self::VarBinary { length } => return with_length("VARBINARY", Some(*length)),
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::TimeTz => "TIME WITH TIME ZONE",
            Self::DateTime { .. } => "DATETIME",
            Self::Year => "YEAR",
            Self::Uuid => "CHAR(32)",
            Self::Json | Self::Jsonb => "JSON",
            Self::Interval => "INTERVAL",
            Self::Array(element) => return format!("{}[]", element.standard_name()).into(),
            Self::Range(kind) => kind.range_name(),
            Self::Multirange(kind) => kind.multirange_name(),
            Self::Hstore => "HSTORE",
            Self::TsVector => "TSVECTOR",
            Self::TsQuery => "TSQUERY",
            Self::Inet => "INET",
            Self::Cidr => "CIDR",
            Self::MacAddr => "MACADDR",
            Self::MacAddr8 => "MACADDR8",
            Self::JsonPath => "JSONPATH",
            Self::Bit { length } => return with_length("BIT", Some(*length)),
            Self::VarBit { length } => return with_length("BIT VARYING", *length),
            Self::Citext => "CITEXT",
            Self::Money => "MONEY",
            Self::Xml => "XML",
            Self::Oid => "OID",
            Self::Enum(labels) => return with_length("VARCHAR", Some(labels.longest())),
            Self::Set(labels) => return with_length("SET", Some(labels.all_together())),
            Self::Named { name, .. } | Self::Custom(name) => return name.clone(),
            Self::Variant(variant) => return variant.base().standard_name(),
        };
        Cow::Borrowed(name)
    }

    /// How a database stores values of the type, unless its dialect knows the type.
    pub(crate) fn elsewhere(&self) -> Elsewhere {
        Elsewhere::As(match self {
            Self::TinyInteger | Self::Year => Self::SmallInteger,
            Self::MediumInteger => Self::Integer,
            Self::Unsigned(width) => width.widened(),
            Self::Binary { .. } | Self::VarBinary { .. } => Self::LargeBinary,
            Self::Interval => Self::DateTime { timezone: false },
            Self::Set(labels) => Self::String {
                length: Some(labels.all_together()),
            },
            Self::TimeTz
            | Self::Array(_)
            | Self::Range(_)
            | Self::Multirange(_)
            | Self::Hstore
            | Self::TsVector
            | Self::TsQuery
            | Self::Inet
            | Self::Cidr
            | Self::MacAddr
            | Self::MacAddr8
            | Self::JsonPath
            | Self::VarBit { .. }
            | Self::Citext
            | Self::Oid => return Elsewhere::Nowhere("a type that only PostgreSQL has"),
            Self::Bit { .. } => return Elsewhere::Nowhere("strings of bits"),
            Self::Money => return Elsewhere::Nowhere("a type for money"),
            Self::Xml => return Elsewhere::Nowhere("a type for XML"),
            _ => return Elsewhere::Same,
        })
    }
}

/// `NUMERIC`, with precision and scale if they are known.
fn numeric(precision: Option<u32>, scale: Option<u32>) -> String {
    match (precision, scale) {
        (Some(precision), Some(scale)) => format!("NUMERIC({precision}, {scale})"),
        (Some(precision), None) => format!("NUMERIC({precision})"),
        (None, _) => "NUMERIC".to_owned(),
    }
}

/// A name, with a length if there is one.
fn with_length(name: &'static str, length: Option<u32>) -> Cow<'static, str> {
    match length {
        Some(length) => format!("{name}({length})").into(),
        None => name.into(),
    }
}
