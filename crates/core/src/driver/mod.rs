//! What a database driver must do.
//!
//! A driver crate implements [`Driver`] and [`DriverConnection`] over a database's client. The
//! words MUST, SHOULD and MAY are those of RFC 2119.

mod reply;

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

pub use reply::{BoxFuture, Reply};

/// A way to reach one kind of database.
pub trait Driver: fmt::Debug + Send + Sync {
    /// The URL schemes that the driver answers to, the usual one first: `sqlite`, or
    /// `postgresql` and `postgres`.
    fn schemes(&self) -> &'static [&'static str];

    /// How a pool for this URL should be sized unless the user says otherwise.
    ///
    /// A driver MUST answer [`PoolSize::Single`] when two connections would not see the same
    /// database, as two in-memory ones.
    fn pool_size(&self, url: &Url) -> PoolSize {
        let _ = url;
        PoolSize::Default
    }

    /// What it takes to wait for the futures of this driver and its connections.
    ///
    /// A driver MUST NOT answer [`Io::Inline`] when one of them needs a reactor: the blocking API
    /// polls them outside any runtime. They SHOULD then be ready at the first poll, and MUST wake
    /// their waker otherwise.
    fn io(&self) -> Io {
        Io::Tokio
    }

    /// Opens a connection.
    ///
    /// An error MUST say which host and database could not be reached and why, and MUST NOT
    /// contain the password.
    fn connect<'a>(
        &'a self,
        url: &'a Url,
    ) -> BoxFuture<'a, Result<Box<dyn DriverConnection>, DatabaseError>>;
}

/// What it takes to wait for a driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Io {
    /// Nothing: the calling thread does the work, or another one that wakes it.
    Inline,
    /// tokio's reactor: futures are polled inside a runtime with I/O and timers, always the one in
    /// which the connection was opened.
    Tokio,
}

/// How many connections a pool keeps unless the user says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolSize {
    /// The pool's own default.
    Default,
    /// One that is never closed.
    Single,
}

/// One connection to a database.
///
/// Calls come one at a time. When a future that a call returned is dropped before it is ready, the
/// connection is not used again.
pub trait DriverConnection: fmt::Debug + Send {
    /// The dialect of the server, with the capabilities of its version.
    fn dialect(&self) -> Arc<dyn Dialect>;

    /// Starts a transaction. A driver MAY wait with it until the next statement, and send both in
    /// one round trip.
    fn begin(&mut self) -> Reply<'_, Result<(), DatabaseError>>;

    /// Commits the transaction.
    fn commit(&mut self) -> Reply<'_, Result<(), DatabaseError>>;

    /// Rolls the transaction back. Without a transaction it MUST do nothing.
    fn rollback(&mut self) -> Reply<'_, Result<(), DatabaseError>>;

    /// Rolls back without waiting, if the driver can; `false` when it cannot.
    fn rollback_now(&mut self) -> bool {
        false
    }

    /// Executes a statement and gives each row to `rows`.
    ///
    /// A driver MUST bind `params` in order, and MUST refuse a value that does not fit its
    /// parameter rather than change it. It SHOULD prepare the statement and keep it in a bounded
    /// cache when `statement.cacheable`. It MUST give `rows` no more rows once it breaks, and
    /// leave the connection usable.
    fn execute<'a>(
        &'a mut self,
        statement: DriverStatement<'a>,
        params: &'a [&'a Value],
        rows: &'a mut dyn RowSink,
    ) -> Reply<'a, Result<Done, DatabaseError>>;

    /// Executes a statement without rows once for each set of values, in their order, and adds up
    /// what the executions did. `params` has the sets one after the other, each as long as the
    /// statement has parameters, which is at least one.
    ///
    /// A driver SHOULD send them together where the database takes that. What
    /// [`execute`](Self::execute) says of values and of the cache holds here. At an error, those
    /// before the refused one MAY have been executed.
    fn execute_batch<'a>(
        &'a mut self,
        statement: DriverStatement<'a>,
        params: &'a [&'a Value],
        width: usize,
    ) -> Reply<'a, Result<Done, DatabaseError>> {
        Reply::later(async move {
            let mut batch = Done::default();
            for params in params.chunks(width.max(1)) {
                let done = self.execute(statement, params, &mut NoRows).await?;
                batch.rows_affected += done.rows_affected;
            }
            Ok(batch)
        })
    }

    /// Executes SQL without parameters or rows, as it stands: DDL, `SAVEPOINT`.
    fn execute_simple<'a>(&'a mut self, sql: &'a str) -> Reply<'a, Result<(), DatabaseError>>;

    /// By how much the key that the database counts up in a column is larger for each row of an
    /// `INSERT` than for the row before; `None` where that is not known.
    ///
    /// Only asked where there is no `INSERT … RETURNING`: the keys of all rows then follow from the
    /// first one, [`Done::last_insert_id`], or else rows are inserted one by one. A driver MUST answer
    /// for the session as it is at the moment.
    fn key_step<'a>(
        &'a mut self,
        table: &'a TableName,
        column: &'a str,
    ) -> Reply<'a, Result<Option<i64>, DatabaseError>> {
        let _ = (table, column);
        Reply::ready(Ok(None))
    }

    /// Asks whether the server still answers.
    fn ping(&mut self) -> Reply<'_, Result<(), DatabaseError>>;

    /// Whether the connection is known to be lost. It MUST become true after an error of kind
    /// [`ConnectionLost`](crate::error::DatabaseErrorKind::ConnectionLost).
    fn is_broken(&self) -> bool;
}

/// A statement for a driver.
#[derive(Clone, Copy, Debug)]
pub struct DriverStatement<'a> {
    /// The SQL, with the dialect's placeholders.
    pub sql: &'a str,
    /// Whether the same text is likely to come again.
    pub cacheable: bool,
    /// The types of the parameters, in order; empty where the database infers all of them. A driver
    /// whose protocol has types at preparation MUST give them, and statements that differ in them
    /// alone are two.
    pub types: &'a [ParameterType],
}

/// Takes the rows of a statement.
pub trait RowSink: Send {
    /// Takes one row; `Break` when no more are wanted.
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()>;
}

/// Drops what comes.
struct NoRows;

impl RowSink for NoRows {
    fn row(&mut self, _: &dyn RowSource) -> ControlFlow<()> {
        ControlFlow::Break(())
    }
}

/// What a statement did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Rows inserted, matched by an UPDATE, or deleted.
    pub rows_affected: u64,
    /// The first key that the database counted up, where the protocol tells it.
    pub last_insert_id: Option<i64>,
}
