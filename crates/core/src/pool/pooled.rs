//! [`PooledConnection`]: a driver's connection that a pool lends.

use std::fmt;
use std::sync::Arc;

use tokio::runtime::{Handle, Id};

use crate::compile::Dialect;
use crate::driver::{DriverConnection, DriverStatement, ExecResult};
use crate::error::{DatabaseError, DatabaseErrorKind};
use crate::expr::TableName;
use crate::value::Value;

/// A connection that a pool lends, with its place in the pool.
pub trait Slot: Send {
    /// Returns the connection.
    fn connection(&mut self) -> &mut dyn DriverConnection;

    /// Returns the connection by shared reference.
    fn connection_ref(&self) -> &dyn DriverConnection;

    /// Returns the connection to the pool. It is usable and has no open transaction.
    fn release(self: Box<Self>);

    /// Closes the connection and frees its place in the pool.
    fn discard(self: Box<Self>);
}

/// A driver's connection that a pool lends.
///
/// It can be dropped at any time, because it records whether a call is in progress and whether a
/// transaction is open. If a call was cancelled, dropping closes the connection. An open
/// transaction is rolled back before the connection returns to the pool.
pub struct PooledConnection {
    slot: Option<Box<dyn Slot>>,
    in_flight: bool,
    /// Whether a call was cancelled: its future was dropped before it was ready.
    cut_off: bool,
    in_transaction: bool,
    /// The tokio runtime that drives the connection's I/O, if there is one.
    runtime: Option<Id>,
}

impl PooledConnection {
    /// Wraps a connection of a pool, for use on the current runtime.
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
        let mut call = self.call()?;
        let begun = call.connection().begin().await;
        call.finish();
        begun
    }

    pub(crate) async fn commit(&mut self) -> Result<(), DatabaseError> {
        let mut call = self.call()?;
        let committed = call.connection().commit().await;
        call.finish();
        self.in_transaction = committed.is_err();
        committed
    }

    /// Rolls the transaction back.
    ///
    /// After a cancelled call it does nothing: dropping then closes the connection, and the server
    /// rolls back.
    pub(crate) async fn rollback(&mut self) -> Result<(), DatabaseError> {
        if self.in_flight || self.cut_off {
            return Ok(());
        }
        let mut call = self.call()?;
        let rolled_back = call.connection().rollback().await;
        call.finish();
        self.in_transaction = rolled_back.is_err();
        rolled_back
    }

    /// Executes a statement once for each set of values.
    pub(crate) async fn execute_batch(
        &mut self,
        statement: DriverStatement<'_>,
        params: &[&Value],
        width: usize,
    ) -> Result<ExecResult, DatabaseError> {
        let mut call = self.call()?;
        let connection = call.connection();
        let outcome = connection.execute_batch(statement, params, width).await;
        call.finish();
        outcome
    }

    pub(crate) async fn execute_raw(&mut self, sql: &str) -> Result<(), DatabaseError> {
        let mut call = self.call()?;
        let outcome = call.connection().execute_raw(sql).await;
        call.finish();
        outcome
    }

    /// Returns the step of auto-increment keys; see [`DriverConnection::key_step`].
    pub(crate) async fn key_step(
        &mut self,
        table: &TableName,
        column: &str,
    ) -> Result<Option<i64>, DatabaseError> {
        let mut call = self.call()?;
        let outcome = call.connection().key_step(table, column).await;
        call.finish();
        outcome
    }

    /// Starts a call to the driver's connection.
    ///
    /// # Errors
    /// Returns an error if an earlier call was cancelled.
    pub(crate) fn call(&mut self) -> Result<Call<'_>, DatabaseError> {
        self.cut_off |= self.in_flight;
        let slot = usable(&mut self.slot, self.cut_off)?;
        self.in_flight = true;
        Ok(Call {
            slot,
            in_flight: &mut self.in_flight,
        })
    }
}

/// A call to a driver's connection. If it is dropped before [`finish`](Self::finish), the call was
/// cancelled, and the connection cannot be used again.
#[must_use = "a call that is not finished counts as cancelled"]
pub(crate) struct Call<'c> {
    slot: &'c mut (dyn Slot + 'static),
    in_flight: &'c mut bool,
}

impl Call<'_> {
    pub(crate) fn connection(&mut self) -> &mut dyn DriverConnection {
        self.slot.connection()
    }

    pub(crate) fn finish(self) {
        *self.in_flight = false;
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
        // Rolling back needs I/O, and a destructor cannot wait, so a task does it. The task must
        // run on the connection's own runtime, because no other one drives the connection's I/O.
        // Without that runtime, the connection is closed, and the server rolls back.
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

/// Returns the tokio runtime that the calling thread is in.
pub(super) fn current_runtime() -> Option<Id> {
    Handle::try_current().ok().map(|runtime| runtime.id())
}

/// Returns the slot, or an error if a call was cancelled.
///
/// After a cancelled call, the state of the server's session is unknown.
fn usable(
    slot: &mut Option<Box<dyn Slot>>,
    cut_off: bool,
) -> Result<&mut (dyn Slot + 'static), DatabaseError> {
    let message = if cut_off {
        "a call on this connection was cancelled, so it cannot be used again; \
             roll back the session, or connect again"
    } else {
        "the connection is closed"
    };
    let slot = slot.as_deref_mut().filter(|_| !cut_off);
    slot.ok_or_else(|| DatabaseError::new(DatabaseErrorKind::ConnectionLost, message))
}
