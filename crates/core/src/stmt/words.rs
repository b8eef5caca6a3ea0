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
macro_rules! words {
    ($($statement:ident)+) => {$(
        impl<O> $statement<O> {
            /// Adds a common table expression that the statement does not use.
            ///
            /// The expression can be a statement that writes. Compiling fails on MariaDB and
            /// Oracle, and on MySQL for an `INSERT` of values.
            pub fn add_cte<C>(mut self, cte: &Cte<C>) -> Self {
                edit(&mut self.edit().words).ctes.push(AddedCte::new(cte));
                self
            }

            /// Inserts SQL text after the verb, verbatim. Do not pass user input.
            pub fn prefix_with(mut self, sql: impl Into<Arc<str>>) -> Self {
                let prefixes = &mut edit(&mut self.edit().words).prefixes;
                prefixes.push(DialectWords::all(sql));
                self
            }

            /// Inserts SQL text after the verb, verbatim, in the dialect of this name only.
            pub fn prefix_with_on(mut self, dialect: &'static str, sql: impl Into<Arc<str>>) -> Self {
                let prefixes = &mut edit(&mut self.edit().words).prefixes;
                prefixes.push(DialectWords::new(dialect, sql));
                self
            }

            /// Inserts SQL text after the table, verbatim. Do not pass user input.
            pub fn with_hint(mut self, sql: impl Into<Arc<str>>) -> Self {
                let hints = &mut edit(&mut self.edit().words).hints;
                hints.push(DialectWords::all(sql));
                self
            }

            /// Inserts SQL text after the table, verbatim, in the dialect of this name only.
            pub fn with_hint_on(mut self, dialect: &'static str, sql: impl Into<Arc<str>>) -> Self {
                let hints = &mut edit(&mut self.edit().words).hints;
                hints.push(DialectWords::new(dialect, sql));
                self
            }
        }
    )+};
}

words!(Insert Update Delete);
