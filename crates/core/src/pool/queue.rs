//! [`QueuePool`]: the default pool, built on deadpool.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use deadpool::Runtime;
use deadpool::managed::{
    self, Metrics, Object, QueueMode, RecycleError, RecycleResult, TimeoutType, Timeouts,
};
use tokio::runtime::Id;

use super::connector::Connector;
use super::pooled::{PooledConnection, Slot, current_runtime};
use super::{Pool, PoolError, PoolOptions, PoolStatus};
use crate::driver::{BoxFuture, DriverConnection, Io};
use crate::error::DatabaseError;
use crate::error::Error;
use crate::wait::at_most;

/// The minimum idle time before a connection is tested, because a test costs a round trip.
const PING_AFTER: Duration = Duration::from_secs(1);

/// A pool that keeps some connections open and opens more under load, like SQLAlchemy's
/// `QueuePool`.
pub struct QueuePool {
    pool: managed::Pool<Manager>,
    options: PoolOptions,
}

impl QueuePool {
    /// Creates a pool without connections. They are opened when they are needed.
    ///
    /// ```
    /// # use rebis_core::driver::{BoxFuture, Driver, DriverConnection};
    /// # use rebis_core::engine::Url;
    /// # use rebis_core::error::{DatabaseError, DatabaseErrorKind};
    /// # use rebis_core::pool::{Connector, Pool, PoolOptions, QueuePool};
    /// # type Connected<'a> = BoxFuture<'a, Result<Box<dyn DriverConnection>, DatabaseError>>;
    /// # #[derive(Debug)]
    /// # struct OracleDriver;
    /// # impl Driver for OracleDriver {
    /// #     fn schemes(&self) -> &'static [&'static str] {
    /// #         &["oracle"]
    /// #     }
    /// #     fn connect<'a>(&'a self, _: &'a Url) -> Connected<'a> {
    /// #         let error = DatabaseError::new(DatabaseErrorKind::ConnectionRefused, "no server");
    /// #         Box::pin(async { Err(error) })
    /// #     }
    /// # }
    /// let connector = Connector::new(&OracleDriver, "oracle://localhost/blog".parse()?);
    /// let pool = QueuePool::new(connector, PoolOptions::default())?;
    /// assert_eq!(pool.status().open, 0);
    /// # Ok::<(), rebis_core::Error>(())
    /// ```
    ///
    /// # Errors
    /// Returns an error if the pool cannot be created from its options.
    pub fn new(connector: Connector, options: PoolOptions) -> Result<Self, PoolError> {
        let manager = Manager {
            connector,
            recycle: options.recycle,
            pre_ping: options.pre_ping,
            generation: AtomicU64::new(0),
        };
        let pool = managed::Pool::builder(manager)
            .max_size((options.size + options.max_overflow).max(1))
            .queue_mode(QueueMode::Lifo)
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| PoolError::Options(error.to_string()))?;
        Ok(Self { pool, options })
    }

    async fn get(&self) -> Result<PooledConnection, Error> {
        let object = match self.try_get(Some(Duration::ZERO)).await {
            Err(managed::PoolError::Timeout(TimeoutType::Wait)) => self.wait().await,
            outcome => outcome,
        };
        let object = object.map_err(|error| match error {
            managed::PoolError::Backend(error) => Error::from(error),
            managed::PoolError::Closed => PoolError::Closed.into(),
            _ => Error::from(PoolError::Timeout {
                waited: self.options.timeout,
                size: self.options.size,
                max_overflow: self.options.max_overflow,
            }),
        })?;
        let slot = QueueSlot {
            object,
            pool: self.pool.clone(),
            keep: self.options.size,
        };
        Ok(PooledConnection::new(slot))
    }

    /// Waits for a connection to become free. Only this needs a timer.
    async fn wait(&self) -> Result<Object<Manager>, managed::PoolError<DatabaseError>> {
        let timeout = self.options.timeout;
        let in_runtime = current_runtime().is_some();
        let object = self.try_get(in_runtime.then_some(timeout));
        match self.pool.manager().connector.io() {
            Io::Tokio => object.await,
            // tokio's timer wakes only tasks. A thread in a blocking call sleeps with its own time
            // limit.
            Io::Inline => at_most(timeout, object)
                .await
                .unwrap_or(Err(managed::PoolError::Timeout(TimeoutType::Wait))),
        }
    }

    async fn try_get(
        &self,
        wait: Option<Duration>,
    ) -> Result<Object<Manager>, managed::PoolError<DatabaseError>> {
        self.pool
            .timeout_get(&Timeouts {
                wait,
                create: None,
                recycle: None,
            })
            .await
    }
}

impl Pool for QueuePool {
    fn acquire(&self) -> BoxFuture<'_, Result<PooledConnection, Error>> {
        Box::pin(self.get())
    }

    fn status(&self) -> PoolStatus {
        let status = self.pool.status();
        PoolStatus {
            open: status.size,
            idle: status.available,
        }
    }

    fn dispose(&self) {
        self.pool
            .manager()
            .generation
            .fetch_add(1, Ordering::AcqRel);
        self.pool.retain(|_, _| false);
    }
}

impl fmt::Debug for QueuePool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueuePool")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

struct Manager {
    connector: Connector,
    recycle: Option<Duration>,
    pre_ping: bool,
    /// The number of calls of `dispose`. Connections of an older generation are not used again.
    generation: AtomicU64,
}

struct Pooled {
    connection: Box<dyn DriverConnection>,
    opened: Instant,
    released: Instant,
    generation: u64,
    /// The runtime in which the connection was opened.
    runtime: Option<Id>,
}

impl managed::Manager for Manager {
    type Type = Pooled;
    type Error = DatabaseError;

    async fn create(&self) -> Result<Pooled, DatabaseError> {
        let generation = self.generation.load(Ordering::Acquire);
        let connection = self.connector.connect().await?;
        let now = Instant::now();
        Ok(Pooled {
            connection,
            opened: now,
            released: now,
            generation,
            runtime: current_runtime(),
        })
    }

    async fn recycle(&self, pooled: &mut Pooled, _: &Metrics) -> RecycleResult<DatabaseError> {
        if pooled.generation != self.generation.load(Ordering::Acquire) {
            return Err(RecycleError::message("the pool was disposed of"));
        }
        if self.connector.io() == Io::Tokio && pooled.runtime != current_runtime() {
            return Err(RecycleError::message(
                "the connection belongs to another runtime",
            ));
        }
        if self
            .recycle
            .is_some_and(|age| pooled.opened.elapsed() >= age)
        {
            return Err(RecycleError::message("the connection is past its age"));
        }
        if self.pre_ping && pooled.released.elapsed() >= PING_AFTER {
            pooled.connection.ping().await?;
        }
        Ok(())
    }
}

struct QueueSlot {
    object: Object<Manager>,
    pool: managed::Pool<Manager>,
    keep: usize,
}

impl Slot for QueueSlot {
    fn connection(&mut self) -> &mut dyn DriverConnection {
        &mut *self.object.connection
    }

    fn connection_ref(&self) -> &dyn DriverConnection {
        &*self.object.connection
    }

    fn release(mut self: Box<Self>) {
        let generation = self.pool.manager().generation.load(Ordering::Acquire);
        if self.pool.status().available >= self.keep || self.object.generation != generation {
            return self.discard();
        }
        self.object.released = Instant::now();
    }

    fn discard(self: Box<Self>) {
        drop(Object::take(self.object));
    }
}
