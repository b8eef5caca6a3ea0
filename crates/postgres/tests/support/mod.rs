//! What the integration tests share: a connection, and rows as values.

use std::ops::ControlFlow;

use rebis_core::Value;
use rebis_core::decode::RowSource;
use rebis_core::driver::{Driver, DriverConnection, DriverStatement, ExecResult, RowSink};
use rebis_core::engine::Url;
use rebis_core::error::{DatabaseError, DecodeError};

pub(crate) type Connection = Box<dyn DriverConnection>;

/// The server of the tests.
pub(crate) fn url() -> Url {
    match std::env::var("REBIS_TEST_POSTGRES_URL") {
        Ok(url) => url
            .parse()
            .expect("REBIS_TEST_POSTGRES_URL is a database URL"),
        Err(_) => panic!("REBIS_TEST_POSTGRES_URL is not set; run the tests with tests/run"),
    }
}

pub(crate) async fn connect() -> Connection {
    rebis_postgres::DRIVER
        .connect(&url())
        .await
        .expect("the server accepts connections")
}

/// Keeps rows as values, up to a limit.
pub(crate) struct Collect {
    pub(crate) rows: Vec<Result<Vec<Value>, DecodeError>>,
    pub(crate) names: Vec<String>,
    limit: usize,
}

impl Collect {
    pub(crate) fn at_most(limit: usize) -> Self {
        Self {
            rows: Vec::new(),
            names: Vec::new(),
            limit,
        }
    }
}

impl RowSink for Collect {
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()> {
        assert!(self.rows.len() < self.limit, "a row came after the break");
        let columns = 0..row.width();
        self.names = columns
            .clone()
            .map(|index| row.name(index).to_owned())
            .collect();
        self.rows.push(
            columns
                .map(|index| Ok(row.get(index)?.to_value()))
                .collect(),
        );
        if self.rows.len() < self.limit {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    }
}

pub(crate) async fn execute(
    connection: &mut Connection,
    sql: &str,
    params: &[Value],
    rows: &mut Collect,
) -> Result<ExecResult, DatabaseError> {
    let params: Vec<&Value> = params.iter().collect();
    let statement = DriverStatement {
        sql,
        cacheable: true,
        types: &[],
    };
    connection.execute(statement, &params, rows).await
}

/// Executes a statement that must succeed, and gives its rows.
pub(crate) async fn query(
    connection: &mut Connection,
    sql: &str,
    params: &[Value],
) -> Vec<Vec<Value>> {
    let mut rows = Collect::at_most(usize::MAX);
    execute(connection, sql, params, &mut rows)
        .await
        .expect(sql);
    rows.rows.into_iter().collect::<Result<_, _>>().expect(sql)
}

/// The only value of the only row.
pub(crate) async fn scalar(connection: &mut Connection, sql: &str, params: &[Value]) -> Value {
    let rows = query(connection, sql, params).await;
    assert_eq!((rows.len(), rows[0].len()), (1, 1), "{sql}");
    rows[0][0].clone()
}

/// Executes a statement that must fail.
pub(crate) async fn failure(
    connection: &mut Connection,
    sql: &str,
    params: &[Value],
) -> DatabaseError {
    let mut rows = Collect::at_most(usize::MAX);
    execute(connection, sql, params, &mut rows)
        .await
        .expect_err(sql)
}

/// Executes SQL that must succeed.
pub(crate) async fn simple(connection: &mut Connection, sql: &str) {
    connection.execute_raw(sql).await.expect(sql);
}
