//! The tokio runtimes that contenders run on.

use tokio::runtime::{Builder, Runtime};

/// The runtime of one thread, as most contenders use it.
pub(crate) fn current_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// The runtime of `#[tokio::main]`.
pub(crate) fn multi_thread() -> Runtime {
    Builder::new_multi_thread().enable_all().build().unwrap()
}
