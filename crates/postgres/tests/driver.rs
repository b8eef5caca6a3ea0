//! The driver's contract against a server: statements, transactions, errors.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking, in its helpers too"
)]

mod support;

use rebis_core::Value;
use rebis_core::error::DatabaseErrorKind;
use support::{Collect, connect, execute, failure, query, scalar, simple, url};

/// State and open transactions of another connection, as the server sees it.
async fn state_of(observer: &mut support::Connection, process: &Value) -> Value {
    let sql = "SELECT state FROM pg_stat_activity WHERE pid = $1";
    scalar(observer, sql, std::slice::from_ref(process)).await
}

async fn process_of(connection: &mut support::Connection) -> Value {
    scalar(connection, "SELECT pg_backend_pid()", &[]).await
}

#[tokio::test]
async fn begin_waits_for_the_first_statement() {
    let (mut connection, mut observer) = (connect().await, connect().await);
    let process = process_of(&mut connection).await;
    connection.begin().await.unwrap();
    assert_eq!(
        state_of(&mut observer, &process).await,
        Value::Text("idle".into())
    );
    query(&mut connection, "SELECT 1", &[]).await;
    let state = state_of(&mut observer, &process).await;
    assert_eq!(state, Value::Text("idle in transaction".into()));
    assert!(!connection.rollback_now());
    connection.rollback().await.unwrap();
    assert_eq!(
        state_of(&mut observer, &process).await,
        Value::Text("idle".into())
    );
}

#[tokio::test]
async fn a_transaction_without_statements_ends_without_the_server() {
    let mut connection = connect().await;
    connection.begin().await.unwrap();
    assert!(connection.rollback_now());
    connection.begin().await.unwrap();
    connection.commit().await.unwrap();
    connection.rollback().await.unwrap();
    simple(&mut connection, "CREATE TEMP TABLE t (n int)").await;
    connection.rollback().await.unwrap();
    assert_eq!(
        query(&mut connection, "SELECT * FROM t", &[]).await.len(),
        0
    );
}

#[tokio::test]
async fn begin_goes_along_with_cached_new_and_simple_statements() {
    let mut connection = connect().await;
    simple(&mut connection, "CREATE TEMP TABLE t (n int)").await;
    let insert = "INSERT INTO t VALUES ($1)";
    for _ in 0..2 {
        connection.begin().await.unwrap();
        query(&mut connection, insert, &[Value::Int(1)]).await;
        connection.rollback().await.unwrap();
    }
    connection.begin().await.unwrap();
    simple(&mut connection, "INSERT INTO t VALUES (2)").await;
    connection.rollback().await.unwrap();
    assert_eq!(
        scalar(&mut connection, "SELECT count(*) FROM t", &[]).await,
        Value::Int(0)
    );
    connection.begin().await.unwrap();
    query(&mut connection, insert, &[Value::Int(3)]).await;
    connection.commit().await.unwrap();
    connection.rollback().await.unwrap();
    assert_eq!(
        scalar(&mut connection, "SELECT n FROM t", &[]).await,
        Value::Int(3)
    );
}

#[tokio::test]
async fn a_failed_transaction_says_so_when_it_is_committed() {
    let mut connection = connect().await;
    simple(&mut connection, "CREATE TEMP TABLE t (n int)").await;
    connection.begin().await.unwrap();
    simple(&mut connection, "INSERT INTO t VALUES (1)").await;
    failure(&mut connection, "SELECT 1 / 0", &[]).await;
    let error = connection.commit().await.unwrap_err();
    assert_eq!(error.sqlstate.as_deref(), Some("25P02"));
    assert_eq!(
        scalar(&mut connection, "SELECT count(*) FROM t", &[]).await,
        Value::Int(0)
    );
}

#[tokio::test]
async fn a_savepoint_mends_a_failed_transaction() {
    let mut connection = connect().await;
    simple(&mut connection, "CREATE TEMP TABLE t (n int)").await;
    connection.begin().await.unwrap();
    simple(&mut connection, "INSERT INTO t VALUES (1)").await;
    simple(&mut connection, "SAVEPOINT a").await;
    failure(&mut connection, "SELECT 1 / 0", &[]).await;
    simple(&mut connection, "ROLLBACK TO SAVEPOINT a").await;
    connection.commit().await.unwrap();
    assert_eq!(
        scalar(&mut connection, "SELECT count(*) FROM t", &[]).await,
        Value::Int(1)
    );
}

#[tokio::test]
async fn an_error_at_commit_ends_the_transaction() {
    let mut connection = connect().await;
    let sql = "CREATE TEMP TABLE t (n int CONSTRAINT once UNIQUE DEFERRABLE INITIALLY DEFERRED)";
    simple(&mut connection, sql).await;
    connection.begin().await.unwrap();
    simple(&mut connection, "INSERT INTO t VALUES (1), (1)").await;
    let error = connection.commit().await.unwrap_err();
    assert_eq!(error.kind, DatabaseErrorKind::UniqueViolation);
    assert!(connection.rollback_now());
    assert_eq!(
        scalar(&mut connection, "SELECT count(*) FROM t", &[]).await,
        Value::Int(0)
    );
}

#[tokio::test]
async fn errors_have_kinds_and_name_what_they_are_about() {
    let mut connection = connect().await;
    let tables = "CREATE TEMP TABLE parent (id int PRIMARY KEY);
        CREATE TEMP TABLE child (
            id int CONSTRAINT child_id_key UNIQUE,
            parent_id int CONSTRAINT child_parent_fkey REFERENCES parent,
            name text NOT NULL,
            age int CONSTRAINT child_age_check CHECK (age >= 0)
        );
        INSERT INTO child VALUES (1, NULL, 'a', 1)";
    simple(&mut connection, tables).await;
    use DatabaseErrorKind as Kind;
    let cases = [
        (
            "INSERT INTO child VALUES (1, NULL, 'b', 1)",
            Kind::UniqueViolation,
            "child_id_key",
        ),
        (
            "INSERT INTO child VALUES (2, 9, 'b', 1)",
            Kind::ForeignKeyViolation,
            "child_parent_fkey",
        ),
        (
            "INSERT INTO child VALUES (2, NULL, 'b', -1)",
            Kind::CheckViolation,
            "child_age_check",
        ),
        (
            "INSERT INTO child VALUES (2, NULL, NULL, 1)",
            Kind::NotNullViolation,
            "",
        ),
        ("SELECT * FROM nowhere", Kind::NoSuchTable, ""),
        ("SELECT nothing FROM child", Kind::NoSuchColumn, ""),
        ("SELEKT 1", Kind::Syntax, ""),
        ("SELECT 1 / 0", Kind::DataError, ""),
        ("SELECT 'x'::uuid", Kind::DataError, ""),
        ("SELECT set_config('a', 'b', false, 1)", Kind::Other, ""),
    ];
    for (sql, kind, constraint) in cases {
        let error = failure(&mut connection, sql, &[]).await;
        assert_eq!(error.kind, kind, "{sql}: {error}");
        assert_eq!(
            error.constraint.as_deref().unwrap_or_default(),
            constraint,
            "{sql}"
        );
        assert_eq!(
            error.sqlstate.as_ref().map(|state| state.len()),
            Some(5),
            "{sql}"
        );
    }
    let error = failure(&mut connection, cases[0].0, &[]).await;
    assert_eq!(error.table.as_deref(), Some("child"));
    let expected = "duplicate key value violates unique constraint \"child_id_key\" (Key (id)=(1) \
                    already exists.)";
    assert_eq!(error.to_string(), expected);
    let error = failure(&mut connection, cases[3].0, &[]).await;
    assert_eq!(error.column.as_deref(), Some("name"));
    assert!(!connection.is_broken());
}

#[tokio::test]
async fn a_lock_that_is_not_granted_has_its_kind() {
    let (mut holder, mut waiter) = (connect().await, connect().await);
    holder.begin().await.unwrap();
    query(&mut holder, "SELECT pg_advisory_xact_lock(7)", &[]).await;
    simple(&mut waiter, "SET lock_timeout = '10ms'").await;
    let error = failure(&mut waiter, "SELECT pg_advisory_lock(7)", &[]).await;
    assert_eq!(error.kind, DatabaseErrorKind::LockTimeout);
    holder.rollback().await.unwrap();
}

#[tokio::test]
async fn a_refused_value_is_not_sent_and_harms_nothing() {
    let mut connection = connect().await;
    simple(
        &mut connection,
        "CREATE TEMP TABLE t (n int, name text, tags text[])",
    )
    .await;
    connection.begin().await.unwrap();
    simple(&mut connection, "INSERT INTO t VALUES (1)").await;
    let cases = [
        (
            "UPDATE t SET n = $1",
            Value::Int(1 << 40),
            "parameter 1: 1099511627776 is out of",
        ),
        (
            "UPDATE t SET n = $1",
            Value::Text("7".into()),
            "parameter 1: text cannot be bound",
        ),
        ("UPDATE t SET name = $1", Value::Text("a\0b".into()), "NUL"),
        (
            "UPDATE t SET name = $1",
            Value::Bytes(vec![1]),
            "bytes cannot be bound to text",
        ),
        (
            "UPDATE t SET tags = $1",
            Value::Array(vec![Value::Bool(true)]),
            "element 0: a boolean",
        ),
    ];
    for (sql, value, message) in cases {
        let error = failure(&mut connection, sql, &[value]).await;
        assert_eq!(error.kind, DatabaseErrorKind::DataError);
        assert!(error.to_string().contains(message), "{error}");
    }
    let error = failure(&mut connection, "UPDATE t SET n = $1", &[]).await;
    assert!(error.message.contains("expected 1, got 0"), "{error}");
    connection.commit().await.unwrap();
    assert_eq!(
        scalar(&mut connection, "SELECT n FROM t", &[]).await,
        Value::Int(1)
    );
}

#[tokio::test]
async fn rows_affected_are_counted() {
    let mut connection = connect().await;
    simple(&mut connection, "CREATE TEMP TABLE t (n int)").await;
    let mut none = Collect::at_most(usize::MAX);
    let insert = "INSERT INTO t SELECT * FROM generate_series(1, $1)";
    let done = execute(&mut connection, insert, &[Value::Int(9)], &mut none)
        .await
        .unwrap();
    assert_eq!((done.rows_affected, done.last_insert_id), (9, None));
    let update = "UPDATE t SET n = n + 1 WHERE n > 5";
    assert_eq!(
        execute(&mut connection, update, &[], &mut none)
            .await
            .unwrap()
            .rows_affected,
        4
    );
}

#[tokio::test]
async fn a_large_result_comes_whole_and_in_order() {
    let mut connection = connect().await;
    let sql = "SELECT n, repeat('x', 100) AS filler FROM generate_series(1, 50000) AS n";
    let mut rows = Collect::at_most(usize::MAX);
    execute(&mut connection, sql, &[], &mut rows).await.unwrap();
    assert_eq!(rows.names, ["n", "filler"]);
    let numbers = rows.rows.iter().map(|row| row.as_ref().unwrap()[0].clone());
    assert!(numbers.eq((1..=50_000).map(Value::Int)));
}

#[tokio::test]
async fn a_break_stops_the_rows_and_keeps_the_connection() {
    let mut connection = connect().await;
    let sql = "SELECT * FROM generate_series(1, 20000)";
    for _ in 0..2 {
        let mut rows = Collect::at_most(3);
        execute(&mut connection, sql, &[], &mut rows).await.unwrap();
        assert_eq!(rows.rows.len(), 3);
        assert_eq!(
            scalar(&mut connection, "SELECT 7", &[]).await,
            Value::Int(7)
        );
    }
}

#[tokio::test]
async fn an_error_after_some_rows_is_reported() {
    let mut connection = connect().await;
    let sql = "SELECT 1 / (3000 - n) FROM generate_series(1, 3000) AS n";
    let mut rows = Collect::at_most(usize::MAX);
    let error = execute(&mut connection, sql, &[], &mut rows)
        .await
        .unwrap_err();
    assert_eq!(error.kind, DatabaseErrorKind::DataError);
    assert_eq!(
        scalar(&mut connection, "SELECT 7", &[]).await,
        Value::Int(7)
    );
}

#[tokio::test]
async fn prepared_statements_are_kept_up_to_a_bound() {
    let mut connection = connect().await;
    for number in 0..300 {
        let sql = format!("SELECT {number}");
        for _ in 0..2 {
            assert_eq!(scalar(&mut connection, &sql, &[]).await, Value::Int(number));
        }
    }
    let count = "SELECT count(*) FROM pg_prepared_statements";
    let Value::Int(count) = scalar(&mut connection, count, &[]).await else {
        panic!()
    };
    assert!(
        (250..=257).contains(&count),
        "{count} statements are prepared"
    );
}

#[tokio::test]
async fn a_statement_that_is_not_cacheable_is_not_kept() {
    let mut connection = connect().await;
    let statement = rebis_core::driver::DriverStatement {
        sql: "SELECT 1 AS once",
        cacheable: false,
        types: &[],
    };
    let mut rows = Collect::at_most(usize::MAX);
    connection.execute(statement, &[], &mut rows).await.unwrap();
    connection.ping().await.unwrap();
    let sql = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%AS once'";
    assert_eq!(scalar(&mut connection, sql, &[]).await, Value::Int(0));
}

#[tokio::test]
async fn a_statement_is_prepared_anew_when_its_table_changed() {
    let mut connection = connect().await;
    simple(
        &mut connection,
        "CREATE TEMP TABLE t (a int); INSERT INTO t VALUES (1)",
    )
    .await;
    assert_eq!(
        query(&mut connection, "SELECT * FROM t", &[]).await[0].len(),
        1
    );
    simple(&mut connection, "ALTER TABLE t ADD b int").await;
    assert_eq!(
        query(&mut connection, "SELECT * FROM t", &[]).await[0].len(),
        2
    );
    simple(&mut connection, "ALTER TABLE t ADD c int").await;
    connection.begin().await.unwrap();
    assert_eq!(
        query(&mut connection, "SELECT * FROM t", &[]).await[0].len(),
        3
    );
    assert!(!connection.rollback_now());
    simple(&mut connection, "ALTER TABLE t ADD d int").await;
    failure(&mut connection, "SELECT * FROM t", &[]).await;
    connection.rollback().await.unwrap();
    assert_eq!(
        query(&mut connection, "SELECT * FROM t", &[]).await[0].len(),
        3
    );
}

#[tokio::test]
async fn statements_that_the_server_forgot_are_prepared_anew() {
    let mut connection = connect().await;
    assert_eq!(
        scalar(&mut connection, "SELECT 5", &[]).await,
        Value::Int(5)
    );
    simple(&mut connection, "DEALLOCATE ALL").await;
    assert_eq!(
        scalar(&mut connection, "SELECT 5", &[]).await,
        Value::Int(5)
    );
}

#[tokio::test]
async fn a_killed_connection_is_broken() {
    for is_idle in [true, false] {
        let (mut connection, mut killer) = (connect().await, connect().await);
        let process = process_of(&mut connection).await;
        if !is_idle {
            connection.begin().await.unwrap();
            query(&mut connection, "SELECT 1", &[]).await;
        }
        assert!(!connection.is_broken());
        query(
            &mut killer,
            "SELECT pg_terminate_backend($1, 5000)",
            &[process],
        )
        .await;
        let error = connection.ping().await.unwrap_err();
        assert_eq!(error.kind, DatabaseErrorKind::ConnectionLost, "{error}");
        assert!(error.message.contains("terminating connection"), "{error}");
        assert!(connection.is_broken());
        let error = failure(&mut connection, "SELECT 1", &[]).await;
        assert_eq!(error.kind, DatabaseErrorKind::ConnectionLost, "{error}");
    }
}

#[tokio::test]
async fn a_connection_killed_in_a_statement_is_broken() {
    let mut connection = connect().await;
    let sql = "SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(5)";
    let error = failure(&mut connection, sql, &[]).await;
    assert_eq!(error.kind, DatabaseErrorKind::ConnectionLost, "{error}");
    assert!(connection.is_broken());
}

#[tokio::test]
async fn an_answer_that_the_driver_cannot_follow_ends_the_connection() {
    let mut connection = connect().await;
    simple(&mut connection, "CREATE TEMP TABLE t (n int)").await;
    let error = connection
        .execute_raw("COPY t FROM STDIN")
        .await
        .unwrap_err();
    assert_eq!(error.kind, DatabaseErrorKind::ConnectionLost, "{error}");
    assert!(connection.is_broken());
}

#[tokio::test]
async fn sql_with_a_nul_character_is_refused_and_harms_nothing() {
    let mut connection = connect().await;
    connection.begin().await.unwrap();
    failure(&mut connection, "SELECT 1 -- \0", &[]).await;
    connection.execute_raw("SELECT 1 -- \0").await.unwrap_err();
    assert!(!connection.is_broken());
    assert_eq!(
        scalar(&mut connection, "SELECT 1", &[]).await,
        Value::Int(1)
    );
    connection.commit().await.unwrap();
}

#[tokio::test]
async fn ping_answers_in_and_out_of_transactions() {
    let mut connection = connect().await;
    connection.ping().await.unwrap();
    connection.begin().await.unwrap();
    connection.ping().await.unwrap();
    assert!(connection.rollback_now());
    assert_eq!(connection.dialect().name(), "postgresql");
}

#[tokio::test]
async fn a_missing_database_is_named() {
    use rebis_core::driver::Driver;
    let url = url().with_database("rebis_no_such_database");
    let error = rebis_postgres::DRIVER.connect(&url).await.err().unwrap();
    assert_eq!(error.kind, DatabaseErrorKind::NoSuchDatabase, "{error}");
    let place = format!(
        "database `rebis_no_such_database` at {}:{}",
        url.host().unwrap_or("localhost"),
        url.port().unwrap_or(5432)
    );
    assert!(error.message.contains(&place), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_work_on_many_threads() {
    let work = |number: i64| async move {
        let mut connection = connect().await;
        for _ in 0..50 {
            let value = scalar(&mut connection, "SELECT $1::bigint", &[Value::Int(number)]).await;
            assert_eq!(value, Value::Int(number));
        }
    };
    let tasks: Vec<_> = (0..4).map(|number| tokio::spawn(work(number))).collect();
    for task in tasks {
        task.await.unwrap();
    }
}
