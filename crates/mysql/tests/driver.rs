//! The driver against a server, whose URL `tests/run` puts into `REBIS_TEST_MYSQL_URL`.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml frees test functions alone, not what they call"
)]

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use rebis_core::Value;
use rebis_core::decode::RowSource;
use rebis_core::driver::{Done, Driver, DriverConnection, DriverStatement, RowSink};
use rebis_core::engine::{EngineOptions, Url};
use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use rebis_core::schema::{ColumnDef, MetaData, Table};
use rebis_core::types::{EnumType, SqlType};
use rebis_core::value::{Date, DateTime, Decimal, Json, Time};
use rebis_core::{func, text};
use rebis_mysql::DRIVER;

type Connection = Box<dyn DriverConnection>;

fn url() -> Url {
    let url = std::env::var("REBIS_TEST_MYSQL_URL").expect(
        "REBIS_TEST_MYSQL_URL is not set; run the tests with `tests/run --db mysql`, which \
         starts a server",
    );
    url.parse().expect("REBIS_TEST_MYSQL_URL is a URL")
}

/// The URL with a change to its text, password included.
fn url_with(change: impl FnOnce(String) -> String) -> Url {
    change(url().to_string_with_password()).parse().unwrap()
}

async fn connect_to(url: &Url) -> Connection {
    DRIVER.connect(url).await.unwrap()
}

/// A database of its own, dropped in the end.
struct Scratch {
    name: String,
    url: Url,
}

impl Scratch {
    async fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("rebis_driver_{}_{number}", std::process::id());
        let mut connection = connect_to(&url()).await;
        let create = format!("CREATE DATABASE {name} CHARACTER SET utf8mb4");
        connection.execute_simple(&create).await.unwrap();
        Self {
            url: url().with_database(&name),
            name,
        }
    }

    async fn connect(&self) -> Connection {
        connect_to(&self.url).await
    }

    async fn drop(self) {
        let mut connection = connect_to(&url()).await;
        // A connection that a test left open must not hold this up for a day.
        let patience = "SET lock_wait_timeout = 10";
        connection.execute_simple(patience).await.unwrap();
        connection
            .execute_simple(&format!("DROP DATABASE {}", self.name))
            .await
            .unwrap();
    }
}

/// Keeps rows, up to a limit.
struct Keep {
    rows: Vec<Vec<Value>>,
    errors: Vec<String>,
    names: Vec<String>,
    limit: usize,
}

impl Keep {
    fn at_most(limit: usize) -> Self {
        Self {
            rows: Vec::new(),
            errors: Vec::new(),
            names: Vec::new(),
            limit,
        }
    }
}

impl RowSink for Keep {
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()> {
        self.names = (0..row.width())
            .map(|index| row.name(index).to_owned())
            .collect();
        let values: Result<_, _> = (0..row.width())
            .map(|index| Ok(row.get(index)?.to_value()))
            .collect();
        match values {
            Ok(values) => self.rows.push(values),
            Err(error) => {
                let error: rebis_core::error::DecodeError = error;
                self.errors.push(error.to_string());
            }
        }
        match self.rows.len() < self.limit {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    }
}

async fn run_into(
    connection: &mut Connection,
    sql: &str,
    params: &[Value],
    keep: &mut Keep,
) -> Result<Done, DatabaseError> {
    let params: Vec<&Value> = params.iter().collect();
    connection
        .execute(
            DriverStatement {
                sql,
                cacheable: true,
            },
            &params,
            keep,
        )
        .await
}

async fn run(connection: &mut Connection, sql: &str, params: &[Value]) -> Done {
    run_into(connection, sql, params, &mut Keep::at_most(usize::MAX))
        .await
        .unwrap()
}

async fn fail(connection: &mut Connection, sql: &str, params: &[Value]) -> DatabaseError {
    run_into(connection, sql, params, &mut Keep::at_most(usize::MAX))
        .await
        .unwrap_err()
}

async fn rows(connection: &mut Connection, sql: &str, params: &[Value]) -> Vec<Vec<Value>> {
    let mut keep = Keep::at_most(usize::MAX);
    run_into(connection, sql, params, &mut keep).await.unwrap();
    assert_eq!(keep.errors, Vec::<String>::new());
    keep.rows
}

async fn scalar(connection: &mut Connection, sql: &str) -> Value {
    rows(connection, sql, &[]).await.remove(0).remove(0)
}

fn date_time(micro: u32) -> DateTime {
    let time = Time::new(23, 59, 58, micro).unwrap();
    DateTime::new(Date::new(2024, 2, 29).unwrap(), time)
}

#[tokio::test]
async fn every_kind_of_value_comes_back_as_it_was() {
    let scratch = Scratch::new().await;
    let mut connection = scratch.connect().await;
    let long = "ü🦀'\\\"\0\n".repeat(40_000);
    let uuid: [u8; 16] = std::array::from_fn(|index| u8::try_from(index * 17).unwrap());
    let decimal = |text: &str| Value::Decimal(text.parse::<Decimal>().unwrap());
    let date = |year, month, day| Value::Date(Date::new(year, month, day).unwrap());
    let cases: Vec<(&str, Value, Value)> = [
        ("BOOL", Value::Bool(true), Value::Int(1)),
        ("TINYINT UNSIGNED", Value::Int(255), Value::Int(255)),
        ("SMALLINT", Value::Int(-32768), Value::Int(-32768)),
        ("INT", Value::Int(-7), Value::Int(-7)),
        ("BIGINT", Value::Int(i64::MIN), Value::Int(i64::MIN)),
        (
            "BIGINT UNSIGNED",
            Value::Int(i64::MAX),
            Value::Int(i64::MAX),
        ),
        ("DOUBLE", Value::Double(0.1), Value::Double(0.1)),
        // The server has one zero.
        ("DOUBLE", Value::Double(-0.0), Value::Double(0.0)),
        ("FLOAT", Value::Double(1.5), Value::Double(1.5)),
        (
            "VARCHAR(20)",
            Value::Text("".into()),
            Value::Text("".into()),
        ),
        (
            "LONGTEXT",
            Value::Text(long.clone().into()),
            Value::Text(long.into()),
        ),
        (
            "CHAR(9)",
            Value::Text("grün".into()),
            Value::Text("grün".into()),
        ),
        (
            "ENUM('a', 'b')",
            Value::Text("b".into()),
            Value::Text("b".into()),
        ),
        (
            "LONGBLOB",
            Value::Bytes(vec![0, 255, 39, 92]),
            Value::Bytes(vec![0, 255, 39, 92]),
        ),
        (
            "VARBINARY(9)",
            Value::Bytes(vec![0, 255]),
            Value::Bytes(vec![0, 255]),
        ),
        (
            "LONGBLOB",
            Value::Bytes(vec![200; 300_000]),
            Value::Bytes(vec![200; 300_000]),
        ),
        ("DATE", date(2024, 2, 29), date(2024, 2, 29)),
        ("DATE", date(9999, 12, 31), date(9999, 12, 31)),
        (
            "DATETIME(6)",
            Value::DateTime(date_time(7)),
            Value::DateTime(date_time(7)),
        ),
        (
            "DATETIME",
            Value::DateTime(date_time(0)),
            Value::DateTime(date_time(0)),
        ),
        (
            "TIMESTAMP(6) NULL",
            Value::Timestamp(date_time(7)),
            Value::Timestamp(date_time(7)),
        ),
        (
            "TIME(6)",
            Value::Time(date_time(7).time),
            Value::Time(date_time(7).time),
        ),
        (
            "TIME",
            Value::Time(Time::MIDNIGHT),
            Value::Time(Time::MIDNIGHT),
        ),
        (
            "DECIMAL(20, 4)",
            decimal("-12345678901234.5600"),
            decimal("-12345678901234.5600"),
        ),
        ("DECIMAL(4, 0)", decimal("0"), decimal("0")),
        (
            "CHAR(32)",
            Value::Uuid(uuid),
            Value::Text("00112233445566778899aabbccddeeff".into()),
        ),
        ("BIT(12)", Value::Int(0xabc), Value::Int(0xabc)),
        ("YEAR", Value::Int(2024), Value::Int(2024)),
        (
            "SET('a', 'b')",
            Value::Text("a,b".into()),
            Value::Text("a,b".into()),
        ),
    ]
    .into();
    for (sql_type, bound, expected) in cases {
        run(&mut connection, "DROP TABLE IF EXISTS t", &[]).await;
        let create = format!("CREATE TABLE t (v {sql_type})");
        run(&mut connection, &create, &[]).await;
        for value in [bound, Value::Null] {
            run(&mut connection, "INSERT INTO t VALUES (?)", &[value]).await;
        }
        let read = rows(&mut connection, "SELECT v FROM t", &[]).await;
        assert_eq!(read, [[expected], [Value::Null]], "{sql_type}");
    }
    drop(connection);
    scratch.drop().await;
}

#[tokio::test]
async fn json_comes_back_as_text_that_core_reads() {
    let scratch = Scratch::new().await;
    let mut connection = scratch.connect().await;
    run(&mut connection, "CREATE TABLE t (v JSON)", &[]).await;
    let json = Value::Json(Json::new(r#"{"a": [1, "ü"]}"#));
    run(&mut connection, "INSERT INTO t VALUES (?)", &[json]).await;
    let read = scalar(&mut connection, "SELECT v FROM t").await;
    let read = <Json as rebis_core::Scalar>::from_value(read.as_ref()).unwrap();
    assert_eq!(read.as_str(), r#"{"a": [1, "ü"]}"#);
    let error = fail(
        &mut connection,
        "INSERT INTO t VALUES (?)",
        &[Value::Text("{".into())],
    )
    .await;
    assert!(
        matches!(
            error.kind,
            DatabaseErrorKind::CheckViolation | DatabaseErrorKind::DataError
        ),
        "{error:?}"
    );
    drop(connection);
    scratch.drop().await;
}

#[tokio::test]
async fn a_value_that_does_not_fit_is_an_error() {
    let scratch = Scratch::new().await;
    let mut connection = scratch.connect().await;
    let sql = "CREATE TABLE t (small SMALLINT, name VARCHAR(3), price DECIMAL(3, 1), at DATE, \
               kind ENUM('a'), big BIGINT UNSIGNED)";
    run(&mut connection, sql, &[]).await;
    let cases = [
        ("small", Value::Int(32768)),
        ("name", Value::Text("four".into())),
        ("price", Value::Decimal("100.0".parse().unwrap())),
        ("at", Value::Text("2023-02-29".into())),
        ("at", Value::Text("0000-00-00".into())),
        ("kind", Value::Text("z".into())),
        ("small", Value::Text("x".into())),
        ("big", Value::Int(-1)),
    ];
    for (column, value) in cases {
        let sql = format!("INSERT INTO t ({column}) VALUES (?)");
        let error = fail(&mut connection, &sql, &[value]).await;
        assert_eq!(error.kind, DatabaseErrorKind::DataError, "{error:?}");
        assert_eq!(error.column.as_deref(), Some(column), "{error:?}");
    }
    let array = Value::Array(vec![Value::Int(1)]);
    let error = fail(&mut connection, "SELECT ?", &[array]).await;
    assert_eq!(error.kind, DatabaseErrorKind::DataError);
    let count = fail(&mut connection, "SELECT ?", &[]).await;
    assert!(
        count
            .message
            .contains("takes 1 parameters, and another number was given"),
        "{count:?}"
    );
    assert_eq!(
        scalar(&mut connection, "SELECT count(*) FROM t").await,
        Value::Int(0)
    );
    assert!(!connection.is_broken());
    drop(connection);
    scratch.drop().await;
}

#[tokio::test]
async fn what_no_value_holds_is_malformed() {
    let mut connection = connect_to(&url()).await;
    let cases = [
        (
            "SELECT 18446744073709551615 AS v",
            "18446744073709551615 does not fit",
        ),
        (
            "SELECT cast('-01:00:00' AS TIME) AS v",
            "`-01:00:00` is a span",
        ),
        (
            "SELECT cast('25:00:00' AS TIME) AS v",
            "`25:00:00` is a span",
        ),
    ];
    for (sql, expected) in cases {
        let mut keep = Keep::at_most(1);
        run_into(&mut connection, sql, &[], &mut keep)
            .await
            .unwrap();
        assert!(keep.errors[0].contains(expected), "{:?}", keep.errors);
        assert_eq!(keep.names, ["v"]);
    }
}

#[tokio::test]
async fn a_zero_date_of_old_is_malformed() {
    let scratch = Scratch::new().await;
    let mut connection = scratch.connect().await;
    run(&mut connection, "CREATE TABLE t (v DATE)", &[]).await;
    connection
        .execute_simple("SET sql_mode = ''")
        .await
        .unwrap();
    run(&mut connection, "INSERT INTO t VALUES ('0000-00-00')", &[]).await;
    let mut keep = Keep::at_most(1);
    run_into(&mut connection, "SELECT v FROM t", &[], &mut keep)
        .await
        .unwrap();
    assert!(
        keep.errors[0].contains("`0000-00-00`, MySQL's zero date"),
        "{:?}",
        keep.errors
    );
    drop(connection);
    scratch.drop().await;
}

#[tokio::test]
async fn errors_say_what_broke() {
    use DatabaseErrorKind::*;
    let scratch = Scratch::new().await;
    let mut connection = scratch.connect().await;
    let tables = [
        "CREATE TABLE users (id BIGINT AUTO_INCREMENT PRIMARY KEY, email VARCHAR(50) NOT NULL, \
         age INT, CONSTRAINT uq_users_email UNIQUE (email), CONSTRAINT ck_age CHECK (age >= 0))",
        "CREATE TABLE posts (id INT PRIMARY KEY, author_id BIGINT, \
         CONSTRAINT fk_author FOREIGN KEY (author_id) REFERENCES users (id))",
    ];
    for sql in tables {
        run(&mut connection, sql, &[]).await;
    }
    run(&mut connection, "INSERT INTO users VALUES (1, 'a', 1)", &[]).await;
    run(&mut connection, "INSERT INTO posts VALUES (1, 1)", &[]).await;
    let cases = [
        (
            "INSERT INTO users (email) VALUES ('a')",
            UniqueViolation,
            Some("uq_users_email"),
        ),
        (
            "INSERT INTO users (id, email) VALUES (1, 'b')",
            UniqueViolation,
            Some("PRIMARY"),
        ),
        (
            "INSERT INTO users (email, age) VALUES ('b', -1)",
            CheckViolation,
            Some("ck_age"),
        ),
        (
            "INSERT INTO posts VALUES (2, 9)",
            ForeignKeyViolation,
            Some("fk_author"),
        ),
        ("DELETE FROM users", ForeignKeyViolation, Some("fk_author")),
        (
            "INSERT INTO users (email) VALUES (NULL)",
            NotNullViolation,
            None,
        ),
        ("INSERT INTO users (age) VALUES (1)", NotNullViolation, None),
        ("SELECT * FROM nothing", NoSuchTable, None),
        ("DROP TABLE nothing", NoSuchTable, None),
        ("SELECT nothing FROM users", NoSuchColumn, None),
        ("SELEC 1", Syntax, None),
        ("SELECT 9223372036854775807 + 1", DataError, None),
    ];
    for (sql, kind, constraint) in cases {
        let error = fail(&mut connection, sql, &[]).await;
        assert_eq!(
            (error.kind, error.constraint.as_deref()),
            (kind, constraint),
            "{error:?}"
        );
        assert_eq!(
            error.sqlstate.as_deref().map(str::len),
            Some(5),
            "{error:?}"
        );
        match kind {
            NotNullViolation => assert_eq!(error.column.as_deref(), Some("email")),
            NoSuchTable => assert_eq!(error.table.as_deref(), Some("nothing")),
            NoSuchColumn => assert_eq!(error.column.as_deref(), Some("nothing")),
            _ => {}
        }
    }
    assert!(!connection.is_broken());
    drop(connection);
    scratch.drop().await;
}

#[tokio::test]
async fn rows_and_keys_are_counted() {
    let scratch = Scratch::new().await;
    let mut connection = scratch.connect().await;
    run(
        &mut connection,
        "CREATE TABLE t (id BIGINT AUTO_INCREMENT PRIMARY KEY, v INT)",
        &[],
    )
    .await;
    let done = run(
        &mut connection,
        "INSERT INTO t (v) VALUES (1), (1), (2)",
        &[],
    )
    .await;
    assert_eq!(
        done,
        Done {
            rows_affected: 3,
            last_insert_id: Some(1)
        }
    );
    // Two rows match; neither changes.
    let done = run(&mut connection, "UPDATE t SET v = 1 WHERE v = 1", &[]).await;
    assert_eq!(
        done,
        Done {
            rows_affected: 2,
            last_insert_id: None
        }
    );
    let done = run(&mut connection, "SELECT * FROM t", &[]).await;
    assert_eq!(done, Done::default());
    if connection.dialect().capabilities().insert_returning {
        let sql = "INSERT INTO t (v) VALUES (?), (?) RETURNING id";
        let done = run(&mut connection, sql, &[Value::Int(3), Value::Int(4)]).await;
        assert_eq!(done.rows_affected, 2);
        let ids = rows(
            &mut connection,
            "DELETE FROM t WHERE v >= 3 RETURNING id",
            &[],
        )
        .await;
        assert_eq!(ids, [[Value::Int(4)], [Value::Int(5)]]);
        let done = run(
            &mut connection,
            "DELETE FROM t WHERE v = 9 RETURNING id",
            &[],
        )
        .await;
        assert_eq!(done.rows_affected, 0);
    }
    let done = run(&mut connection, "DELETE FROM t", &[]).await;
    assert_eq!(done.rows_affected, 3);
    drop(connection);
    scratch.drop().await;
}

#[tokio::test]
async fn a_transaction_lasts_only_when_it_is_committed() {
    let scratch = Scratch::new().await;
    let mut connection = scratch.connect().await;
    let mut other = scratch.connect().await;
    run(&mut connection, "CREATE TABLE t (v INT)", &[]).await;
    let count = "SELECT count(*) FROM t";

    connection.begin().await.unwrap();
    run(&mut connection, "INSERT INTO t VALUES (1)", &[]).await;
    assert!(!connection.rollback_now());
    assert_eq!(scalar(&mut other, count).await, Value::Int(0));
    connection.rollback().await.unwrap();
    assert_eq!(scalar(&mut connection, count).await, Value::Int(0));

    connection.begin().await.unwrap();
    run(&mut connection, "INSERT INTO t VALUES (1)", &[]).await;
    connection.execute_simple("SAVEPOINT a").await.unwrap();
    run(&mut connection, "INSERT INTO t VALUES (2)", &[]).await;
    connection
        .execute_simple("ROLLBACK TO SAVEPOINT a")
        .await
        .unwrap();
    connection.commit().await.unwrap();
    assert_eq!(scalar(&mut other, count).await, Value::Int(1));
    // Without a transaction both do nothing, and each statement commits by itself.
    connection.rollback().await.unwrap();
    connection.commit().await.unwrap();
    run(&mut connection, "INSERT INTO t VALUES (3)", &[]).await;
    assert_eq!(scalar(&mut other, count).await, Value::Int(2));
    drop((connection, other));
    scratch.drop().await;
}

#[tokio::test]
async fn a_transaction_without_a_statement_is_never_sent() {
    let mut connection = connect_to(&url()).await;
    let asked = async |connection: &mut Connection| {
        let status = rows(connection, "SHOW SESSION STATUS LIKE 'Questions'", &[]).await;
        let Value::Text(text) = &status[0][1] else {
            panic!("{status:?}")
        };
        text.parse::<i64>().unwrap()
    };
    asked(&mut connection).await;
    let before = asked(&mut connection).await;
    connection.begin().await.unwrap();
    assert!(connection.rollback_now());
    connection.begin().await.unwrap();
    connection.commit().await.unwrap();
    assert_eq!(asked(&mut connection).await, before + 1);
}

#[tokio::test]
async fn after_a_deadlock_nothing_runs_before_the_rollback() {
    let scratch = Scratch::new().await;
    let mut one = scratch.connect().await;
    let mut two = scratch.connect().await;
    run(
        &mut one,
        "CREATE TABLE t (id INT PRIMARY KEY, v INT) ENGINE = InnoDB",
        &[],
    )
    .await;
    run(&mut one, "INSERT INTO t VALUES (1, 0), (2, 0)", &[]).await;
    let update = "UPDATE t SET v = v + 1 WHERE id = ?";
    for (connection, id) in [(&mut one, 1), (&mut two, 2)] {
        connection.begin().await.unwrap();
        run(connection, update, &[Value::Int(id)]).await;
    }
    let (first, second) = ([Value::Int(2)], [Value::Int(1)]);
    let mut sinks = (Keep::at_most(1), Keep::at_most(1));
    let (left, right) = tokio::join!(
        run_into(&mut one, update, &first, &mut sinks.0),
        run_into(&mut two, update, &second, &mut sinks.1),
    );
    let (mut victim, survivor, error) = match (left, right) {
        (Err(error), Ok(_)) => (one, two, error),
        (Ok(_), Err(error)) => (two, one, error),
        other => panic!("one of them is the victim: {other:?}"),
    };
    assert_eq!(error.kind, DatabaseErrorKind::Deadlock);
    let refused = fail(&mut victim, "SELECT 1", &[]).await;
    assert_eq!(refused.kind, DatabaseErrorKind::Deadlock);
    assert!(
        refused
            .message
            .contains("roll back before the next statement"),
        "{refused}"
    );
    assert_eq!(
        victim.commit().await.unwrap_err().kind,
        DatabaseErrorKind::Deadlock
    );
    victim.rollback().await.unwrap();
    assert_eq!(scalar(&mut victim, "SELECT 1").await, Value::Int(1));
    drop((victim, survivor));
    scratch.drop().await;
}

#[tokio::test]
async fn a_lock_that_is_not_granted_times_out() {
    let scratch = Scratch::new().await;
    let mut one = scratch.connect().await;
    let mut two = scratch.connect().await;
    run(
        &mut one,
        "CREATE TABLE t (id INT PRIMARY KEY) ENGINE = InnoDB",
        &[],
    )
    .await;
    one.begin().await.unwrap();
    run(&mut one, "INSERT INTO t VALUES (1)", &[]).await;
    two.execute_simple("SET innodb_lock_wait_timeout = 1")
        .await
        .unwrap();
    let error = fail(&mut two, "INSERT INTO t VALUES (1)", &[]).await;
    assert_eq!(error.kind, DatabaseErrorKind::LockTimeout, "{error:?}");
    drop((one, two));
    scratch.drop().await;
}

#[tokio::test]
async fn a_connection_is_usable_after_a_break() {
    let mut connection = connect_to(&url()).await;
    let sql = "WITH RECURSIVE n AS (SELECT 1 AS v UNION ALL SELECT v + 1 FROM n WHERE v < ?) \
               SELECT v, repeat('x', 100) AS t FROM n";
    for sql_limit in [
        "SET max_recursive_iterations = 200000",
        "SET cte_max_recursion_depth = 200000",
    ] {
        // Each variant of the server knows one of the two.
        let _ = connection.execute_simple(sql_limit).await;
    }
    let all = rows(&mut connection, sql, &[Value::Int(100_000)]).await;
    assert_eq!(all.len(), 100_000);
    assert_eq!(all[99_999][0], Value::Int(100_000));
    let mut keep = Keep::at_most(3);
    run_into(&mut connection, sql, &[Value::Int(100_000)], &mut keep)
        .await
        .unwrap();
    assert_eq!(keep.rows.len(), 3);
    assert_eq!(scalar(&mut connection, "SELECT 7").await, Value::Int(7));
    assert!(!connection.is_broken());
}

#[tokio::test]
async fn statements_outlive_changes_of_their_table() {
    let scratch = Scratch::new().await;
    let mut connection = scratch.connect().await;
    run(&mut connection, "CREATE TABLE t (a INT)", &[]).await;
    run(&mut connection, "INSERT INTO t VALUES (1)", &[]).await;
    let select = "SELECT * FROM t";
    assert_eq!(rows(&mut connection, select, &[]).await, [[Value::Int(1)]]);
    run(
        &mut connection,
        "ALTER TABLE t ADD b VARCHAR(5) DEFAULT 'x'",
        &[],
    )
    .await;
    let two = [[Value::Int(1), Value::Text("x".into())]];
    assert_eq!(rows(&mut connection, select, &[]).await, two);
    assert_eq!(rows(&mut connection, select, &[]).await, two);
    drop(connection);
    scratch.drop().await;
}

#[tokio::test]
async fn many_statements_keep_few_prepared() {
    let mut connection = connect_to(&url()).await;
    for number in 0..600 {
        let sql = format!("SELECT {number} + ?");
        let read = rows(&mut connection, &sql, &[Value::Int(1)]).await;
        assert_eq!(read, [[Value::Int(number + 1)]]);
    }
    for number in 0..20 {
        let sql = format!("SELECT {number} * 1");
        let statement = DriverStatement {
            sql: &sql,
            cacheable: false,
        };
        connection
            .execute(statement, &[], &mut Keep::at_most(1))
            .await
            .unwrap();
    }
    assert!(connection.ping().await.is_ok());
}

#[tokio::test]
async fn statements_that_cannot_be_prepared_run_as_text() {
    let scratch = Scratch::new().await;
    let mut connection = scratch.connect().await;
    connection.execute_simple("SET @a = 1").await.unwrap();
    let sql = "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.v = 1";
    run(&mut connection, "CREATE TABLE t (v INT)", &[]).await;
    run(&mut connection, sql, &[]).await;
    let triggers = rows(&mut connection, "SHOW TRIGGERS", &[]).await;
    assert_eq!(triggers[0][0], Value::Text("tr".into()));
    run(&mut connection, "LOCK TABLES t WRITE", &[]).await;
    run(&mut connection, "UNLOCK TABLES", &[]).await;
    let explained = rows(&mut connection, "EXPLAIN SELECT * FROM t", &[]).await;
    assert_eq!(explained.len(), 1);
    drop(connection);
    scratch.drop().await;
}

#[tokio::test]
async fn a_session_is_strict_utf8_and_utc() {
    let mut connection = connect_to(&url()).await;
    let sql = "SELECT @@time_zone, @@character_set_client, @@autocommit, @@sql_mode";
    let row = rows(&mut connection, sql, &[]).await.remove(0);
    assert_eq!(row[0], Value::Text("+00:00".into()));
    assert_eq!(row[1], Value::Text("utf8mb4".into()));
    assert_eq!(row[2], Value::Int(1));
    let Value::Text(mode) = &row[3] else {
        panic!("{row:?}")
    };
    assert!(mode.contains("STRICT_ALL_TABLES"), "{mode}");
    assert!(connection.ping().await.is_ok());
}

#[tokio::test]
async fn returning_can_be_switched_off() {
    let on = connect_to(&url()).await.dialect();
    assert_eq!(on.capabilities().insert_returning, on.name() == "mariadb");
    let url = url_with(|url| format!("{url}?returning=off"));
    let off = connect_to(&url).await.dialect();
    assert!(!off.capabilities().insert_returning && !off.capabilities().delete_returning);
}

async fn refusal(url: &Url) -> DatabaseError {
    DRIVER.connect(url).await.map(|_| ()).unwrap_err()
}

#[tokio::test]
async fn a_datetime_of_the_dialect_keeps_microseconds() {
    let scratch = Scratch::new().await;
    let mut connection = scratch.connect().await;
    let dialect = connection.dialect();
    let sql_type = dialect
        .type_name(&SqlType::DateTime { timezone: false })
        .unwrap();
    let create = format!("CREATE TABLE t (v {sql_type})");
    run(&mut connection, &create, &[]).await;
    let value = Value::DateTime(date_time(7));
    run(&mut connection, "INSERT INTO t VALUES (?)", &[value]).await;
    let read = scalar(&mut connection, "SELECT v FROM t").await;
    assert_eq!(read, Value::DateTime(date_time(7)));
    drop(connection);
    scratch.drop().await;
}

#[tokio::test]
async fn a_refused_connection_says_where_and_why() {
    let address = format!("{}:{}", url().host().unwrap(), url().port().unwrap());
    let password = url().password().unwrap().to_owned();

    let wrong = refusal(&url_with(|url| url.replacen('@', "wrong@", 1))).await;
    assert_eq!(
        wrong.kind,
        DatabaseErrorKind::AuthenticationFailed,
        "{wrong:?}"
    );
    let unknown = refusal(&url().with_database("rebis_nowhere")).await;
    assert_eq!(
        unknown.kind,
        DatabaseErrorKind::NoSuchDatabase,
        "{unknown:?}"
    );
    assert!(unknown.message.contains("`rebis_nowhere`"), "{unknown}");
    for error in [&wrong, &unknown] {
        assert!(error.message.contains(&address), "{error}");
        assert!(!format!("{error:?}").contains(&password), "{error:?}");
    }

    let nobody = "mysql://root:secret@127.0.0.1:1/blog".parse().unwrap();
    let error = refusal(&nobody).await;
    assert_eq!(error.kind, DatabaseErrorKind::ConnectionRefused);
    let start = "cannot connect to MySQL at 127.0.0.1:1, database `blog`: ";
    assert!(error.message.starts_with(start), "{error}");
    assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    let option = refusal(&url_with(|url| format!("{url}?colour=red"))).await;
    assert!(option.message.contains("`colour`"), "{option}");
}

#[tokio::test]
async fn a_killed_connection_is_broken() {
    let mut one = connect_to(&url()).await;
    let mut two = connect_to(&url()).await;
    let Value::Int(id) = scalar(&mut one, "SELECT connection_id()").await else {
        panic!()
    };
    two.execute_simple(&format!("KILL {id}")).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let error = fail(&mut one, "SELECT 1", &[]).await;
    assert_eq!(error.kind, DatabaseErrorKind::ConnectionLost, "{error:?}");
    assert!(one.is_broken());
    assert_eq!(
        one.ping().await.unwrap_err().kind,
        DatabaseErrorKind::ConnectionLost
    );

    let mut one = connect_to(&url()).await;
    let Value::Int(id) = scalar(&mut one, "SELECT connection_id()").await else {
        panic!()
    };
    let mut keep = Keep::at_most(1);
    let kill = format!("KILL {id}");
    let (slept, killed) = tokio::join!(
        run_into(&mut one, "SELECT sleep(20)", &[], &mut keep),
        async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            two.execute_simple(&kill).await
        },
    );
    killed.unwrap();
    assert_eq!(slept.unwrap_err().kind, DatabaseErrorKind::ConnectionLost);
    assert!(one.is_broken());
}

#[tokio::test]
async fn a_dropped_call_leaves_a_broken_connection() {
    let mut connection = connect_to(&url()).await;
    let mut keep = Keep::at_most(1);
    let sleeping = run_into(&mut connection, "SELECT sleep(5)", &[], &mut keep);
    let outcome = tokio::time::timeout(Duration::from_millis(100), sleeping).await;
    assert!(outcome.is_err());
    assert!(connection.is_broken());
}

#[tokio::test]
async fn metadata_creates_tables_of_every_type() {
    let scratch = Scratch::new().await;
    let labels = ["draft", "published"].map(Into::into);
    let status = EnumType {
        name: "status".into(),
        labels: labels.to_vec().into(),
    };
    let table = Table::new("order")
        .with_column(ColumnDef::of::<i64>("id").primary_key())
        .with_column(
            ColumnDef::of::<String>("name")
                .length(50)
                .server_default("it's \\ ü"),
        )
        .with_column(ColumnDef::new("status", SqlType::Enum(status)).server_default("draft"))
        .with_column(
            ColumnDef::new("created_at", SqlType::DateTime { timezone: false })
                .server_default(func::now()),
        )
        .with_column(ColumnDef::of::<bool>("is_on").server_default(Value::Bool(true)))
        .with_column(ColumnDef::new("body", SqlType::Text).nullable(true))
        .with_column(ColumnDef::of::<i32>("qty").server_default(Value::Int(2)))
        .with_column(
            ColumnDef::of::<i32>("twice")
                .nullable(true)
                .computed("qty * 2"),
        )
        .with_column(ColumnDef::new("data", SqlType::Json).nullable(true))
        .with_column(ColumnDef::new("key", SqlType::Uuid).nullable(true))
        .with_column(ColumnDef::new("at", SqlType::Time).nullable(true))
        .with_unique(&["name"])
        .with_index("ix_status", &["status"])
        .with_check(Some("ck_qty"), "qty > 0");
    let metadata = MetaData::new().with_table(table);
    let options =
        EngineOptions::<rebis_core::engine::Registered>::new(scratch.url.to_string_with_password());
    let engine = options.driver(&DRIVER).create().unwrap();
    metadata.create_all(&engine).await.unwrap();
    metadata.create_all(&engine).await.unwrap();
    let mut connection = engine.connect().await.unwrap();
    let inserted = connection
        .execute(text("INSERT INTO `order` (body) VALUES ('b')"))
        .await;
    assert_eq!(inserted.unwrap().last_insert_id(), Some(1));
    let select = text("SELECT name, status, is_on, twice, created_at > '2024-01-01' FROM `order`");
    let row = connection
        .one(select.columns::<(String, String, bool, i32, bool)>())
        .await
        .unwrap();
    assert_eq!(
        row,
        ("it's \\ ü".to_owned(), "draft".to_owned(), true, 4, true)
    );
    connection.close().await.unwrap();
    metadata.drop_all(&engine).await.unwrap();
    engine.dispose();
    scratch.drop().await;
}
