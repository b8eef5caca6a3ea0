//! SQL written by hand, and the text that a statement shows.

use rebis::core::dialect::{Generic, Sqlite};
use rebis::core::error::CompileError;
use rebis::core::{Value, sql};
use rebis::prelude::*;
use rebis_tests::models::{Tag, User};

use crate::harness::{check, check_alike, check_binds};

#[test]
fn text_takes_named_binds() {
    check_alike(
        text("SELECT id FROM users WHERE name = :name AND id > :id")
            .bind("id", 1i64)
            .bind("name", "x"),
        "SELECT id FROM users WHERE name = :name AND id > :id",
    );
    check(
        text("SELECT ':no', x::text FROM t WHERE a = :a OR b = :a").bind("a", 1i64),
        "SELECT ':no', x::text FROM t WHERE a = :a OR b = :a",
        "SELECT ':no', x::text FROM t WHERE a = ? OR b = ?",
        "SELECT ':no', x::text FROM t WHERE a = $1 OR b = $2",
        "SELECT ':no', x::text FROM t WHERE a = ? OR b = ?",
    );
    check(
        text(r"SELECT a \:b"),
        "SELECT a :b",
        "SELECT a :b",
        "SELECT a :b",
        "SELECT a :b",
    );
    let twice = text("SELECT :a, :b, :a").bind("b", 2i64).bind("a", 1i64);
    check_binds(twice, &[Value::Int(1), Value::Int(2), Value::Int(1)]);
}

#[test]
fn text_with_missing_or_unknown_binds_is_an_error() {
    let missing = text("SELECT :a").compile(&Sqlite).unwrap();
    assert_eq!(missing.sql(), "SELECT ?");
    assert!(missing.is_unset(0));
    let literal = text("SELECT :a").compile_literal(&Sqlite).unwrap_err();
    assert_eq!(literal.code(), "missing-bind");
    let unknown = text("SELECT 1")
        .bind("a", 1i64)
        .compile(&Sqlite)
        .unwrap_err();
    assert_eq!(
        unknown,
        CompileError::UnknownBind {
            name: "a".into(),
            sql: "SELECT 1".into()
        }
    );
}

#[test]
fn a_template_binds_its_values() {
    let hostile = "x'; DROP TABLE tags; --";
    let stmt = sql!(
        "SELECT '{{}}' FROM {} WHERE {} = {}",
        Tag,
        Tag.name,
        hostile
    );
    check_alike(
        stmt.clone(),
        "SELECT '{}' FROM tags WHERE tags.name = :param_1",
    );
    check_binds(stmt, &[Value::Text(hostile.into())]);
}

#[test]
fn a_statement_shows_its_generic_text() {
    let stmt = select(User.id)
        .filter(User.username.eq("x") & User.username.ne("y"))
        .limit(3);
    assert_eq!(
        stmt.to_string(),
        "SELECT users.id FROM users WHERE users.username = :username_1 AND \
         users.username != :username_2 LIMIT :param_1"
    );
    let compiled = stmt.compile(&Generic).unwrap();
    let names: Vec<String> = compiled
        .params()
        .iter()
        .map(|(name, _)| name.to_string())
        .collect();
    assert_eq!(names, ["username_1", "username_2", "param_1"]);
    assert_eq!(
        update(Tag).to_string(),
        "<UPDATE tags sets no columns; add `.values(…)`>"
    );
}

#[test]
fn a_single_brace_in_a_template_is_refused() {
    for sql in ["SELECT {", "SELECT }", "SELECT { }", "}"] {
        let check = std::panic::catch_unwind(|| rebis::core::check_template(sql, &[]));
        assert!(check.is_err(), "{sql}");
    }
    rebis::core::check_template("SELECT '{{}}'", &[]);
}
