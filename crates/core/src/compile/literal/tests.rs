//! Tests of literals.

use super::{quote, write_literal};
use crate::compile::Compile;
use crate::compile::Dialect;
use crate::dialect::{Mssql, MySql, Oracle, Postgres, Sqlite};
use crate::expr::{Expr, Expression, Node, UnaryOp};
use crate::stmt::select;
use crate::value::{Date, Decimal, Value};

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
fn numbers_without_digits_are_literals_of_postgresql_alone() {
    let literal = |value: &Value, dialect: &dyn Dialect| {
        let mut sql = String::new();
        write_literal(&mut sql, value, dialect).map(|()| sql)
    };
    let nan = Value::Decimal(Decimal::nan());
    assert_eq!(literal(&nan, &Postgres).unwrap(), "'NaN'::numeric");
    let low = Value::Double(f64::NEG_INFINITY);
    assert_eq!(
        literal(&low, &Postgres).unwrap(),
        "'-Infinity'::double precision"
    );
    for value in [nan, low] {
        let error = literal(&value, &Sqlite).unwrap_err().to_string();
        assert!(error.ends_with("cannot be written as a literal"), "{error}");
    }
}

#[test]
fn each_dialect_has_its_form_of_bytes_and_dates() {
    let literal = |value: Value, dialect: &dyn Dialect| {
        let mut sql = String::new();
        write_literal(&mut sql, &value, dialect).map(|()| sql)
    };
    let bytes = || Value::Bytes(vec![0, 0xff, b'\'']);
    assert_eq!(literal(bytes(), &Sqlite).unwrap(), "X'00ff27'");
    assert_eq!(literal(bytes(), &Postgres).unwrap(), r"'\x00ff27'::bytea");
    assert_eq!(literal(bytes(), &Mssql).unwrap(), "0x00ff27");
    assert_eq!(literal(bytes(), &Oracle).unwrap(), "HEXTORAW('00ff27')");
    let day = || Value::Date(Date::new(2024, 1, 2).unwrap());
    assert_eq!(literal(day(), &Postgres).unwrap(), "'2024-01-02'");
    assert_eq!(
        literal(day(), &Oracle).unwrap(),
        "TO_DATE('2024-01-02', 'YYYY-MM-DD')"
    );
    let list = Value::Array(vec![Value::Int(1), Value::Text("it's".into())]);
    assert_eq!(
        literal(list.clone(), &Postgres).unwrap(),
        "ARRAY[1, 'it''s']"
    );
    assert!(literal(list, &Sqlite).is_err());
}

#[test]
fn hostile_text_stays_within_its_quotes() {
    let hostile = [
        "'; DROP TABLE users; --",
        r"\'; DROP TABLE users; --",
        r"\\",
        r"ends with \",
        "''",
        "-- :x ? $1 \n /* */",
    ];
    for text in hostile {
        let written = quoted(text, &Postgres);
        assert_eq!(written[1..written.len() - 1].replace("''", "'"), text);
        let written = quoted(text, &MySql::default());
        let inner = written[1..written.len() - 1].replace("''", "'");
        assert_eq!(inner.replace(r"\\", r"\"), text);
    }
    assert!(write_literal(&mut String::new(), &Value::Text("a\0b".into()), &Postgres).is_err());
}

#[test]
fn a_number_that_no_literal_has_is_refused() {
    for number in [f64::NAN, f64::INFINITY] {
        assert!(write_literal(&mut String::new(), &Value::Double(number), &Sqlite).is_err());
    }
}

#[test]
fn two_minus_signs_do_not_meet() {
    let minus = Node::unary(UnaryOp::Neg, Node::bind(Value::Int(-5)));
    let stmt = select(Expr::<i64>::from_node(minus).label("x"));
    let compiled = stmt.compile_literal(&Sqlite).unwrap();
    assert_eq!(compiled.sql(), "SELECT - -5 AS x");
}
