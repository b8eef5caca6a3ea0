//! [`Connection`], for calls that block.

use std::fmt;

use super::engine::Engine;
use crate::compile::Dialect;
use crate::decode::Row;
use crate::driver::{Done, RowSink};
use crate::engine::{self, CursorResult};
use crate::stmt::{Statement, StatementRef};
use crate::{Error, Scalar};

/// A [connection](crate::Connection) whose calls block.
///
/// [`Engine::connect`] gives one that is owned, a `Connection<'static>`. One that a session lends
/// lives as long as the loan; functions take either as `&mut Connection<'_>`.
///
/// Dropping a connection with an open transaction waits for its rollback.
pub struct Connection<'c> {
    engine: Engine,
    inner: Held<'c>,
}

enum Held<'c> {
    Owned(engine::Connection),
    Lent(&'c mut engine::Connection),
}

impl Held<'_> {
    #[inline]
    fn get(&self) -> &engine::Connection {
        match self {
            Self::Owned(connection) => connection,
            Self::Lent(connection) => connection,
        }
    }

    #[inline]
    fn get_mut(&mut self) -> &mut engine::Connection {
        match self {
            Self::Owned(connection) => connection,
            Self::Lent(connection) => connection,
        }
    }
}

impl Connection<'_> {
    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The dialect, as [`Connection::dialect`](engine::Connection::dialect).
    pub fn dialect(&self) -> &dyn Dialect {
        self.inner.get().dialect()
    }

    /// Executes a statement, as [`Connection::execute`](engine::Connection::execute).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn execute<S: Statement>(&mut self, statement: S) -> Result<CursorResult<S::Row>, Error> {
        self.engine.wait(self.inner.get_mut().execute(statement))
    }

    /// All rows, as [`Connection::all`](engine::Connection::all).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn all<S: Statement>(&mut self, statement: S) -> Result<Vec<S::Row>, Error> {
        self.engine.wait(self.inner.get_mut().all(statement))
    }

    /// The first row, as [`Connection::first`](engine::Connection::first).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn first<S: Statement>(&mut self, statement: S) -> Result<Option<S::Row>, Error> {
        self.engine.wait(self.inner.get_mut().first(statement))
    }

    /// The only row, as [`Connection::one`](engine::Connection::one).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn one<S: Statement>(&mut self, statement: S) -> Result<S::Row, Error> {
        self.engine.wait(self.inner.get_mut().one(statement))
    }

    /// The only row if there is one, as [`Connection::one_or_none`](engine::Connection::one_or_none).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn one_or_none<S: Statement>(&mut self, statement: S) -> Result<Option<S::Row>, Error> {
        self.engine
            .wait(self.inner.get_mut().one_or_none(statement))
    }

    /// The first column of the first row, as [`Connection::scalar`](engine::Connection::scalar).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn scalar<S: Statement<Row: Scalar>>(
        &mut self,
        statement: S,
    ) -> Result<Option<S::Row>, Error> {
        self.engine.wait(self.inner.get_mut().scalar(statement))
    }

    /// All rows by column name, as [`Connection::mappings`](engine::Connection::mappings).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn mappings<S: Statement>(&mut self, statement: S) -> Result<Vec<Row>, Error> {
        self.engine.wait(self.inner.get_mut().mappings(statement))
    }

    /// Hands each row to a sink, as [`Connection::run`](engine::Connection::run).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn run(
        &mut self,
        statement: StatementRef<'_>,
        rows: &mut dyn RowSink,
    ) -> Result<Done, Error> {
        self.engine.wait(self.inner.get_mut().run(statement, rows))
    }

    /// Executes SQL as it stands, as
    /// [`Connection::execute_simple`](engine::Connection::execute_simple).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn execute_simple(&mut self, sql: &str) -> Result<(), Error> {
        self.engine.wait(self.inner.get_mut().execute_simple(sql))
    }

    /// Whether a transaction has begun, as
    /// [`Connection::in_transaction`](engine::Connection::in_transaction).
    pub fn in_transaction(&self) -> bool {
        self.inner.get().in_transaction()
    }

    /// Whether each statement commits by itself, as
    /// [`Connection::is_autocommit`](engine::Connection::is_autocommit).
    pub fn is_autocommit(&self) -> bool {
        self.inner.get().is_autocommit()
    }

    /// Makes each statement commit by itself, as
    /// [`Connection::set_autocommit`](engine::Connection::set_autocommit).
    ///
    /// # Errors
    /// As the async call.
    pub fn set_autocommit(&mut self, autocommit: bool) -> Result<(), Error> {
        self.inner.get_mut().set_autocommit(autocommit)
    }

    /// Begins a transaction, as [`Connection::begin`](engine::Connection::begin).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn begin(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.get_mut().begin())
    }

    /// Commits the transaction, as [`Connection::commit`](engine::Connection::commit).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn commit(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.get_mut().commit())
    }

    /// Rolls the transaction back, as [`Connection::rollback`](engine::Connection::rollback).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn rollback(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.get_mut().rollback())
    }

    /// Runs a closure in a savepoint, as
    /// [`Connection::begin_nested`](engine::Connection::begin_nested).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn begin_nested<T, F>(&mut self, work: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Self) -> Result<T, Error>,
    {
        let savepoint = self.savepoint()?;
        let outcome = work(self);
        self.engine
            .wait(self.inner.get_mut().end_nested(savepoint, outcome))
    }

    /// Sets a savepoint, as [`Connection::savepoint`](engine::Connection::savepoint).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn savepoint(&mut self) -> Result<u32, Error> {
        self.engine.wait(self.inner.get_mut().savepoint())
    }

    /// Keeps what happened since a savepoint, as
    /// [`Connection::release`](engine::Connection::release).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn release(&mut self, savepoint: u32) -> Result<(), Error> {
        self.engine.wait(self.inner.get_mut().release(savepoint))
    }

    /// Undoes what happened since a savepoint, as
    /// [`Connection::rollback_to`](engine::Connection::rollback_to).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn rollback_to(&mut self, savepoint: u32) -> Result<(), Error> {
        self.engine
            .wait(self.inner.get_mut().rollback_to(savepoint))
    }

    /// Rolls back and gives the connection back to the pool, as
    /// [`Connection::close`](engine::Connection::close). Dropping does the same; call this to see
    /// the error.
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn close(mut self) -> Result<(), Error> {
        self.rollback()
    }

    /// Ends the transaction of a closure of `begin`.
    pub(super) fn end<T>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        self.engine.wait(self.inner.get_mut().end(outcome))
    }
}

impl Drop for Connection<'_> {
    fn drop(&mut self) {
        // Without this the pool would have to close the connection: outside a runtime there is no
        // task that could roll it back.
        if let Held::Owned(connection) = &mut self.inner
            && connection.in_transaction()
        {
            let _ = self.engine.wait(connection.rollback());
        }
    }
}

impl From<engine::Connection> for Connection<'static> {
    fn from(connection: engine::Connection) -> Self {
        Self {
            engine: connection.engine().clone().into(),
            inner: Held::Owned(connection),
        }
    }
}

/// A loan: dropping it leaves the transaction as it is.
impl<'c> From<&'c mut engine::Connection> for Connection<'c> {
    fn from(connection: &'c mut engine::Connection) -> Self {
        Self {
            engine: connection.engine().clone().into(),
            inner: Held::Lent(connection),
        }
    }
}

impl fmt::Debug for Connection<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.get().fmt(f)
    }
}
