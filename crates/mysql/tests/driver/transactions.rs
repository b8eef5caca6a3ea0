//! Transactions, locks and deadlocks.

use rebis_core::Value;
use rebis_core::error::DatabaseErrorKind;

use crate::support::{
    Connection, Keep, Scratch, fail, on_each_server, rows, run, run_into, scalar,
};

#[test]
fn a_transaction_lasts_only_when_it_is_committed() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
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
        connection.execute_raw("SAVEPOINT a").await.unwrap();
        run(&mut connection, "INSERT INTO t VALUES (2)", &[]).await;
        connection
            .execute_raw("ROLLBACK TO SAVEPOINT a")
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
    });
}

#[test]
fn a_transaction_without_a_statement_is_never_sent() {
    on_each_server(async |server| {
        let mut connection = server.connect().await;
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
    });
}

#[test]
fn after_a_deadlock_nothing_runs_before_the_rollback() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
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
    });
}

#[test]
fn a_lock_that_is_not_granted_times_out() {
    on_each_server(async |server| {
        let scratch = Scratch::new(server).await;
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
        two.execute_raw("SET innodb_lock_wait_timeout = 1")
            .await
            .unwrap();
        let error = fail(&mut two, "INSERT INTO t VALUES (1)", &[]).await;
        assert_eq!(error.kind, DatabaseErrorKind::LockTimeout, "{error:?}");
        drop((one, two));
        scratch.drop().await;
    });
}
