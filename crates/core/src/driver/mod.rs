//! The contract of a database driver.
//!
//! A driver crate implements [`Driver`] and [`DriverConnection`] with a database's client library.
//! The words MUST, SHOULD and MAY are used as in RFC 2119.

mod future;

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use crate::compile::Dialect;
use crate::error::DatabaseError;
use crate::expr::TableName;
use crate::types::ParameterType;
use crate::url::Url;
use crate::value::RowSource;
use crate::value::Value;

pub use future::{BoxFuture, DriverFuture};

/// A driver for one kind of database.
pub trait Driver: fmt::Debug + Send + Sync {
    /// Returns the URL schemes of the driver, the usual one first: `postgresql` and `postgres`.
    fn schemes(&self) -> &'static [&'static str];

    /// Returns how the pool for this URL is sized if the user sets no size.
    ///
    /// A driver MUST return [`PoolSize::Single`] if two connections would not see the same
    /// database, such as two connections to in-memory databases.
    fn pool_size(&self, url: &Url) -> PoolSize {
        let _ = url;
        PoolSize::Default
    }

    /// Returns how the futures of this driver and its connections are polled.
    ///
    /// A driver MUST NOT return [`Io::Inline`] if one of its futures needs a reactor: the blocking
    /// API polls these futures outside a runtime. With `Io::Inline`, a future SHOULD be ready at
    /// the first poll; otherwise, it MUST wake its waker.
    fn io(&self) -> Io {
        Io::Tokio
    }

    /// Opens a connection.
    ///
    /// # Errors
    /// Returns an error if the connection fails. Its message MUST contain the host, the database
    /// and the reason, and MUST NOT contain the password.
    fn connect<'a>(
        &'a self,
        url: &'a Url,
    ) -> BoxFuture<'a, Result<Box<dyn DriverConnection>, DatabaseError>>;
}

/// The environment that the futures of a driver need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Io {
    /// No environment: the calling thread does the work, or a thread of the driver does it and
    /// wakes the task.
    Inline,
    /// The reactor of tokio. Futures are polled inside a runtime with I/O and timers: always the
    /// runtime in which the connection was opened.
    Tokio,
}

/// The number of connections that a pool keeps if the user sets no size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolSize {
    /// The default of [`PoolOptions`](crate::pool::PoolOptions).
    Default,
    /// One connection that is never closed.
    Single,
}

/// A connection to a database.
///
/// The methods are called one at a time. If a returned future is dropped before it is ready, no
/// further method is called on the connection.
pub trait DriverConnection: fmt::Debug + Send {
    /// Returns the dialect of the server, with the capabilities of the server's version.
    fn dialect(&self) -> Arc<dyn Dialect>;

    /// Begins a transaction.
    ///
    /// A driver MAY delay this until the next statement, to send both in one round trip.
    fn begin(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>>;

    /// Commits the transaction.
    fn commit(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>>;

    /// Rolls the transaction back. Without a transaction, it MUST do nothing.
    fn rollback(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>>;

    /// Rolls the transaction back without waiting, and returns whether the driver supports this.
    fn rollback_now(&mut self) -> bool {
        false
    }

    /// Executes a statement and passes each row to `rows`.
    ///
    /// A driver MUST bind `params` in order. It MUST return an error for a value that is out of the
    /// range of its parameter, and MUST NOT change the value. If `statement.cacheable` is true, it
    /// SHOULD prepare the statement and keep it in a bounded cache. Once `rows` returns `Break`, it
    /// MUST pass no further row and leave the connection usable.
    fn execute<'a>(
        &'a mut self,
        statement: DriverStatement<'a>,
        params: &'a [&'a Value],
        rows: &'a mut dyn RowSink,
    ) -> DriverFuture<'a, Result<ExecResult, DatabaseError>>;

    /// Executes a statement without rows once for each set of values, in order.
    ///
    /// Returns the sum of the affected rows. `params` has the sets one after the other. Each set
    /// has `width` values: one for each parameter of the statement, which has at least one.
    ///
    /// A driver SHOULD send the sets together if the database supports it. The rules of
    /// [`execute`](Self::execute) for values and for the cache apply. If one execution fails,
    /// earlier ones MAY have taken effect.
    fn execute_batch<'a>(
        &'a mut self,
        statement: DriverStatement<'a>,
        params: &'a [&'a Value],
        width: usize,
    ) -> DriverFuture<'a, Result<ExecResult, DatabaseError>> {
        DriverFuture::later(async move {
            let mut batch = ExecResult::default();
            for params in params.chunks(width.max(1)) {
                let done = self.execute(statement, params, &mut NoRows).await?;
                batch.rows_affected += done.rows_affected;
            }
            Ok(batch)
        })
    }

    /// Executes SQL without parameters and rows, exactly as written: DDL, `SAVEPOINT`.
    fn execute_raw<'a>(&'a mut self, sql: &'a str) -> DriverFuture<'a, Result<(), DatabaseError>>;

    /// Returns the difference between the auto-increment keys of consecutive rows of an `INSERT`.
    ///
    /// It is called only for databases without `INSERT … RETURNING`. The keys of all rows are then
    /// computed from the first one, [`ExecResult::last_insert_id`]. If it returns `None`, the
    /// difference is not known, and rows are inserted one by one. A driver MUST return the value
    /// for the current settings of the database session.
    fn key_step<'a>(
        &'a mut self,
        table: &'a TableName,
        column: &'a str,
    ) -> DriverFuture<'a, Result<Option<i64>, DatabaseError>> {
        let _ = (table, column);
        DriverFuture::ready(Ok(None))
    }

    /// Checks with a round trip that the server responds.
    fn ping(&mut self) -> DriverFuture<'_, Result<(), DatabaseError>>;

    /// Returns whether the connection is known to be lost.
    ///
    /// It MUST return true after an error of kind
    /// [`ConnectionLost`](crate::error::DatabaseErrorKind::ConnectionLost).
    fn is_broken(&self) -> bool;
}

/// A compiled statement for a driver.
#[derive(Clone, Copy, Debug)]
pub struct DriverStatement<'a> {
    /// The SQL, with the dialect's placeholders.
    pub sql: &'a str,
    /// Whether the statement is likely to be executed again.
    pub cacheable: bool,
    /// The types of the parameters, in order; empty if the database infers all of them.
    ///
    /// A driver whose protocol declares types when it prepares a statement MUST declare these. It
    /// MUST prepare two statements if only the types differ.
    pub types: &'a [ParameterType],
}

/// A receiver of the rows of a statement.
pub trait RowSink: Send {
    /// Receives one row. Returns `Break` if it needs no further row.
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()>;
}

/// A sink that ignores all rows.
struct NoRows;

impl RowSink for NoRows {
    fn row(&mut self, _: &dyn RowSource) -> ControlFlow<()> {
        ControlFlow::Break(())
    }
}

/// The outcome of a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExecResult {
    /// The number of rows that were inserted, matched by an UPDATE, or deleted.
    pub rows_affected: u64,
    /// The first auto-increment key of an INSERT, if the protocol reports it.
    pub last_insert_id: Option<i64>,
}
