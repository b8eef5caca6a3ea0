//! Words that the user puts into an `INSERT`, `UPDATE` or `DELETE`: prefixes and hints.

use std::sync::Arc;

use super::{AddedCte, Cte, Delete, DialectWords, Insert, Update};
use crate::visit::parts;

/// The words that the user puts into a statement.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// After the verb: `INSERT OR IGNORE INTO …`.
    pub prefixes: Vec<DialectWords>,
    /// After the table: `… WITH (PAGLOCK)`.
    pub hints: Vec<DialectWords>,
    /// Common table expressions that nothing in the statement refers to.
    pub ctes: Vec<AddedCte>,
}

parts!(Words {
    prefixes,
    hints,
    ctes
});

/// The words, to be changed.
pub(super) fn edit(words: &mut Option<Arc<Words>>) -> &mut Words {
    Arc::make_mut(words.get_or_insert_default())
}

/// Gives a statement `prefix_with` and `with_hint`.
macro_rules! words {
    ($($statement:ident)+) => {$(
        impl<O> $statement<O> {
            /// Adds a common table expression that nothing in the statement refers to: one that
            /// writes.
            pub fn add_cte<C>(mut self, cte: &Cte<C>) -> Self {
                edit(&mut self.edit().words).ctes.push(AddedCte::of(cte));
                self
            }

            /// Puts words after the verb, as they stand. They are SQL: never what a user typed.
            pub fn prefix_with(mut self, sql: impl Into<Arc<str>>) -> Self {
                let prefixes = &mut edit(&mut self.edit().words).prefixes;
                prefixes.push(DialectWords::all(sql));
                self
            }

            /// The same for one dialect alone, by its name.
            pub fn prefix_with_on(mut self, dialect: &'static str, sql: impl Into<Arc<str>>) -> Self {
                let prefixes = &mut edit(&mut self.edit().words).prefixes;
                prefixes.push(DialectWords::of(dialect, sql));
                self
            }

            /// Puts words after the table, as they stand. They are SQL: never what a user typed.
            pub fn with_hint(mut self, sql: impl Into<Arc<str>>) -> Self {
                let hints = &mut edit(&mut self.edit().words).hints;
                hints.push(DialectWords::all(sql));
                self
            }

            /// The same for one dialect alone, by its name.
            pub fn with_hint_on(mut self, dialect: &'static str, sql: impl Into<Arc<str>>) -> Self {
                let hints = &mut edit(&mut self.edit().words).hints;
                hints.push(DialectWords::of(dialect, sql));
                self
            }
        }
    )+};
}

words!(Insert Update Delete);
