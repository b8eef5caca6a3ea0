//! [`Connection`]: statements and transactions.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use tracing::{Instrument, Level};

use super::collect::{Collect, CollectNamed, First};
use super::engine::Engine;
use super::pages;
use super::recent::{Batch, Recent};
use super::report::{announce, echo, in_statement, named, query_span, refused, report};
use super::result::CursorResult;
use crate::compile::Dialect;
use crate::compile::Params;
use crate::decode::Row;
use crate::driver::{Done, DriverStatement, RowSink};
use crate::error::Error;
use crate::expr::TableName;
use crate::pool::PooledConnection;
use crate::stmt::{Statement, StatementRef};

/// A connection of the pool.
///
/// The first statement begins a transaction. [`commit`](Self::commit) makes it last; dropping the
/// connection, or [`rollback`](Self::rollback), undoes it. Statements take `&mut self`: one
/// connection runs one statement at a time.
pub struct Connection {
    engine: Engine,
    dialect: Arc<dyn Dialect>,
    pooled: PooledConnection,
    in_transaction: bool,
    /// Whether each statement commits by itself.
    autocommit: bool,
    savepoints: u32,
    recent: Recent,
}

impl Connection {
    pub(super) fn new(engine: Engine, dialect: Arc<dyn Dialect>, pooled: PooledConnection) -> Self {
        Self {
            recent: engine.shared().take_recent(),
            engine,
            dialect,
            pooled,
            in_transaction: false,
            autocommit: false,
            savepoints: 0,
        }
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The dialect of the server.
    pub fn dialect(&self) -> &dyn Dialect {
        &*self.dialect
    }

    /// Executes a statement and gathers its rows.
    ///
    /// # Errors
    /// When the statement cannot be compiled, the database refuses it, or a row does not fit.
    pub async fn execute<S: Statement>(
        &mut self,
        statement: S,
    ) -> Result<CursorResult<S::Row>, Error> {
        let mut rows = Collect::all();
        let done = self.perform(statement.statement(), &mut rows).await?;
        Ok(CursorResult::new(
            self.read(&statement, rows.finish())?,
            done,
        ))
    }

    /// All rows.
    ///
    /// # Errors
    /// As [`execute`](Self::execute).
    pub async fn all<S: Statement>(&mut self, statement: S) -> Result<Vec<S::Row>, Error> {
        let mut rows = Collect::all();
        self.perform(statement.statement(), &mut rows).await?;
        self.read(&statement, rows.finish())
    }

    /// The first row, if there is one; the others are not read.
    ///
    /// # Errors
    /// As [`execute`](Self::execute).
    pub async fn first<S: Statement>(&mut self, statement: S) -> Result<Option<S::Row>, Error> {
        let mut row = First::default();
        self.perform(statement.statement(), &mut row).await?;
        self.read(&statement, row.finish())
    }

    /// The only row.
    ///
    /// # Errors
    /// As [`execute`](Self::execute), and when there is no row or more than one.
    pub async fn one<S: Statement>(&mut self, statement: S) -> Result<S::Row, Error> {
        self.one_or_none(statement).await?.ok_or(Error::NoRows)
    }

    /// The only row, if there is one.
    ///
    /// # Errors
    /// As [`execute`](Self::execute), and when there is more than one row.
    pub async fn one_or_none<S: Statement>(
        &mut self,
        statement: S,
    ) -> Result<Option<S::Row>, Error> {
        let mut rows = Collect::at_most(2);
        let done = self.perform(statement.statement(), &mut rows).await?;
        CursorResult::new(self.read(&statement, rows.finish())?, done).one_or_none()
    }

    /// The first column of the first row, if there is a row.
    ///
    /// # Errors
    /// As [`execute`](Self::execute).
    pub async fn scalar<S: Statement<Row: crate::types::Scalar>>(
        &mut self,
        statement: S,
    ) -> Result<Option<S::Row>, Error> {
        self.first(statement).await
    }

    /// All rows of any statement, read by column name.
    ///
    /// # Errors
    /// As [`execute`](Self::execute).
    pub async fn mappings<S: Statement>(&mut self, statement: S) -> Result<Vec<Row>, Error> {
        let mut rows = CollectNamed::default();
        self.perform(statement.statement(), &mut rows).await?;
        self.read(&statement, rows.finish())
    }

    /// Executes a statement and hands each row to a sink: what the methods above do.
    ///
    /// # Errors
    /// When the statement cannot be compiled, or the database refuses it.
    pub async fn run(
        &mut self,
        statement: StatementRef<'_>,
        rows: &mut dyn RowSink,
    ) -> Result<Done, Error> {
        Ok(self.perform(statement, rows).await?)
    }

    /// Adds the SQL of a statement to the error of a row of it that did not fit.
    #[cold]
    #[must_use]
    pub fn with_sql(&mut self, statement: StatementRef<'_>, mut error: Error) -> Error {
        if let Error::Decode { sql, .. } = &mut error {
            let shared = self.engine.shared();
            let target = shared.target(&*self.dialect);
            let params = &mut Params::new();
            let known = (self.recent).prepare(statement, target, &shared.cache, params);
            *sql = known.ok().map(|known| known.sql.to_string());
        }
        error
    }

    /// Passes decoded rows on; adds the SQL of the statement to an error.
    #[inline]
    fn read<T>(&mut self, statement: &impl Statement, rows: Result<T, Error>) -> Result<T, Error> {
        match rows {
            Err(error) => Err(self.with_sql(statement.statement(), error)),
            rows => rows,
        }
    }

    /// [`run`](Self::run), in pages where an `INSERT` takes them, with an outcome of a few words: it
    /// is moved on the way up.
    fn perform(
        &mut self,
        statement: StatementRef<'_>,
        rows: &mut dyn RowSink,
    ) -> impl Future<Output = Result<Done, Box<Error>>> + Send {
        self.perform_as::<true>(statement, rows)
    }

    /// Executes a statement as it is, however large.
    pub(super) fn perform_page(
        &mut self,
        statement: StatementRef<'_>,
        rows: &mut dyn RowSink,
    ) -> impl Future<Output = Result<Done, Box<Error>>> + Send {
        self.perform_as::<false>(statement, rows)
    }

    #[allow(
        clippy::manual_async_fn,
        reason = "an argument of an `async fn` is moved once more than what a block captures"
    )]
    fn perform_as<const IN_PAGES: bool>(
        &mut self,
        statement: StatementRef<'_>,
        rows: &mut dyn RowSink,
    ) -> impl Future<Output = Result<Done, Box<Error>>> + Send {
        // One future for all of this: each one around it would move the outcome once more.
        async move {
            if IN_PAGES && let Some(insert) = pages::large(statement, self.dialect.capabilities()) {
                return self.perform_large(insert, rows).await;
            }
            let shared = self.engine.shared();
            let mut params = Params::new();
            let dialect = &*self.dialect;
            let target = shared.target(dialect);
            let known = self
                .recent
                .prepare(statement, target, &shared.cache, &mut params)?;
            if let Err(error) = known.check(&params) {
                return Err(refused(shared, &known.sql, &params, error));
            }
            if !self.in_transaction && !self.autocommit {
                begin(&mut self.pooled).await?;
                self.in_transaction = true;
            }
            let started = announce(shared, &known.sql, &params);
            let prepared = DriverStatement {
                sql: &known.sql,
                cacheable: true,
                types: &known.types,
            };
            let reply = self.pooled.execute(prepared, &params, rows);
            let outcome = match tracing::enabled!(Level::DEBUG) {
                true => reply.instrument(query_span(dialect, &known.sql)).await,
                false => reply.await,
            };
            self.pooled.answered();
            match (outcome, started) {
                (Ok(done), None) => Ok(done),
                (outcome, started) => {
                    let outcome = outcome.map_err(|error| named(error, statement, target));
                    let outcome = report(shared, &known.sql, &params, outcome, started);
                    Ok(outcome?)
                }
            }
        }
    }

    /// Executes statements without rows that differ in values alone, in their order, and adds up the
    /// rows that they inserted, matched or deleted. Where the database takes batches
    /// ([`Capabilities::batches`](crate::dialect::Capabilities::batches)), they travel together.
    ///
    /// Listeners and the log are told of one statement, with the values of all one after the other.
    ///
    /// # Errors
    /// When the statements differ in more than values, one cannot be compiled, or the database
    /// refuses one; those before it may have been executed.
    pub async fn run_batch(&mut self, statements: &[StatementRef<'_>]) -> Result<u64, Error> {
        let shared = self.engine.shared();
        let batch =
            self.recent
                .prepare_batch(statements, shared.target(&*self.dialect), &shared.cache)?;
        let Some(Batch {
            sql,
            types,
            params,
            width,
        }) = batch
        else {
            return Ok(0);
        };
        if !self.in_transaction && !self.autocommit {
            begin(&mut self.pooled).await?;
            self.in_transaction = true;
        }
        let started = announce(shared, &sql, &params);
        let statement = DriverStatement {
            sql: &sql,
            cacheable: true,
            types: &types,
        };
        let executed = self.pooled.execute_batch(statement, &params, width);
        let outcome = match tracing::enabled!(Level::DEBUG) {
            true => executed.instrument(query_span(&*self.dialect, &sql)).await,
            false => executed.await,
        };
        let outcome = outcome.map_err(|error| match statements {
            [statement, ..] => named(error, *statement, shared.target(&*self.dialect)),
            [] => error,
        });
        let done = report(shared, &sql, &params, outcome, started)?;
        Ok(done.rows_affected)
    }

    /// By how much the key that the database counts up in a column is larger for each row of an
    /// `INSERT` than for the row before, where rows do not come back; `None` where that is not known.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn key_step(
        &mut self,
        table: &TableName,
        column: &str,
    ) -> Result<Option<i64>, Error> {
        Ok(self.pooled.key_step(table, column).await?)
    }

    /// Whether a transaction has begun: by [`begin`](Self::begin) or by a statement.
    pub fn in_transaction(&self) -> bool {
        self.in_transaction
    }

    /// Whether each statement commits by itself: see [`set_autocommit`](Self::set_autocommit).
    pub fn is_autocommit(&self) -> bool {
        self.autocommit
    }

    /// Makes each statement commit by itself, as SQLAlchemy's isolation level `AUTOCOMMIT` does, or
    /// begin a transaction again. Such a statement saves the round trip of a COMMIT, and some can
    /// only be executed so (`VACUUM`, `CREATE DATABASE`). [`begin`](Self::begin) still begins a
    /// transaction. It holds until the connection is dropped.
    ///
    /// ```
    /// # use rebis_core::{Engine, Error, text};
    /// # async fn vacuum(engine: &Engine) -> Result<(), Error> {
    /// let mut connection = engine.connect().await?;
    /// connection.set_autocommit(true)?;
    /// connection.execute(text("VACUUM")).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// When a transaction has begun: commit it, or roll it back.
    pub fn set_autocommit(&mut self, autocommit: bool) -> Result<(), Error> {
        if self.in_transaction {
            return Err(Error::Transaction(
                "autocommit cannot change while a transaction is open; commit it, or roll it back",
            ));
        }
        self.autocommit = autocommit;
        Ok(())
    }

    /// Begins a transaction. Statements begin one by themselves, so this is only needed to hold a
    /// snapshot or to fail early.
    ///
    /// # Errors
    /// When one has begun already, or the database refuses.
    pub async fn begin(&mut self) -> Result<(), Error> {
        if self.in_transaction {
            return Err(Error::Transaction(
                "the connection has begun a transaction already",
            ));
        }
        self.begin_if_idle().await
    }

    async fn begin_if_idle(&mut self) -> Result<(), Error> {
        if !self.in_transaction {
            begin(&mut self.pooled).await?;
            self.in_transaction = true;
        }
        Ok(())
    }

    /// Commits the transaction. Without one it does nothing.
    ///
    /// # Errors
    /// When the database refuses: deferred constraints and serialization fail here. The
    /// transaction is then rolled back.
    pub async fn commit(&mut self) -> Result<(), Error> {
        if !self.in_transaction {
            return Ok(());
        }
        let outcome = self.pooled.commit().await;
        match outcome {
            Ok(()) => {
                self.in_transaction = false;
                self.savepoints = 0;
                Ok(())
            }
            Err(error) => {
                let _ = self.rollback().await;
                Err(in_statement("COMMIT", error))
            }
        }
    }

    /// Rolls the transaction back. Without one it does nothing.
    ///
    /// # Errors
    /// When the connection is lost.
    pub async fn rollback(&mut self) -> Result<(), Error> {
        if !self.in_transaction {
            return Ok(());
        }
        self.in_transaction = false;
        self.savepoints = 0;
        self.pooled
            .rollback()
            .await
            .map_err(|error| in_statement("ROLLBACK", error))
    }

    /// Ends the transaction of a closure as its outcome says.
    pub(crate) async fn end<T>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        match outcome {
            Ok(value) => {
                self.commit().await?;
                Ok(value)
            }
            Err(error) => {
                // The first error is the one to report; the connection is reset in any case.
                let _ = self.rollback().await;
                Err(error)
            }
        }
    }

    /// Runs a closure in a savepoint: releases it on `Ok`, rolls back to it on `Err`.
    ///
    /// # Errors
    /// What the closure returns, and what the database says to the savepoint.
    pub async fn begin_nested<T, F>(&mut self, work: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Self) -> Result<T, Error>,
    {
        let savepoint = self.savepoint().await?;
        let outcome = work(self).await;
        self.end_nested(savepoint, outcome).await
    }

    /// Ends the savepoint of a closure as its outcome says.
    pub(crate) async fn end_nested<T>(
        &mut self,
        savepoint: u32,
        outcome: Result<T, Error>,
    ) -> Result<T, Error> {
        match outcome {
            Ok(value) => {
                self.release(savepoint).await?;
                Ok(value)
            }
            Err(error) => {
                // The first error is the one to report.
                let _ = self.rollback_to(savepoint).await;
                Err(error)
            }
        }
    }

    /// Sets a savepoint and returns its number, for [`release`](Self::release) and
    /// [`rollback_to`](Self::rollback_to).
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn savepoint(&mut self) -> Result<u32, Error> {
        self.begin_if_idle().await?;
        let savepoint = self.savepoints + 1;
        self.simple(&format!("SAVEPOINT {}", savepoint_name(savepoint)))
            .await?;
        self.savepoints = savepoint;
        Ok(savepoint)
    }

    /// Keeps what happened since a savepoint.
    ///
    /// # Errors
    /// When the savepoint is gone, or the database refuses.
    pub async fn release(&mut self, savepoint: u32) -> Result<(), Error> {
        self.demand(savepoint)?;
        self.simple(&format!("RELEASE SAVEPOINT {}", savepoint_name(savepoint)))
            .await?;
        self.savepoints = savepoint - 1;
        Ok(())
    }

    /// Undoes what happened since a savepoint, and removes it.
    ///
    /// # Errors
    /// When the savepoint is gone, or the database refuses.
    pub async fn rollback_to(&mut self, savepoint: u32) -> Result<(), Error> {
        self.demand(savepoint)?;
        let name = savepoint_name(savepoint);
        self.simple(&format!("ROLLBACK TO SAVEPOINT {name}"))
            .await?;
        self.release(savepoint).await
    }

    fn demand(&self, savepoint: u32) -> Result<(), Error> {
        match savepoint > 0 && savepoint <= self.savepoints {
            true => Ok(()),
            false => Err(Error::Transaction(
                "the savepoint ended with its transaction",
            )),
        }
    }

    /// Executes SQL without parameters and rows, as it stands: DDL and the like.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn execute_simple(&mut self, sql: &str) -> Result<(), Error> {
        if !self.autocommit {
            self.begin_if_idle().await?;
        }
        self.simple(sql).await
    }

    async fn simple(&mut self, sql: &str) -> Result<(), Error> {
        if self.engine.shared().echo {
            echo(sql, &[], false);
        }
        self.pooled
            .execute_simple(sql)
            .await
            .map_err(|error| in_statement(sql, error))
    }

    /// Gives the connection back to the pool after rolling back what was not committed.
    ///
    /// Dropping does the same without waiting; call this to see the error.
    ///
    /// # Errors
    /// When the connection is lost.
    pub async fn close(mut self) -> Result<(), Error> {
        self.rollback().await
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let recent = std::mem::take(&mut self.recent);
        self.engine.shared().give_recent(recent);
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("engine", &self.engine)
            .field("in_transaction", &self.in_transaction)
            .finish_non_exhaustive()
    }
}

async fn begin(pooled: &mut PooledConnection) -> Result<(), Error> {
    let begun = pooled.begin().await;
    begun.map_err(|error| in_statement("BEGIN", error))
}

fn savepoint_name(savepoint: u32) -> String {
    format!("rebis_savepoint_{savepoint}")
}
