//! [`Engine`]: an engine whose calls block.

use std::future::Future;
use std::sync::Arc;

use super::connection::Connection;
use crate::compile::Dialect;
use crate::engine::{self, AfterExecute, BeforeExecute};
use crate::error::Error;
use crate::pool::PoolStatus;
use crate::schema::MetaData;
use crate::url::Url;

/// An [engine](crate::Engine) whose calls block.
///
/// It is created from an async engine, and shares everything with it:
/// `blocking::Engine::from(EngineOptions::new(url).pool_size(2).create()?)`. Clones share, too.
#[derive(Clone, Debug)]
pub struct Engine {
    inner: engine::Engine,
}

impl Engine {
    /// Returns a connection of the pool.
    ///
    /// This is the blocking form of [`Engine::connect`](engine::Engine::connect).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// let mut connection = engine.connect()?;
    /// assert_eq!(connection.all(select(User.name).order_by(User.id))?, ["ann", "bob"]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`wait`](Self::wait).
    pub fn connect(&self) -> Result<Connection<'static>, Error> {
        self.wait(self.inner.connect()).map(Connection::from)
    }

    /// Runs a closure in a transaction: commits on `Ok`, rolls back on `Err` or a panic.
    ///
    /// This is the blocking form of [`Engine::begin`](engine::Engine::begin).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// let read = update(Post).values(Post.views.set(Post.views + 1));
    /// engine.begin(|connection| connection.execute(read))?;
    /// let views = engine.connect()?.all(select(Post.views).order_by(Post.id))?;
    /// assert_eq!(views, [8, 4]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns the closure's error, the errors of [`connect`](Self::connect), and the error of
    /// `COMMIT`.
    pub fn begin<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Connection<'_>) -> Result<T, Error>,
    {
        let mut connection = self.connect()?;
        let outcome = work(&mut connection);
        connection.end(outcome)
    }

    /// Creates the tables that the database lacks; blocking form of [`MetaData::create_all`].
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # let engine = core::blocking::Engine::from(create_engine("sqlite://")?);
    /// engine.create_all(&Registry::new((User, Post, Tag))?.metadata())?;
    /// assert!(engine.connect()?.all(select(Post))?.is_empty());
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`wait`](Self::wait).
    pub fn create_all(&self, metadata: &MetaData) -> Result<(), Error> {
        self.wait(metadata.create_all(&self.inner))
    }

    /// Drops the tables that the database has; blocking form of [`MetaData::drop_all`].
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// engine.drop_all(&Registry::new((User, Post, Tag))?.metadata())?;
    /// let outcome = engine.connect()?.all(select(Post));
    /// assert!(outcome.is_err_and(|error| error.code() == "no-such-table"));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`wait`](Self::wait).
    pub fn drop_all(&self, metadata: &MetaData) -> Result<(), Error> {
        self.wait(metadata.drop_all(&self.inner))
    }

    /// Waits for a future of the async API that uses this engine.
    ///
    /// Use it for async methods that have no blocking form.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # let engine = core::blocking::Engine::from(create_engine("sqlite://")?);
    /// let metadata = Registry::new((User, Post, Tag))?.metadata();
    /// engine.wait(metadata.create_all(engine.as_async()))?;
    /// assert!(engine.connect()?.all(select(Post))?.is_empty());
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns the error of the future. With a driver that does I/O:
    /// - Returns [`InsideRuntime`](Error::InsideRuntime) if the thread is inside a tokio runtime.
    /// - Returns [`Runtime`](Error::Runtime) if the engine's own runtime cannot be created.
    #[inline]
    pub fn wait<T, E: From<Error>>(
        &self,
        future: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        self.inner.waiter().wait(future)
    }

    /// Returns the async engine.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// let mut connection = engine.as_async().connect().await?;
    /// assert_eq!(connection.all(select(User.name).order_by(User.id)).await?, ["ann", "bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn as_async(&self) -> &engine::Engine {
        &self.inner
    }

    /// Returns the URL. Its `Display` hides the password.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let engine = core::blocking::Engine::from(create_engine("sqlite:///blog.db")?);
    /// assert_eq!(engine.url().database(), Some("blog.db"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn url(&self) -> &Url {
        self.inner.url()
    }

    /// Returns the dialect, which is known once a connection was opened.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # let engine = core::blocking::Engine::from(create_engine("sqlite://")?);
    /// assert!(engine.dialect().is_none());
    /// engine.connect()?;
    /// assert_eq!(engine.dialect().map(|dialect| dialect.name()), Some("sqlite"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn dialect(&self) -> Option<&Arc<dyn Dialect>> {
        self.inner.dialect()
    }

    /// Returns the numbers of open and of idle connections.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # let engine = core::blocking::Engine::from(create_engine("sqlite://")?);
    /// let connection = engine.connect()?;
    /// let status = engine.pool_status();
    /// assert_eq!((status.open, status.idle), (1, 0));
    /// connection.close()?;
    /// assert_eq!(engine.pool_status().idle, 1);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn pool_status(&self) -> PoolStatus {
        self.inner.pool_status()
    }

    /// Closes the pool's idle connections. Connections in use are closed when they are returned.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # let engine = core::blocking::Engine::from(create_engine("sqlite://")?);
    /// engine.connect()?.close()?;
    /// assert_eq!(engine.pool_status().open, 1);
    /// engine.dispose();
    /// assert_eq!(engine.pool_status().open, 0);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn dispose(&self) {
        self.inner.dispose();
    }

    /// Registers a closure that is called before each statement.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// let (log, logged) = std::sync::mpsc::channel();
    /// engine.on_before_execute(move |event| {
    ///     let _ = log.send(event.sql.to_owned());
    /// });
    /// engine.connect()?.all(select(User.id))?;
    /// assert_eq!(logged.try_iter().collect::<Vec<_>>(), ["SELECT users.id FROM users"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn on_before_execute<F>(&self, listener: F)
    where
        F: Fn(&BeforeExecute<'_>) + Send + Sync + 'static,
    {
        self.inner.on_before_execute(listener);
    }

    /// Registers a closure that is called after each statement, whether it succeeds or fails.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// let (log, logged) = std::sync::mpsc::channel();
    /// engine.on_after_execute(move |event| {
    ///     let _ = log.send(event.outcome.map_err(|error| error.code()));
    /// });
    /// engine.connect()?.execute(update(Post).values(Post.views.set(0)))?;
    /// assert_eq!(logged.try_iter().collect::<Vec<_>>(), [Ok(2)]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn on_after_execute<F>(&self, listener: F)
    where
        F: Fn(&AfterExecute<'_>) + Send + Sync + 'static,
    {
        self.inner.on_after_execute(listener);
    }
}

impl From<engine::Engine> for Engine {
    fn from(inner: engine::Engine) -> Self {
        Self { inner }
    }
}
