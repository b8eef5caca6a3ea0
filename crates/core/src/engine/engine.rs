//! [`Engine`]: one database, its pool and its compiled statements.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::cache::CompiledCache;
use super::connection::Connection;
use super::event::{AfterExecute, BeforeExecute, Listeners};
use super::options::EngineOptions;
use super::recent::Recent;
use crate::compile::Dialect;
use crate::compile::{CompileHook, Target};
use crate::driver::Driver;
use crate::error::Error;
use crate::pool::{Connector, Pool, PoolStatus, QueuePool};
use crate::url::Url;
use crate::wait::Waiter;

/// One database: its dialect, its pool of connections, and the cache of compiled statements.
///
/// An engine is a handle: clones share everything. A program makes one for each database and keeps
/// it for its whole life.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<EngineState>,
}

pub(super) struct EngineState {
    pub(super) url: Url,
    pub(super) pool: Box<dyn Pool>,
    pub(super) cache: CompiledCache,
    /// Those of connections that came back, for the next ones.
    recent: Mutex<Vec<Recent>>,
    pub(super) listeners: Listeners,
    pub(super) echo: bool,
    pub(super) hide_parameters: bool,
    dialect: OnceLock<Arc<dyn Dialect>>,
    compile_hook: Option<Arc<dyn CompileHook>>,
    from_linting: bool,
    label_length: Option<usize>,
    /// Dropped after the pool: connections end before the runtime that moves their bytes.
    waiter: Waiter,
}

impl Engine {
    pub(super) fn new<D>(
        url: Url,
        driver: &'static dyn Driver,
        dialect: Option<Arc<dyn Dialect>>,
        options: &EngineOptions<D>,
    ) -> Result<Self, Error> {
        let connector = Connector::new(driver, url.clone());
        let shared = EngineState {
            url,
            pool: Box::new(QueuePool::new(connector, options.pool.clone())?),
            cache: CompiledCache::new(options.query_cache_size),
            recent: Mutex::default(),
            listeners: Listeners::default(),
            echo: options.echo,
            hide_parameters: options.hide_parameters,
            dialect: dialect.map_or_else(OnceLock::new, OnceLock::from),
            compile_hook: options.compile_hook.clone(),
            from_linting: options.from_linting,
            label_length: options.label_length,
            waiter: Waiter::new(driver.io()),
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// The URL. Its `Display` hides the password.
    pub fn url(&self) -> &Url {
        &self.shared.url
    }

    /// A connection of the pool.
    ///
    /// # Errors
    /// When none became free in time, or the database cannot be reached.
    ///
    /// # Panics
    /// When all connections are in use, so that it has to wait, on a tokio runtime that was built
    /// without `enable_time`.
    pub async fn connect(&self) -> Result<Connection, Error> {
        let pooled = self.shared.pool.acquire().await?;
        let dialect = self.shared.dialect.get_or_init(|| pooled.dialect());
        Ok(Connection::new(self.clone(), Arc::clone(dialect), pooled))
    }

    /// Runs a closure in a transaction: commits when it returns `Ok`, rolls back on `Err`, and when
    /// the future is dropped.
    ///
    /// # Errors
    /// What the closure returns, and what connecting and committing can return. An error type of
    /// the program's own goes through [`Error::other`].
    pub async fn begin<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Connection) -> Result<T, Error>,
    {
        let mut connection = self.connect().await?;
        let outcome = work(&mut connection).await;
        connection.end(outcome).await
    }

    /// The dialect, once a connection has told it; it depends on the server's version.
    pub fn dialect(&self) -> Option<&Arc<dyn Dialect>> {
        self.shared.dialect.get()
    }

    /// How many connections there are, and how many are free.
    pub fn pool_status(&self) -> PoolStatus {
        self.shared.pool.status()
    }

    /// Closes the pool's idle connections. Those in use are closed when they come back.
    pub fn dispose(&self) {
        self.shared.pool.dispose();
    }

    /// Calls a closure before each statement.
    pub fn on_before_execute<F>(&self, listener: F)
    where
        F: Fn(&BeforeExecute<'_>) + Send + Sync + 'static,
    {
        self.shared.listeners.add_before(Arc::new(listener));
    }

    /// Calls a closure after each statement, whether it succeeded or not.
    pub fn on_after_execute<F>(&self, listener: F)
    where
        F: Fn(&AfterExecute<'_>) + Send + Sync + 'static,
    {
        self.shared.listeners.add_after(Arc::new(listener));
    }

    pub(super) fn shared(&self) -> &EngineState {
        &self.shared
    }

    /// Waits for this engine's driver where nobody awaits it.
    pub(crate) fn waiter(&self) -> &Waiter {
        &self.shared.waiter
    }
}

impl EngineState {
    /// What the statements of a connection are compiled for.
    #[inline]
    pub(super) fn target<'a>(&'a self, dialect: &'a dyn Dialect) -> Target<'a> {
        Target {
            dialect,
            compile_hook: self.compile_hook.as_deref(),
            lint: self.from_linting,
            label_length: self.label_length,
        }
    }

    /// The statements of a connection that came back, or none yet.
    pub(super) fn take_recent(&self) -> Recent {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let known = recent.pop();
        known.unwrap_or_else(|| Recent::in_front_of(&self.cache))
    }

    /// Keeps the statements of a connection for the next one.
    pub(super) fn give_recent(&self, mut recent: Recent) {
        recent.shrink();
        let mut kept = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push(recent);
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Engine({})", self.shared.url)
    }
}
