//! What is bound comes back as it was.

use rebis_core::Value;
use rebis_core::error::DatabaseErrorKind;
use rebis_core::types::SqlType;
use rebis_core::value::{Date, Decimal, Json, Time};

use crate::support::{Keep, Scratch, date_time, fail, on_each_server, rows, run, run_into, scalar};

#[test]
fn every_kind_of_value_comes_back_as_it_was() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
        let mut connection = scratch.connect().await;
        let long = "ü🦀'\\\"\0\n".repeat(40_000);
        let uuid: [u8; 16] = std::array::from_fn(|index| u8::try_from(index * 17).unwrap());
        let decimal = |text: &str| Value::Decimal(text.parse::<Decimal>().unwrap());
        let date = |year, month, day| Value::Date(Date::new(year, month, day).unwrap());
        // MariaDB stores one zero.
        let negative_zero = if server.name == "mysql" { -0.0 } else { 0.0 };
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
            ("DOUBLE", Value::Double(-0.0), Value::Double(negative_zero)),
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
    });
}

#[test]
fn json_comes_back_as_text_that_core_reads() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
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
    });
}

#[test]
fn a_value_that_does_not_fit_is_an_error() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
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
                .contains("wrong number of bind parameters: expected 1"),
            "{count:?}"
        );
        assert_eq!(
            scalar(&mut connection, "SELECT count(*) FROM t").await,
            Value::Int(0)
        );
        assert!(!connection.is_broken());
        drop(connection);
        scratch.drop().await;
    });
}

#[test]
fn a_zero_date_of_old_is_malformed() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
        let mut connection = scratch.connect().await;
        run(&mut connection, "CREATE TABLE t (v DATE)", &[]).await;
        connection.execute_raw("SET sql_mode = ''").await.unwrap();
        run(&mut connection, "INSERT INTO t VALUES ('0000-00-00')", &[]).await;
        let mut keep = Keep::at_most(1);
        run_into(&mut connection, "SELECT v FROM t", &[], &mut keep)
            .await
            .unwrap();
        assert!(
            keep.errors[0].contains("`0000-00-00` is not a date; with `?zero_dates=null`"),
            "{:?}",
            keep.errors
        );
        drop(connection);
        scratch.drop().await;
    });
}

#[test]
fn a_datetime_of_the_dialect_keeps_microseconds() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
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
    });
}
