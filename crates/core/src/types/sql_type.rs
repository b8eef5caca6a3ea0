//! [`SqlType`]: the declared type of a column.
//!
//! A type is a variant of this enum, with a line in [`standard_name`](SqlType::standard_name). If
//! some databases lack the type, it also has a line in [`elsewhere`](SqlType::elsewhere). A dialect
//! names a type only if its name differs.

use std::borrow::Cow;

use super::enumeration::EnumType;
use super::integer::IntegerWidth;
use super::range::RangeKind;
use super::variant::VariantType;

/// The type of a column, like SQLAlchemy's generic types. Each dialect has its own name for it.
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
    /// Integer that is not negative: `BIGINT UNSIGNED` and similar types on MySQL. On other
    /// databases, it is a signed integer with enough bits; for 64 bits, `BIGINT`, which ends at 2⁶³
    /// − 1.
    Unsigned(IntegerWidth),
    /// `BOOLEAN`, or a small integer if the database has no such type.
    Boolean,
    /// Single-precision number.
    Float,
    /// Double-precision number.
    Double,
    /// Exact number.
    Numeric {
        /// The total number of digits.
        precision: Option<u32>,
        /// The number of digits after the point.
        scale: Option<u32>,
    },
    /// `VARCHAR`, with at most `length` characters.
    String {
        /// The maximum number of characters. MySQL requires it.
        length: Option<u32>,
    },
    /// `CHAR`, with exactly `length` characters. Shorter text is padded with spaces, which
    /// comparisons ignore.
    Char {
        /// The number of characters.
        length: u32,
    },
    /// Text of any length.
    Text,
    /// Bytes of any length.
    LargeBinary,
    /// `BINARY`, with exactly `length` bytes. MySQL pads shorter values with zeros. Databases
    /// without this type use bytes of any length.
    Binary {
        /// The number of bytes.
        length: u32,
    },
    /// `VARBINARY`, with at most `length` bytes. Databases without this type use bytes of any
    /// length.
    VarBinary {
        /// The maximum number of bytes.
        length: u32,
    },
    /// Calendar date.
    Date,
    /// Time of day.
    Time,
    /// Time of day with an offset from UTC.
    TimeTz,
    /// Date and time, or an instant.
    DateTime {
        /// Whether the column holds an instant (`TIMESTAMP WITH TIME ZONE`).
        timezone: bool,
    },
    /// Year: `YEAR` on MySQL, `SMALLINT` elsewhere.
    Year,
    /// UUID. Databases without this type store its 32 hexadecimal digits.
    Uuid,
    /// JSON document.
    Json,
    /// JSON document: `JSONB` on PostgreSQL, `JSON` elsewhere.
    Jsonb,
    /// `NVARCHAR` on SQL Server, `VARCHAR` elsewhere, with at most `length` characters.
    Unicode {
        /// The maximum number of characters.
        length: Option<u32>,
    },
    /// Amount of time: `INTERVAL` on PostgreSQL and Oracle. Other databases store the date and time
    /// at this distance from 1970-01-01 00:00.
    Interval,
    /// Array of a type. An array of arrays has two dimensions.
    Array(Box<SqlType>),
    /// Range of values.
    Range(RangeKind),
    /// Several ranges.
    Multirange(RangeKind),
    /// Keys with values, of PostgreSQL's extension `hstore`.
    Hstore,
    /// Document for text search.
    TsVector,
    /// Text search query.
    TsQuery,
    /// Host address with an optional netmask.
    Inet,
    /// Network address.
    Cidr,
    /// Hardware address of 6 bytes.
    MacAddr,
    /// Hardware address of 8 bytes.
    MacAddr8,
    /// Path into a JSON document.
    JsonPath,
    /// Bit string of a fixed length.
    Bit {
        /// The number of bits.
        length: u32,
    },
    /// Bit string of variable length.
    VarBit {
        /// The maximum number of bits.
        length: Option<u32>,
    },
    /// Text that is compared case-insensitively, of PostgreSQL's extension `citext`.
    Citext,
    /// Amount of money, in the currency of the server's locale.
    Money,
    /// XML document.
    Xml,
    /// Object identifier of PostgreSQL's catalog.
    Oid,
    /// One of a fixed list of labels: a named type on PostgreSQL, `ENUM(…)` on MySQL, `VARCHAR`
    /// elsewhere.
    Enum(EnumType),
    /// Several of a fixed list of labels: `SET(…)` on MySQL, `VARCHAR` with commas elsewhere.
    Set(EnumType),
    /// A type name that is written exactly as given, with the type that it behaves as. Use it for
    /// domains, and for types of one database (`MEDIUMTEXT`, `TIMESTAMP(3)`).
    Named {
        /// The name of the type.
        name: Cow<'static, str>,
        /// The type whose values the column holds.
        like: Box<SqlType>,
    },
    /// A type that is another one on some databases; see [`with_variant`](SqlType::with_variant).
    Variant(Box<VariantType>),
    /// A type name that is written exactly as given, for types that only one database has.
    Custom(Cow<'static, str>),
}

/// The storage of a type on a database whose dialect does not name the type.
pub(crate) enum Elsewhere {
    /// The database has the type.
    Same,
    /// The values are stored in a column of another type.
    As(SqlType),
    /// The type is not supported. The text describes it in the message.
    Nowhere(&'static str),
}

impl SqlType {
    /// Creates a type with a name that is written exactly as given.
    ///
    /// It behaves as the type `like`, for example when values are bound.
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

    /// Returns whether the type is an integer, so that a primary key of it can be auto-incremented.
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

    /// Returns whether databases pad text of the type with spaces, as for `CHAR(n)`.
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

    /// Returns the length in bytes to which databases pad values with zeros, as for `BINARY(n)`.
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

    /// Returns the type whose values the column holds: the type that a named type behaves as.
    pub(crate) fn behaves_as(&self) -> &Self {
        match self {
            Self::Named { like, .. } => like.behaves_as(),
            other => other,
        }
    }

    /// Returns the other type that stores the values on databases without this type, if any.
    pub(super) fn stand_in(&self) -> Option<Self> {
        match self.elsewhere() {
            Elsewhere::As(other) => Some(other),
            Elsewhere::Same | Elsewhere::Nowhere(_) => None,
        }
    }

    /// Returns the element type of an array, or else the type itself.
    pub(crate) fn element(&self) -> &Self {
        match self {
            Self::Array(element) => element.element(),
            other => other,
        }
    }

    /// Returns the name in standard SQL, or in the only database that has the type.
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

    /// Returns how a database stores the type if its dialect does not name it.
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
            | Self::Oid => return Elsewhere::Nowhere("this type of PostgreSQL"),
            Self::Bit { .. } => return Elsewhere::Nowhere("bit strings"),
            Self::Money => return Elsewhere::Nowhere("the type `MONEY`"),
            Self::Xml => return Elsewhere::Nowhere("the type `XML`"),
            _ => return Elsewhere::Same,
        })
    }
}

/// Returns `NUMERIC`, with precision and scale if they are known.
fn numeric(precision: Option<u32>, scale: Option<u32>) -> String {
    match (precision, scale) {
        (Some(precision), Some(scale)) => format!("NUMERIC({precision}, {scale})"),
        (Some(precision), None) => format!("NUMERIC({precision})"),
        (None, _) => "NUMERIC".to_owned(),
    }
}

/// Returns a type name, with a length if there is one.
fn with_length(name: &'static str, length: Option<u32>) -> Cow<'static, str> {
    match length {
        Some(length) => format!("{name}({length})").into(),
        None => name.into(),
    }
}
