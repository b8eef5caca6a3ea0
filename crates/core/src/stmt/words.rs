//! Prefixes, hints and added common table expressions of an `INSERT`, `UPDATE` or `DELETE`.

use std::sync::Arc;

use super::{AddedCte, Cte, Delete, DialectWords, Insert, Update};
use crate::visit::parts;

/// The prefixes, hints and added common table expressions of a statement that writes.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// SQL text after the verb: `INSERT OR IGNORE INTO …`.
    pub prefixes: Vec<DialectWords>,
    /// SQL text after the table: `… WITH (PAGLOCK)`.
    pub hints: Vec<DialectWords>,
    /// Common table expressions that the statement does not use.
    pub ctes: Vec<AddedCte>,
}

parts!(Words {
    prefixes,
    hints,
    ctes
});

/// Returns the words for changes, and adds them if there are none.
pub(super) fn edit(words: &mut Option<Arc<Words>>) -> &mut Words {
    Arc::make_mut(words.get_or_insert_default())
}

/// Implements `add_cte`, `prefix_with` and `with_hint` for statements.
///
/// The literals are for the examples: a statement, and the parts of its SQL.
macro_rules! words {
    ($($statement:ident $start:literal $verb:literal $table:literal $rest:literal)+) => {$(
        impl<O> $statement<O> {
            /// Adds a common table expression that the statement does not use.
            ///
            /// The expression can be a statement that writes. Compiling fails on MariaDB and
            /// Oracle, and on MySQL for an `INSERT` of values.
            ///
            /// ```
            /// # use rebis_doc::*;
            /// let stale = delete(Post).filter(Post.views.eq(0)).cte("stale");
            #[doc = concat!(" let stmt = ", $start, ".add_cte(&stale);")]
            /// assert_eq!(
            ///     stmt.to_string(),
            ///     "WITH stale AS (DELETE FROM posts WHERE posts.views = :views_1) \
            #[doc = concat!("      ", $verb, $table, $rest, "\"")]
            /// );
            /// ```
            pub fn add_cte<C>(mut self, cte: &Cte<C>) -> Self {
                edit(&mut self.edit().words).ctes.push(AddedCte::new(cte));
                self
            }

            /// Inserts SQL text after the verb, verbatim. Do not pass user input.
            ///
            /// ```
            /// # use rebis_doc::*;
            #[doc = concat!(" let stmt = ", $start, ".prefix_with(\"/* nightly */\");")]
            /// assert_eq!(
            ///     stmt.to_string(),
            #[doc = concat!("     \"", $verb, " /* nightly */", $table, $rest, "\"")]
            /// );
            /// # run(async |connection| {
            /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
            /// # Ok(())
            /// # });
            /// ```
            pub fn prefix_with(mut self, sql: impl Into<Arc<str>>) -> Self {
                let prefixes = &mut edit(&mut self.edit().words).prefixes;
                prefixes.push(DialectWords::all(sql));
                self
            }

            /// Inserts SQL text after the verb, verbatim, in the dialect of this name only.
            ///
            /// ```
            /// # use rebis_doc::*;
            #[doc = concat!(" let stmt = ", $start, ";")]
            /// let stmt = stmt.prefix_with_on("mysql", "LOW_PRIORITY");
            /// let compiled = stmt.compile(&MySql::default())?;
            /// let sql = compiled.sql();
            #[doc = concat!(" assert!(sql.starts_with(\"", $verb, " LOW_PRIORITY", $table, "\"));")]
            #[doc = concat!(" assert!(stmt.to_string().starts_with(\"", $verb, $table, "\"));")]
            /// # Ok::<(), core::error::CompileError>(())
            /// ```
            pub fn prefix_with_on(mut self, dialect: &'static str, sql: impl Into<Arc<str>>) -> Self {
                let prefixes = &mut edit(&mut self.edit().words).prefixes;
                prefixes.push(DialectWords::new(dialect, sql));
                self
            }

            /// Inserts SQL text after the table, verbatim. Do not pass user input.
            ///
            /// ```
            /// # use rebis_doc::*;
            #[doc = concat!(" let stmt = ", $start, ".with_hint(\"/* nightly */\");")]
            /// assert_eq!(
            ///     stmt.to_string(),
            #[doc = concat!("     \"", $verb, $table, " /* nightly */", $rest, "\"")]
            /// );
            /// # run(async |connection| {
            /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
            /// # Ok(())
            /// # });
            /// ```
            pub fn with_hint(mut self, sql: impl Into<Arc<str>>) -> Self {
                let hints = &mut edit(&mut self.edit().words).hints;
                hints.push(DialectWords::all(sql));
                self
            }

            /// Inserts SQL text after the table, verbatim, in the dialect of this name only.
            ///
            /// ```
            /// # use rebis_doc::*;
            #[doc = concat!(" let stmt = ", $start, ";")]
            /// let stmt = stmt.with_hint_on("mssql", "WITH (TABLOCK)");
            /// let compiled = stmt.compile(&dialect::Mssql)?;
            /// let sql = compiled.sql();
            #[doc = concat!(" assert!(sql.starts_with(\"", $verb, $table, " WITH (TABLOCK)\"));")]
            /// assert!(!stmt.to_string().contains("TABLOCK"));
            /// # Ok::<(), core::error::CompileError>(())
            /// ```
            pub fn with_hint_on(mut self, dialect: &'static str, sql: impl Into<Arc<str>>) -> Self {
                let hints = &mut edit(&mut self.edit().words).hints;
                hints.push(DialectWords::new(dialect, sql));
                self
            }
        }
    )+};
}

words! {
    Insert r#"insert(Tag).values(Tag.name.set("rust"))"#
        "INSERT" " INTO tags" " (name) VALUES (:name)"
    Update r#"update(User).values(User.email.set("b@x.org")).filter(User.id.eq(2))"#
        "UPDATE" " users" " SET email=:email WHERE users.id = :id_1"
    Delete r#"delete(Post).filter(Post.id.eq(2))"#
        "DELETE" " FROM posts" " WHERE posts.id = :id_1"
}
