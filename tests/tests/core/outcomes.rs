//! Outcomes of statements: the errors of a database, and the events for listeners.

use std::sync::{Arc, Mutex};

use rebis::core::error::DatabaseErrorKind;
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use crate::harness::{Employee, employees, kind_of, names};

#[test]
fn listeners_hear_of_each_statement_before_and_after() {
    on_each_database("core_events", async |db: &Database| {
        let mut connection = employees(db).await;
        let heard = Arc::new(Mutex::new(Vec::new()));
        let before = Arc::clone(&heard);
        db.engine.on_before_execute(move |event| {
            let verb = event.sql.split(' ').next().unwrap_or_default();
            let parameters = event.parameters.len();
            before
                .lock()
                .unwrap()
                .push(format!("before {verb} {parameters}"));
        });
        let after = Arc::clone(&heard);
        db.engine.on_after_execute(move |event| {
            let verb = event.sql.split(' ').next().unwrap_or_default();
            let outcome = match event.outcome {
                Ok(rows) => rows.to_string(),
                Err(error) => error.code().to_owned(),
            };
            assert!(!event.elapsed.is_zero());
            after
                .lock()
                .unwrap()
                .push(format!("after {verb} {outcome}"));
        });
        let rename = |id: i64, name: &str| {
            update(Employee)
                .values(Employee.name.set(name))
                .filter(Employee.id.eq(id))
        };
        connection.execute(rename(1, "Anna")).await.unwrap();
        connection.execute(rename(1, "Bob")).await.unwrap_err();
        let heard = heard.lock().unwrap();
        let expected = [
            "before UPDATE 2",
            "after UPDATE 1",
            "before UPDATE 2",
            "after UPDATE unique-violation",
        ];
        assert_eq!(*heard, expected);
    });
}

#[test]
fn errors_of_the_database_have_kinds_and_the_statement() {
    on_each_database("core_errors", async |db: &Database| {
        let mut connection = employees(db).await;
        let row = |name: &str, salary: f64, manager: i64| {
            insert(Employee).values((
                Employee.id.set(4),
                Employee.name.set(name),
                Employee.salary.set(salary),
                Employee.manager_id.set(manager),
            ))
        };
        let cases = [
            (row("Ann", 1.0, 1), DatabaseErrorKind::UniqueViolation),
            (row("Eve", -1.0, 1), DatabaseErrorKind::CheckViolation),
            (row("Eve", 1.0, 99), DatabaseErrorKind::ForeignKeyViolation),
            (
                insert(Employee).values((Employee.id.set(4), Employee.salary.set(1.0))),
                DatabaseErrorKind::NotNullViolation,
            ),
        ];
        for (stmt, kind) in cases {
            let error = connection.execute(stmt).await.unwrap_err();
            assert_eq!(kind_of(&error), kind, "{error}");
            assert!(kind.is_integrity_violation());
            assert!(
                error.to_string().contains("[SQL: INSERT INTO employees"),
                "{error}"
            );
            connection.rollback().await.unwrap();
        }
        let cases = [
            ("SELECT x FROM nowhere", DatabaseErrorKind::NoSuchTable),
            (
                "SELECT zilch FROM employees",
                DatabaseErrorKind::NoSuchColumn,
            ),
            ("SELEC 1", DatabaseErrorKind::Syntax),
        ];
        for (sql, kind) in cases {
            let error = connection.all(text(sql)).await.unwrap_err();
            assert_eq!(kind_of(&error), kind, "{error}");
            connection.rollback().await.unwrap();
        }
        assert_eq!(names(&mut connection).await.len(), 3);
    });
}

#[test]
fn a_row_that_does_not_fit_the_type_is_an_error_and_the_connection_goes_on() {
    on_each_database("core_decode", async |db: &Database| {
        let mut connection = employees(db).await;
        let null = text("SELECT bonus FROM employees ORDER BY id").columns::<i64>();
        let error = connection.all(null).await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "column 0 (`bonus`) of `i64`: expected a 64-bit integer, found NULL; read a column \
             that may be NULL as an `Option`\n[SQL: SELECT bonus FROM employees ORDER BY id]"
        );
        let wrong = text("SELECT name FROM employees").columns::<i64>();
        assert_eq!(connection.first(wrong).await.unwrap_err().code(), "decode");
        let narrow = text("SELECT id FROM employees").columns::<(i64, i64)>();
        let error = connection.one_or_none(narrow).await.unwrap_err();
        assert_eq!(error.code(), "too-few-columns");
        let message = error.to_string();
        assert!(
            message.ends_with("[SQL: SELECT id FROM employees]"),
            "{message}"
        );
        assert_eq!(names(&mut connection).await.len(), 3);
    });
}
