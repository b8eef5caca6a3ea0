//! A JSON document as text.

use std::fmt;

use super::literal::{LiteralWriter, NoLiteral};

/// A JSON document, kept as the text that the database holds.
///
/// Core does not parse it: the database does, and so does `serde_json` behind the `json` feature.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Json(String);

impl Json {
    /// Wraps JSON text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes the text out.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A JSON document in PostgreSQL's binary form, kept as text.
///
/// A column of this type is `JSONB`, whose operators it has ([`JsonbExpression`]); elsewhere it is
/// a column of type `JSON`.
///
/// [`JsonbExpression`]: crate::JsonbExpression
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Jsonb(Json);

impl Jsonb {
    /// Wraps JSON text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Json::new(text))
    }

    /// The text.
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

#[cfg(feature = "json")]
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
