//! Text as columns: `String`, other types that dereference to `str`, and `char`.

use std::borrow::Cow;
use std::sync::Arc;

use super::macros::scalar;
use super::{Mismatch, Scalar, SqlType};
use crate::value::{Cell, RowSource};
use crate::value::{Value, ValueRef, uuid_text};

const ANY_LENGTH: SqlType = SqlType::String { length: None };

impl Scalar for String {
    type Base = Self;

    fn sql_type() -> SqlType {
        ANY_LENGTH
    }

    fn into_value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }

    fn to_value(&self) -> Value {
        Value::Text(Cow::Owned(self.clone()))
    }

    #[inline]
    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::Text(text) | ValueRef::Json(text) => Ok(text.to_owned()),
            ValueRef::Written(text) => Ok(text.into()),
            ValueRef::Decimal(decimal) => Ok(decimal.to_string()),
            ValueRef::Uuid(bytes) => Ok(uuid_text(&bytes)),
            other => Err(Mismatch::new("text", &other)),
        }
    }

    #[inline]
    fn from_cell(row: &dyn RowSource, index: usize) -> Cell<Self> {
        row.text(index).and_then(|text| Some(text.to_owned()))
    }
}

/// Implements [`Scalar`] for types that hold text in another way than `String`.
macro_rules! text {
    ($($rust:ty: |$this:ident| $into:expr;)+) => {$(
        impl Scalar for $rust {
            type Base = String;

            fn sql_type() -> SqlType {
                ANY_LENGTH
            }

            fn into_value(self) -> Value {
                let $this = self;
                Value::Text($into)
            }

            fn to_value(&self) -> Value {
                self.clone().into_value()
            }

            fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
                String::from_value(value).map(Self::from)
            }

            #[inline]
            fn from_cell(row: &dyn RowSource, index: usize) -> Cell<Self> {
                row.text(index).and_then(|text| Some(text.to_owned().into()))
            }
        }
    )+};
}

text! {
    Cow<'static, str>: |this| this;
    Box<str>: |this| Cow::Owned(this.into());
    Arc<str>: |this| Cow::Owned((*this).to_owned());
}

scalar!(char: SqlType::String { length: Some(1) }, "a single character",
    |this| Value::Text(Cow::Owned(this.into())),
    ValueRef::Text(text) => only(text),
);

fn only(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}
