//! Errors of turning a statement into SQL.

use std::fmt;

use super::excerpt::{Excerpt, MESSAGE, NAME, SQL};

/// A statement could not be compiled.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// The dialect has no way to say this.
    #[error("{dialect} does not support {feature}")]
    Unsupported {
        /// What was asked for.
        feature: &'static str,
        /// The dialect.
        dialect: &'static str,
    },
    /// A `:name` in SQL text has no value.
    #[error(
        "the statement has no value for the bind `:{0}`; add `.bind(\"{0}\", …)`: {1}",
        Excerpt(.name, NAME),
        Excerpt(.sql, SQL)
    )]
    MissingBind {
        /// The name.
        name: String,
        /// The SQL text.
        sql: String,
    },
    /// A value was bound to a name that the SQL text does not have.
    #[error("the statement has no bind `:{}`: {}", Excerpt(.name, NAME), Excerpt(.sql, SQL))]
    UnknownBind {
        /// The name.
        name: String,
        /// The SQL text.
        sql: String,
    },
    /// A statement lacks what its kind needs, or contradicts itself.
    #[error("{}", Excerpt(.0, 2 * MESSAGE))]
    Invalid(String),
    /// A column of a table cannot be declared.
    #[error("the column `{}.{}`: {error}", Excerpt(.table, NAME), Excerpt(.column, NAME))]
    Column {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// Why. It is part of this message, so it is no source of its own.
        error: Box<Self>,
    },
}

impl CompileError {
    /// The stable code, with a section in `docs/errors.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unsupported { .. } => "unsupported",
            Self::MissingBind { .. } => "missing-bind",
            Self::UnknownBind { .. } => "unknown-bind",
            Self::Invalid(_) => "invalid-statement",
            Self::Column { error, .. } => error.code(),
        }
    }
}

/// Texts are cut, as in the message.
impl fmt::Debug for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsupported { feature, dialect } => f
                .debug_struct("Unsupported")
                .field("feature", feature)
                .field("dialect", dialect)
                .finish(),
            Self::MissingBind { name, sql } => f
                .debug_struct("MissingBind")
                .field("name", &Excerpt(name, NAME))
                .field("sql", &Excerpt(sql, SQL))
                .finish(),
            Self::UnknownBind { name, sql } => f
                .debug_struct("UnknownBind")
                .field("name", &Excerpt(name, NAME))
                .field("sql", &Excerpt(sql, SQL))
                .finish(),
            Self::Invalid(message) => f
                .debug_tuple("Invalid")
                .field(&Excerpt(message, 2 * MESSAGE))
                .finish(),
            Self::Column {
                table,
                column,
                error,
            } => f
                .debug_struct("Column")
                .field("table", &Excerpt(table, NAME))
                .field("column", &Excerpt(column, NAME))
                .field("error", error)
                .finish(),
        }
    }
}
