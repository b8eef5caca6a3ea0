//! [`Connection`]: execution of statements.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use tracing::{Instrument, Level};

use super::collect::{Collect, CollectNamed, First};
use super::engine::Engine;
use super::pages;
use super::recent::{Batch, Recent};
use super::report::{announce, echo, in_statement, named, query_span, refused, report};
use super::result::QueryResult;
use super::transaction::begin;
use crate::compile::Dialect;
use crate::compile::Params;
use crate::decode::Row;
use crate::driver::{DriverStatement, ExecResult, RowSink};
use crate::error::{CompileError, Error};
use crate::expr::TableName;
use crate::pool::PooledConnection;
use crate::stmt::{Statement, StatementRef};

/// A connection of the pool.
///
/// The first statement begins a transaction. [`commit`](Self::commit) makes its changes permanent.
/// [`rollback`](Self::rollback), or dropping the connection, undoes them. Methods that execute a
/// statement borrow the connection mutably: a connection executes one statement at a time.
pub struct Connection {
    engine: Engine,
    dialect: Arc<dyn Dialect>,
    pub(super) pooled: PooledConnection,
    pub(super) in_transaction: bool,
    /// Whether each statement commits automatically.
    pub(super) autocommit: bool,
    /// The number of open savepoints.
    pub(super) savepoints: u32,
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

    /// Returns the engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Returns the dialect of the server.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// assert_eq!(connection.dialect().name(), "sqlite");
    /// # Ok(())
    /// # });
    /// ```
    pub fn dialect(&self) -> &dyn Dialect {
        &*self.dialect
    }

    /// Executes a statement and collects its rows.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let stmt = update(Post).filter(Post.views.gt(5)).values(Post.views.set(0));
    /// let result = connection.execute(stmt.returning(Post.title)).await?;
    /// assert_eq!(result.rows_affected(), 1);
    /// assert_eq!(result.all(), ["Rust"]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the statement cannot be compiled, the database rejects it, or a row
    /// cannot be decoded.
    pub async fn execute<S: Statement>(
        &mut self,
        statement: S,
    ) -> Result<QueryResult<S::Row>, Error> {
        let mut rows = Collect::all();
        let done = self.perform(statement.statement(), &mut rows).await?;
        Ok(QueryResult::new(
            self.read(&statement, rows.finish())?,
            done,
        ))
    }

    /// Executes a statement and returns all rows.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let rows = connection.all(select((Post.title, Post.views)).order_by(Post.id)).await?;
    /// assert_eq!(rows, [("Rust".to_owned(), 7), ("SQL".to_owned(), 3)]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the statement cannot be compiled, the database rejects it, or a row
    /// cannot be decoded.
    pub async fn all<S: Statement>(&mut self, statement: S) -> Result<Vec<S::Row>, Error> {
        let mut rows = Collect::all();
        self.perform(statement.statement(), &mut rows).await?;
        self.read(&statement, rows.finish())
    }

    /// Executes a statement and returns its first row, or `None`. Other rows are not read.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let title = connection.first(select(Post.title).order_by(Post.views.desc())).await?;
    /// assert_eq!(title.as_deref(), Some("Rust"));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the statement cannot be compiled, the database rejects it, or the row
    /// cannot be decoded.
    pub async fn first<S: Statement>(&mut self, statement: S) -> Result<Option<S::Row>, Error> {
        let mut row = First::default();
        self.perform(statement.statement(), &mut row).await?;
        self.read(&statement, row.finish())
    }

    /// Executes a statement and returns its only row.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let by_name = |name| select(User.id).filter(User.name.eq(name));
    /// assert_eq!(connection.one(by_name("ann")).await?, 1);
    /// assert!(matches!(connection.one(by_name("eve")).await, Err(core::Error::NoRows)));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns [`Error::NoRows`] or [`Error::MultipleRows`] if the statement does not return
    /// exactly one row. Returns an error if the statement cannot be compiled, the database rejects
    /// it, or the row cannot be decoded.
    pub async fn one<S: Statement>(&mut self, statement: S) -> Result<S::Row, Error> {
        self.one_or_none(statement).await?.ok_or(Error::NoRows)
    }

    /// Executes a statement and returns its only row, or `None` if there is no row.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let by_name = |name| select(User.id).filter(User.name.eq(name));
    /// assert_eq!(connection.one_or_none(by_name("ann")).await?, Some(1));
    /// assert_eq!(connection.one_or_none(by_name("eve")).await?, None);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns [`Error::MultipleRows`] if the statement returns more than one row. Returns an error
    /// if the statement cannot be compiled, the database rejects it, or a row cannot be decoded.
    pub async fn one_or_none<S: Statement>(
        &mut self,
        statement: S,
    ) -> Result<Option<S::Row>, Error> {
        let mut rows = Collect::at_most(2);
        let done = self.perform(statement.statement(), &mut rows).await?;
        QueryResult::new(self.read(&statement, rows.finish())?, done).one_or_none()
    }

    /// Executes a statement and returns the first column of the first row, or `None`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let views = connection.scalar(select(Post.views).filter(Post.title.eq("Rust"))).await?;
    /// assert_eq!(views, Some(7));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the statement cannot be compiled, the database rejects it, or the row
    /// cannot be decoded.
    pub async fn scalar<S: Statement<Row: crate::types::Scalar>>(
        &mut self,
        statement: S,
    ) -> Result<Option<S::Row>, Error> {
        self.first(statement).await
    }

    /// Executes a statement and returns all rows, readable by column name.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let rows = connection.mappings(text("SELECT id, name FROM users ORDER BY id")).await?;
    /// assert_eq!(rows[0].get::<String>("name")?, "ann");
    /// assert_eq!(rows[1].get::<i64>("id")?, 2);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the statement cannot be compiled, the database rejects it, or a row
    /// cannot be decoded.
    pub async fn mappings<S: Statement>(&mut self, statement: S) -> Result<Vec<Row>, Error> {
        let mut rows = CollectNamed::default();
        self.perform(statement.statement(), &mut rows).await?;
        self.read(&statement, rows.finish())
    }

    /// Executes a statement and passes each row to a sink.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::driver::RowSink;
    /// # use rebis_core::value::RowSource;
    /// # use std::ops::ControlFlow;
    /// # run(async |connection| {
    /// /// Counts rows.
    /// struct Count(usize);
    /// impl RowSink for Count {
    ///     fn row(&mut self, _: &dyn RowSource) -> ControlFlow<()> {
    ///         self.0 += 1;
    ///         ControlFlow::Continue(())
    ///     }
    /// }
    /// let mut count = Count(0);
    /// connection.execute_into(select(Post.id).statement(), &mut count).await?;
    /// assert_eq!(count.0, 2);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the statement cannot be compiled, or the database rejects it.
    pub async fn execute_into(
        &mut self,
        statement: StatementRef<'_>,
        rows: &mut dyn RowSink,
    ) -> Result<ExecResult, Error> {
        Ok(self.perform(statement, rows).await?)
    }

    /// Adds the SQL of a statement to the error of one of its rows that could not be decoded.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::error::DecodeError;
    /// # run(async |connection| {
    /// let error = core::Error::from(DecodeError::TooFewColumns { index: 1, width: 1 });
    /// let error = connection.with_sql(select(Post.title).statement(), error);
    /// assert!(error.to_string().ends_with("[SQL: SELECT posts.title FROM posts]"));
    /// # Ok(())
    /// # });
    /// ```
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

    /// Returns the decoded rows, or adds the SQL of the statement to the error.
    #[inline]
    fn read<T>(&mut self, statement: &impl Statement, rows: Result<T, Error>) -> Result<T, Error> {
        match rows {
            Err(error) => Err(self.with_sql(statement.statement(), error)),
            rows => rows,
        }
    }

    /// Executes a statement; a large `INSERT` in pages if necessary.
    ///
    /// The error is boxed to keep the outcome small, because each future moves it.
    fn perform(
        &mut self,
        statement: StatementRef<'_>,
        rows: &mut dyn RowSink,
    ) -> impl Future<Output = Result<ExecResult, Box<Error>>> + Send {
        self.perform_as::<true>(statement, rows)
    }

    /// Executes a statement as one statement, whatever its size.
    pub(super) fn perform_page(
        &mut self,
        statement: StatementRef<'_>,
        rows: &mut dyn RowSink,
    ) -> impl Future<Output = Result<ExecResult, Box<Error>>> + Send {
        self.perform_as::<false>(statement, rows)
    }

    #[allow(
        clippy::manual_async_fn,
        reason = "an argument of an `async fn` is moved once more than a captured variable"
    )]
    fn perform_as<const IN_PAGES: bool>(
        &mut self,
        statement: StatementRef<'_>,
        rows: &mut dyn RowSink,
    ) -> impl Future<Output = Result<ExecResult, Box<Error>>> + Send {
        // All of this is one future, because each additional future would move the outcome once
        // more.
        async move {
            if IN_PAGES && let Some(insert) = pages::large(statement, self.dialect.capabilities()) {
                return self.perform_large(insert, rows).await;
            }
            if let StatementRef::Select(select) = statement
                && let Some(what) = select.attachments.refused()
            {
                return Err(needs_session(what));
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
            let outcome = match self.pooled.call() {
                Ok(mut call) => {
                    let executed = call.connection().execute(prepared, &params, rows);
                    let outcome = if tracing::enabled!(Level::DEBUG) {
                        executed.instrument(query_span(dialect, &known.sql)).await
                    } else {
                        executed.await
                    };
                    call.finish();
                    outcome
                }
                Err(error) => Err(error),
            };
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

    /// Executes statements that have no rows and differ only in values.
    ///
    /// Returns the number of rows that were inserted, matched or deleted. The statements are
    /// executed in order. If the dialect supports
    /// [`batches`](crate::dialect::Capabilities::batches), they are sent together. Listeners and
    /// the log receive one statement, with the values of all statements in order.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let update = |id, views| update(Post).filter(Post.id.eq(id)).values(Post.views.set(views));
    /// let updates = [update(1, 8), update(2, 4)];
    /// let updated = connection.execute_many(&updates.each_ref().map(Statement::statement)).await?;
    /// assert_eq!(updated, 2);
    /// assert_eq!(connection.all(select(Post.views).order_by(Post.id)).await?, [8, 4]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the statements differ in more than values, one cannot be compiled, or
    /// the database rejects one. Earlier statements may have taken effect.
    pub async fn execute_many(&mut self, statements: &[StatementRef<'_>]) -> Result<u64, Error> {
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
        let outcome = if tracing::enabled!(Level::DEBUG) {
            executed.instrument(query_span(&*self.dialect, &sql)).await
        } else {
            executed.await
        };
        let outcome = outcome.map_err(|error| match statements {
            [statement, ..] => named(error, *statement, shared.target(&*self.dialect)),
            [] => error,
        });
        let done = report(shared, &sql, &params, outcome, started)?;
        Ok(done.rows_affected)
    }

    /// Returns the difference between the auto-increment keys of consecutive rows of an `INSERT`.
    ///
    /// It is used for databases without `RETURNING`. Returns `None` if the difference is not known.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Record;
    /// # run(async |connection| {
    /// // SQLite has `RETURNING`, so the difference is not needed.
    /// let step = connection.key_step(User::table().name(), "id").await?;
    /// assert_eq!(step, None);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the query to the database fails.
    pub async fn key_step(
        &mut self,
        table: &TableName,
        column: &str,
    ) -> Result<Option<i64>, Error> {
        Ok(self.pooled.key_step(table, column).await?)
    }

    /// Executes SQL without parameters and rows, exactly as written. Use it for DDL.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// connection.execute_raw("CREATE TABLE notes (body TEXT)").await?;
    /// let stmt = text("SELECT count(*) FROM notes").columns::<i64>();
    /// assert_eq!(connection.one(stmt).await?, 0);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the database rejects the SQL.
    pub async fn execute_raw(&mut self, sql: &str) -> Result<(), Error> {
        if !self.autocommit {
            self.begin_if_idle().await?;
        }
        self.simple(sql).await
    }

    pub(super) async fn simple(&mut self, sql: &str) -> Result<(), Error> {
        if self.engine.shared().echo {
            echo(sql, &[], false);
        }
        self.pooled
            .execute_raw(sql)
            .await
            .map_err(|error| in_statement(sql, error))
    }

    /// Rolls back uncommitted changes and returns the connection to the pool.
    ///
    /// Dropping the connection does this too, without waiting, and ignores the error.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine();
    /// let mut connection = engine.connect().await?;
    /// connection.execute(delete(Post)).await?;
    /// connection.close().await?;
    /// assert_eq!(engine.connect().await?.all(select(Post.id)).await?.len(), 2);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the connection is lost.
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

/// The error of a statement whose attachment only a session can apply.
#[cold]
fn needs_session(what: &str) -> Box<Error> {
    let message = format!(
        "the statement has {what}, which a connection cannot apply; execute it with a session"
    );
    Box::new(CompileError::Invalid(message).into())
}
