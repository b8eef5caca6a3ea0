//! JSON documents as columns: as text, or parsed by `serde_json`.

use super::SqlType;
use super::macros::scalar;
use crate::value::{Json as JsonText, Jsonb as JsonbText, Value, ValueRef};

scalar!(JsonText: SqlType::Json, "JSON", |this| Value::Json(this),
    other => text(other).map(Self::new),
);

scalar!(JsonbText: SqlType::Jsonb, "JSON", |this| Value::Json(this.into()),
    other => text(other).map(Self::new),
);

/// Returns the text of a document. SQLite stores a document that is only a number as a number.
fn text(value: &ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Json(text) | ValueRef::Text(text) => Some((*text).to_owned()),
        ValueRef::Int(number) => Some(number.to_string()),
        ValueRef::Double(number) if number.is_finite() => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(feature = "serde_json")]
pub use typed::{Document, Json, Jsonb};

#[cfg(feature = "serde_json")]
mod typed;
