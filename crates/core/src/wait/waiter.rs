//! [`Waiter`]: waits on the calling thread for the futures of an engine's driver.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use super::inline;
use crate::driver::Io;
use crate::error::Error;

/// Waits on the calling thread for the futures of an engine's driver.
pub(crate) struct Waiter {
    io: Io,
    /// The runtime of all connections that the blocking API opened. Several threads may wait in it:
    /// one of them drives it, and another takes over when that one is done.
    runtime: OnceLock<Runtime>,
}

impl Waiter {
    pub(crate) fn new(io: Io) -> Self {
        Self {
            io,
            runtime: OnceLock::new(),
        }
    }

    /// Runs a future to completion.
    ///
    /// # Errors
    /// Returns the error of the future. If the driver needs a runtime, also returns an error in two
    /// cases: the thread is inside a runtime already, or the runtime cannot be created.
    #[inline]
    pub(crate) fn wait<T, E, F>(&self, future: F) -> Result<T, E>
    where
        E: From<Error>,
        F: Future<Output = Result<T, E>>,
    {
        match self.io {
            Io::Inline => inline::block_on(future),
            Io::Tokio => self.drive(pin!(future)),
        }
    }

    fn drive<T, E: From<Error>>(
        &self,
        future: Pin<&mut dyn Future<Output = Result<T, E>>>,
    ) -> Result<T, E> {
        // Blocking would stop the other runtime, so tokio panics.
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
        // If another thread was faster, its runtime is used.
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
