//! [`ByDialect`]: a value that is stored differently on some databases.

use std::fmt;

use super::Value;
use super::literal::{LiteralWriter, NoLiteral};

/// A value of a custom type, in each of the forms that databases store it in.
///
/// Two are equal when their usual forms are.
#[derive(Clone, Debug)]
pub struct ByDialect {
    usual: Value,
    others: Vec<(&'static str, Value)>,
    literal: Option<Value>,
}

impl ByDialect {
    /// A value in its usual form.
    pub fn new(usual: Value) -> Self {
        Self {
            usual,
            others: Vec::new(),
            literal: None,
        }
    }

    /// Adds the form for a dialect, which is given by its name.
    #[must_use]
    pub fn with(mut self, dialect: &'static str, value: Value) -> Self {
        self.others.push((dialect, value));
        self
    }

    /// Gives the form that is written as a literal.
    #[must_use]
    pub fn with_literal(mut self, value: Value) -> Self {
        self.literal = Some(value);
        self
    }

    /// The form that most databases store.
    pub fn usual(&self) -> &Value {
        &self.usual
    }

    /// The form that a dialect stores, by the dialect's name.
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
