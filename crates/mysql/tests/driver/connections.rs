//! How a connection is opened, and how it ends.

use std::time::Duration;

use rebis_core::Value;
use rebis_core::driver::Driver;
use rebis_core::engine::Url;
use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use rebis_mysql::DRIVER;

use crate::support::{Keep, connect_to, fail, on_each_server, rows, run_into, scalar};

#[test]
fn a_session_is_strict_utf8_and_utc() {
    on_each_server(async |server| {
        let mut connection = server.connect().await;
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
    });
}

#[test]
fn returning_can_be_switched_off() {
    on_each_server(async |server| {
        let on = server.connect().await.dialect();
        assert_eq!(on.capabilities().insert_returning, on.name() == "mariadb");
        let url = server.url_with(|url| format!("{url}?returning=off"));
        let off = connect_to(&url).await.dialect();
        assert!(!off.capabilities().insert_returning && !off.capabilities().delete_returning);
    });
}

async fn refusal(url: &Url) -> DatabaseError {
    DRIVER.connect(url).await.map(|_| ()).unwrap_err()
}

#[test]
fn a_refused_connection_says_where_and_why() {
    on_each_server(async |server| {
        let address = format!(
            "{}:{}",
            server.url().host().unwrap(),
            server.url().port().unwrap()
        );
        let password = server.url().password().unwrap().to_owned();

        let wrong = refusal(&server.url_with(|url| url.replacen('@', "wrong@", 1))).await;
        assert_eq!(
            wrong.kind,
            DatabaseErrorKind::AuthenticationFailed,
            "{wrong:?}"
        );
        let unknown = refusal(&server.url().with_database("rebis_nowhere")).await;
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
        let option = refusal(&server.url_with(|url| format!("{url}?colour=red"))).await;
        assert!(option.message.contains("`colour`"), "{option}");
    });
}

#[test]
fn a_killed_connection_is_broken() {
    on_each_server(async |server| {
        let mut one = server.connect().await;
        let mut two = server.connect().await;
        let Value::Int(id) = scalar(&mut one, "SELECT connection_id()").await else {
            panic!()
        };
        two.execute_raw(&format!("KILL {id}")).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        let error = fail(&mut one, "SELECT 1", &[]).await;
        assert_eq!(error.kind, DatabaseErrorKind::ConnectionLost, "{error:?}");
        assert!(one.is_broken());
        assert_eq!(
            one.ping().await.unwrap_err().kind,
            DatabaseErrorKind::ConnectionLost
        );

        let mut one = server.connect().await;
        let Value::Int(id) = scalar(&mut one, "SELECT connection_id()").await else {
            panic!()
        };
        let mut keep = Keep::at_most(1);
        let kill = format!("KILL {id}");
        let (slept, killed) = tokio::join!(
            run_into(&mut one, "SELECT sleep(20)", &[], &mut keep),
            async {
                tokio::time::sleep(Duration::from_millis(200)).await;
                two.execute_raw(&kill).await
            },
        );
        killed.unwrap();
        assert_eq!(slept.unwrap_err().kind, DatabaseErrorKind::ConnectionLost);
        assert!(one.is_broken());
    });
}

#[test]
fn a_dropped_call_leaves_a_broken_connection() {
    on_each_server(async |server| {
        let mut connection = server.connect().await;
        let mut keep = Keep::at_most(1);
        let sleeping = run_into(&mut connection, "SELECT sleep(5)", &[], &mut keep);
        let outcome = tokio::time::timeout(Duration::from_millis(100), sleeping).await;
        assert!(outcome.is_err());
        assert!(connection.is_broken());
    });
}
