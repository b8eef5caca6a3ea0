//! Words around a statement that SQL has no clause for: hints, prefixes, suffixes.

use std::sync::Arc;

use super::{JoinTarget, Select};
use crate::expr::Source;
use crate::visit::parts;

/// Words for one dialect, or for all.
#[derive(Clone, Debug)]
pub struct DialectWords {
    /// The words, as they stand in the text.
    pub sql: Arc<str>,
    /// The name of the dialect; `None` for all.
    pub dialect: Option<&'static str>,
}

/// A hint on a table.
#[derive(Clone, Debug)]
pub struct TableHint {
    /// The table.
    pub source: Source,
    /// The words; `%(name)s` stands for the table's name.
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

    pub(crate) fn of(dialect: &'static str, sql: impl Into<Arc<str>>) -> Self {
        Self {
            sql: sql.into(),
            dialect: Some(dialect),
        }
    }

    /// Whether a dialect takes them.
    pub fn are_for(&self, dialect: &str) -> bool {
        self.dialect.is_none_or(|known| known == dialect)
    }
}

/// The words go into the text as they stand; do not pass what a user typed.
impl<O> Select<O> {
    /// Puts words after `SELECT`.
    pub fn prefix_with(mut self, words: impl Into<Arc<str>>) -> Self {
        self.extras().prefixes.push(DialectWords::all(words));
        self
    }

    /// The same in one dialect only, by its name.
    pub fn prefix_with_on(mut self, dialect: &'static str, words: impl Into<Arc<str>>) -> Self {
        self.extras()
            .prefixes
            .push(DialectWords::of(dialect, words));
        self
    }

    /// Puts words at the end.
    pub fn suffix_with(mut self, words: impl Into<Arc<str>>) -> Self {
        self.extras().suffixes.push(DialectWords::all(words));
        self
    }

    /// The same in one dialect only, by its name.
    pub fn suffix_with_on(mut self, dialect: &'static str, words: impl Into<Arc<str>>) -> Self {
        self.extras()
            .suffixes
            .push(DialectWords::of(dialect, words));
        self
    }

    /// Puts a hint on a table, in one dialect: after the table on MySQL and SQL Server, after
    /// `SELECT` on Oracle, where `%(name)s` in it stands for the table's name.
    pub fn with_hint(
        mut self,
        table: impl JoinTarget,
        dialect: &'static str,
        words: impl Into<Arc<str>>,
    ) -> Self {
        let source = table.into_from().source();
        let words = DialectWords::of(dialect, words);
        self.extras().table_hints.push(TableHint { source, words });
        self
    }

    /// Puts a hint at the end of the statement.
    pub fn with_statement_hint(mut self, words: impl Into<Arc<str>>) -> Self {
        self.extras().statement_hints.push(DialectWords::all(words));
        self
    }

    /// The same in one dialect only, by its name.
    pub fn with_statement_hint_on(
        mut self,
        dialect: &'static str,
        words: impl Into<Arc<str>>,
    ) -> Self {
        let words = DialectWords::of(dialect, words);
        self.extras().statement_hints.push(words);
        self
    }
}
