//! UUIDs as columns: as the database's own type or 32 digits, as text, or as bytes.

use super::macros::scalar;
use super::{Mismatch, Scalar, SqlType};
use crate::value::{ByDialect, Value, ValueRef, parse_uuid, uuid_text};

scalar!([u8; 16]: SqlType::Uuid, "a UUID", |this| Value::Uuid(this),
    ValueRef::Uuid(bytes) => Some(*bytes),
    ValueRef::Bytes(bytes) => Self::try_from(*bytes).ok(),
    ValueRef::Text(text) => parse_uuid(text),
);

#[cfg(feature = "uuid")]
scalar!(uuid::Uuid: SqlType::Uuid, "a UUID", |this| Value::Uuid(this.into_bytes()),
    ValueRef::Uuid(bytes) => Some(Self::from_bytes(*bytes)),
    ValueRef::Bytes(bytes) => Self::from_slice(bytes).ok(),
    ValueRef::Text(text) => parse_uuid(text).map(Self::from_bytes),
);

/// A UUID that is stored as text with hyphens, `CHAR(36)`, if the database has no type for UUIDs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UuidText(pub [u8; 16]);

/// A UUID that is stored as 16 bytes, `BINARY(16)`, if the database has no type for UUIDs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UuidBytes(pub [u8; 16]);

macro_rules! stored {
    ($rust:ident: $sql:expr, |$bytes:ident| $value:expr) => {
        impl Scalar for $rust {
            type Base = Self;

            fn sql_type() -> SqlType {
                let sql_type: SqlType = $sql;
                WITH_UUIDS.iter().fold(sql_type, |sql_type, dialect| {
                    sql_type.with_variant(dialect, SqlType::Uuid)
                })
            }

            fn into_value(self) -> Value {
                let $bytes = self.0;
                let native = |forms: ByDialect, dialect: &&'static str| {
                    forms.with(dialect, Value::Uuid($bytes))
                };
                let forms = WITH_UUIDS.iter().fold(ByDialect::new($value), native);
                Value::ByDialect(Box::new(forms))
            }

            fn to_value(&self) -> Value {
                self.into_value()
            }

            fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
                match value {
                    ValueRef::ByDialect(forms) => Self::from_value(forms.usual().as_ref()),
                    value => <[u8; 16]>::from_value(value).map(Self),
                }
            }
        }

        #[cfg(feature = "uuid")]
        impl From<uuid::Uuid> for $rust {
            fn from(uuid: uuid::Uuid) -> Self {
                Self(uuid.into_bytes())
            }
        }

        #[cfg(feature = "uuid")]
        impl From<$rust> for uuid::Uuid {
            fn from(uuid: $rust) -> Self {
                Self::from_bytes(uuid.0)
            }
        }

        impl std::fmt::Display for $rust {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&uuid_text(&self.0))
            }
        }
    };
}

/// The dialects of the databases that have a type for UUIDs.
const WITH_UUIDS: &[&str] = &["postgresql", "mssql"];

stored!(UuidText: SqlType::Char { length: 36 }, |bytes| Value::Text(uuid_text(&bytes).into()));
stored!(UuidBytes: SqlType::Binary { length: 16 }, |bytes| Value::Bytes(bytes.to_vec()));
