//! Hints, prefixes and suffixes: SQL text that a `SELECT` contains verbatim.

use std::sync::Arc;

use super::{JoinTarget, Select};
use crate::expr::Source;
use crate::visit::parts;

/// SQL text for one dialect, or for all.
#[derive(Clone, Debug)]
pub struct DialectWords {
    /// The text, which is written verbatim.
    pub sql: Arc<str>,
    /// The name of the dialect; `None` for all.
    pub dialect: Option<&'static str>,
}

/// A hint on a table.
#[derive(Clone, Debug)]
pub struct TableHint {
    /// The table.
    pub source: Source,
    /// The text of the hint. On Oracle, `%(name)s` is replaced by the table's name.
    pub words: DialectWords,
}

parts! {
    DialectWords { sql, dialect }
    TableHint { source, words }
}

impl DialectWords {
    pub(crate) fn all(sql: impl Into<Arc<str>>) -> Self {
        Self {
            sql: sql.into(),
            dialect: None,
        }
    }

    pub(crate) fn new(dialect: &'static str, sql: impl Into<Arc<str>>) -> Self {
        Self {
            sql: sql.into(),
            dialect: Some(dialect),
        }
    }

    /// Returns whether the text is for a dialect, by the dialect's name.
    pub fn are_for(&self, dialect: &str) -> bool {
        self.dialect.is_none_or(|known| known == dialect)
    }
}

/// Hints, prefixes and suffixes are written into the SQL verbatim. Do not pass user input.
impl<O> Select<O> {
    /// Inserts SQL text after `SELECT`, verbatim.
    pub fn prefix_with(mut self, words: impl Into<Arc<str>>) -> Self {
        self.extras().prefixes.push(DialectWords::all(words));
        self
    }

    /// Inserts SQL text after `SELECT`, verbatim, in the dialect of this name only.
    pub fn prefix_with_on(mut self, dialect: &'static str, words: impl Into<Arc<str>>) -> Self {
        self.extras()
            .prefixes
            .push(DialectWords::new(dialect, words));
        self
    }

    /// Appends SQL text at the end of the statement, verbatim.
    pub fn suffix_with(mut self, words: impl Into<Arc<str>>) -> Self {
        self.extras().suffixes.push(DialectWords::all(words));
        self
    }

    /// Appends SQL text at the end of the statement, verbatim, in the dialect of this name only.
    pub fn suffix_with_on(mut self, dialect: &'static str, words: impl Into<Arc<str>>) -> Self {
        self.extras()
            .suffixes
            .push(DialectWords::new(dialect, words));
        self
    }

    /// Adds a hint for a table, in the dialect of this name only.
    ///
    /// The hint is written after the table on MySQL, MariaDB and SQL Server. On Oracle it is
    /// written after `SELECT`, and `%(name)s` in it is replaced by the table's name. Other dialects
    /// ignore it.
    pub fn with_hint(
        mut self,
        table: impl JoinTarget,
        dialect: &'static str,
        words: impl Into<Arc<str>>,
    ) -> Self {
        let source = table.into_from().source();
        let words = DialectWords::new(dialect, words);
        self.extras().table_hints.push(TableHint { source, words });
        self
    }

    /// Appends a hint at the end of the statement, before suffixes.
    pub fn with_statement_hint(mut self, words: impl Into<Arc<str>>) -> Self {
        self.extras().statement_hints.push(DialectWords::all(words));
        self
    }

    /// Appends a hint at the end of the statement, in the dialect of this name only.
    pub fn with_statement_hint_on(
        mut self,
        dialect: &'static str,
        words: impl Into<Arc<str>>,
    ) -> Self {
        let words = DialectWords::new(dialect, words);
        self.extras().statement_hints.push(words);
        self
    }
}
