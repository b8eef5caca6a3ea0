//! [`ByDialect`]: a value that some databases store in another form.

use std::fmt;

use super::Value;
use super::literal::{LiteralWriter, NoLiteral};

/// A value of a custom type, in each form in which a database stores it.
///
/// Two values are equal if their usual forms are equal.
#[derive(Clone, Debug)]
pub struct ByDialect {
    usual: Value,
    others: Vec<(&'static str, Value)>,
    literal: Option<Value>,
}

impl ByDialect {
    /// Creates a value with its usual form.
    pub fn new(usual: Value) -> Self {
        Self {
            usual,
            others: Vec::new(),
            literal: None,
        }
    }

    /// Adds the form for a dialect, given the dialect's name.
    #[must_use]
    pub fn with(mut self, dialect: &'static str, value: Value) -> Self {
        self.others.push((dialect, value));
        self
    }

    /// Sets the form that is written as a literal.
    #[must_use]
    pub fn with_literal(mut self, value: Value) -> Self {
        self.literal = Some(value);
        self
    }

    /// Returns the usual form, which most databases store.
    pub fn usual(&self) -> &Value {
        &self.usual
    }

    /// Returns the form for a dialect, given the dialect's name.
    pub fn on(&self, dialect: &str) -> &Value {
        let found = self.others.iter().find(|(name, _)| *name == dialect);
        found.map_or(&self.usual, |(_, value)| value)
    }
}

impl PartialEq for ByDialect {
    fn eq(&self, other: &Self) -> bool {
        self.usual == other.usual
    }
}

impl Eq for ByDialect {}

impl std::hash::Hash for ByDialect {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.usual.hash(state);
    }
}

pub(super) fn show(value: &ByDialect, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Display::fmt(&value.usual, f)
}

pub(super) fn literal(value: &ByDialect, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    let form = value.literal.as_ref();
    form.unwrap_or_else(|| value.on(out.dialect))
        .write_literal(out)
}
