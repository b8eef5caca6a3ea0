//! [`ArrayElement`], and `Vec<T>` as a column of an array type.

use super::list::{for_each_integer, for_each_scalar};
use super::{Mismatch, RangeElement, Scalar, SqlType};
use crate::value::{Multirange, Range, Value, ValueRef};

/// A Rust type whose `Vec` is a column of an array type. Requires a database with arrays.
///
/// `Option<T>` is an element because elements may be `NULL`. `Vec<T>` is an element of an array of
/// two dimensions. `u8` is not, because `Vec<u8>` is a column of bytes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an element of an array",
    note = "use a scalar type other than `u8`; `Vec<u8>` is a column of bytes"
)]
pub trait ArrayElement: Scalar {}

macro_rules! elements {
    ($($(#[$meta:meta])* $rust:ty;)+) => {
        $($(#[$meta])* impl ArrayElement for $rust {})+
    };
}

for_each_integer!(elements);
for_each_scalar!(elements);

impl<T: RangeElement + Clone> ArrayElement for Range<T> {}

impl<T: RangeElement + Clone> ArrayElement for Multirange<T> {}

impl<T: ArrayElement + Scalar<Base = T>> ArrayElement for Option<T> {}

impl<T: ArrayElement> ArrayElement for Vec<T> {}

impl<T: ArrayElement> Scalar for Vec<T> {
    type Base = Self;

    fn sql_type() -> SqlType {
        let element = match T::sql_type() {
            SqlType::String { length: None } => SqlType::Text,
            element => element,
        };
        SqlType::Array(Box::new(element))
    }

    fn into_value(self) -> Value {
        Value::Array(self.into_iter().map(T::into_value).collect())
    }

    fn to_value(&self) -> Value {
        Value::Array(self.iter().map(T::to_value).collect())
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        let ValueRef::Array(elements) = value else {
            return Err(Mismatch::new("an array", &value));
        };
        let elements = elements.iter().map(Value::as_ref);
        elements.map(T::from_value).collect()
    }
}
