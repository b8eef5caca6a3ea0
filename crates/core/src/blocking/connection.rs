//! [`Connection`]: a connection whose calls block.

use std::fmt;

use super::engine::Engine;
use crate::compile::Dialect;
use crate::decode::Row;
use crate::driver::{ExecResult, RowSink};
use crate::engine::{self, QueryResult};
use crate::error::Error;
use crate::stmt::{Statement, StatementRef};
use crate::types::Scalar;

/// A [connection](crate::Connection) whose calls block.
///
/// [`Engine::connect`] returns an owned connection, a `Connection<'static>`. A session lends one
/// for a limited lifetime. Functions accept both as `&mut Connection<'_>`.
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
    /// Returns the engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Returns the dialect of the server.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let connection = core::blocking::Connection::from(connection);
    /// assert_eq!(connection.dialect().name(), "sqlite");
    /// # Ok(())
    /// # });
    /// ```
    pub fn dialect(&self) -> &dyn Dialect {
        self.inner.get().dialect()
    }

    /// Executes a statement and collects its rows.
    ///
    /// This is the blocking form of [`Connection::execute`](engine::Connection::execute).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// let stmt = update(Post).filter(Post.views.gt(5)).values(Post.views.set(0));
    /// let result = connection.execute(stmt.returning(Post.title))?;
    /// assert_eq!(result.rows_affected(), 1);
    /// assert_eq!(result.all(), ["Rust"]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn execute<S: Statement>(&mut self, statement: S) -> Result<QueryResult<S::Row>, Error> {
        self.engine.wait(self.inner.get_mut().execute(statement))
    }

    /// Executes a statement and returns all rows.
    ///
    /// This is the blocking form of [`Connection::all`](engine::Connection::all).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// let rows = connection.all(select((Post.title, Post.views)).order_by(Post.id))?;
    /// assert_eq!(rows, [("Rust".to_owned(), 7), ("SQL".to_owned(), 3)]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn all<S: Statement>(&mut self, statement: S) -> Result<Vec<S::Row>, Error> {
        self.engine.wait(self.inner.get_mut().all(statement))
    }

    /// Executes a statement and returns its first row, or `None`.
    ///
    /// This is the blocking form of [`Connection::first`](engine::Connection::first).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// let title = connection.first(select(Post.title).order_by(Post.views.desc()))?;
    /// assert_eq!(title.as_deref(), Some("Rust"));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn first<S: Statement>(&mut self, statement: S) -> Result<Option<S::Row>, Error> {
        self.engine.wait(self.inner.get_mut().first(statement))
    }

    /// Executes a statement and returns its only row.
    ///
    /// This is the blocking form of [`Connection::one`](engine::Connection::one).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// let by_name = |name| select(User.id).filter(User.name.eq(name));
    /// assert_eq!(connection.one(by_name("ann"))?, 1);
    /// assert!(matches!(connection.one(by_name("eve")), Err(core::Error::NoRows)));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn one<S: Statement>(&mut self, statement: S) -> Result<S::Row, Error> {
        self.engine.wait(self.inner.get_mut().one(statement))
    }

    /// Executes a statement and returns its only row, or `None`.
    ///
    /// This is the blocking form of [`Connection::one_or_none`](engine::Connection::one_or_none).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// let by_name = |name| select(User.id).filter(User.name.eq(name));
    /// assert_eq!(connection.one_or_none(by_name("ann"))?, Some(1));
    /// assert_eq!(connection.one_or_none(by_name("eve"))?, None);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn one_or_none<S: Statement>(&mut self, statement: S) -> Result<Option<S::Row>, Error> {
        self.engine
            .wait(self.inner.get_mut().one_or_none(statement))
    }

    /// Executes a statement and returns the first column of the first row, or `None`.
    ///
    /// This is the blocking form of [`Connection::scalar`](engine::Connection::scalar).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// let views = connection.scalar(select(Post.views).filter(Post.title.eq("Rust")))?;
    /// assert_eq!(views, Some(7));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn scalar<S: Statement<Row: Scalar>>(
        &mut self,
        statement: S,
    ) -> Result<Option<S::Row>, Error> {
        self.engine.wait(self.inner.get_mut().scalar(statement))
    }

    /// Executes a statement and returns all rows, readable by column name.
    ///
    /// This is the blocking form of [`Connection::mappings`](engine::Connection::mappings).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// let rows = connection.mappings(text("SELECT id, name FROM users ORDER BY id"))?;
    /// assert_eq!(rows[0].get::<String>("name")?, "ann");
    /// assert_eq!(rows[1].get::<i64>("id")?, 2);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn mappings<S: Statement>(&mut self, statement: S) -> Result<Vec<Row>, Error> {
        self.engine.wait(self.inner.get_mut().mappings(statement))
    }

    /// Executes a statement and passes each row to a sink.
    ///
    /// This is the blocking form of [`Connection::execute_into`](engine::Connection::execute_into).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::driver::RowSink;
    /// # use rebis_core::value::RowSource;
    /// # use std::ops::ControlFlow;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// /// Counts rows.
    /// struct Count(usize);
    /// impl RowSink for Count {
    ///     fn row(&mut self, _: &dyn RowSource) -> ControlFlow<()> {
    ///         self.0 += 1;
    ///         ControlFlow::Continue(())
    ///     }
    /// }
    /// let mut count = Count(0);
    /// connection.execute_into(select(Post.id).statement(), &mut count)?;
    /// assert_eq!(count.0, 2);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn execute_into(
        &mut self,
        statement: StatementRef<'_>,
        rows: &mut dyn RowSink,
    ) -> Result<ExecResult, Error> {
        self.engine
            .wait(self.inner.get_mut().execute_into(statement, rows))
    }

    /// Executes SQL without parameters and rows, exactly as written.
    ///
    /// This is the blocking form of
    /// [`Connection::execute_raw`](engine::Connection::execute_raw).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// connection.execute_raw("CREATE TABLE notes (body TEXT)")?;
    /// let stmt = text("SELECT count(*) FROM notes").columns::<i64>();
    /// assert_eq!(connection.one(stmt)?, 0);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn execute_raw(&mut self, sql: &str) -> Result<(), Error> {
        self.engine.wait(self.inner.get_mut().execute_raw(sql))
    }

    /// Returns whether a transaction is open. A statement begins one automatically.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// connection.all(select(User.id))?;
    /// assert!(connection.in_transaction());
    /// connection.commit()?;
    /// assert!(!connection.in_transaction());
    /// # Ok(())
    /// # });
    /// ```
    pub fn in_transaction(&self) -> bool {
        self.inner.get().in_transaction()
    }

    /// Returns whether each statement commits automatically.
    ///
    /// See [`set_autocommit`](Self::set_autocommit).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// assert!(!connection.is_autocommit());
    /// connection.set_autocommit(true)?;
    /// assert!(connection.is_autocommit());
    /// # Ok(())
    /// # });
    /// ```
    pub fn is_autocommit(&self) -> bool {
        self.inner.get().is_autocommit()
    }

    /// Sets whether each statement commits automatically, until the connection is dropped.
    ///
    /// This is the blocking form of
    /// [`Connection::set_autocommit`](engine::Connection::set_autocommit).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// connection.set_autocommit(true)?;
    /// connection.execute(text("VACUUM"))?; // commits automatically
    /// assert!(!connection.in_transaction());
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if a transaction is open. Commit it or roll it back first.
    pub fn set_autocommit(&mut self, autocommit: bool) -> Result<(), Error> {
        self.inner.get_mut().set_autocommit(autocommit)
    }

    /// Begins a transaction.
    ///
    /// This is the blocking form of [`Connection::begin`](engine::Connection::begin).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// connection.begin()?;
    /// assert!(connection.in_transaction());
    /// assert!(connection.begin().is_err()); // it is open already
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn begin(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.get_mut().begin())
    }

    /// Commits the transaction.
    ///
    /// This is the blocking form of [`Connection::commit`](engine::Connection::commit).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// connection.execute(update(Post).values(Post.views.set(0)))?;
    /// connection.commit()?;
    /// connection.rollback()?; // nothing to undo
    /// assert_eq!(connection.all(select(Post.views))?, [0, 0]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn commit(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.get_mut().commit())
    }

    /// Rolls the transaction back.
    ///
    /// This is the blocking form of [`Connection::rollback`](engine::Connection::rollback).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// connection.execute(update(Post).values(Post.views.set(0)))?;
    /// connection.rollback()?;
    /// assert_eq!(connection.all(select(Post.views).order_by(Post.id))?, [7, 3]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn rollback(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.get_mut().rollback())
    }

    /// Runs a closure in a savepoint: releases it on `Ok`, rolls back to it on `Err`.
    ///
    /// This is the blocking form of [`Connection::begin_nested`](engine::Connection::begin_nested).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// let add = |name| insert(User).values(User.name.set(name));
    /// connection.execute(add("cleo"))?;
    /// let outcome = connection.begin_nested(|connection| connection.execute(add("ann")));
    /// assert!(outcome.is_err_and(|error| error.code() == "unique-violation"));
    /// assert_eq!(connection.all(select(User.id))?.len(), 3); // `cleo` is still there
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn begin_nested<T, F>(&mut self, work: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Self) -> Result<T, Error>,
    {
        let savepoint = self.savepoint()?;
        let outcome = work(self);
        self.engine
            .wait(self.inner.get_mut().end_nested(savepoint, outcome))
    }

    /// Sets a savepoint and returns its number.
    ///
    /// This is the blocking form of [`Connection::savepoint`](engine::Connection::savepoint).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// connection.execute(insert(User).values(User.name.set("cleo")))?;
    /// let savepoint = connection.savepoint()?;
    /// connection.execute(insert(User).values(User.name.set("dan")))?;
    /// connection.rollback_to(savepoint)?;
    /// assert_eq!(connection.all(select(User.name).order_by(User.name))?, ["ann", "bob", "cleo"]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn savepoint(&mut self) -> Result<u32, Error> {
        self.engine.wait(self.inner.get_mut().savepoint())
    }

    /// Releases a savepoint and keeps the changes since it.
    ///
    /// This is the blocking form of [`Connection::release`](engine::Connection::release).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// let savepoint = connection.savepoint()?;
    /// connection.execute(insert(User).values(User.name.set("cleo")))?;
    /// connection.release(savepoint)?;
    /// connection.commit()?;
    /// assert_eq!(connection.all(select(User.id))?.len(), 3);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn release(&mut self, savepoint: u32) -> Result<(), Error> {
        self.engine.wait(self.inner.get_mut().release(savepoint))
    }

    /// Undoes the changes since a savepoint and removes it.
    ///
    /// This is the blocking form of [`Connection::rollback_to`](engine::Connection::rollback_to).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// # let mut connection = core::blocking::Connection::from(connection);
    /// let savepoint = connection.savepoint()?;
    /// connection.execute(delete(Post))?;
    /// connection.rollback_to(savepoint)?;
    /// assert_eq!(connection.all(select(Post.id))?.len(), 2);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn rollback_to(&mut self, savepoint: u32) -> Result<(), Error> {
        self.engine
            .wait(self.inner.get_mut().rollback_to(savepoint))
    }

    /// Rolls back and returns the connection to the pool.
    ///
    /// Dropping the connection does this too, but ignores the error.
    ///
    /// This is the blocking form of [`Connection::close`](engine::Connection::close).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// let mut connection = engine.connect()?;
    /// connection.execute(delete(Post))?;
    /// connection.close()?;
    /// assert_eq!(engine.connect()?.all(select(Post.id))?.len(), 2);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn close(mut self) -> Result<(), Error> {
        self.rollback()
    }

    /// Ends the transaction of a closure: commits on `Ok`, rolls back on `Err`.
    pub(super) fn end<T>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        self.engine.wait(self.inner.get_mut().end(outcome))
    }
}

impl Drop for Connection<'_> {
    fn drop(&mut self) {
        // Outside a runtime, the pool has no task that could roll back. It would close the
        // connection.
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

/// Wraps a borrowed connection. Dropping the wrapper leaves the transaction open.
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
