//! Servers to test on, and short forms of what the driver does.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU32, Ordering};

use rebis_core::Value;
use rebis_core::decode::RowSource;
use rebis_core::driver::{Driver, DriverConnection, DriverStatement, ExecResult, RowSink};
use rebis_core::engine::Url;
use rebis_core::error::DatabaseError;
use rebis_core::value::{Date, DateTime, Time};
use rebis_mysql::DRIVER;

pub(crate) type Connection = Box<dyn DriverConnection>;

/// A server to test on.
pub(crate) struct Server {
    /// `mariadb` or `mysql`.
    pub(crate) name: &'static str,
    url: Url,
}

impl Server {
    pub(crate) fn url(&self) -> Url {
        self.url.clone()
    }

    /// The URL with a change to its text, password included.
    pub(crate) fn url_with(&self, change: impl FnOnce(String) -> String) -> Url {
        change(self.url().to_string_with_password())
            .parse()
            .unwrap()
    }

    pub(crate) async fn connect(&self) -> Connection {
        connect_to(&self.url).await
    }
}

/// Runs a test on each server, one after the other.
pub(crate) fn on_each_server<F>(test: F)
where
    F: AsyncFn(&Server),
{
    for server in servers() {
        let name = server.name;
        eprintln!("on {name}");
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let dialect = server.connect().await.dialect().name();
            assert_eq!(dialect, name, "at the URL for {name}");
            test(&server).await;
        });
    }
}

/// The servers whose URL is set and that `REBIS_TEST_DATABASES`, if it is set, names.
fn servers() -> Vec<Server> {
    let chosen = std::env::var("REBIS_TEST_DATABASES").ok();
    let is_chosen = |name: &str| match &chosen {
        Some(chosen) => chosen.split(',').any(|chosen| chosen.trim() == name),
        None => true,
    };
    let both = [
        ("mariadb", "REBIS_TEST_MARIADB_URL"),
        ("mysql", "REBIS_TEST_MYSQL_URL"),
    ];
    let server = |(name, variable): (&'static str, &str)| {
        let url = std::env::var(variable).ok().filter(|_| is_chosen(name))?;
        let url = url.parse().expect("the variable is a URL");
        Some(Server { name, url })
    };
    let servers: Vec<_> = both.into_iter().filter_map(server).collect();
    assert!(
        !servers.is_empty(),
        "neither REBIS_TEST_MARIADB_URL nor REBIS_TEST_MYSQL_URL is set; run the tests with \
         `tests/run --db mariadb --db mysql`, which starts servers"
    );
    servers
}

pub(crate) async fn connect_to(url: &Url) -> Connection {
    DRIVER.connect(url).await.unwrap()
}

/// A database of its own, dropped in the end.
pub(crate) struct Scratch {
    name: String,
    server: Url,
    pub(crate) url: Url,
}

impl Scratch {
    pub(crate) async fn new(server: &Server) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("rebis_driver_{}_{number}", std::process::id());
        let mut connection = server.connect().await;
        let create = format!("CREATE DATABASE {name} CHARACTER SET utf8mb4");
        connection.execute_raw(&create).await.unwrap();
        Self {
            url: server.url().with_database(&name),
            server: server.url(),
            name,
        }
    }

    pub(crate) async fn connect(&self) -> Connection {
        connect_to(&self.url).await
    }

    pub(crate) async fn drop(self) {
        let mut connection = connect_to(&self.server).await;
        // A connection that a test left open must not hold this up for a day.
        let patience = "SET lock_wait_timeout = 10";
        connection.execute_raw(patience).await.unwrap();
        connection
            .execute_raw(&format!("DROP DATABASE {}", self.name))
            .await
            .unwrap();
    }
}

/// Keeps rows, up to a limit.
pub(crate) struct Keep {
    pub(crate) rows: Vec<Vec<Value>>,
    pub(crate) errors: Vec<String>,
    pub(crate) names: Vec<String>,
    limit: usize,
}

impl Keep {
    pub(crate) fn at_most(limit: usize) -> Self {
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
        if self.rows.len() < self.limit {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

pub(crate) async fn run_into(
    connection: &mut Connection,
    sql: &str,
    params: &[Value],
    keep: &mut Keep,
) -> Result<ExecResult, DatabaseError> {
    let params: Vec<&Value> = params.iter().collect();
    connection
        .execute(
            DriverStatement {
                sql,
                cacheable: true,
                types: &[],
            },
            &params,
            keep,
        )
        .await
}

pub(crate) async fn run(connection: &mut Connection, sql: &str, params: &[Value]) -> ExecResult {
    run_into(connection, sql, params, &mut Keep::at_most(usize::MAX))
        .await
        .unwrap()
}

pub(crate) async fn fail(
    connection: &mut Connection,
    sql: &str,
    params: &[Value],
) -> DatabaseError {
    run_into(connection, sql, params, &mut Keep::at_most(usize::MAX))
        .await
        .unwrap_err()
}

pub(crate) async fn rows(
    connection: &mut Connection,
    sql: &str,
    params: &[Value],
) -> Vec<Vec<Value>> {
    let mut keep = Keep::at_most(usize::MAX);
    run_into(connection, sql, params, &mut keep).await.unwrap();
    assert_eq!(keep.errors, Vec::<String>::new());
    keep.rows
}

pub(crate) async fn scalar(connection: &mut Connection, sql: &str) -> Value {
    rows(connection, sql, &[]).await.remove(0).remove(0)
}

pub(crate) fn date_time(micro: u32) -> DateTime {
    let time = Time::new(23, 59, 58, micro).unwrap();
    DateTime::new(Date::new(2024, 2, 29).unwrap(), time)
}
