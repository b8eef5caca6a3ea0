//! [`PostgresConnection`]: transactions and statements of one connection.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;

use futures_util::TryStreamExt;
use futures_util::future::join;
use rebis_core::dialect::{self, Dialect};
use rebis_core::driver::{DriverConnection, DriverFuture, DriverStatement, ExecResult, RowSink};
use rebis_core::engine::Url;
use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use rebis_core::value::Value;
use tokio_postgres::{Client, Error, NoTls, Statement};

use crate::cache::StatementCache;
use crate::config::Target;
use crate::decode::PostgresRow;
use crate::encode::Params;
use crate::error::{connect_error, is_stale_statement};
use crate::parameter;
use crate::wire::Wire;

/// A connection to one server.
#[derive(Debug)]
pub(crate) struct PostgresConnection {
    client: Client,
    wire: Wire,
    dialect: Arc<dialect::Postgres>,
    statements: StatementCache,
    params: Params,
    transaction: Transaction,
}

/// The state of the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Transaction {
    /// No transaction.
    Idle,
    /// Begun by the program. `BEGIN` is sent together with the next statement.
    Pending,
    /// Begun on the server.
    Open,
    /// Failed by an error. The server accepts only a rollback, complete or to a savepoint.
    Failed,
}

/// The oldest major version of the server that the driver supports.
const OLDEST_VERSION: u32 = 13;

impl PostgresConnection {
    /// Opens a connection.
    ///
    /// # Errors
    /// Returns an error if the URL has an unsupported option, or if the server cannot be reached,
    /// refuses the connection, or is too old.
    pub(crate) async fn open(url: &Url) -> Result<Self, DatabaseError> {
        let target = Target::new(url).map_err(refused)?;
        let Target {
            config,
            place,
            time_zone,
        } = target;
        let connected = config.connect(NoTls).await;
        let (client, connection) = connected.map_err(|error| connect_error(error, &place))?;
        let version = connection.parameter("server_version");
        let version = major_version(version);
        let version = version.map_err(|why| refused(format!("cannot use {place}: {why}")))?;
        let mut opened = Self {
            client,
            wire: Wire::new(connection),
            dialect: Arc::new(dialect::Postgres.with_version(version)),
            statements: StatementCache::new(),
            params: Params::default(),
            transaction: Transaction::Idle,
        };
        if let Some(zone) = time_zone {
            opened.set_time_zone(&zone).await?;
        }
        Ok(opened)
    }

    async fn set_time_zone(&mut self, zone: &str) -> Result<(), DatabaseError> {
        tracing::debug!(zone, "setting the time zone of the session");
        let sql = format!("SET TIME ZONE '{}'", zone.replace('\'', "''"));
        self.simple(&sql).await
    }

    /// Executes a statement. A stale statement is prepared and executed again, unless the
    /// transaction has begun on the server.
    async fn execute_into(
        &mut self,
        statement: DriverStatement<'_>,
        params: &[&Value],
        rows: &mut dyn RowSink,
    ) -> Result<ExecResult, DatabaseError> {
        let before = self.transaction;
        let error = match self.attempt(statement, params, rows).await {
            Err(error) if is_stale_statement(&error) => error,
            outcome => return outcome,
        };
        self.statements.remove(statement.sql);
        match before {
            // The earlier statements of the transaction are lost; only the program can repeat them.
            Transaction::Open | Transaction::Failed => return Err(error),
            Transaction::Pending => self.simple("ROLLBACK AND CHAIN").await?,
            Transaction::Idle => {}
        }
        self.attempt(statement, params, rows).await
    }

    async fn attempt(
        &mut self,
        statement: DriverStatement<'_>,
        params: &[&Value],
        rows: &mut dyn RowSink,
    ) -> Result<ExecResult, DatabaseError> {
        let prepared = self.prepare(statement).await?;
        self.params.encode(prepared.params(), params)?;
        let begins = self.begins_now();
        let query = query(&self.client, &prepared, &self.params, rows);
        let outcome = self
            .wire
            .drive(after_begin(&self.client, begins, query))
            .await;
        self.settle(&outcome);
        outcome
    }

    async fn prepare(
        &mut self,
        statement: DriverStatement<'_>,
    ) -> Result<Statement, DatabaseError> {
        if let Some(prepared) = self.statements.get(statement) {
            return Ok(prepared);
        }
        let begins = self.begins_now();
        let types = parameter::types(statement.types);
        let prepare = self.client.prepare_typed(statement.sql, &types);
        let outcome = self
            .wire
            .drive(after_begin(&self.client, begins, prepare))
            .await;
        self.settle(&outcome);
        let prepared = outcome?;
        if statement.cacheable {
            self.statements.insert(statement, &prepared);
        }
        Ok(prepared)
    }

    async fn simple(&mut self, sql: &str) -> Result<(), DatabaseError> {
        let begins = self.begins_now();
        let execute = self.client.batch_execute(sql);
        let outcome = self
            .wire
            .drive(after_begin(&self.client, begins, execute))
            .await;
        self.settle(&outcome);
        outcome
    }

    /// Ends the transaction, even if the server returns an error: `COMMIT` then rolls back.
    async fn end(&mut self, sql: &'static str) -> Result<(), DatabaseError> {
        let outcome = self.simple(sql).await;
        self.transaction = Transaction::Idle;
        outcome
    }

    /// Rolls back a failed transaction and returns an error. The server would report success for
    /// `COMMIT`, although it rolls back.
    async fn refuse_commit(&mut self) -> Result<(), DatabaseError> {
        self.end("ROLLBACK").await?;
        let mut error = DatabaseError::new(
            DatabaseErrorKind::Other,
            "the transaction was rolled back instead of committed, because one of its statements \
             failed",
        );
        error.sqlstate = Some("25P02".to_owned());
        Err(error)
    }

    /// Returns whether `BEGIN` must be sent with the next request, and marks the transaction open.
    fn begins_now(&mut self) -> bool {
        let begins = self.transaction == Transaction::Pending;
        if begins {
            self.transaction = Transaction::Open;
        }
        begins
    }

    /// Updates the state of the transaction after a response of the server.
    fn settle<T>(&mut self, outcome: &Result<T, DatabaseError>) {
        self.transaction = match (self.transaction, outcome) {
            (Transaction::Open, Err(error)) if error.sqlstate.is_some() => Transaction::Failed,
            // Only a rollback to a savepoint succeeds in a failed transaction.
            (Transaction::Failed, Ok(_)) => Transaction::Open,
            (transaction, _) => transaction,
        };
    }
}

impl DriverConnection for PostgresConnection {
    fn dialect(&self) -> Arc<dyn Dialect> {
        self.dialect.clone()
    }

    fn begin(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>> {
        if self.transaction == Transaction::Idle {
            self.transaction = Transaction::Pending;
        }
        DriverFuture::ready(Ok(()))
    }

    fn commit(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>> {
        match self.transaction {
            Transaction::Idle | Transaction::Pending => {
                self.transaction = Transaction::Idle;
                DriverFuture::ready(Ok(()))
            }
            Transaction::Open => DriverFuture::later(self.end("COMMIT")),
            Transaction::Failed => DriverFuture::later(self.refuse_commit()),
        }
    }

    fn rollback(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>> {
        if self.rollback_now() {
            DriverFuture::ready(Ok(()))
        } else {
            DriverFuture::later(self.end("ROLLBACK"))
        }
    }

    fn rollback_now(&mut self) -> bool {
        let unsent = matches!(self.transaction, Transaction::Idle | Transaction::Pending);
        if unsent {
            self.transaction = Transaction::Idle;
        }
        unsent
    }

    fn execute<'a>(
        &'a mut self,
        statement: DriverStatement<'a>,
        params: &'a [&'a Value],
        rows: &'a mut dyn RowSink,
    ) -> DriverFuture<'a, Result<ExecResult, DatabaseError>> {
        DriverFuture::later(self.execute_into(statement, params, rows))
    }

    fn execute_raw<'a>(&'a mut self, sql: &'a str) -> DriverFuture<'a, Result<(), DatabaseError>> {
        DriverFuture::later(self.simple(sql))
    }

    /// Sends an empty query, which the server accepts even in a failed transaction.
    fn ping(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>> {
        DriverFuture::later(self.wire.drive(self.client.batch_execute("")))
    }

    fn is_broken(&self) -> bool {
        self.wire.is_closed() || self.client.is_closed()
    }
}

/// Sends `BEGIN` and then a request, in one round trip.
///
/// The client sends requests in the order in which they are first polled, and does not wait for a
/// response between them.
async fn after_begin<T>(
    client: &Client,
    begins: bool,
    request: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    if !begins {
        return request.await;
    }
    let (begun, outcome) = join(client.batch_execute("BEGIN"), request).await;
    begun?;
    outcome
}

/// Binds and executes a statement, and reads all its rows, even after `rows` breaks.
async fn query(
    client: &Client,
    statement: &Statement,
    params: &Params,
    rows: &mut dyn RowSink,
) -> Result<ExecResult, Error> {
    let mut stream = pin!(client.query_raw(statement, params.iter()).await?);
    let mut is_wanted = true;
    while let Some(row) = stream.try_next().await? {
        if is_wanted {
            is_wanted = rows.row(&PostgresRow(&row)).is_continue();
        }
    }
    let rows_affected = stream.rows_affected().unwrap_or(0);
    Ok(ExecResult {
        rows_affected,
        last_insert_id: None,
    })
}

/// Returns the major version, from a text such as `15.8 (Debian 15.8-1)` or `17beta1`.
///
/// Other servers with PostgreSQL's protocol may send no version, or one that is not a number.
fn major_version(version: Option<&str>) -> Result<u32, String> {
    // A server without a version is treated as the oldest supported version.
    let Some(version) = version else {
        return Ok(OLDEST_VERSION);
    };
    let digits = version.bytes().take_while(u8::is_ascii_digit).count();
    match version[..digits].parse::<u32>() {
        Ok(major) if major < OLDEST_VERSION => Err(format!(
            "it runs PostgreSQL {version}; Rebis requires {OLDEST_VERSION} or later"
        )),
        Ok(major) => Ok(major),
        Err(_) => Ok(OLDEST_VERSION),
    }
}

fn refused(message: String) -> DatabaseError {
    DatabaseError::new(DatabaseErrorKind::Other, message)
}

#[cfg(test)]
mod tests;
