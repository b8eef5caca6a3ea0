//! [`Engine`]: a database, its connection pool and its compiled statements.

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

/// A database: its dialect, its connection pool, and its cache of compiled statements.
///
/// An engine is a handle: clones share everything. Create one engine for each database, and keep it
/// for the lifetime of the program.
#[derive(Clone)]
pub struct Engine {
    shared: Arc<EngineState>,
}

pub(super) struct EngineState {
    pub(super) url: Url,
    pub(super) pool: Box<dyn Pool>,
    pub(super) cache: CompiledCache,
    /// The recent statements of returned connections, for the next connections.
    recent: Mutex<Vec<Recent>>,
    pub(super) listeners: Listeners,
    pub(super) echo: bool,
    pub(super) hide_parameters: bool,
    dialect: OnceLock<Arc<dyn Dialect>>,
    compile_hook: Option<Arc<dyn CompileHook>>,
    from_linting: bool,
    label_length: Option<usize>,
    /// The fields are dropped in order, so connections are closed before the runtime that drives
    /// their I/O.
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

    /// Returns the URL. Its `Display` hides the password.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let engine = create_engine("sqlite:///blog.db")?;
    /// assert_eq!(engine.url().database(), Some("blog.db"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn url(&self) -> &Url {
        &self.shared.url
    }

    /// Returns a connection of the pool.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine();
    /// let mut connection = engine.connect().await?;
    /// assert_eq!(connection.all(select(User.name).order_by(User.id)).await?, ["ann", "bob"]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if no connection becomes free within the pool's timeout, or if the database
    /// cannot be reached.
    ///
    /// # Panics
    /// Panics if all connections are in use and the tokio runtime was built without `enable_time`.
    pub async fn connect(&self) -> Result<Connection, Error> {
        let pooled = self.shared.pool.acquire().await?;
        let dialect = self.shared.dialect.get_or_init(|| pooled.dialect());
        Ok(Connection::new(self.clone(), Arc::clone(dialect), pooled))
    }

    /// Runs a closure in a transaction: commits on `Ok`, rolls back on `Err`.
    ///
    /// The transaction is also rolled back if the future is dropped.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine();
    /// let read = update(Post).values(Post.views.set(Post.views + 1));
    /// engine.begin(async |connection| connection.execute(read).await).await?;
    /// let views = engine.connect().await?.all(select(Post.views).order_by(Post.id)).await?;
    /// assert_eq!(views, [8, 4]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns the closure's error, the errors of [`connect`](Self::connect), and the error of
    /// `COMMIT`. Wrap other error types with [`Error::other`].
    pub async fn begin<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Connection) -> Result<T, Error>,
    {
        let mut connection = self.connect().await?;
        let outcome = work(&mut connection).await;
        connection.end(outcome).await
    }

    /// Returns the dialect, once a connection was opened. It depends on the server's version.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |_| {
    /// # let engine = create_engine("sqlite://")?;
    /// assert!(engine.dialect().is_none());
    /// engine.connect().await?;
    /// assert_eq!(engine.dialect().map(|dialect| dialect.name()), Some("sqlite"));
    /// # Ok(())
    /// # });
    /// ```
    pub fn dialect(&self) -> Option<&Arc<dyn Dialect>> {
        self.shared.dialect.get()
    }

    /// Returns the numbers of open and of idle connections.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine();
    /// let connection = engine.connect().await?;
    /// let status = engine.pool_status();
    /// assert_eq!((status.open, status.idle), (1, 0));
    /// connection.close().await?;
    /// assert_eq!(engine.pool_status().idle, 1);
    /// # Ok(())
    /// # });
    /// ```
    pub fn pool_status(&self) -> PoolStatus {
        self.shared.pool.status()
    }

    /// Closes the pool's idle connections. Connections in use are closed when they are returned.
    ///
    /// A database in memory (`sqlite://`) is deleted with its connection.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine();
    /// engine.connect().await?.close().await?;
    /// assert_eq!(engine.pool_status().open, 1);
    /// engine.dispose();
    /// assert_eq!(engine.pool_status().open, 0);
    /// # Ok(())
    /// # });
    /// ```
    pub fn dispose(&self) {
        self.shared.pool.dispose();
    }

    /// Registers a closure that is called before each statement.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine();
    /// let (log, logged) = std::sync::mpsc::channel();
    /// engine.on_before_execute(move |event| {
    ///     let _ = log.send(event.sql.to_owned());
    /// });
    /// engine.connect().await?.all(select(User.id)).await?;
    /// assert_eq!(logged.try_iter().collect::<Vec<_>>(), ["SELECT users.id FROM users"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn on_before_execute<F>(&self, listener: F)
    where
        F: Fn(&BeforeExecute<'_>) + Send + Sync + 'static,
    {
        self.shared.listeners.add_before(Arc::new(listener));
    }

    /// Registers a closure that is called after each statement, whether it succeeds or fails.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine();
    /// let (log, logged) = std::sync::mpsc::channel();
    /// engine.on_after_execute(move |event| {
    ///     let _ = log.send(event.outcome.map_err(|error| error.code()));
    /// });
    /// engine.connect().await?.execute(update(Post).values(Post.views.set(0))).await?;
    /// assert_eq!(logged.try_iter().collect::<Vec<_>>(), [Ok(2)]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn on_after_execute<F>(&self, listener: F)
    where
        F: Fn(&AfterExecute<'_>) + Send + Sync + 'static,
    {
        self.shared.listeners.add_after(Arc::new(listener));
    }

    pub(super) fn shared(&self) -> &EngineState {
        &self.shared
    }

    /// Returns the waiter of the blocking API.
    pub(crate) fn waiter(&self) -> &Waiter {
        &self.shared.waiter
    }
}

impl EngineState {
    /// Returns the settings that statements for a dialect are compiled with.
    #[inline]
    pub(super) fn target<'a>(&'a self, dialect: &'a dyn Dialect) -> Target<'a> {
        Target {
            dialect,
            compile_hook: self.compile_hook.as_deref(),
            lint: self.from_linting,
            label_length: self.label_length,
        }
    }

    /// Returns the recent statements of a returned connection, or an empty list.
    pub(super) fn take_recent(&self) -> Recent {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        let known = recent.pop();
        known.unwrap_or_else(|| Recent::in_front_of(&self.cache))
    }

    /// Keeps the recent statements of a connection for the next one.
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
