//! SQL types, and the Rust types that map to them.
//!
//! [`SqlType`] is the declared type of a column. [`Scalar`] is implemented by each Rust type that a
//! column can hold.

mod list;
mod macros;

mod array;
mod bytes;
#[doc(hidden)]
pub mod custom;
mod decimal;
mod decimal_text;
mod enumeration;
mod float;
mod integer;
mod json;
mod limit;
mod network;
mod nullable;
mod parameter;
mod postgres;
mod range;
mod reference;
mod scalar;
mod sql_type;
mod temporal;
mod text;
mod uuid;
mod variant;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "time")]
mod time;

pub use crate::error::Mismatch;
pub use array::ArrayElement;
pub use custom::{BoxError, CustomType, LiteralForm, Variant};
pub use decimal_text::DecimalText;
pub use enumeration::{EnumType, SqlEnum};
pub use integer::IntegerWidth;
#[cfg(feature = "serde_json")]
pub use json::{Document, Json, Jsonb};
pub use limit::StorageLimit;
pub(crate) use list::{for_each_alias, for_each_duration, for_each_integer, for_each_scalar};
pub use parameter::{ParameterType, ValueType};
pub use range::{RangeElement, RangeKind};
pub use reference::TypeRef;
pub use scalar::{IntoNullable, IntoValue, Scalar};
pub(crate) use sql_type::Elsewhere;
pub use sql_type::SqlType;
pub use uuid::{UuidBytes, UuidText};
pub use variant::VariantType;

#[cfg(test)]
mod tests;
