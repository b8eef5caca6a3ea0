//! [`DatabaseError`]: an error that a database or its client reports.

use std::error::Error as StdError;
use std::fmt;
use std::ops::{Deref, DerefMut};

use super::excerpt::{Excerpt, MESSAGE, NAME, SQL};
use crate::value::Value;

/// An error that the database or its client reported, with the statement that failed.
///
/// It dereferences to its [details](DatabaseErrorDetails): `error.kind`, `error.constraint`. The
/// details are boxed, to keep `Result`s small. `Display` and `Debug` print less than 2 KiB.
pub struct DatabaseError {
    details: Box<DatabaseErrorDetails>,
}

/// The fields of a [`DatabaseError`].
#[non_exhaustive]
pub struct DatabaseErrorDetails {
    /// The kind of error.
    pub kind: DatabaseErrorKind,
    /// The database's message.
    pub message: String,
    /// The `SQLSTATE`, if the database reports one.
    pub sqlstate: Option<String>,
    /// The violated constraint, if the database names it.
    pub constraint: Option<String>,
    /// The table, if the database names it.
    pub table: Option<String>,
    /// The column, if the database names it.
    pub column: Option<String>,
    /// The parameter that could not be bound.
    pub parameter: Option<RefusedParameter>,
    /// The statement that failed, if one was being executed.
    pub statement: Option<StatementContext>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// A parameter that could not be bound.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RefusedParameter {
    /// The position of the parameter in the statement, from 0.
    pub index: usize,
    /// The name of the parameter's column, or of the expression it belongs to, if known.
    pub name: Option<String>,
}

/// The statement that failed. `Debug` shortens long SQL and parameters.
#[derive(Clone)]
pub struct StatementContext {
    /// The SQL of the statement.
    pub sql: String,
    /// The parameters; `None` if the option `hide_parameters` is on.
    pub parameters: Option<Vec<Value>>,
}

/// The kind of a database error, independent of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DatabaseErrorKind {
    /// A unique constraint or primary key was violated.
    UniqueViolation,
    /// A foreign key was violated.
    ForeignKeyViolation,
    /// `NULL` was written to a column that is `NOT NULL`.
    NotNullViolation,
    /// A check constraint was violated.
    CheckViolation,
    /// The transaction could not be serialized. Roll back and run it again.
    SerializationFailure,
    /// The transaction was the victim of a deadlock. Roll back and run it again.
    Deadlock,
    /// A lock was not granted in time. This includes SQLite's `database is locked`.
    LockTimeout,
    /// The connection is lost.
    ConnectionLost,
    /// The server could not be reached.
    ConnectionRefused,
    /// The server rejected the user name or the password.
    AuthenticationFailed,
    /// The database does not exist, or its file cannot be opened.
    NoSuchDatabase,
    /// The table does not exist.
    NoSuchTable,
    /// The column does not exist.
    NoSuchColumn,
    /// The SQL has a syntax error.
    Syntax,
    /// A value is out of its column's range, or has the wrong type.
    DataError,
    /// The user lacks a privilege for the operation.
    PermissionDenied,
    /// Any other error.
    Other,
}

impl DatabaseErrorKind {
    /// Returns the stable code of the kind, which has a section in `docs/errors.md`.
    pub fn code(self) -> &'static str {
        match self {
            Self::UniqueViolation => "unique-violation",
            Self::ForeignKeyViolation => "foreign-key-violation",
            Self::NotNullViolation => "not-null-violation",
            Self::CheckViolation => "check-violation",
            Self::SerializationFailure => "serialization-failure",
            Self::Deadlock => "deadlock",
            Self::LockTimeout => "lock-timeout",
            Self::ConnectionLost => "connection-lost",
            Self::ConnectionRefused => "connection-refused",
            Self::AuthenticationFailed => "authentication-failed",
            Self::NoSuchDatabase => "no-such-database",
            Self::NoSuchTable => "no-such-table",
            Self::NoSuchColumn => "no-such-column",
            Self::Syntax => "syntax",
            Self::DataError => "data-error",
            Self::PermissionDenied => "permission-denied",
            Self::Other => "database",
        }
    }

    /// Returns whether the kind is a violated constraint: unique, foreign key, `NOT NULL` or check.
    pub fn is_integrity_violation(self) -> bool {
        matches!(
            self,
            Self::UniqueViolation
                | Self::ForeignKeyViolation
                | Self::NotNullViolation
                | Self::CheckViolation
        )
    }
}

impl Deref for DatabaseError {
    type Target = DatabaseErrorDetails;

    fn deref(&self) -> &DatabaseErrorDetails {
        &self.details
    }
}

impl DerefMut for DatabaseError {
    fn deref_mut(&mut self) -> &mut DatabaseErrorDetails {
        &mut self.details
    }
}

impl DatabaseError {
    /// Creates an error of a kind, with the database's message.
    pub fn new(kind: DatabaseErrorKind, message: impl Into<String>) -> Self {
        let details = DatabaseErrorDetails {
            kind,
            message: message.into(),
            sqlstate: None,
            constraint: None,
            table: None,
            column: None,
            parameter: None,
            statement: None,
            source: None,
        };
        Self {
            details: Box::new(details),
        }
    }

    /// Creates an error for a value that cannot be bound: its position from 0, and the reason.
    #[cold]
    pub fn for_parameter(index: usize, reason: impl Into<String>) -> Self {
        let mut error = Self::new(DatabaseErrorKind::DataError, reason);
        error.parameter = Some(RefusedParameter { index, name: None });
        error
    }

    /// Sets the client's own error as the source.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Adds the statement that failed, unless the error has one already.
    #[must_use]
    pub fn with_statement(mut self, statement: impl FnOnce() -> StatementContext) -> Self {
        self.statement.get_or_insert_with(statement);
        self
    }
}

impl fmt::Display for RefusedParameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "parameter {}", self.index + 1)?;
        match &self.name {
            Some(name) => write!(f, " (`{}`)", Excerpt(name, NAME)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for DatabaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parameter) = &self.parameter {
            write!(f, "{parameter}: ")?;
        }
        Excerpt(&self.message, MESSAGE).fmt(f)?;
        if let Some(constraint) = &self.constraint
            && !self.message.contains(constraint.as_str())
        {
            write!(f, " (constraint `{}`)", Excerpt(constraint, NAME))?;
        }
        let Some(statement) = &self.statement else {
            return Ok(());
        };
        write!(f, "\n[SQL: {}]", Excerpt(&statement.sql, SQL))?;
        match &statement.parameters {
            None => f.write_str("\n[parameters are hidden]"),
            Some(parameters) if parameters.is_empty() => Ok(()),
            Some(parameters) => write!(f, "\n[parameters: {}]", Parameters(parameters)),
        }
    }
}

impl fmt::Debug for DatabaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.details.fmt(f)
    }
}

impl fmt::Debug for DatabaseErrorDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("DatabaseError");
        shown.field("kind", &self.kind);
        shown.field("message", &Excerpt(&self.message, MESSAGE));
        let names = [
            ("sqlstate", &self.sqlstate),
            ("constraint", &self.constraint),
            ("table", &self.table),
            ("column", &self.column),
        ];
        for (field, name) in names {
            if let Some(name) = name {
                shown.field(field, &Excerpt(name, 40));
            }
        }
        if let Some(parameter) = &self.parameter {
            shown.field("parameter", &format_args!("{parameter}"));
        }
        if let Some(statement) = &self.statement {
            shown.field("statement", statement);
        }
        shown.finish_non_exhaustive()
    }
}

impl fmt::Debug for StatementContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parameters = self.parameters.as_deref();
        let parameters = match parameters {
            Some(parameters) => Parameters(parameters).to_string(),
            None => "hidden".to_owned(),
        };
        f.debug_struct("StatementContext")
            .field("sql", &Excerpt(&self.sql, SQL))
            .field("parameters", &format_args!("[{parameters}]"))
            .finish()
    }
}

impl StdError for DatabaseError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}

/// Parameters as text for messages. Long values and long lists are shortened.
pub(crate) struct Parameters<'a>(pub(crate) &'a [Value]);

const SHOWN_PARAMETERS: usize = 20;
/// The number of bytes after which no further parameter is shown.
const SHOWN_BYTES: usize = 200;

impl fmt::Display for Parameters<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut shown, mut bytes) = (0, 0);
        for value in self.0.iter().take(SHOWN_PARAMETERS) {
            if bytes > SHOWN_BYTES {
                break;
            }
            let text = value.to_string();
            let text = Excerpt(&text, NAME).to_string();
            write!(f, "{}{text}", if shown > 0 { ", " } else { "" })?;
            shown += 1;
            bytes += text.len();
        }
        match self.0.len() - shown {
            0 => Ok(()),
            more => write!(f, ", … and {more} more"),
        }
    }
}
