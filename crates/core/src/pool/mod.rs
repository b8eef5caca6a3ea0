//! Pools of connections.

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

/// Hands out connections and takes them back.
pub trait Pool: fmt::Debug + Send + Sync {
    /// A connection that nobody else uses, outside a transaction.
    fn acquire(&self) -> BoxFuture<'_, Result<PooledConnection, Error>>;

    /// How many connections there are, and how many are free.
    fn status(&self) -> PoolStatus;

    /// Closes idle connections; those in use are closed when they come back.
    fn dispose(&self);
}

/// How a pool is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStatus {
    /// Open connections.
    pub open: usize,
    /// Those that nobody uses.
    pub idle: usize,
}

/// How a [`QueuePool`] is sized and kept fresh.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolOptions {
    /// Connections that stay open (5).
    pub size: usize,
    /// Connections that are opened beyond that, and closed when they come back (10).
    pub max_overflow: usize,
    /// How long to wait for a free one (30 seconds).
    pub timeout: Duration,
    /// The age at which a connection is replaced (never).
    pub recycle: Option<Duration>,
    /// Whether a connection that lay idle for a second is tested before it is handed out (no).
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
    /// One connection that is never closed, for databases that live in it.
    pub(crate) fn single(options: &Self) -> Self {
        Self {
            size: 1,
            max_overflow: 0,
            recycle: None,
            ..options.clone()
        }
    }
}
