//! [`Session`], for calls that block.

use std::fmt;

use rebis_core::blocking::{Connection, Engine};
use rebis_core::{Fields, KeyValues, QueryResult, Scalar, Statement};

use super::load::Loadable;
use crate::error::Error;
use crate::load::{Load, Loaded};
use crate::mapper::Model;
use crate::session;
use crate::state::Instance;
use crate::state::IntoDraft;

/// A [session](crate::Session) whose calls block.
///
/// Dropping a session with an open transaction waits for its rollback.
pub struct Session {
    engine: Engine,
    inner: session::Session,
}

impl Session {
    /// A session of an engine, with defaults.
    pub fn new(engine: &Engine) -> Self {
        Self {
            engine: engine.clone(),
            inner: session::Session::new(engine.as_async()),
        }
    }

    pub(super) fn with_options(engine: &Engine, maker: &session::SessionMaker) -> Self {
        Self {
            engine: engine.clone(),
            inner: maker.session(),
        }
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Adds a new object, as [`Session::add`](session::Session::add).
    pub fn add<D: IntoDraft>(&mut self, draft: D) -> Instance<D::Model> {
        self.inner.add(draft)
    }

    /// Adds many new objects, as [`Session::add_all`](session::Session::add_all).
    pub fn add_all<D: IntoDraft>(
        &mut self,
        drafts: impl IntoIterator<Item = D>,
    ) -> Vec<Instance<D::Model>> {
        self.inner.add_all(drafts)
    }

    /// Deletes an object, as [`Session::delete`](session::Session::delete).
    pub fn delete<M: Model>(&mut self, instance: &Instance<M>) {
        self.inner.delete(instance);
    }

    /// Whether the object belongs to this session, as
    /// [`Session::contains`](session::Session::contains).
    pub fn contains<M: Model>(&self, instance: &Instance<M>) -> bool {
        self.inner.contains(instance)
    }

    /// Whether there is something to write, as [`Session::is_dirty`](session::Session::is_dirty).
    pub fn is_dirty(&self) -> bool {
        self.inner.is_dirty()
    }

    /// Writes what is pending, as [`Session::flush`](session::Session::flush).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn flush(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.flush())
    }

    /// The connection of the transaction, as
    /// [`Session::connection`](session::Session::connection).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn connection(&mut self) -> Result<Connection<'_>, Error> {
        self.engine
            .wait(self.inner.connection())
            .map(Connection::from)
    }

    /// The object of a key, as [`Session::get`](session::Session::get).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn get<F>(
        &mut self,
        model: F,
        key: impl KeyValues,
    ) -> Result<Option<Instance<F::Record>>, Error>
    where
        F: Fields<Record: Model>,
    {
        self.engine.wait(self.inner.get(model, key))
    }

    /// Reads an object's row again, as [`Session::refresh`](session::Session::refresh).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn refresh<M: Model>(&mut self, instance: &Instance<M>) -> Result<(), Error> {
        self.engine.wait(self.inner.refresh(instance))
    }

    /// What a relationship field leads to: `session.load(&user.posts)?` is
    /// [`user.posts.load(session).await?`](crate::Many::load).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn load<R: Loadable>(&mut self, relationship: &R) -> Result<R::Loaded, Error> {
        relationship.load_in(self)
    }

    /// All rows, as [`Session::all`](session::Session::all).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn all<S>(&mut self, statement: S) -> Result<Vec<Loaded<S::Row>>, Error>
    where
        S: Statement<Row: Load>,
    {
        self.engine.wait(self.inner.all(statement))
    }

    /// The first row, as [`Session::first`](session::Session::first).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn first<S>(&mut self, statement: S) -> Result<Option<Loaded<S::Row>>, Error>
    where
        S: Statement<Row: Load>,
    {
        self.engine.wait(self.inner.first(statement))
    }

    /// The only row, as [`Session::one`](session::Session::one).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn one<S>(&mut self, statement: S) -> Result<Loaded<S::Row>, Error>
    where
        S: Statement<Row: Load>,
    {
        self.engine.wait(self.inner.one(statement))
    }

    /// The only row if there is one, as [`Session::one_or_none`](session::Session::one_or_none).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn one_or_none<S>(&mut self, statement: S) -> Result<Option<Loaded<S::Row>>, Error>
    where
        S: Statement<Row: Load>,
    {
        self.engine.wait(self.inner.one_or_none(statement))
    }

    /// The value of a single column in the first row, as
    /// [`Session::scalar`](session::Session::scalar).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn scalar<S>(&mut self, statement: S) -> Result<Option<S::Row>, Error>
    where
        S: Statement<Row: Scalar>,
    {
        self.engine.wait(self.inner.scalar(statement))
    }

    /// Executes a statement that is no query of objects, as
    /// [`Session::execute`](session::Session::execute).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn execute<S: Statement>(&mut self, statement: S) -> Result<QueryResult<S::Row>, Error> {
        self.engine.wait(self.inner.execute(statement))
    }

    /// Writes what is pending and commits, as [`Session::commit`](session::Session::commit).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn commit(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.commit())
    }

    /// Rolls the transaction back, as [`Session::rollback`](session::Session::rollback).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn rollback(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.rollback())
    }

    /// Runs a closure in a savepoint, as
    /// [`Session::begin_nested`](session::Session::begin_nested).
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn begin_nested<T, F>(&mut self, work: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Self) -> Result<T, Error>,
    {
        let nested = self.engine.wait(self.inner.enter_nested())?;
        let outcome = work(self);
        self.engine.wait(self.inner.end_nested(nested, outcome))
    }

    /// Rolls back and gives the connection back, as [`Session::close`](session::Session::close).
    /// Dropping does the same; call this to see the error.
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn close(mut self) -> Result<(), Error> {
        self.rollback()
    }

    /// Waits for a call of the async API on this session, for what has no blocking form.
    ///
    /// # Errors
    /// What the closure returns, and as [`Engine::wait`].
    pub fn wait<T, F>(&mut self, call: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut session::Session) -> Result<T, Error>,
    {
        self.engine.wait(call(&mut self.inner))
    }

    /// Ends the transaction of a closure of `begin`.
    pub(super) fn end<T>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        self.engine.wait(self.inner.end(outcome))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A blocking connection waits for its rollback when it is dropped.
        drop(self.inner.take_connection().map(Connection::from));
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
