//! Conversion of SQLite's errors to Core's errors.

use rebis_core::error::{DatabaseError, DatabaseErrorKind as Kind};
use rusqlite::ffi;

/// Converts an error of a statement.
pub(crate) fn database_error(error: rusqlite::Error) -> DatabaseError {
    let code = error
        .sqlite_error()
        .map_or(ffi::SQLITE_ERROR, |error| error.extended_code);
    let message = match &error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    };
    let mut mapped = DatabaseError::new(kind_of(code, &message), message).with_source(error);
    name_constraint(&mut mapped);
    mapped
}

/// Converts an error of opening a database. The message names the file.
pub(crate) fn open_error(path: Option<&str>, error: rusqlite::Error) -> DatabaseError {
    let path = path.unwrap_or(":memory:");
    let directory = std::path::Path::new(path).parent();
    let missing =
        directory.filter(|directory| !directory.as_os_str().is_empty() && !directory.exists());
    let why = match missing {
        Some(directory) => format!("the directory `{}` does not exist", directory.display()),
        None => error.to_string(),
    };
    let message = format!("the SQLite database `{path}` cannot be opened: {why}");
    DatabaseError::new(Kind::NoSuchDatabase, message).with_source(error)
}

/// Returns the kind of an extended result code (<https://sqlite.org/rescode.html>). All mistakes in
/// SQL have the same code, so the message distinguishes them.
fn kind_of(code: i32, message: &str) -> Kind {
    match code {
        ffi::SQLITE_CONSTRAINT_UNIQUE
        | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
        | ffi::SQLITE_CONSTRAINT_ROWID => Kind::UniqueViolation,
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Kind::ForeignKeyViolation,
        ffi::SQLITE_CONSTRAINT_NOTNULL => Kind::NotNullViolation,
        ffi::SQLITE_CONSTRAINT_CHECK => Kind::CheckViolation,
        ffi::SQLITE_CONSTRAINT_DATATYPE => Kind::DataError,
        _ => match code & 0xff {
            ffi::SQLITE_BUSY | ffi::SQLITE_LOCKED => Kind::LockTimeout,
            ffi::SQLITE_CANTOPEN | ffi::SQLITE_NOTADB => Kind::NoSuchDatabase,
            ffi::SQLITE_MISMATCH | ffi::SQLITE_TOOBIG | ffi::SQLITE_RANGE => Kind::DataError,
            ffi::SQLITE_READONLY | ffi::SQLITE_PERM | ffi::SQLITE_AUTH => Kind::PermissionDenied,
            ffi::SQLITE_ERROR => kind_of_message(message),
            _ => Kind::Other,
        },
    }
}

fn kind_of_message(message: &str) -> Kind {
    if message.starts_with("no such table") {
        Kind::NoSuchTable
    } else if message.starts_with("no such column") || message.contains("has no column named") {
        Kind::NoSuchColumn
    } else if message.contains("syntax error") || message.starts_with("incomplete input") {
        Kind::Syntax
    } else {
        Kind::Other
    }
}

/// Adds the constraint, or the table and column, that the message names.
///
/// `UNIQUE constraint failed: users.email` names columns, and `CHECK constraint failed: positive`
/// names the constraint.
fn name_constraint(error: &mut DatabaseError) {
    let Some((_, names)) = error.message.split_once("constraint failed: ") else {
        return;
    };
    let names = names.to_owned();
    if error.kind == Kind::CheckViolation {
        error.constraint = Some(names);
        return;
    }
    let columns: Vec<&str> = names.split(", ").collect();
    if let Some((table, column)) = columns[0].split_once('.') {
        error.table = Some(table.to_owned());
        if columns.len() == 1 {
            error.column = Some(column.to_owned());
        }
    }
}
