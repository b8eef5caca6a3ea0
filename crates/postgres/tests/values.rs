//! Every kind of value to the server and back, through the types that take it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

mod support;

use rebis_core::Value;
use rebis_core::error::DatabaseErrorKind;
use rebis_core::value::{Date, DateTime, Json, Time};
use support::{Collect, Connection, connect, execute, failure, query, scalar, simple};

fn text(text: &'static str) -> Value {
    Value::Text(text.into())
}

fn decimal(text: &str) -> Value {
    Value::Decimal(text.parse().unwrap())
}

fn date(year: i32, month: u8, day: u8) -> Value {
    Value::Date(Date::new(year, month, day).unwrap())
}

fn at(text: &str) -> DateTime {
    DateTime::parse(text).unwrap()
}

/// Sends a value as a type, has it stored, and reads it back.
async fn returned(connection: &mut Connection, ty: &str, value: &Value) -> Value {
    simple(
        connection,
        &format!("DROP TABLE IF EXISTS v; CREATE TEMP TABLE v (v {ty})"),
    )
    .await;
    let insert = format!("INSERT INTO v VALUES ($1) RETURNING v /* {ty} */");
    scalar(connection, &insert, std::slice::from_ref(value)).await
}

#[tokio::test]
async fn every_kind_comes_back_as_it_was_sent() {
    let mut connection = connect().await;
    let uuid = *b"0123456789abcdef";
    let cases = [
        ("boolean", Value::Bool(true)),
        ("boolean", Value::Bool(false)),
        ("smallint", Value::Int(i16::MIN.into())),
        ("integer", Value::Int(i32::MAX.into())),
        ("bigint", Value::Int(i64::MIN)),
        ("oid", Value::Int(u32::MAX.into())),
        ("real", Value::Double(1.5)),
        ("double precision", Value::Double(f64::MIN_POSITIVE)),
        ("double precision", Value::Double(f64::NAN)),
        ("double precision", Value::Double(f64::NEG_INFINITY)),
        ("text", text("naïve 漢字 🦀")),
        ("text", text("")),
        ("varchar(5)", text("abc")),
        ("name", text("pg_class")),
        ("bytea", Value::Bytes((0..=255).collect())),
        ("bytea", Value::Bytes(Vec::new())),
        ("date", date(2024, 2, 29)),
        ("date", date(1999, 12, 31)),
        ("date", date(-43, 3, 15)),
        ("time", Value::Time(Time::new(23, 59, 59, 999_999).unwrap())),
        (
            "timestamp",
            Value::DateTime(at("1969-12-31 23:59:59.999999")),
        ),
        ("timestamp", Value::DateTime(at("9999-12-31 00:00:00"))),
        (
            "timestamptz",
            Value::Timestamp(at("2024-06-01 12:00:00.000001")),
        ),
        ("numeric", decimal("0")),
        (
            "numeric",
            decimal("-12345678901234567890.12345678901234567890"),
        ),
        ("numeric", decimal("0.000000000000000000000000001")),
        ("numeric", decimal("100000000")),
        ("numeric(10, 2)", decimal("-0.50")),
        ("uuid", Value::Uuid(uuid)),
        ("json", Value::Json(Json::new("{\"a\": [1, null]}"))),
        ("jsonb", Value::Json(Json::new("{\"a\": [1, null]}"))),
        (
            "integer[]",
            Value::Array(vec![Value::Int(1), Value::Null, Value::Int(-3)]),
        ),
        (
            "text[]",
            Value::Array(vec![text("a,b"), text(""), text("{}")]),
        ),
        ("text[]", Value::Array(Vec::new())),
        ("uuid[]", Value::Array(vec![Value::Uuid(uuid)])),
        ("numeric[]", Value::Array(vec![decimal("1.10")])),
        (
            "timestamptz[]",
            Value::Array(vec![Value::Timestamp(at("2024-06-01 12:00:00"))]),
        ),
        ("jsonb[]", Value::Array(vec![Value::Json(Json::new("[]"))])),
        ("boolean[]", Value::Array(vec![Value::Bool(true)])),
        ("bytea[]", Value::Array(vec![Value::Bytes(vec![0])])),
    ];
    for (ty, value) in &cases {
        assert_eq!(returned(&mut connection, ty, value).await, *value, "{ty}");
        assert_eq!(
            returned(&mut connection, ty, &Value::Null).await,
            Value::Null,
            "{ty}"
        );
    }
}

#[tokio::test]
async fn values_go_into_wider_types() {
    let mut connection = connect().await;
    let cases = [
        ("numeric", Value::Int(-70_000), decimal("-70000")),
        ("double precision", Value::Int(3), Value::Double(3.0)),
        ("real", Value::Int(3), Value::Double(3.0)),
        ("text", Value::Int(3), text("3")),
        ("numeric", Value::Double(0.1), decimal("0.1")),
        ("double precision", decimal("2.50"), Value::Double(2.5)),
        (
            "timestamp",
            date(2024, 1, 2),
            Value::DateTime(at("2024-01-02 00:00:00")),
        ),
        (
            "timestamptz",
            Value::DateTime(at("2024-01-02 03:04:05")),
            Value::Timestamp(at("2024-01-02 03:04:05")),
        ),
        (
            "timestamp",
            Value::Timestamp(at("2024-01-02 03:04:05")),
            Value::DateTime(at("2024-01-02 03:04:05")),
        ),
        (
            "text",
            Value::Uuid([0x11; 16]),
            text("11111111-1111-1111-1111-111111111111"),
        ),
        ("char(4)", text("ab"), text("ab  ")),
    ];
    simple(&mut connection, "SET timezone = 'Asia/Tokyo'").await;
    for (ty, sent, expected) in &cases {
        assert_eq!(
            returned(&mut connection, ty, sent).await,
            *expected,
            "{sent} as {ty}"
        );
    }
}

#[tokio::test]
async fn text_becomes_what_the_server_reads_in_it() {
    let mut connection = connect().await;
    let cases = [
        ("date", "2024-02-29", date(2024, 2, 29)),
        (
            "timestamp",
            "2024-01-02 03:04",
            Value::DateTime(at("2024-01-02 03:04:00")),
        ),
        (
            "timestamptz",
            "2024-01-02 03:04+02",
            Value::Timestamp(at("2024-01-02 01:04:00")),
        ),
        ("time", "03:04", Value::Time(Time::new(3, 4, 0, 0).unwrap())),
        ("numeric", "1.50", decimal("1.50")),
        (
            "uuid",
            "11111111111111111111111111111111",
            Value::Uuid([0x11; 16]),
        ),
        ("json", "[1,2]", Value::Json(Json::new("[1,2]"))),
        ("jsonb", "[1,2]", Value::Json(Json::new("[1, 2]"))),
    ];
    for (ty, sent, expected) in cases {
        assert_eq!(
            returned(&mut connection, ty, &text(sent)).await,
            expected,
            "{sent} as {ty}"
        );
    }
    let error = failure(&mut connection, "SELECT $1::uuid", &[text("x")]).await;
    assert_eq!(error.kind, DatabaseErrorKind::DataError);
    let interval = scalar(
        &mut connection,
        "SELECT $1::interval::text",
        &[text("36 h")],
    )
    .await;
    assert_eq!(interval, text("36:00:00"));
}

#[tokio::test]
async fn enums_and_domains_are_read_and_written() {
    let mut connection = connect().await;
    let types = "CREATE TYPE pg_temp.mood AS ENUM ('calm', 'cross');
        CREATE DOMAIN pg_temp.age AS int CHECK (VALUE >= 0);
        CREATE DOMAIN pg_temp.old_age AS pg_temp.age CHECK (VALUE > 60)";
    simple(&mut connection, types).await;
    let mood = text("cross");
    assert_eq!(returned(&mut connection, "pg_temp.mood", &mood).await, mood);
    let moods = Value::Array(vec![text("calm"), Value::Null]);
    assert_eq!(
        returned(&mut connection, "pg_temp.mood[]", &moods).await,
        moods
    );
    let age = Value::Int(61);
    assert_eq!(
        returned(&mut connection, "pg_temp.old_age", &age).await,
        age
    );
    let ages = Value::Array(vec![Value::Int(62)]);
    assert_eq!(
        returned(&mut connection, "pg_temp.age[]", &ages).await,
        ages
    );
    let sql = "SELECT $1::pg_temp.old_age /* check */";
    let error = failure(&mut connection, sql, &[Value::Int(3)]).await;
    assert_eq!(error.kind, DatabaseErrorKind::CheckViolation);
}

#[tokio::test]
async fn one_statement_inserts_any_number_of_rows_from_arrays() {
    let mut connection = connect().await;
    simple(&mut connection, "CREATE TEMP TABLE t (id int, name text)").await;
    let insert = "INSERT INTO t SELECT * FROM unnest($1::int[], $2::text[])";
    for count in [1, 1_000] {
        let ids = Value::Array((0..count).map(Value::Int).collect());
        let names = (0..count)
            .map(|id| Value::Text(format!("name {id}").into()))
            .collect();
        query(&mut connection, insert, &[ids, Value::Array(names)]).await;
    }
    assert_eq!(
        scalar(&mut connection, "SELECT count(*) FROM t", &[]).await,
        Value::Int(1_001)
    );
}

#[tokio::test]
async fn values_that_cannot_be_read_say_what_to_do() {
    let mut connection = connect().await;
    let cases = [
        (
            "SELECT 1 AS a, point '(1, 2)'",
            "`point` cannot be read; cast the column to text",
        ),
        ("SELECT 1 AS a, 'infinity'::date", "infinite"),
        ("SELECT 1 AS a, '-infinity'::timestamptz", "infinite"),
        ("SELECT 1 AS a, '24:00'::time", "not a valid date or time"),
    ];
    for (sql, message) in cases {
        let mut rows = Collect::at_most(usize::MAX);
        execute(&mut connection, sql, &[], &mut rows).await.unwrap();
        let error = rows.rows[0].as_ref().unwrap_err().to_string();
        assert!(
            error.starts_with("column 1: ") && error.contains(message),
            "{sql}: {error}"
        );
    }
}

#[tokio::test]
async fn the_catalogue_can_be_read() {
    let mut connection = connect().await;
    let sql = "SELECT relname, relkind, oid, '1 2'::int2vector, array[[1], [2]] FROM pg_class \
               WHERE relname = 'pg_class'";
    let row = query(&mut connection, sql, &[]).await.remove(0);
    let pair = |a, b| Value::Array(vec![a, b]);
    let one = |number| Value::Array(vec![Value::Int(number)]);
    let expected = [
        text("pg_class"),
        text("r"),
        Value::Int(1259),
        pair(Value::Int(1), Value::Int(2)),
        pair(one(1), one(2)),
    ];
    assert_eq!(row, expected);
}

#[tokio::test]
async fn a_function_without_a_result_gives_null() {
    let mut connection = connect().await;
    assert_eq!(
        scalar(&mut connection, "SELECT pg_sleep(0)", &[]).await,
        Value::Null
    );
}
