//! Transactions: commit, rollback, autocommit and savepoints.

use rebis::core::Error as CoreError;
use rebis::core::error::DatabaseErrorKind;
use rebis::prelude::*;
use rebis_tests::{Database, on_each_database};

use crate::harness::{Employee, employees, kind_of, names};

#[test]
fn begin_commits_on_ok_and_rolls_back_on_err() {
    on_each_database("core_begin", async |db: &Database| {
        drop(employees(db).await);
        let rename = |name: &'static str| {
            update(Employee)
                .values(Employee.name.set(name))
                .filter(Employee.id.eq(1))
        };
        let answer = db.engine.begin(async |connection| {
            connection.execute(rename("Anna")).await?;
            Ok(42)
        });
        assert_eq!(answer.await.unwrap(), 42);
        let failed = db.engine.begin(async |connection| {
            connection.execute(rename("Antonia")).await?;
            Err::<(), _>(CoreError::other("no"))
        });
        assert_eq!(failed.await.unwrap_err().to_string(), "no");
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(names(&mut connection).await[0], "Anna");
    });
}

#[test]
fn what_is_not_committed_is_rolled_back() {
    on_each_database("core_rollback", async |db: &Database| {
        let mut connection = employees(db).await;
        assert!(!connection.in_transaction());
        connection
            .execute(delete(Employee).filter(Employee.id.eq(2)))
            .await
            .unwrap();
        assert!(connection.in_transaction());
        connection.rollback().await.unwrap();
        assert!(!connection.in_transaction());
        assert_eq!(names(&mut connection).await.len(), 3);

        connection
            .execute(delete(Employee).filter(Employee.id.eq(2)))
            .await
            .unwrap();
        drop(connection);
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 3);

        connection
            .execute(delete(Employee).filter(Employee.id.eq(2)))
            .await
            .unwrap();
        connection.close().await.unwrap();
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 3);

        connection
            .execute(delete(Employee).filter(Employee.id.eq(2)))
            .await
            .unwrap();
        connection.commit().await.unwrap();
        connection.rollback().await.unwrap();
        drop(connection);
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 2);
    });
}

#[test]
fn with_autocommit_each_statement_commits_by_itself() {
    on_each_database("core_autocommit", async |db: &Database| {
        let mut connection = employees(db).await;
        let fire = |id: i64| delete(Employee).filter(Employee.id.eq(id));
        connection.begin().await.unwrap();
        let error = connection.set_autocommit(true).unwrap_err();
        assert_eq!(error.code(), "transaction-state");
        connection.rollback().await.unwrap();

        connection.set_autocommit(true).unwrap();
        connection.execute(fire(2)).await.unwrap();
        assert!(!connection.in_transaction());
        connection.rollback().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 2);

        // A transaction that the program begins is one.
        connection.begin().await.unwrap();
        connection.execute(fire(3)).await.unwrap();
        connection.rollback().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 2);

        // The next loan starts without.
        drop(connection);
        let mut connection = db.engine.connect().await.unwrap();
        assert!(!connection.is_autocommit());
        connection.execute(fire(3)).await.unwrap();
        assert!(connection.in_transaction());
    });
}

#[test]
fn a_dropped_transaction_is_rolled_back() {
    on_each_database("core_cancelled", async |db: &Database| {
        drop(employees(db).await);
        let work = db.engine.begin(async |connection| {
            connection
                .execute(delete(Employee).filter(Employee.id.eq(2)))
                .await?;
            std::future::pending::<()>().await;
            Ok(())
        });
        let cancelled = tokio::time::timeout(std::time::Duration::from_millis(200), work).await;
        assert!(cancelled.is_err());
        let mut connection = db.engine.connect().await.unwrap();
        assert_eq!(names(&mut connection).await.len(), 3);
    });
}

#[test]
fn a_transaction_begins_once() {
    on_each_database("core_begin_twice", async |db: &Database| {
        let mut connection = db.engine.connect().await.unwrap();
        connection.commit().await.unwrap();
        connection.begin().await.unwrap();
        let error = connection.begin().await.unwrap_err();
        assert_eq!(error.code(), "transaction-state");
        connection.commit().await.unwrap();
        connection.begin().await.unwrap();
        connection.rollback().await.unwrap();
    });
}

#[test]
fn savepoints_nest() {
    on_each_database("core_savepoints", async |db: &Database| {
        let mut connection = employees(db).await;
        let rename = |id: i64, name: &'static str| {
            update(Employee)
                .values(Employee.name.set(name))
                .filter(Employee.id.eq(id))
        };
        connection.execute(rename(1, "one")).await.unwrap();
        let outer = connection.begin_nested(async |connection| {
            connection.execute(rename(2, "two")).await?;
            let inner = connection.begin_nested(async |connection| {
                connection.execute(rename(3, "three")).await?;
                Err::<(), _>(CoreError::other("inner"))
            });
            assert_eq!(inner.await.unwrap_err().to_string(), "inner");
            connection
                .begin_nested(async |connection| {
                    connection.execute(rename(3, "drei")).await?;
                    Ok(())
                })
                .await
        });
        outer.await.unwrap();
        assert_eq!(names(&mut connection).await, ["one", "two", "drei"]);

        let first = connection.savepoint().await.unwrap();
        connection.execute(rename(1, "x")).await.unwrap();
        let second = connection.savepoint().await.unwrap();
        connection.execute(rename(2, "y")).await.unwrap();
        connection.rollback_to(first).await.unwrap();
        let gone = connection.release(second).await.unwrap_err();
        assert_eq!(gone.code(), "transaction-state");
        assert_eq!(names(&mut connection).await, ["one", "two", "drei"]);

        let last = connection.savepoint().await.unwrap();
        connection.commit().await.unwrap();
        assert!(connection.rollback_to(last).await.is_err());
        assert_eq!(names(&mut connection).await, ["one", "two", "drei"]);
    });
}

#[test]
fn a_failed_statement_in_a_savepoint_leaves_the_transaction_usable() {
    on_each_database("core_savepoint_error", async |db: &Database| {
        let mut connection = employees(db).await;
        let rename = |id: i64, name: &'static str| {
            update(Employee)
                .values(Employee.name.set(name))
                .filter(Employee.id.eq(id))
        };
        connection.execute(rename(3, "Cid")).await.unwrap();
        let clash = connection.begin_nested(async |connection| {
            connection.execute(rename(1, "Bob")).await?;
            Ok(())
        });
        assert_eq!(
            kind_of(&clash.await.unwrap_err()),
            DatabaseErrorKind::UniqueViolation
        );
        connection.commit().await.unwrap();
        assert_eq!(names(&mut connection).await, ["Ann", "Bob", "Cid"]);
    });
}
