//! [`Waiter`]: waits for the answers of one engine's driver.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use super::inline;
use crate::driver::Io;
use crate::error::Error;

/// Waits on the calling thread, in the way that the driver needs.
pub(crate) struct Waiter {
    io: Io,
    /// Moves the bytes of all connections that were opened through the blocking API. Several
    /// threads may wait in it: one drives it, and another takes over when that one is done.
    runtime: OnceLock<Runtime>,
}

impl Waiter {
    pub(crate) fn new(io: Io) -> Self {
        Self {
            io,
            runtime: OnceLock::new(),
        }
    }

    /// Runs a future to its end.
    ///
    /// # Errors
    /// When a runtime is needed, and the thread is inside one already or none can be made.
    #[inline]
    pub(crate) fn wait<T, E, F>(&self, future: F) -> Result<T, E>
    where
        E: From<Error>,
        F: Future<Output = Result<T, E>>,
    {
        match self.io {
            Io::Inline => inline::run(future),
            Io::Tokio => self.drive(pin!(future)),
        }
    }

    fn drive<T, E: From<Error>>(
        &self,
        future: Pin<&mut dyn Future<Output = Result<T, E>>>,
    ) -> Result<T, E> {
        // The other runtime would stand still meanwhile, and tokio panics rather than let it.
        if Handle::try_current().is_ok() {
            return Err(Error::InsideRuntime.into());
        }
        self.runtime()?.block_on(future)
    }

    fn runtime(&self) -> Result<&Runtime, Error> {
        if let Some(runtime) = self.runtime.get() {
            return Ok(runtime);
        }
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Error::Runtime)?;
        // Another thread may have been faster; its runtime is then the one.
        Ok(self.runtime.get_or_init(|| runtime))
    }
}

impl Drop for Waiter {
    fn drop(&mut self) {
        // Dropping a runtime waits for its threads, and panics inside another runtime.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
