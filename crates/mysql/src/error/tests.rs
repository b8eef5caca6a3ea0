//! Messages of MySQL and MariaDB.

use std::error::Error as _;

use mysql_async::{Error, ServerError};
use rebis_core::error::{DatabaseError, DatabaseErrorKind};

use super::{connect_error, database_error};
use crate::config::Config;

fn server(code: u16, message: &str) -> Error {
    Error::Server(ServerError {
        code,
        message: message.to_owned(),
        state: "23000".to_owned(),
    })
}

/// Kind, constraint, table and column.
type Seen<'a> = (
    DatabaseErrorKind,
    Option<&'a str>,
    Option<&'a str>,
    Option<&'a str>,
);

fn seen(error: &DatabaseError) -> Seen<'_> {
    (
        error.kind,
        error.constraint.as_deref(),
        error.table.as_deref(),
        error.column.as_deref(),
    )
}

#[track_caller]
fn assert_seen(code: u16, message: &str, expected: Seen<'_>) {
    assert_eq!(
        seen(&database_error(server(code, message))),
        expected,
        "{message}"
    );
}

#[test]
fn a_duplicate_names_its_key() {
    use DatabaseErrorKind::UniqueViolation;
    let mariadb = "Duplicate entry 'a' for key 'uq_email'";
    assert_seen(
        1062,
        mariadb,
        (UniqueViolation, Some("uq_email"), None, None),
    );
    let mysql = "Duplicate entry 'a' for key 'users.uq_email'";
    assert_seen(
        1062,
        mysql,
        (UniqueViolation, Some("uq_email"), Some("users"), None),
    );
    let tricky = "Duplicate entry 'x' for key 'y' for key 'PRIMARY'";
    assert_seen(1586, tricky, (UniqueViolation, Some("PRIMARY"), None, None));
}

#[test]
fn a_foreign_key_names_constraint_table_and_column() {
    let message = "Cannot add or update a child row: a foreign key constraint fails \
                   (`blog`.`po``sts`, CONSTRAINT `fk_author` FOREIGN KEY (`author_id`) \
                   REFERENCES `users` (`id`))";
    let expected = (
        DatabaseErrorKind::ForeignKeyViolation,
        Some("fk_author"),
        Some("po`sts"),
        Some("author_id"),
    );
    assert_seen(1452, message, expected);
    let bare = "Cannot add or update a child row: a foreign key constraint fails";
    assert_seen(
        1216,
        bare,
        (DatabaseErrorKind::ForeignKeyViolation, None, None, None),
    );
}

#[test]
fn a_missing_value_names_its_column() {
    let expected = (
        DatabaseErrorKind::NotNullViolation,
        None,
        None,
        Some("email"),
    );
    assert_seen(1048, "Column 'email' cannot be null", expected);
    assert_seen(1364, "Field 'email' doesn't have a default value", expected);
}

#[test]
fn a_check_names_its_constraint() {
    use DatabaseErrorKind::CheckViolation;
    let mysql = "Check constraint 'ck_price' is violated.";
    assert_seen(3819, mysql, (CheckViolation, Some("ck_price"), None, None));
    let mariadb = "CONSTRAINT `ck_price` failed for `shop`.`items`";
    assert_seen(
        4025,
        mariadb,
        (CheckViolation, Some("ck_price"), Some("items"), None),
    );
}

#[test]
fn a_value_that_does_not_fit_names_its_column() {
    use DatabaseErrorKind::DataError;
    let long = "Data too long for column 'name' at row 1";
    assert_seen(1406, long, (DataError, None, None, Some("name")));
    let date = "Incorrect datetime value: 'x' for column `blog`.`posts`.`at` at row 1";
    assert_seen(1292, date, (DataError, None, Some("posts"), Some("at")));
    assert_seen(
        1690,
        "BIGINT value is out of range in '1 + 2'",
        (DataError, None, None, None),
    );
}

#[test]
fn an_unknown_name_is_told() {
    let table = (DatabaseErrorKind::NoSuchTable, None, Some("users"), None);
    assert_seen(1146, "Table 'blog.users' doesn't exist", table);
    assert_seen(1051, "Unknown table 'blog.users'", table);
    let column = (DatabaseErrorKind::NoSuchColumn, None, None, Some("nope"));
    assert_seen(1054, "Unknown column 'u.nope' in 'field list'", column);
}

#[test]
fn messages_in_other_languages_have_no_names() {
    let message = "Doppelter Eintrag „a“ für Schlüssel";
    assert_seen(
        1062,
        message,
        (DatabaseErrorKind::UniqueViolation, None, None, None),
    );
}

#[test]
fn the_message_is_the_servers_and_the_clients_error_is_the_source() {
    let error = database_error(server(1064, "You have an error in your SQL syntax"));
    assert_eq!(error.to_string(), "You have an error in your SQL syntax");
    assert_eq!(error.sqlstate.as_deref(), Some("23000"));
    assert!(error.source().is_some());
}

#[test]
fn a_refusal_names_the_server_and_not_the_password() {
    let url = "mysql://alice:secret@db.example:3307/blog".parse().unwrap();
    let target = Config::from_url(&url).unwrap().target;
    let denied = "Access denied for user 'alice'@'%' (using password: YES)";
    let error = connect_error(server(1045, denied), &target);
    assert_eq!(error.kind, DatabaseErrorKind::AuthenticationFailed);
    assert_eq!(
        error.to_string(),
        format!("cannot connect to MySQL at db.example:3307, database `blog`: {denied}"),
    );
}
