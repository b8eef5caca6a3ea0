//! [`PoolError`]: the pool could not provide a connection.

use std::fmt;
use std::time::Duration;

/// The pool could not give a connection.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PoolError {
    /// All connections were in use for too long.
    #[error(
        "no connection became free within {}; the pool has {size} and {max_overflow} more under \
         load. Drop connections sooner, or raise `pool_size` or `pool_timeout`",
        Seconds(*waited)
    )]
    Timeout {
        /// How long the caller waited.
        waited: Duration,
        /// How many connections the pool keeps.
        size: usize,
        /// How many more it opens under load.
        max_overflow: usize,
    },
    /// The pool could not be made.
    #[error("the pool cannot be made: {0}")]
    Options(String),
    /// The pool was closed.
    #[error("the pool is closed")]
    Closed,
}

impl PoolError {
    /// The stable code, with a section in `docs/errors.md`.
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
