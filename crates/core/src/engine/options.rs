//! [`EngineOptions`]: the options of an engine.

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
/// # Errors
/// Returns an error if the URL is malformed, or if no driver is registered for its scheme.
pub fn create_engine(url: &str) -> Result<Engine, Error> {
    EngineOptions::<Registered>::new(url).create()
}

/// The options of an engine, with the names and defaults of SQLAlchemy's `create_engine`.
#[derive(Clone, Debug)]
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
    pub fn driver(mut self, driver: &'static dyn Driver) -> Self {
        self.driver = Some(driver);
        self
    }

    /// Sets the dialect. By default, the driver determines it from the server.
    pub fn dialect(mut self, dialect: impl Dialect + 'static) -> Self {
        self.dialect = Some(Arc::new(dialect));
        self
    }

    /// Sets a hook that writes constructs as other SQL; see [`CompileHook`].
    pub fn compile_hook(mut self, hook: impl CompileHook) -> Self {
        self.compile_hook = Some(Arc::new(hook));
        self
    }

    /// Sets whether statements with unconnected entries in `FROM` are reported. Default: yes.
    ///
    /// The report is a warning of `tracing`; see
    /// [`CartesianProduct`](crate::compile::CartesianProduct).
    pub fn from_linting(mut self, lint: bool) -> Self {
        self.from_linting = lint;
        self
    }

    /// Sets the maximum length of generated labels, in characters. Default: the database's limit.
    ///
    /// A longer label is truncated and ends with a number.
    pub fn label_length(mut self, letters: usize) -> Self {
        self.label_length = Some(letters);
        self
    }

    /// Sets the number of connections that the pool keeps open. Default: 5.
    pub fn pool_size(mut self, connections: usize) -> Self {
        self.pool_size = Some(connections);
        self
    }

    /// Sets the number of additional connections under load. Default: 10.
    ///
    /// The pool closes them when they are returned.
    pub fn max_overflow(mut self, connections: usize) -> Self {
        self.pool.max_overflow = connections;
        self
    }

    /// Sets the maximum time to wait for a connection if all are in use. Default: 30 seconds.
    pub fn pool_timeout(mut self, timeout: Duration) -> Self {
        self.pool.timeout = timeout;
        self
    }

    /// Sets the age at which a connection is replaced before its next use. Default: never.
    pub fn pool_recycle(mut self, age: Duration) -> Self {
        self.pool.recycle = Some(age);
        self
    }

    /// Sets whether connections that were idle for a second are tested before use. Default: no.
    pub fn pool_pre_ping(mut self, ping: bool) -> Self {
        self.pool.pre_ping = ping;
        self
    }

    /// Sets whether each statement and its parameters are written to standard error. Default: no.
    pub fn echo(mut self, echo: bool) -> Self {
        self.echo = echo;
        self
    }

    /// Sets whether parameters are left out of errors and of the output of `echo`. Default: no.
    ///
    /// Listeners always receive the parameters.
    pub fn hide_parameters(mut self, hide: bool) -> Self {
        self.hide_parameters = hide;
        self
    }

    /// Sets the maximum number of cached compiled statements. Default: 500. Zero keeps none.
    pub fn query_cache_size(mut self, statements: usize) -> Self {
        self.query_cache_size = statements;
        self
    }

    /// Creates the engine. It connects on first use.
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
