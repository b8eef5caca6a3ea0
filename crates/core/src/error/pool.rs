//! [`PoolError`]: a pool that cannot provide a connection.

use std::fmt;
use std::time::Duration;

/// An error from a connection pool.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PoolError {
    /// All connections stayed in use until the timeout.
    #[error(
        "no connection became free within {}; the pool keeps {size} open and opens {max_overflow} \
         more under load; drop connections sooner, or raise `pool_size` or `pool_timeout`",
        Seconds(*waited)
    )]
    Timeout {
        /// The time that the caller waited.
        waited: Duration,
        /// The number of connections that the pool keeps open.
        size: usize,
        /// The number of additional connections that the pool opens when all others are in use.
        max_overflow: usize,
    },
    /// The pool cannot be created from its options.
    #[error("the pool cannot be created: {0}")]
    Options(String),
    /// The pool is closed.
    #[error("the pool is closed")]
    Closed,
}

impl PoolError {
    /// Returns the stable code of the error, which has a section in `docs/errors.md`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Timeout { .. } => "pool-timeout",
            Self::Options(_) => "pool-options",
            Self::Closed => "pool-closed",
        }
    }
}

struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0.as_secs_f64())
    }
}
