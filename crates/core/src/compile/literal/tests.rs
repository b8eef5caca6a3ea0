//! Literals in DDL.

use super::{quote, write_literal};
use crate::dialect::{Dialect, MySql, Postgres, Sqlite};
use crate::value::Value;

fn quoted(text: &str, dialect: &dyn Dialect) -> String {
    let mut sql = String::new();
    quote(&mut sql, text, dialect);
    sql
}

#[test]
fn quotes_are_doubled() {
    assert_eq!(quoted("it's", &Sqlite), "'it''s'");
    assert_eq!(quoted("''", &Postgres), "''''''");
    assert_eq!(quoted("", &Sqlite), "''");
}

#[test]
fn backslashes_are_doubled_where_they_escape() {
    assert_eq!(quoted(r"a\'b", &Postgres), r"'a\''b'");
    assert_eq!(quoted(r"a\'b", &MySql::default()), r"'a\\''b'");
}

#[test]
fn numbers_booleans_and_null_stand_without_quotes() {
    let literal = |value: Value| {
        let mut sql = String::new();
        write_literal(&mut sql, &value, &Sqlite).unwrap();
        sql
    };
    assert_eq!(literal(Value::Null), "NULL");
    assert_eq!(literal(Value::Int(-7)), "-7");
    assert_eq!(literal(Value::Bool(true)), "1");
}

#[test]
fn bytes_have_no_literal() {
    let written = write_literal(&mut String::new(), &Value::Bytes(vec![0]), &Sqlite);
    assert!(written.is_err());
}
