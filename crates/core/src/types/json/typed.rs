//! JSON documents that `serde_json` parses: [`Json`] and [`Jsonb`].

use std::ops::{Deref, DerefMut};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as JsonValue;

use super::{JsonText, SqlType, Value, ValueRef, scalar, text};
use crate::types::{ArrayElement, Mismatch, Scalar};

// `Value::Null` is JSON's `null`; a `None` of `Option<Value>` is SQL's `NULL`.
scalar!(JsonValue: SqlType::Json, "JSON", |this| Value::Json(JsonText::new(this.to_string())),
    other => serde_json::from_str(&text(other)?).ok(),
);

/// A value that is stored as a JSON document.
///
/// ```
/// use rebis_core::Scalar;
/// use rebis_core::types::Json;
/// let sizes = Json(vec![1, 2]);
/// assert_eq!(sizes.to_value().to_string(), "'[1,2]'");
/// assert_eq!(sizes.len(), 2);
/// ```
///
/// The `None` of `Option<Json<T>>` is SQL's `NULL`; the `None` of `Json<Option<T>>` is JSON's
/// `null`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Json<T>(pub T);

/// A value that is stored as a JSON document: `JSONB` on PostgreSQL, `JSON` on other databases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Jsonb<T>(pub T);

/// A type that can be stored as a JSON document: it implements serde's traits.
pub trait Document: Serialize + DeserializeOwned + 'static {}

impl<T: Serialize + DeserializeOwned + 'static> Document for T {}

fn value<T: Document>(document: &T) -> Value {
    match serde_json::to_string(document) {
        Ok(text) => Value::Json(JsonText::new(text)),
        Err(error) => Value::invalid("a JSON document", error.to_string()),
    }
}

fn read<T: Document>(value: &ValueRef<'_>) -> Result<T, Mismatch> {
    let text = text(value).ok_or_else(|| Mismatch::new("JSON", value))?;
    serde_json::from_str(&text).map_err(|error| Mismatch {
        expected: "a JSON document of its type".into(),
        found: format!("JSON ({error})").into(),
    })
}

macro_rules! typed {
    ($($name:ident)+) => {$(
        impl<T> Deref for $name<T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }

        impl<T> DerefMut for $name<T> {
            fn deref_mut(&mut self) -> &mut T {
                &mut self.0
            }
        }

        impl<T> From<T> for $name<T> {
            fn from(value: T) -> Self {
                Self(value)
            }
        }

        impl<T: Document> Scalar for $name<T> {
            type Base = Self;

            fn sql_type() -> SqlType {
                SqlType::$name
            }

            fn into_value(self) -> Value {
                value(&self.0)
            }

            fn to_value(&self) -> Value {
                value(&self.0)
            }

            fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
                read(&value).map(Self)
            }
        }

        impl<T: Document> ArrayElement for $name<T> {}
    )+};
}

typed!(Json Jsonb);
