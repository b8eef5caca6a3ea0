//! [`PooledConnection`]: a driver's connection on loan from a pool.

use std::fmt;
use std::sync::Arc;

use tokio::runtime::{Handle, Id};

use crate::compile::Dialect;
use crate::driver::{Done, DriverConnection, DriverStatement, Reply, RowSink};
use crate::error::{DatabaseError, DatabaseErrorKind};
use crate::expr::TableName;
use crate::value::Value;

/// A connection's place in a pool.
pub trait Slot: Send {
    /// The connection.
    fn connection(&mut self) -> &mut dyn DriverConnection;

    /// The connection, to look at.
    fn connection_ref(&self) -> &dyn DriverConnection;

    /// Gives the connection back, outside a transaction and fit for use.
    fn release(self: Box<Self>);

    /// Closes the connection and frees its place.
    fn discard(self: Box<Self>);
}

/// A driver's connection on loan.
///
/// It knows whether a call is under way or a transaction open, so that dropping it at any point
/// never gives the pool a connection in an unknown state: a call that was cut off closes it, an
/// open transaction is rolled back first.
pub struct PooledConnection {
    slot: Option<Box<dyn Slot>>,
    in_flight: bool,
    /// Whether a call was found to be under way when the next one came: it was dropped half-way.
    cut_off: bool,
    in_transaction: bool,
    /// The runtime that moves the connection's bytes, if it is one.
    runtime: Option<Id>,
}

impl PooledConnection {
    /// A connection that a pool lends, to be used on the current runtime.
    pub fn new(slot: impl Slot + 'static) -> Self {
        Self {
            slot: Some(Box::new(slot)),
            in_flight: false,
            cut_off: false,
            in_transaction: false,
            runtime: current_runtime(),
        }
    }

    pub(crate) fn dialect(&self) -> Arc<dyn Dialect> {
        match &self.slot {
            Some(slot) => slot.connection_ref().dialect(),
            None => Arc::new(crate::dialect::Generic),
        }
    }

    pub(crate) async fn begin(&mut self) -> Result<(), DatabaseError> {
        self.in_transaction = true;
        self.call(|connection| connection.begin()).await
    }

    pub(crate) async fn commit(&mut self) -> Result<(), DatabaseError> {
        self.call(|connection| connection.commit()).await?;
        self.in_transaction = false;
        Ok(())
    }

    /// A connection whose last call was cut off is closed when it is dropped, and the server rolls
    /// back.
    pub(crate) async fn rollback(&mut self) -> Result<(), DatabaseError> {
        if self.in_flight || self.cut_off {
            return Ok(());
        }
        self.call(|connection| connection.rollback()).await?;
        self.in_transaction = false;
        Ok(())
    }

    /// Executes a statement with many sets of values.
    pub(crate) async fn execute_batch(
        &mut self,
        statement: DriverStatement<'_>,
        params: &[&Value],
        width: usize,
    ) -> Result<Done, DatabaseError> {
        self.cut_off |= self.in_flight;
        let slot = usable(&mut self.slot, self.cut_off)?;
        self.in_flight = true;
        let connection = slot.connection();
        let outcome = connection.execute_batch(statement, params, width).await;
        self.in_flight = false;
        outcome
    }

    /// Executes a statement. [`answered`](Self::answered) must follow when the reply is there.
    pub(crate) fn execute<'a>(
        &'a mut self,
        statement: DriverStatement<'a>,
        params: &'a [&'a Value],
        rows: &'a mut dyn RowSink,
    ) -> Reply<'a, Result<Done, DatabaseError>> {
        self.cut_off |= self.in_flight;
        match usable(&mut self.slot, self.cut_off) {
            Ok(slot) => {
                self.in_flight = true;
                slot.connection().execute(statement, params, rows)
            }
            Err(error) => Reply::ready(Err(error)),
        }
    }

    /// A call of [`execute`](Self::execute) came to its end.
    pub(crate) fn answered(&mut self) {
        self.in_flight = false;
    }

    pub(crate) async fn execute_simple(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.cut_off |= self.in_flight;
        let slot = usable(&mut self.slot, self.cut_off)?;
        self.in_flight = true;
        let outcome = slot.connection().execute_simple(sql).await;
        self.in_flight = false;
        outcome
    }

    /// See [`DriverConnection::key_step`].
    pub(crate) async fn key_step(
        &mut self,
        table: &TableName,
        column: &str,
    ) -> Result<Option<i64>, DatabaseError> {
        self.cut_off |= self.in_flight;
        let slot = usable(&mut self.slot, self.cut_off)?;
        self.in_flight = true;
        let outcome = slot.connection().key_step(table, column).await;
        self.in_flight = false;
        outcome
    }

    async fn call(
        &mut self,
        call: impl for<'c> FnOnce(&'c mut dyn DriverConnection) -> Reply<'c, Result<(), DatabaseError>>,
    ) -> Result<(), DatabaseError> {
        self.cut_off |= self.in_flight;
        let slot = usable(&mut self.slot, self.cut_off)?;
        self.in_flight = true;
        let outcome = call(slot.connection()).await;
        self.in_flight = false;
        outcome
    }
}

impl Drop for PooledConnection {
    fn drop(&mut self) {
        let Some(mut slot) = self.slot.take() else {
            return;
        };
        if self.in_flight || self.cut_off || slot.connection_ref().is_broken() {
            return slot.discard();
        }
        if !self.in_transaction || slot.connection().rollback_now() {
            return slot.release();
        }
        // Rolling back takes I/O, and a destructor cannot wait: a task does it, or else the
        // server, when the connection is closed. The task needs the runtime that the connection is
        // used on: another one would wait for bytes that nobody moves.
        match Handle::try_current() {
            Ok(runtime) if self.runtime == Some(runtime.id()) => drop(runtime.spawn(async move {
                match slot.connection().rollback().await {
                    Ok(()) => slot.release(),
                    Err(_) => slot.discard(),
                }
            })),
            _ => slot.discard(),
        }
    }
}

impl fmt::Debug for PooledConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PooledConnection")
            .field("in_flight", &self.in_flight)
            .field("in_transaction", &self.in_transaction)
            .finish_non_exhaustive()
    }
}

/// The runtime that the calling thread is in.
pub(super) fn current_runtime() -> Option<Id> {
    Handle::try_current().ok().map(|runtime| runtime.id())
}

/// The slot, unless a call was cut off: nobody knows what the server has done of it.
fn usable(
    slot: &mut Option<Box<dyn Slot>>,
    cut_off: bool,
) -> Result<&mut Box<dyn Slot>, DatabaseError> {
    let message = match cut_off {
        true => "a call on this connection was cancelled, so it cannot be used any more",
        false => "the connection is closed",
    };
    let slot = slot.as_mut().filter(|_| !cut_off);
    slot.ok_or_else(|| DatabaseError::new(DatabaseErrorKind::ConnectionLost, message))
}
