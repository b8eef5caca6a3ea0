//! [`CompileError`]: a statement that cannot be compiled to SQL.

use std::fmt;

use super::excerpt::{Excerpt, MESSAGE, NAME, SQL};

/// An error from compiling a statement.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// The dialect does not support a construct of the statement.
    #[error("{dialect} does not support {feature}")]
    Unsupported {
        /// The unsupported construct.
        feature: &'static str,
        /// The name of the dialect.
        dialect: &'static str,
    },
    /// A bind parameter `:name` has no value.
    #[error(
        "the bind parameter `:{0}` has no value; add `.bind(\"{0}\", …)`: {1}",
        Excerpt(.name, NAME),
        Excerpt(.sql, SQL)
    )]
    MissingBind {
        /// The name of the bind parameter.
        name: String,
        /// The SQL text.
        sql: String,
    },
    /// A value was given for a name that is no bind parameter of the SQL text.
    #[error(
        "the statement has no bind parameter `:{}`: {}",
        Excerpt(.name, NAME),
        Excerpt(.sql, SQL)
    )]
    UnknownBind {
        /// The name for which the value was given.
        name: String,
        /// The SQL text.
        sql: String,
    },
    /// A statement is incomplete, or contradicts itself.
    #[error("{}", Excerpt(.0, 2 * MESSAGE))]
    Invalid(String),
    /// A column cannot be declared in `CREATE TABLE`.
    #[error("the column `{}.{}`: {error}", Excerpt(.table, NAME), Excerpt(.column, NAME))]
    Column {
        /// The name of the table.
        table: String,
        /// The name of the column.
        column: String,
        /// The reason. It is part of this message, so [`source`](std::error::Error::source) does
        /// not return it.
        error: Box<Self>,
    },
}

impl CompileError {
    /// Returns the stable code of the error, which has a section in `docs/errors.md`.
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

/// Shortens long texts, as `Display` does.
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
