//! Connection pools.

mod connector;
mod pooled;
mod queue;

use std::fmt;
use std::time::Duration;

use crate::driver::BoxFuture;
use crate::error::Error;

pub use crate::error::PoolError;
pub use connector::Connector;
pub use pooled::{PooledConnection, Slot};
pub use queue::QueuePool;

/// A pool of connections.
pub trait Pool: fmt::Debug + Send + Sync {
    /// Returns a connection that is not in use and has no open transaction.
    fn acquire(&self) -> BoxFuture<'_, Result<PooledConnection, Error>>;

    /// Returns the numbers of open and of idle connections.
    fn status(&self) -> PoolStatus;

    /// Closes idle connections. Connections in use are closed when they are returned.
    fn dispose(&self);
}

/// The number of connections in a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStatus {
    /// Open connections.
    pub open: usize,
    /// Open connections that are not in use.
    pub idle: usize,
}

/// The options of a [`QueuePool`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolOptions {
    /// The number of connections that stay open. Default: 5.
    pub size: usize,
    /// The number of additional connections under load, which are closed when they are returned.
    /// Default: 10.
    pub max_overflow: usize,
    /// The maximum time to wait for a free connection. Default: 30 seconds.
    pub timeout: Duration,
    /// The age at which a connection is replaced. Default: never.
    pub recycle: Option<Duration>,
    /// Whether a connection that was idle for a second or more is tested before use. Default: no.
    pub pre_ping: bool,
}

impl Default for PoolOptions {
    fn default() -> Self {
        Self {
            size: 5,
            max_overflow: 10,
            timeout: Duration::from_secs(30),
            recycle: None,
            pre_ping: false,
        }
    }
}

impl PoolOptions {
    /// Returns the options for a single connection that is never closed.
    ///
    /// Some databases, such as an in-memory database, exist only as long as their connection.
    pub(crate) fn single(options: &Self) -> Self {
        Self {
            size: 1,
            max_overflow: 0,
            recycle: None,
            ..options.clone()
        }
    }
}
