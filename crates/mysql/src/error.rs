//! Conversion of the server's and the client's errors to Core's errors.
//!
//! The server's codes are listed in
//! <https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html> and
//! <https://mariadb.com/kb/en/mariadb-error-codes/>. The names of constraints, tables and columns
//! are read from the English messages; errors in another language have no names.

mod details;

use mysql_async::{DriverError, Error, IoError, ServerError};
use rebis_core::error::{DatabaseError, DatabaseErrorKind};

use crate::config::Target;
use details::Details;

/// `ER_UNSUPPORTED_PS`: the statement cannot be prepared.
pub(crate) const NOT_PREPARABLE: u16 = 1295;
/// The codes of a stale prepared statement: `ER_NEED_REPREPARE`, `ER_UNKNOWN_STMT_HANDLER` and
/// `ER_IMPOSSIBLE_STRING_CONVERSION`.
///
/// The last code does not always mean a stale statement. MySQL 9.7 keeps the character set of a
/// parameter after its column has another type.
const STALE_STATEMENT: [u16; 3] = [1615, 1243, 3988];

/// Returns the code of an error from the server.
pub(crate) fn server_code(error: &Error) -> Option<u16> {
    match error {
        Error::Server(server) => Some(server.code),
        _ => None,
    }
}

/// Returns whether the server may have refused a statement because it is stale. The server then has
/// not executed anything.
pub(crate) fn is_stale(error: &Error) -> bool {
    server_code(error).is_some_and(|code| STALE_STATEMENT.contains(&code))
}

/// Converts an error of a statement.
pub(crate) fn database_error(error: Error) -> DatabaseError {
    let mut mapped = match &error {
        Error::Server(server) => from_server(server),
        Error::Io(io) => lost(format!(
            "the connection to the server was lost: {}",
            io_message(io)
        )),
        Error::Driver(driver) => from_client(driver),
        other => DatabaseError::new(DatabaseErrorKind::Other, other.to_string()),
    };
    if let Error::Server(server) = &error {
        mapped.sqlstate = Some(server.state.clone());
    }
    mapped.with_source(error)
}

/// Converts an error of opening a connection.
pub(crate) fn connect_error(error: Error, target: &Target) -> DatabaseError {
    let (kind, reason) = match &error {
        Error::Server(server) => (kind(server.code), server.message.clone()),
        Error::Io(io) => (DatabaseErrorKind::ConnectionRefused, io_message(io)),
        Error::Driver(DriverError::ConnectionClosed) => (
            DatabaseErrorKind::ConnectionRefused,
            "the server closed the connection".to_owned(),
        ),
        Error::Driver(driver) => (DatabaseErrorKind::Other, driver.to_string()),
        other => (DatabaseErrorKind::Other, other.to_string()),
    };
    let mut mapped = DatabaseError::new(
        kind,
        format!("cannot connect to MySQL at {target}: {reason}"),
    );
    if let Error::Server(server) = &error {
        mapped.sqlstate = Some(server.state.clone());
    }
    mapped.with_source(error)
}

/// Returns whether the server rolls back the whole transaction on an error of this kind.
pub(crate) fn ends_transaction(kind: DatabaseErrorKind) -> bool {
    matches!(
        kind,
        DatabaseErrorKind::Deadlock | DatabaseErrorKind::SerializationFailure
    )
}

fn from_server(server: &ServerError) -> DatabaseError {
    let details = Details::new(server.code, &server.message);
    let mut error = DatabaseError::new(kind(server.code), server.message.clone());
    error.constraint = details.constraint;
    error.table = details.table;
    error.column = details.column;
    error
}

fn from_client(driver: &DriverError) -> DatabaseError {
    match driver {
        DriverError::ConnectionClosed => lost("the connection to the server is closed".to_owned()),
        DriverError::PacketOutOfOrder | DriverError::UnexpectedPacket { .. } => {
            lost(format!("the server violated the protocol: {driver}"))
        }
        DriverError::PacketTooLarge => DatabaseError::new(
            DatabaseErrorKind::DataError,
            "the statement is larger than the server's `max_allowed_packet`",
        ),
        other => DatabaseError::new(DatabaseErrorKind::Other, other.to_string()),
    }
}

fn lost(message: String) -> DatabaseError {
    DatabaseError::new(DatabaseErrorKind::ConnectionLost, message)
}

fn io_message(error: &IoError) -> String {
    match error {
        IoError::Io(io) => io.to_string(),
        #[allow(
            unreachable_patterns,
            reason = "other variants exist when the client has TLS"
        )]
        other => other.to_string(),
    }
}

fn kind(code: u16) -> DatabaseErrorKind {
    use DatabaseErrorKind::*;
    match code {
        1022 | 1062 | 1169 | 1557 | 1586 | 1761 | 1762 | 1859 => UniqueViolation,
        1216 | 1217 | 1451 | 1452 => ForeignKeyViolation,
        1048 | 1263 | 1364 => NotNullViolation,
        3819 | 4025 => CheckViolation,
        // MariaDB's `innodb_snapshot_isolation` reports 1020, and group replication 3101.
        1020 | 3101 => SerializationFailure,
        1213 | 1614 => Deadlock,
        1205 | 3572 => LockTimeout,
        // The server was shut down, the connection was killed or timed out, or the server did not
        // read a packet to its end.
        1053 | 1077 | 1079 | 1152..=1161 | 1184 | 1927 | 2006 | 2013 | 3169 | 4031 => {
            ConnectionLost
        }
        1040 | 1129 => ConnectionRefused,
        1045 | 1130 | 1251 | 1698 | 1820 | 1862 | 3118 | 3878 | 4151 => AuthenticationFailed,
        1046 | 1049 => NoSuchDatabase,
        1051 | 1109 | 1146 => NoSuchTable,
        1054 => NoSuchColumn,
        1064 | 1065 | 1149 => Syntax,
        1264
        | 1265
        | 1292
        | 1365..=1367
        | 1406
        | 1411
        | 1426
        | 1427
        | 1690
        | 3140
        | 3854
        | 3988 => DataError,
        1044 | 1142 | 1143 | 1227 | 1370 => PermissionDenied,
        _ => Other,
    }
}

#[cfg(test)]
mod tests;
