//! The databases that the environment names, as for the tests.

use mysql_async::prelude::Queryable;
use rebis_bench_harness::Database;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::NoTls;
use tokio_postgres::error::SqlState;

/// The benches' own database on a server: they drop tables with everyday names.
const OWN: &str = "rebis_bench";

/// Names and databases of `REBIS_TEST_DATABASES`; SQLite by default.
pub(super) fn chosen() -> Vec<(String, Database)> {
    let names = std::env::var("REBIS_TEST_DATABASES").unwrap_or_else(|_| "sqlite".to_owned());
    let database = |name: &str| Database::named(name).expect("sqlite, postgres, mariadb or mysql");
    names
        .split(',')
        .map(|name| (name.to_owned(), database(name)))
        .collect()
}

/// The URL of a database. On a server it is created if need be.
pub(super) fn url(name: &str, database: Database) -> String {
    let server = || variable(&format!("REBIS_TEST_{}_URL", name.to_uppercase()));
    match database {
        Database::Sqlite => "sqlite://".to_owned(),
        Database::Postgres => {
            let url = server();
            runtime().block_on(create_postgres(&url));
            own(&url)
        }
        Database::Mysql => {
            let url = server();
            runtime().block_on(create_mysql(&url));
            own(&url)
        }
    }
}

async fn create_postgres(url: &str) {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    let created = client
        .batch_execute(&format!("CREATE DATABASE {OWN}"))
        .await;
    if let Err(error) = created {
        assert_eq!(error.code(), Some(&SqlState::DUPLICATE_DATABASE), "{error}");
    }
}

async fn create_mysql(url: &str) {
    let mut connection = mysql_async::Conn::from_url(url).await.unwrap();
    let create = format!("CREATE DATABASE IF NOT EXISTS {OWN}");
    connection.query_drop(create).await.unwrap();
}

/// A server's URL with the benches' own database.
fn own(url: &str) -> String {
    let (server, _) = url.rsplit_once('/').expect("a URL with a database");
    let query = url.split_once('?').map(|(_, query)| format!("?{query}"));
    format!("{server}/{OWN}{}", query.unwrap_or_default())
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}
