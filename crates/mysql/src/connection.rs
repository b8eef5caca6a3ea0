//! [`MySqlConnection`]: transactions and statements of one connection.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use mysql_async::prelude::Queryable;
use mysql_async::{Conn, Error, Params, Statement};
use rebis_core::decode::RowSource;
use rebis_core::dialect::{self, Dialect};
use rebis_core::driver::{DriverConnection, DriverFuture, DriverStatement, ExecResult, RowSink};
use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use rebis_core::{TableName, Value};

use crate::cache::{Prepared, StatementCache};
use crate::config::ZeroDates;
use crate::decode::Reading;
use crate::error::{NOT_PREPARABLE, database_error, ends_transaction, is_stale, server_code};
use crate::keys::Keys;
use crate::nature::{Counting, Nature};
use crate::{batch, encode, receive};

/// A connection to MySQL or MariaDB.
pub(crate) struct MySqlConnection {
    conn: Conn,
    dialect: Arc<dyn Dialect>,
    /// The options for reading rows.
    reading: Reading,
    statements: StatementCache,
    keys: Keys,
    transaction: Transaction,
    /// The maximum size of a command in bytes, `max_allowed_packet`.
    max_packet: usize,
    /// Whether the client sends a batch as one command; `None` until it is known.
    sends_batches: Option<bool>,
    lost: bool,
}

/// The state of the transaction.
#[derive(Clone, Copy, Debug)]
enum Transaction {
    /// No transaction.
    Idle,
    /// Begun by the program. `BEGIN` is sent before the next statement, so a transaction without
    /// statements costs nothing.
    Pending,
    /// Begun on the server.
    Open,
    /// Rolled back by the server with an error of this kind. Later statements would commit
    /// automatically, so none is sent before the rollback.
    Failed(DatabaseErrorKind),
}

impl MySqlConnection {
    /// Creates a connection from a client that is set up.
    pub(crate) fn new(
        conn: Conn,
        dialect: dialect::MySql,
        keys: Keys,
        zero_dates: ZeroDates,
        max_packet: usize,
    ) -> Self {
        Self {
            conn,
            reading: Reading {
                dialect: dialect.name(),
                zero_dates,
            },
            dialect: Arc::new(dialect),
            statements: StatementCache::new(),
            keys,
            transaction: Transaction::Idle,
            max_packet,
            sends_batches: None,
            lost: false,
        }
    }

    async fn execute_into(
        &mut self,
        statement: DriverStatement<'_>,
        params: &[&Value],
        rows: &mut dyn RowSink,
    ) -> Result<ExecResult, DatabaseError> {
        let encoded = encode::params(params, self.reading.dialect)?;
        self.begin_if_pending().await?;
        let prepared = match self.statements.prepare(&mut self.conn, statement).await {
            Ok(prepared) => prepared,
            Err(error) if server_code(&error) == Some(NOT_PREPARABLE) && params.is_empty() => {
                return self.execute_unprepared(statement.sql, rows).await;
            }
            Err(error) => return Err(self.failed(error)),
        };
        // The client closes the connection if the number of parameters is wrong.
        if !has_count(&encoded, prepared.statement.num_params()) {
            return Err(wrong_count(prepared.statement.num_params()));
        }
        let mut last = prepared.statement.clone();
        let mut outcome = self.execute_prepared(&prepared, encoded, rows).await;
        if !prepared.is_new && outcome.as_ref().is_err_and(is_stale) {
            let again = self.statements.prepare_again(&mut self.conn, statement);
            let prepared = again.await.map_err(|error| self.failed(error))?;
            outcome = self
                .execute_prepared(
                    &prepared,
                    encode::params(params, self.reading.dialect)?,
                    rows,
                )
                .await;
            last = prepared.statement;
        }
        let outcome = outcome.map_err(|error| self.refused(statement, error));
        if !statement.cacheable && !self.is_broken() {
            let closed = self.conn.close(last).await;
            closed.map_err(|error| self.failed(error))?;
        }
        outcome
    }

    /// Executes a prepared statement, and counts its rows.
    async fn execute_prepared(
        &mut self,
        prepared: &Prepared,
        params: Params,
        rows: &mut dyn RowSink,
    ) -> Result<ExecResult, Error> {
        let Nature {
            counting,
            is_ordinary,
        } = prepared.nature;
        if !is_ordinary {
            self.keys.forget();
        }
        if counting.needs_variable() {
            let reset = format!("SET {} = 0", dialect::MySql::KEPT_ROWS);
            self.conn.query_drop(reset).await?;
        }
        let reading = self.reading;
        let conn = &mut self.conn;
        let received =
            receive::execute_prepared(conn, &prepared.statement, params, reading, counting, rows)
                .await?;
        let kept = match counting {
            Counting::KeptInVariable => {
                let count = format!("SELECT {}", dialect::MySql::KEPT_ROWS);
                conn.query_first(count).await?.unwrap_or_default()
            }
            _ => 0,
        };
        Ok(received.done(counting, kept))
    }

    async fn execute_unprepared(
        &mut self,
        sql: &str,
        rows: &mut dyn RowSink,
    ) -> Result<ExecResult, DatabaseError> {
        self.keys.forget();
        let counting = Nature::from_sql(sql).counting;
        let outcome =
            receive::execute_text(&mut self.conn, sql, self.reading, counting, rows).await;
        outcome
            .map(|received| received.done(counting, 0))
            .map_err(|error| self.failed(error))
    }

    async fn execute_sets(
        &mut self,
        statement: DriverStatement<'_>,
        params: &[&Value],
        width: usize,
    ) -> Result<ExecResult, DatabaseError> {
        let dialect = self.reading.dialect;
        let rows = params.chunks(width.max(1));
        let rows = rows
            .map(|row| encode::row(row, dialect))
            .collect::<Result<Vec<_>, _>>()?;
        self.begin_if_pending().await?;
        let prepared = self.statements.prepare(&mut self.conn, statement).await;
        let Prepared {
            statement: prepared,
            nature,
            ..
        } = prepared.map_err(|error| self.failed(error))?;
        if usize::from(prepared.num_params()) != width {
            return Err(wrong_count(prepared.num_params()));
        }
        if nature.counting != Counting::Write {
            // The server's count for the batch is not the sum of the counts of its rows.
            return self.execute_each(statement, params, width).await;
        }
        let outcome = self.send_rows(&prepared, rows).await;
        let rows_affected = outcome.map_err(|error| self.refused(statement, error))?;
        if !statement.cacheable {
            let closed = self.conn.close(prepared).await;
            closed.map_err(|error| self.failed(error))?;
        }
        Ok(ExecResult {
            rows_affected,
            last_insert_id: None,
        })
    }

    async fn execute_each(
        &mut self,
        statement: DriverStatement<'_>,
        params: &[&Value],
        width: usize,
    ) -> Result<ExecResult, DatabaseError> {
        let mut batch = ExecResult::default();
        for params in params.chunks(width.max(1)) {
            let done = self.execute_into(statement, params, &mut NoRows).await?;
            batch.rows_affected += done.rows_affected;
        }
        Ok(batch)
    }

    /// Executes a statement for each row, and returns the number of affected rows.
    async fn send_rows(
        &mut self,
        prepared: &Statement,
        rows: Vec<Vec<mysql_async::Value>>,
    ) -> Result<u64, Error> {
        let together = self.sends_batches().await?;
        let mut affected = 0;
        for batch in batch::commands(rows, self.max_packet) {
            if together && batch.len() > 1 {
                self.conn.exec_batch(prepared, batch).await?;
                affected += self.conn.affected_rows();
                continue;
            }
            for row in batch {
                self.conn.exec_drop(prepared, row).await?;
                affected += self.conn.affected_rows();
            }
        }
        Ok(affected)
    }

    /// Returns whether the client sends a batch as one command, so that the server counts all rows.
    ///
    /// The server must report that it supports batches, and a proxy may not forward the report.
    /// Otherwise the client executes the rows one by one, and has only the affected rows of the
    /// last. The client has no method that returns this, so a statement that is an error in a batch
    /// tests it.
    async fn sends_batches(&mut self) -> Result<bool, Error> {
        if let Some(known) = self.sends_batches {
            return Ok(known);
        }
        let probe = self.conn.prep("DO ?").await?;
        let outcome = self.conn.exec_batch(&probe, [(1,), (1,)]).await;
        let together = match outcome {
            Ok(()) => false,
            Err(error) if server_code(&error) == Some(NOT_PREPARABLE) => true,
            Err(error) => return Err(error),
        };
        self.conn.close(probe).await?;
        self.sends_batches = Some(together);
        Ok(together)
    }

    /// Converts an error of a prepared statement, and removes the statement if it is stale.
    fn refused(&mut self, statement: DriverStatement<'_>, error: Error) -> DatabaseError {
        if is_stale(&error) {
            self.statements.remove(statement.sql);
        }
        self.failed(error)
    }

    async fn send(&mut self, sql: &str) -> Result<(), DatabaseError> {
        let outcome = self.conn.query_drop(sql).await;
        outcome.map_err(|error| self.failed(error))
    }

    async fn begin_if_pending(&mut self) -> Result<(), DatabaseError> {
        match self.transaction {
            Transaction::Idle | Transaction::Open => Ok(()),
            Transaction::Failed(kind) => Err(transaction_failed(kind)),
            Transaction::Pending => {
                self.send("BEGIN").await?;
                self.transaction = Transaction::Open;
                Ok(())
            }
        }
    }

    async fn end(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.send(sql).await?;
        self.transaction = Transaction::Idle;
        Ok(())
    }

    /// Converts an error, and updates the state of the connection and the transaction.
    fn failed(&mut self, error: Error) -> DatabaseError {
        let fatal = error.is_fatal() && self.conn.is_disconnected();
        let error = database_error(error);
        self.lost |= fatal || error.kind == DatabaseErrorKind::ConnectionLost;
        if ends_transaction(error.kind) && matches!(self.transaction, Transaction::Open) {
            self.transaction = Transaction::Failed(error.kind);
        }
        error
    }
}

impl DriverConnection for MySqlConnection {
    fn dialect(&self) -> Arc<dyn Dialect> {
        Arc::clone(&self.dialect)
    }

    fn begin(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>> {
        if matches!(self.transaction, Transaction::Idle) {
            self.transaction = Transaction::Pending;
        }
        DriverFuture::ready(Ok(()))
    }

    fn commit(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>> {
        match self.transaction {
            Transaction::Open => DriverFuture::later(self.end("COMMIT")),
            Transaction::Failed(kind) => DriverFuture::ready(Err(transaction_failed(kind))),
            Transaction::Idle | Transaction::Pending => {
                self.transaction = Transaction::Idle;
                DriverFuture::ready(Ok(()))
            }
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
        let nothing_sent = matches!(self.transaction, Transaction::Idle | Transaction::Pending);
        if nothing_sent {
            self.transaction = Transaction::Idle;
        }
        nothing_sent
    }

    fn execute<'a>(
        &'a mut self,
        statement: DriverStatement<'a>,
        params: &'a [&'a Value],
        rows: &'a mut dyn RowSink,
    ) -> DriverFuture<'a, Result<ExecResult, DatabaseError>> {
        DriverFuture::later(self.execute_into(statement, params, rows))
    }

    fn execute_batch<'a>(
        &'a mut self,
        statement: DriverStatement<'a>,
        params: &'a [&'a Value],
        width: usize,
    ) -> DriverFuture<'a, Result<ExecResult, DatabaseError>> {
        DriverFuture::later(self.execute_sets(statement, params, width))
    }

    fn execute_raw<'a>(&'a mut self, sql: &'a str) -> DriverFuture<'a, Result<(), DatabaseError>> {
        DriverFuture::later(async move {
            self.begin_if_pending().await?;
            if !Nature::from_script(sql).is_ordinary {
                self.keys.forget();
            }
            self.send(sql).await
        })
    }

    fn key_step<'a>(
        &'a mut self,
        table: &'a TableName,
        column: &'a str,
    ) -> DriverFuture<'a, Result<Option<i64>, DatabaseError>> {
        DriverFuture::later(async move {
            let step = self.keys.step(&mut self.conn, table, column).await;
            step.map_err(|error| self.failed(error))
        })
    }

    fn ping(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>> {
        DriverFuture::later(async move {
            let outcome = self.conn.ping().await;
            outcome.map_err(|error| self.failed(error))
        })
    }

    fn is_broken(&self) -> bool {
        self.lost || self.conn.is_disconnected()
    }
}

impl fmt::Debug for MySqlConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MySqlConnection")
            .field("id", &self.conn.id())
            .field("dialect", &self.dialect.name())
            .field("transaction", &self.transaction)
            .field("lost", &self.lost)
            .finish_non_exhaustive()
    }
}

/// A sink that drops all rows.
struct NoRows;

impl RowSink for NoRows {
    fn row(&mut self, _: &dyn RowSource) -> ControlFlow<()> {
        ControlFlow::Break(())
    }
}

fn has_count(params: &Params, count: u16) -> bool {
    match params {
        Params::Positional(params) => params.len() == usize::from(count),
        _ => count == 0,
    }
}

fn wrong_count(takes: u16) -> DatabaseError {
    let message = format!("wrong number of bind parameters: expected {takes}");
    DatabaseError::new(DatabaseErrorKind::Other, message)
}

fn transaction_failed(kind: DatabaseErrorKind) -> DatabaseError {
    let message = format!(
        "the server rolled the transaction back ({}); roll back before the next statement",
        kind.code()
    );
    DatabaseError::new(kind, message)
}
