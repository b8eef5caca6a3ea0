//! JSON documents as columns: as text, or parsed by `serde_json`.

use super::SqlType;
use super::macros::scalar;
use crate::value::{Json, Jsonb, Value, ValueRef};

scalar!(Json: SqlType::Json, "JSON", |this| Value::Json(this),
    other => json(other).map(Self::new),
);

scalar!(Jsonb: SqlType::Jsonb, "JSON", |this| Value::Json(this.into()),
    other => json(other).map(Self::new),
);

/// The text of a document. SQLite stores one that is a bare number as a number.
fn json(value: &ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Json(text) | ValueRef::Text(text) => Some((*text).to_owned()),
        ValueRef::Int(number) => Some(number.to_string()),
        ValueRef::Double(number) if number.is_finite() => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(feature = "json")]
mod serde {
    use serde_json::Value as JsonValue;

    use super::{Json, SqlType, Value, json, scalar};

    // `Value::Null` is JSON's `null`; SQL's `NULL` is a `None` of `Option<Value>`.
    scalar!(JsonValue: SqlType::Json, "JSON", |this| Value::Json(Json::new(this.to_string())),
        other => serde_json::from_str(&json(other)?).ok(),
    );
}
