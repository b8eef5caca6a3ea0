//! [`EngineOptions`]: the options of an engine.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::drivers::{DriverSet, Registered, driver_for};
use super::engine::Engine;
use crate::compile::CompileHook;
use crate::compile::Dialect;
use crate::driver::{Driver, PoolSize};
use crate::error::Error;
use crate::pool::PoolOptions;
use crate::url::Url;

/// Creates an engine with default options. It connects on first use.
///
/// ```
/// # use rebis_doc::*;
/// # create_engine("sqlite://")?;
/// let engine = rebis_core::create_engine("sqlite:///blog.db")?;
/// assert_eq!(engine.url().database(), Some("blog.db"));
/// # Ok::<(), Error>(())
/// ```
///
/// # Errors
/// Returns an error if the URL is malformed, or if no driver is registered for its scheme.
pub fn create_engine(url: &str) -> Result<Engine, Error> {
    EngineOptions::<Registered>::new(url).create()
}

/// The options of an engine, with the names and defaults of SQLAlchemy's `create_engine`.
#[derive(Clone)]
#[must_use]
pub struct EngineOptions<D = Registered> {
    url: String,
    driver: Option<&'static dyn Driver>,
    dialect: Option<Arc<dyn Dialect>>,
    pub(super) compile_hook: Option<Arc<dyn CompileHook>>,
    pub(super) from_linting: bool,
    pub(super) label_length: Option<usize>,
    pub(super) pool: PoolOptions,
    pool_size: Option<usize>,
    pub(super) echo: bool,
    pub(super) hide_parameters: bool,
    pub(super) query_cache_size: usize,
    _drivers: PhantomData<D>,
}

impl<D: DriverSet> EngineOptions<D> {
    /// Creates the default options for a URL.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |_| {
    /// let engine = EngineOptions::new("sqlite://").create()?;
    /// let stmt = text("SELECT 1").columns::<i64>();
    /// assert_eq!(engine.connect().await?.one(stmt).await?, 1);
    /// # Ok(())
    /// # });
    /// ```
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            driver: None,
            dialect: None,
            compile_hook: None,
            from_linting: true,
            label_length: None,
            pool: PoolOptions::default(),
            pool_size: None,
            echo: false,
            hide_parameters: false,
            query_cache_size: 500,
            _drivers: PhantomData,
        }
    }

    /// Sets the driver, whatever the scheme of the URL.
    ///
    /// ```
    /// # use rebis_core::EngineOptions;
    /// # use rebis_core::driver::{BoxFuture, Driver, DriverConnection};
    /// # use rebis_core::engine::{Registered, Url};
    /// # use rebis_core::error::{DatabaseError, DatabaseErrorKind};
    /// # type Connected<'a> = BoxFuture<'a, Result<Box<dyn DriverConnection>, DatabaseError>>;
    /// # #[derive(Debug)]
    /// # struct CockroachDriver;
    /// # impl Driver for CockroachDriver {
    /// #     fn schemes(&self) -> &'static [&'static str] {
    /// #         &["cockroachdb"]
    /// #     }
    /// #     fn connect<'a>(&'a self, _: &'a Url) -> Connected<'a> {
    /// #         let error = DatabaseError::new(DatabaseErrorKind::ConnectionRefused, "no server");
    /// #         Box::pin(async { Err(error) })
    /// #     }
    /// # }
    /// let options = EngineOptions::<Registered>::new("postgresql://localhost/blog");
    /// let engine = options.driver(&CockroachDriver).create()?;
    /// assert_eq!(engine.url().scheme(), "postgresql");
    /// # Ok::<(), rebis_core::Error>(())
    /// ```
    pub fn driver(mut self, driver: &'static dyn Driver) -> Self {
        self.driver = Some(driver);
        self
    }

    /// Sets the dialect. By default, the driver determines it from the server.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let engine = EngineOptions::new("sqlite://").dialect(Sqlite).create()?;
    /// assert_eq!(engine.dialect().map(|dialect| dialect.name()), Some("sqlite"));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn dialect(mut self, dialect: impl Dialect + 'static) -> Self {
        self.dialect = Some(Arc::new(dialect));
        self
    }

    /// Sets a hook that writes constructs as other SQL; see [`CompileHook`].
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::compile::{CompileHook, Compiler};
    /// # use rebis_core::error::CompileError;
    /// # use rebis_core::{Node, Value};
    /// # #[derive(Debug)]
    /// # struct Nvl;
    /// # impl CompileHook for Nvl {
    /// #     fn node(&self, to: &mut Compiler<'_>, node: &Node) -> Result<bool, CompileError> {
    /// #         match node {
    /// #             Node::Function(function) if function.name == "nvl" => {
    /// #                 to.call("coalesce", function)?;
    /// #                 Ok(true)
    /// #             }
    /// #             _ => Ok(false),
    /// #         }
    /// #     }
    /// # }
    /// # run(async |_| {
    /// // The hook writes `coalesce` for the function `nvl`.
    /// let engine = EngineOptions::new("sqlite://").compile_hook(Nvl).create()?;
    /// let stmt = select(func::custom::<i64>("nvl", [Node::Null, Node::bind(Value::Int(1))]));
    /// assert_eq!(engine.connect().await?.one(stmt).await?, 1);
    /// # Ok(())
    /// # });
    /// ```
    pub fn compile_hook(mut self, hook: impl CompileHook) -> Self {
        self.compile_hook = Some(Arc::new(hook));
        self
    }

    /// Sets whether statements with unconnected entries in `FROM` are reported. Default: yes.
    ///
    /// The report is a warning of `tracing`; see
    /// [`CartesianProduct`](crate::compile::CartesianProduct).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |_| {
    /// let engine = EngineOptions::new("sqlite://").from_linting(false).create()?;
    /// # Registry::new((User, Post, Tag))?.metadata().create_all(&engine).await?;
    /// # let mut connection = engine.connect().await?;
    /// # connection.execute(insert(User).values(User.name.set("ann"))).await?;
    /// # connection.execute(insert(Tag).rows([Tag.name.set("rust"), Tag.name.set("sql")])).await?;
    /// // All pairs of users and tags, without a warning.
    /// let pairs = connection.all(select((User.name, Tag.name))).await?;
    /// assert_eq!(pairs.len(), 2);
    /// # Ok(())
    /// # });
    /// ```
    pub fn from_linting(mut self, lint: bool) -> Self {
        self.from_linting = lint;
        self
    }

    /// Sets the maximum length of generated labels, in characters. Default: the database's limit.
    ///
    /// A label of more than `letters - 6` characters is truncated and ends with a number, as in
    /// SQLAlchemy.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |_| {
    /// let engine = EngineOptions::new("sqlite://").label_length(16).create()?;
    /// # Registry::new((User, Post, Tag))?.metadata().create_all(&engine).await?;
    /// let stmt = select((func::max(Post.id), func::custom::<i64>("total_changes", [])));
    /// let rows = engine.connect().await?.mappings(stmt).await?;
    /// assert_eq!(rows[0].keys().collect::<Vec<_>>(), ["max_1", "total_chan_1"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn label_length(mut self, letters: usize) -> Self {
        self.label_length = Some(letters);
        self
    }

    /// Sets the number of connections that the pool keeps open. Default: 5.
    ///
    /// A database in memory (`sqlite://`) always has one connection, which is never closed.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # let file = std::env::temp_dir().join(format!("rebis-size-{}.db", std::process::id()));
    /// # let url = format!("sqlite:///{}", file.display());
    /// # run(async |_| {
    /// let engine = EngineOptions::new(url).pool_size(1).create()?;
    /// let connections = [engine.connect().await?, engine.connect().await?];
    /// assert_eq!(engine.pool_status().open, 2);
    /// drop(connections);
    /// assert_eq!(engine.pool_status().open, 1);
    /// # let _ = std::fs::remove_file(&file);
    /// # Ok(())
    /// # });
    /// ```
    pub fn pool_size(mut self, connections: usize) -> Self {
        self.pool_size = Some(connections);
        self
    }

    /// Sets the number of additional connections under load. Default: 10.
    ///
    /// The pool closes them when they are returned.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use std::time::Duration;
    /// # let file = std::env::temp_dir().join(format!("rebis-overflow-{}.db", std::process::id()));
    /// # let url = format!("sqlite:///{}", file.display());
    /// # run(async |_| {
    /// let options = EngineOptions::new(url).pool_size(1).max_overflow(1);
    /// let engine = options.pool_timeout(Duration::from_millis(1)).create()?;
    /// let connections = [engine.connect().await?, engine.connect().await?];
    /// assert!(engine.connect().await.is_err_and(|error| error.code() == "pool-timeout"));
    /// # drop(connections);
    /// # let _ = std::fs::remove_file(&file);
    /// # Ok(())
    /// # });
    /// ```
    pub fn max_overflow(mut self, connections: usize) -> Self {
        self.pool.max_overflow = connections;
        self
    }

    /// Sets the maximum time to wait for a connection if all are in use. Default: 30 seconds.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use std::time::Duration;
    /// # run(async |_| {
    /// let options = EngineOptions::new("sqlite://").pool_timeout(Duration::from_millis(1));
    /// let engine = options.create()?;
    /// let connection = engine.connect().await?;
    /// assert!(engine.connect().await.is_err_and(|error| error.code() == "pool-timeout"));
    /// # drop(connection);
    /// # Ok(())
    /// # });
    /// ```
    pub fn pool_timeout(mut self, timeout: Duration) -> Self {
        self.pool.timeout = timeout;
        self
    }

    /// Sets the age at which a connection is replaced before its next use. Default: never.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use std::time::Duration;
    /// # let file = std::env::temp_dir().join(format!("rebis-recycle-{}.db", std::process::id()));
    /// # let url = format!("sqlite:///{}", file.display());
    /// # run(async |_| {
    /// let engine = EngineOptions::new(url).pool_recycle(Duration::ZERO).create()?;
    /// let create = async |connection: &mut Connection| {
    ///     connection.execute_raw("CREATE TEMPORARY TABLE visits (id INTEGER)").await
    /// };
    /// // Each connection is a new one, without the temporary table of the previous connection.
    /// engine.begin(create).await?;
    /// engine.begin(create).await?;
    /// assert_eq!(engine.pool_status().open, 1);
    /// # let _ = std::fs::remove_file(&file);
    /// # Ok(())
    /// # });
    /// ```
    pub fn pool_recycle(mut self, age: Duration) -> Self {
        self.pool.recycle = Some(age);
        self
    }

    /// Sets whether connections that were idle for a second are tested before use. Default: no.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |_| {
    /// let engine = EngineOptions::new("sqlite://").pool_pre_ping(true).create()?;
    /// let stmt = text("SELECT 1").columns::<i64>();
    /// assert_eq!(engine.connect().await?.one(stmt).await?, 1);
    /// # Ok(())
    /// # });
    /// ```
    pub fn pool_pre_ping(mut self, ping: bool) -> Self {
        self.pool.pre_ping = ping;
        self
    }

    /// Sets whether each statement and its parameters are written to standard error. Default: no.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |_| {
    /// let engine = EngineOptions::new("sqlite://").echo(true).create()?;
    /// let stmt = text("SELECT :answer").bind("answer", 42).columns::<i64>();
    /// assert_eq!(engine.connect().await?.one(stmt).await?, 42);
    /// # Ok(())
    /// # });
    /// ```
    pub fn echo(mut self, echo: bool) -> Self {
        self.echo = echo;
        self
    }

    /// Sets whether parameters are left out of errors and of the output of `echo`. Default: no.
    ///
    /// Listeners always receive the parameters.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |_| {
    /// let engine = EngineOptions::new("sqlite://").hide_parameters(true).create()?;
    /// let stmt = text("SELECT json(:secret)").bind("secret", "not JSON");
    /// let outcome = engine.connect().await?.execute(stmt).await;
    /// let message = outcome.err().map(|error| error.to_string()).unwrap_or_default();
    /// assert!(message.ends_with("[parameters are hidden]"));
    /// # Ok(())
    /// # });
    /// ```
    pub fn hide_parameters(mut self, hide: bool) -> Self {
        self.hide_parameters = hide;
        self
    }

    /// Sets the maximum number of cached compiled statements. Default: 500. Zero keeps none.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |_| {
    /// let engine = EngineOptions::new("sqlite://").query_cache_size(1000).create()?;
    /// let stmt = text("SELECT 1").columns::<i64>();
    /// assert_eq!(engine.connect().await?.one(stmt).await?, 1);
    /// # Ok(())
    /// # });
    /// ```
    pub fn query_cache_size(mut self, statements: usize) -> Self {
        self.query_cache_size = statements;
        self
    }

    /// Creates the engine. It connects on first use.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// assert!(EngineOptions::new("sqlite:///blog.db").create().is_ok());
    /// let unknown = EngineOptions::new("oracle://localhost/blog").create();
    /// assert!(unknown.is_err_and(|error| error.code() == "unknown-scheme"));
    /// ```
    ///
    /// # Errors
    /// Returns an error if the URL is malformed, or if no driver is registered for its scheme.
    pub fn create(mut self) -> Result<Engine, Error> {
        D::register();
        let url: Url = self.url.parse()?;
        let driver = match self.driver {
            Some(driver) => driver,
            None => driver_for(&url)?,
        };
        match driver.pool_size(&url) {
            PoolSize::Single => self.pool = PoolOptions::single(&self.pool),
            PoolSize::Default => self.pool.size = self.pool_size.unwrap_or(self.pool.size),
        }
        let dialect = self.dialect.take();
        Engine::new(url, driver, dialect, &self)
    }
}

/// Shows the URL without its password.
impl<D> fmt::Debug for EngineOptions<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Text that is not a URL may hold a password too.
        let url = self.url.parse::<Url>().ok();
        f.debug_struct("EngineOptions")
            .field("url", &url)
            .field("driver", &self.driver)
            .field("dialect", &self.dialect)
            .field("compile_hook", &self.compile_hook)
            .field("from_linting", &self.from_linting)
            .field("label_length", &self.label_length)
            .field("pool", &self.pool)
            .field("pool_size", &self.pool_size)
            .field("echo", &self.echo)
            .field("hide_parameters", &self.hide_parameters)
            .field("query_cache_size", &self.query_cache_size)
            .finish()
    }
}
