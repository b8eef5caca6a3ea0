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
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::DialectWords;
    /// let words = DialectWords { sql: "STRAIGHT_JOIN".into(), dialect: Some("mysql") };
    /// assert!(words.are_for("mysql") && !words.are_for("sqlite"));
    /// ```
    pub fn are_for(&self, dialect: &str) -> bool {
        self.dialect.is_none_or(|known| known == dialect)
    }
}

/// Hints, prefixes and suffixes are written into the SQL verbatim. Do not pass user input.
impl<O> Select<O> {
    /// Inserts SQL text after `SELECT`, verbatim.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).prefix_with("ALL");
    /// assert_eq!(stmt.to_string(), "SELECT ALL users.name FROM users");
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt.order_by(User.id)).await?, ["ann", "bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn prefix_with(mut self, words: impl Into<Arc<str>>) -> Self {
        self.extras().prefixes.push(DialectWords::all(words));
        self
    }

    /// Inserts SQL text after `SELECT`, verbatim, in the dialect of this name only.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).prefix_with_on("mysql", "SQL_NO_CACHE");
    /// assert_eq!(
    ///     stmt.compile(&MySql::default())?.sql(),
    ///     "SELECT SQL_NO_CACHE users.name FROM users"
    /// );
    /// assert_eq!(stmt.compile(&Postgres)?.sql(), "SELECT users.name FROM users");
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn prefix_with_on(mut self, dialect: &'static str, words: impl Into<Arc<str>>) -> Self {
        self.extras()
            .prefixes
            .push(DialectWords::new(dialect, words));
        self
    }

    /// Appends SQL text at the end of the statement, verbatim.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).suffix_with("FOR READ ONLY");
    /// assert_eq!(stmt.to_string(), "SELECT users.name FROM users FOR READ ONLY");
    /// ```
    pub fn suffix_with(mut self, words: impl Into<Arc<str>>) -> Self {
        self.extras().suffixes.push(DialectWords::all(words));
        self
    }

    /// Appends SQL text at the end of the statement, verbatim, in the dialect of this name only.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).suffix_with_on("mysql", "INTO @name");
    /// assert_eq!(
    ///     stmt.compile(&MySql::default())?.sql(),
    ///     "SELECT users.name FROM users INTO @name"
    /// );
    /// assert_eq!(stmt.compile(&Postgres)?.sql(), "SELECT users.name FROM users");
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
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
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.email).with_hint(User, "mysql", "USE INDEX (users_by_name)");
    /// assert_eq!(
    ///     stmt.compile(&MySql::default())?.sql(),
    ///     "SELECT users.email FROM users USE INDEX (users_by_name)"
    /// );
    /// assert_eq!(stmt.compile(&Postgres)?.sql(), "SELECT users.email FROM users");
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
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
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).with_statement_hint("OPTION (RECOMPILE)");
    /// assert_eq!(stmt.to_string(), "SELECT users.name FROM users OPTION (RECOMPILE)");
    /// ```
    pub fn with_statement_hint(mut self, words: impl Into<Arc<str>>) -> Self {
        self.extras().statement_hints.push(DialectWords::all(words));
        self
    }

    /// Appends a hint at the end of the statement, in the dialect of this name only.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).with_statement_hint_on("mssql", "OPTION (RECOMPILE)");
    /// assert_eq!(
    ///     stmt.compile(&dialect::Mssql)?.sql(),
    ///     "SELECT users.name FROM users OPTION (RECOMPILE)"
    /// );
    /// assert_eq!(stmt.compile(&Postgres)?.sql(), "SELECT users.name FROM users");
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
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
