//! Prepared statements, their rows and their counts.

use rebis_core::Value;
use rebis_core::driver::{DriverStatement, ExecResult};
use rebis_core::engine::EngineOptions;
use rebis_core::error::DatabaseErrorKind;
use rebis_core::schema::{ColumnDef, MetaData, Table};
use rebis_core::types::{EnumType, SqlType};
use rebis_core::{func, text};
use rebis_mysql::DRIVER;

use crate::support::{Keep, Scratch, fail, on_each_server, rows, run, run_into, scalar};

#[test]
fn errors_say_what_broke() {
    on_each_server(async |server| {
        use DatabaseErrorKind::*;
        let scratch = Scratch::new(server).await;
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
    });
}

#[test]
fn rows_and_keys_are_counted() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
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
            ExecResult {
                rows_affected: 3,
                last_insert_id: Some(1)
            }
        );
        // Two rows match; neither changes.
        let done = run(&mut connection, "UPDATE t SET v = 1 WHERE v = 1", &[]).await;
        assert_eq!(
            done,
            ExecResult {
                rows_affected: 2,
                last_insert_id: None
            }
        );
        let done = run(&mut connection, "SELECT * FROM t", &[]).await;
        assert_eq!(done, ExecResult::default());
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
    });
}

#[test]
fn a_connection_is_usable_after_a_break() {
    on_each_server(async |server| {
        let mut connection = server.connect().await;
        let sql = "WITH RECURSIVE n AS (SELECT 1 AS v UNION ALL SELECT v + 1 FROM n WHERE v < ?) \
               SELECT v, repeat('x', 100) AS t FROM n";
        for sql_limit in [
            "SET max_recursive_iterations = 200000",
            "SET cte_max_recursion_depth = 200000",
        ] {
            // Each variant of the server knows one of the two.
            let _ = connection.execute_raw(sql_limit).await;
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
    });
}

#[test]
fn statements_outlive_changes_of_their_table() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
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
    });
}

/// MySQL 9.7 keeps the character set that a parameter had with the former type of its column.
#[test]
fn a_statement_outlives_a_change_of_a_columns_type() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
        let mut connection = scratch.connect().await;
        let insert = "INSERT INTO t VALUES (?)";
        run(&mut connection, "CREATE TABLE t (v INT)", &[]).await;
        run(&mut connection, insert, &[Value::Int(7)]).await;
        run(&mut connection, "DROP TABLE t", &[]).await;
        run(&mut connection, "CREATE TABLE t (v VARCHAR(20))", &[]).await;
        let crab = Value::Text("🦀".into());
        for text in [Value::Text("a".into()), crab.clone()] {
            run(&mut connection, insert, &[text]).await;
        }
        let read = rows(&mut connection, "SELECT v FROM t WHERE v <> 'a'", &[]).await;
        assert_eq!(read, [[crab.clone()]]);

        let alter = "ALTER TABLE t ADD narrow VARCHAR(9) CHARACTER SET latin1";
        run(&mut connection, alter, &[]).await;
        let narrow = "INSERT INTO t (narrow) VALUES (?)";
        let error = fail(&mut connection, narrow, &[crab]).await;
        assert_eq!(error.kind, DatabaseErrorKind::DataError, "{error:?}");
        drop(connection);
        scratch.drop().await;
    });
}

#[test]
fn many_statements_keep_few_prepared() {
    on_each_server(async |server| {
        let mut connection = server.connect().await;
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
                types: &[],
            };
            connection
                .execute(statement, &[], &mut Keep::at_most(1))
                .await
                .unwrap();
        }
        assert!(connection.ping().await.is_ok());
    });
}

#[test]
fn statements_that_cannot_be_prepared_run_as_text() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
        let mut connection = scratch.connect().await;
        connection.execute_raw("SET @a = 1").await.unwrap();
        let sql = "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.v = 1";
        run(&mut connection, "CREATE TABLE t (v CHAR(9))", &[]).await;
        run(&mut connection, sql, &[]).await;
        let triggers = rows(&mut connection, "SHOW TRIGGERS", &[]).await;
        assert_eq!(triggers[0][0], Value::Text("tr".into()));
        run(&mut connection, "LOCK TABLES t WRITE", &[]).await;
        run(&mut connection, "UNLOCK TABLES", &[]).await;
        let explained = rows(&mut connection, "EXPLAIN SELECT * FROM t", &[]).await;
        assert_eq!(explained.len(), 1);
        drop(connection);
        scratch.drop().await;
    });
}

#[test]
fn metadata_creates_tables_of_every_type() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
        let labels = ["draft", "published"].map(Into::into);
        let status = EnumType::new("status".into(), labels.to_vec().into());
        let table = Table::new("order")
            .with_column(ColumnDef::for_type::<i64>("id").primary_key())
            .with_column(
                ColumnDef::for_type::<String>("name")
                    .length(50)
                    .server_default("it's \\ ü"),
            )
            .with_column(ColumnDef::new("status", SqlType::Enum(status)).server_default("draft"))
            .with_column(
                ColumnDef::new("created_at", SqlType::DateTime { timezone: false })
                    .server_default(func::now()),
            )
            .with_column(ColumnDef::for_type::<bool>("is_on").server_default(Value::Bool(true)))
            .with_column(ColumnDef::new("body", SqlType::Text).nullable(true))
            .with_column(ColumnDef::for_type::<i32>("qty").server_default(Value::Int(2)))
            .with_column(
                ColumnDef::for_type::<i32>("twice")
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
        let options = EngineOptions::<rebis_core::engine::Registered>::new(
            scratch.url.to_string_with_password(),
        );
        let engine = options.driver(&DRIVER).create().unwrap();
        metadata.create_all(&engine).await.unwrap();
        metadata.create_all(&engine).await.unwrap();
        let mut connection = engine.connect().await.unwrap();
        let inserted = connection
            .execute(text("INSERT INTO `order` (body) VALUES ('b')"))
            .await;
        assert_eq!(inserted.unwrap().last_insert_id(), Some(1));
        let select =
            text("SELECT name, status, is_on, twice, created_at > '2024-01-01' FROM `order`");
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
    });
}
