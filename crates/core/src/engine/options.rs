//! [`EngineOptions`]: how an engine is made.

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

/// Makes an engine with defaults. Nothing is connected before the first use.
///
/// # Errors
/// When the URL is malformed, or no driver is registered for its scheme.
pub fn create_engine(url: &str) -> Result<Engine, Error> {
    EngineOptions::<Registered>::new(url).create()
}

/// Options of an engine, named and defaulted as SQLAlchemy's `create_engine` does.
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
    /// Defaults for a URL.
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

    /// Uses this driver, whatever the URL's scheme.
    pub fn driver(mut self, driver: &'static dyn Driver) -> Self {
        self.driver = Some(driver);
        self
    }

    /// Uses this dialect instead of the one that the driver finds out from the server.
    pub fn dialect(mut self, dialect: impl Dialect + 'static) -> Self {
        self.dialect = Some(Arc::new(dialect));
        self
    }

    /// Writes constructs the program's own way; see [`CompileHook`].
    pub fn compile_hook(mut self, hook: impl CompileHook) -> Self {
        self.compile_hook = Some(Arc::new(hook));
        self
    }

    /// Whether a warning of `tracing` tells of statements whose `FROM` has entries that nothing
    /// connects (yes); see [`CartesianProduct`](crate::compile::CartesianProduct).
    pub fn from_linting(mut self, lint: bool) -> Self {
        self.from_linting = lint;
        self
    }

    /// How many letters a label may have that Rebis makes up (as many as the database allows). Longer
    /// ones are cut, and end with a number.
    pub fn label_length(mut self, letters: usize) -> Self {
        self.label_length = Some(letters);
        self
    }

    /// How many connections the pool keeps open (5).
    pub fn pool_size(mut self, connections: usize) -> Self {
        self.pool_size = Some(connections);
        self
    }

    /// How many more it opens under load, and closes when they come back (10).
    pub fn max_overflow(mut self, connections: usize) -> Self {
        self.pool.max_overflow = connections;
        self
    }

    /// How long to wait for a connection when all are in use (30 seconds).
    pub fn pool_timeout(mut self, timeout: Duration) -> Self {
        self.pool.timeout = timeout;
        self
    }

    /// The age at which a connection is replaced when it is next asked for (never).
    pub fn pool_recycle(mut self, age: Duration) -> Self {
        self.pool.recycle = Some(age);
        self
    }

    /// Whether a connection that lay idle for a second is tested before it is handed out (no).
    pub fn pool_pre_ping(mut self, ping: bool) -> Self {
        self.pool.pre_ping = ping;
        self
    }

    /// Whether each statement and its parameters are written to standard error (no).
    pub fn echo(mut self, echo: bool) -> Self {
        self.echo = echo;
        self
    }

    /// Whether parameters are left out of errors and of what `echo` writes (no). Listeners see
    /// them all the same.
    pub fn hide_parameters(mut self, hide: bool) -> Self {
        self.hide_parameters = hide;
        self
    }

    /// How many compiled statements are kept (500). Zero keeps none.
    pub fn query_cache_size(mut self, statements: usize) -> Self {
        self.query_cache_size = statements;
        self
    }

    /// Makes the engine. Nothing is connected before the first use.
    ///
    /// # Errors
    /// When the URL is malformed, or no driver is registered for its scheme.
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
