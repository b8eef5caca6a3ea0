//! Conversion of the server's and the client's errors to Core's errors.

use std::error::Error as _;
use std::io;

use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use tokio_postgres::Error;
use tokio_postgres::error::{DbError, Severity};

/// Converts an error of an open connection. `is_lost` means that the error ended the connection.
pub(crate) fn database_error(error: Error, is_lost: bool) -> DatabaseError {
    let Some(reported) = error.as_db_error() else {
        let kind = if is_lost {
            DatabaseErrorKind::ConnectionLost
        } else {
            DatabaseErrorKind::Other
        };
        return DatabaseError::new(kind, client_message(&error)).with_source(error);
    };
    let kind = if is_fatal(reported) {
        DatabaseErrorKind::ConnectionLost
    } else {
        kind_of(reported.code().code())
    };
    from_server(kind, message(reported), reported).with_source(error)
}

/// Converts an error of opening a connection to `place`.
pub(crate) fn connect_error(error: Error, place: &str) -> DatabaseError {
    let Some(reported) = error.as_db_error() else {
        let message = format!("cannot connect to {place}: {}", client_message(&error));
        return DatabaseError::new(connect_kind(&error), message).with_source(error);
    };
    let kind = match kind_of(reported.code().code()) {
        DatabaseErrorKind::ConnectionLost => DatabaseErrorKind::ConnectionRefused,
        kind => kind,
    };
    let message = format!("cannot connect to {place}: {}", message(reported));
    from_server(kind, message, reported).with_source(error)
}

/// Returns an error for a value or a statement that the driver refuses before it sends anything.
pub(crate) fn data_error(message: impl Into<String>) -> DatabaseError {
    DatabaseError::new(DatabaseErrorKind::DataError, message)
}

/// Returns whether a prepared statement is stale: the schema has changed, or the server dropped it.
///
/// The server refuses a stale statement before it executes anything, so it can be executed again.
/// Messages are translated, so the name of the server's function is compared.
pub(crate) fn is_stale_statement(error: &DatabaseError) -> bool {
    let source = error
        .source()
        .and_then(|source| source.downcast_ref::<Error>());
    let Some(reported) = source.and_then(Error::as_db_error) else {
        return false;
    };
    match reported.code().code() {
        "0A000" => reported.routine() == Some("RevalidateCachedQuery"),
        "26000" => true,
        // A parameter's type was dropped. Messages of internal errors are not translated.
        "XX000" => reported
            .message()
            .starts_with("cache lookup failed for type"),
        _ => false,
    }
}

/// Returns whether the connection is unusable after the error.
pub(crate) fn ends_connection(error: &Error) -> bool {
    match error.as_db_error() {
        Some(reported) => is_fatal(reported),
        // After a response that the client cannot read, client and server are out of step.
        None => !is_unsent(error),
    }
}

fn is_fatal(reported: &DbError) -> bool {
    matches!(
        reported.parsed_severity(),
        Some(Severity::Fatal | Severity::Panic)
    ) || kind_of(reported.code().code()) == DatabaseErrorKind::ConnectionLost
}

/// Returns whether the client could not encode a message, such as SQL with a NUL character.
fn is_unsent(error: &Error) -> bool {
    let source = error
        .source()
        .and_then(|source| source.downcast_ref::<io::Error>());
    source.is_some_and(|source| source.kind() == io::ErrorKind::InvalidInput)
}

/// Returns the kind of a SQLSTATE. See
/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn kind_of(sqlstate: &str) -> DatabaseErrorKind {
    match sqlstate {
        "23505" => DatabaseErrorKind::UniqueViolation,
        // PostgreSQL 18 reports 23001 for ON DELETE RESTRICT.
        "23503" | "23001" => DatabaseErrorKind::ForeignKeyViolation,
        "23502" => DatabaseErrorKind::NotNullViolation,
        "23514" => DatabaseErrorKind::CheckViolation,
        "40001" => DatabaseErrorKind::SerializationFailure,
        "40P01" => DatabaseErrorKind::Deadlock,
        "55P03" => DatabaseErrorKind::LockTimeout,
        "57P01" | "57P02" | "57P03" | "57P05" | "25P03" => DatabaseErrorKind::ConnectionLost,
        "42P01" => DatabaseErrorKind::NoSuchTable,
        "42703" => DatabaseErrorKind::NoSuchColumn,
        "42601" => DatabaseErrorKind::Syntax,
        "42804" => DatabaseErrorKind::DataError,
        "42501" => DatabaseErrorKind::PermissionDenied,
        "3D000" => DatabaseErrorKind::NoSuchDatabase,
        // The server has reached its limit of connections.
        "53300" => DatabaseErrorKind::ConnectionRefused,
        _ => kind_of_class(sqlstate),
    }
}

fn kind_of_class(sqlstate: &str) -> DatabaseErrorKind {
    match sqlstate.get(..2) {
        Some("08") => DatabaseErrorKind::ConnectionLost,
        Some("22") => DatabaseErrorKind::DataError,
        Some("28") => DatabaseErrorKind::AuthenticationFailed,
        _ => DatabaseErrorKind::Other,
    }
}

/// Returns the kind of an error that the client reports while it connects.
///
/// The client's own kinds are private. Only its errors about passwords have a source that is not an
/// I/O error.
fn connect_kind(error: &Error) -> DatabaseErrorKind {
    match error.source() {
        Some(source) if source.is::<io::Error>() => DatabaseErrorKind::ConnectionRefused,
        Some(_) => DatabaseErrorKind::AuthenticationFailed,
        None if error.is_closed() => DatabaseErrorKind::ConnectionRefused,
        None => DatabaseErrorKind::Other,
    }
}

fn from_server(kind: DatabaseErrorKind, message: String, reported: &DbError) -> DatabaseError {
    let mut error = DatabaseError::new(kind, message);
    error.sqlstate = Some(reported.code().code().to_owned());
    error.constraint = reported.constraint().map(str::to_owned);
    error.table = reported.table().map(str::to_owned);
    error.column = reported.column().map(str::to_owned);
    error
}

/// Returns the server's message with its detail and hint.
fn message(reported: &DbError) -> String {
    let mut message = reported.message().to_owned();
    if let Some(detail) = reported.detail() {
        message.push_str(&format!(" ({detail})"));
    }
    if let Some(hint) = reported.hint() {
        message.push_str(&format!(" (hint: {hint})"));
    }
    message
}

/// Returns the client's message with its source, which describes the failure.
fn client_message(error: &Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
