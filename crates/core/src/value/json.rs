//! [`Json`] and [`Jsonb`]: JSON documents as text.

use std::fmt;

use super::literal::{LiteralWriter, NoLiteral};

/// A JSON document, kept as the text that the database stores.
///
/// Core does not parse the text. With the feature `serde_json`, columns can have types that `serde_json`
/// parses.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Json(String);

impl Json {
    /// Wraps JSON text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the text by value.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A JSON document of PostgreSQL's type `JSONB`, kept as text.
///
/// A column of this type is `JSONB` on PostgreSQL, and has its operators ([`JsonbExpression`]). On
/// other databases, the column is `JSON`.
///
/// [`JsonbExpression`]: crate::JsonbExpression
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Jsonb(Json);

impl Jsonb {
    /// Wraps JSON text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Json::new(text))
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl From<Json> for Jsonb {
    fn from(json: Json) -> Self {
        Self(json)
    }
}

impl From<Jsonb> for Json {
    fn from(json: Jsonb) -> Self {
        json.0
    }
}

#[cfg(feature = "serde_json")]
impl From<serde_json::Value> for Jsonb {
    fn from(json: serde_json::Value) -> Self {
        Self::new(json.to_string())
    }
}

impl fmt::Display for Jsonb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

pub(super) fn show(json: &Json, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "'{json}'")
}

pub(super) fn literal(json: &Json, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    out.text(json.as_str())
}
