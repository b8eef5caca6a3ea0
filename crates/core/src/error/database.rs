//! Errors that a database or its client reports.

use std::error::Error as StdError;
use std::fmt;
use std::ops::{Deref, DerefMut};

use super::excerpt::{Excerpt, MESSAGE, NAME, SQL};
use crate::value::Value;

/// An error that the database or its client reported, with what was being executed.
///
/// It dereferences to its [details](DatabaseErrorDetails): `error.kind`, `error.constraint`. These
/// stand on the heap, so that a result that may be an error is small. What is printed of them, by
/// `Display` and by `Debug`, is less than 2 KiB.
pub struct DatabaseError {
    details: Box<DatabaseErrorDetails>,
}

/// What is known of a [`DatabaseError`].
#[non_exhaustive]
pub struct DatabaseErrorDetails {
    /// What kind of error it is.
    pub kind: DatabaseErrorKind,
    /// What the database said.
    pub message: String,
    /// `SQLSTATE`, where the database has one.
    pub sqlstate: Option<String>,
    /// The violated constraint, where the database names it.
    pub constraint: Option<String>,
    /// The table, where the database names it.
    pub table: Option<String>,
    /// The column, where the database names it.
    pub column: Option<String>,
    /// The parameter that the client could not bind.
    pub parameter: Option<RefusedParameter>,
    /// What was being executed.
    pub statement: Option<StatementContext>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// A parameter that a client could not bind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RefusedParameter {
    /// Its position in the statement, from 0.
    pub index: usize,
    /// The name of its column, or else of the expression beside it, where that is known.
    pub name: Option<String>,
}

/// The statement that failed. Printing it shows an excerpt.
#[derive(Clone)]
pub struct StatementContext {
    /// Its SQL.
    pub sql: String,
    /// Its parameters; `None` when they are hidden.
    pub parameters: Option<Vec<Value>>,
}

/// What kind of error a database reported: the same kinds for every database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DatabaseErrorKind {
    /// A unique constraint or primary key was violated.
    UniqueViolation,
    /// A foreign key was violated.
    ForeignKeyViolation,
    /// `NULL` in a column that forbids it.
    NotNullViolation,
    /// A check constraint was violated.
    CheckViolation,
    /// The transaction could not be serialized; try it again.
    SerializationFailure,
    /// The transaction was the victim of a deadlock; try it again.
    Deadlock,
    /// A lock was not granted in time (SQLite's `database is locked` among them).
    LockTimeout,
    /// The connection is gone.
    ConnectionLost,
    /// The server could not be reached.
    ConnectionRefused,
    /// User name or password were refused.
    AuthenticationFailed,
    /// There is no such database, or its file cannot be opened.
    NoSuchDatabase,
    /// There is no such table.
    NoSuchTable,
    /// There is no such column.
    NoSuchColumn,
    /// The SQL is malformed.
    Syntax,
    /// A value does not fit its column, or has the wrong type.
    DataError,
    /// The database refuses the operation to this user.
    PermissionDenied,
    /// Anything else.
    Other,
}

impl DatabaseErrorKind {
    /// The stable code, with a section in `docs/errors.md`.
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

    /// Whether a row broke a constraint.
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
    /// An error of a kind, with what the database said.
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

    /// A value that the client cannot bind, by its position from 0, and the reason.
    #[cold]
    pub fn of_parameter(index: usize, reason: impl Into<String>) -> Self {
        let mut error = Self::new(DatabaseErrorKind::DataError, reason);
        error.parameter = Some(RefusedParameter { index, name: None });
        error
    }

    /// Keeps the client's own error as the source.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Says what was being executed, unless that is known already.
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

/// Writes parameters for people: long values and long lists are cut.
pub(crate) struct Parameters<'a>(pub(crate) &'a [Value]);

const SHOWN_PARAMETERS: usize = 20;
/// So many bytes of all, beside those of one more.
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
