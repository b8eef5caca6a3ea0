//! [`Engine`], for calls that block.

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
/// It is made from an async one, and shares everything with it:
/// `blocking::Engine::from(EngineOptions::new(url).pool_size(2).create()?)`. Clones share, too.
#[derive(Clone, Debug)]
pub struct Engine {
    inner: engine::Engine,
}

impl Engine {
    /// A connection of the pool, as [`Engine::connect`](engine::Engine::connect).
    ///
    /// # Errors
    /// As the async method, and as [`wait`](Self::wait).
    pub fn connect(&self) -> Result<Connection<'static>, Error> {
        self.wait(self.inner.connect()).map(Connection::from)
    }

    /// Runs a closure in a transaction, as [`Engine::begin`](engine::Engine::begin): commits when it
    /// returns `Ok`, rolls back on `Err` and when it panics.
    ///
    /// # Errors
    /// As the async method, and as [`wait`](Self::wait).
    pub fn begin<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Connection<'_>) -> Result<T, Error>,
    {
        let mut connection = self.connect()?;
        let outcome = work(&mut connection);
        connection.end(outcome)
    }

    /// Creates the tables that the database does not have, as
    /// [`MetaData::create_all`].
    ///
    /// # Errors
    /// As the async method, and as [`wait`](Self::wait).
    pub fn create_all(&self, metadata: &MetaData) -> Result<(), Error> {
        self.wait(metadata.create_all(&self.inner))
    }

    /// Drops the tables that the database has, as [`MetaData::drop_all`].
    ///
    /// # Errors
    /// As the async method, and as [`wait`](Self::wait).
    pub fn drop_all(&self, metadata: &MetaData) -> Result<(), Error> {
        self.wait(metadata.drop_all(&self.inner))
    }

    /// Waits for a future of the async API that uses this engine: what every method here stands on,
    /// and the way to whatever has no blocking form.
    ///
    /// # Errors
    /// What the future returns. With a driver that needs I/O also
    /// [`InsideRuntime`](Error::InsideRuntime), when the thread is inside a tokio runtime, and
    /// [`Runtime`](Error::Runtime), when the engine's own cannot be made.
    #[inline]
    pub fn wait<T, E: From<Error>>(
        &self,
        future: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        self.inner.waiter().wait(future)
    }

    /// The async engine.
    pub fn as_async(&self) -> &engine::Engine {
        &self.inner
    }

    /// The URL, as [`Engine::url`](engine::Engine::url).
    pub fn url(&self) -> &Url {
        self.inner.url()
    }

    /// The dialect, as [`Engine::dialect`](engine::Engine::dialect).
    pub fn dialect(&self) -> Option<&Arc<dyn Dialect>> {
        self.inner.dialect()
    }

    /// How the pool is doing, as [`Engine::pool_status`](engine::Engine::pool_status).
    pub fn pool_status(&self) -> PoolStatus {
        self.inner.pool_status()
    }

    /// Closes idle connections, as [`Engine::dispose`](engine::Engine::dispose).
    pub fn dispose(&self) {
        self.inner.dispose();
    }

    /// Calls a closure before each statement, as
    /// [`Engine::on_before_execute`](engine::Engine::on_before_execute).
    pub fn on_before_execute<F>(&self, listener: F)
    where
        F: Fn(&BeforeExecute<'_>) + Send + Sync + 'static,
    {
        self.inner.on_before_execute(listener);
    }

    /// Calls a closure after each statement, as
    /// [`Engine::on_after_execute`](engine::Engine::on_after_execute).
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
