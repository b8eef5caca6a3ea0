//! The server's and the client's errors as Core's.

use std::error::Error as _;
use std::io;

use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use tokio_postgres::Error;
use tokio_postgres::error::{DbError, Severity};

/// An error of an open connection; `is_lost` when the connection ended with it.
pub(crate) fn database_error(error: Error, is_lost: bool) -> DatabaseError {
    let Some(reported) = error.as_db_error() else {
        let kind = match is_lost {
            true => DatabaseErrorKind::ConnectionLost,
            false => DatabaseErrorKind::Other,
        };
        return DatabaseError::new(kind, client_message(&error)).with_source(error);
    };
    let kind = match is_fatal(reported) {
        true => DatabaseErrorKind::ConnectionLost,
        false => kind_of(reported.code().code()),
    };
    from_server(kind, message(reported), reported).with_source(error)
}

/// An error of opening a connection to `place`.
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

/// An error that the driver found in a value or a statement before anything was sent.
pub(crate) fn data_error(message: impl Into<String>) -> DatabaseError {
    DatabaseError::new(DatabaseErrorKind::DataError, message)
}

/// Whether a prepared statement no longer fits the schema, or is gone from the server.
///
/// The server refuses such a statement before it does anything, so it may be tried again. The
/// message is translated; the name of the server's function is not.
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

/// Whether the connection is of no use after an error of the client.
pub(crate) fn ends_connection(error: &Error) -> bool {
    match error.as_db_error() {
        Some(reported) => is_fatal(reported),
        // An answer that the client did not understand leaves it out of step with the server.
        None => !is_unsent(error),
    }
}

fn is_fatal(reported: &DbError) -> bool {
    matches!(
        reported.parsed_severity(),
        Some(Severity::Fatal | Severity::Panic)
    ) || kind_of(reported.code().code()) == DatabaseErrorKind::ConnectionLost
}

/// Whether the client could not write a message, as of SQL with a NUL character.
fn is_unsent(error: &Error) -> bool {
    let source = error
        .source()
        .and_then(|source| source.downcast_ref::<io::Error>());
    source.is_some_and(|source| source.kind() == io::ErrorKind::InvalidInput)
}

/// See <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn kind_of(sqlstate: &str) -> DatabaseErrorKind {
    match sqlstate {
        "23505" => DatabaseErrorKind::UniqueViolation,
        // 23001 is what PostgreSQL 18 reports for ON DELETE RESTRICT.
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
        // The server has no connection left.
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

/// The kind of an error that the client made while connecting.
///
/// The client does not publish its own kinds, but those about passwords are the only ones whose
/// cause is not I/O.
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

/// The server's message with its detail and hint.
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

/// The client's message with its cause, which is where it says what happened.
fn client_message(error: &Error) -> String {
    match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}
