//! SQL types, and the Rust types that map to them.
//!
//! [`SqlType`] is what a column is declared as; [`Scalar`] is implemented by each Rust type that
//! one column can hold.

mod array;
mod enumeration;
mod integer;
mod parameter;
mod range;
mod reference;
mod rust;
mod scalar;
mod sql_type;
mod variant;
mod written;

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "uuid")]
mod uuid;

pub use array::ArrayElement;
pub use enumeration::{EnumType, SqlEnum};
pub use integer::IntegerWidth;
pub use parameter::{ParameterType, ValueType};
pub use range::{RangeElement, RangeKind};
pub use reference::TypeRef;
pub use scalar::{IntoNullable, IntoValue, Mismatch, Scalar};
pub(crate) use sql_type::Elsewhere;
pub use sql_type::SqlType;
pub use variant::VariantType;

#[cfg(test)]
mod tests;
