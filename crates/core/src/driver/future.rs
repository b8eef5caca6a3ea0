//! [`DriverFuture`]: the future of a driver call, which may be ready from the start.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A boxed future.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The future of a driver call. If the result is ready from the start, it needs no allocation.
#[must_use = "a driver future does nothing unless awaited"]
pub enum DriverFuture<'a, T> {
    /// A result that is ready; `None` once it was returned.
    Ready(Option<T>),
    /// A result that needs I/O.
    Later(BoxFuture<'a, T>),
}

impl<'a, T> DriverFuture<'a, T> {
    /// Creates a future that is ready, without an allocation.
    pub fn ready(value: T) -> Self {
        Self::Ready(Some(value))
    }

    /// Boxes a future that needs I/O.
    pub fn later(future: impl Future<Output = T> + Send + 'a) -> Self {
        Self::Later(Box::pin(future))
    }
}

impl<T: Unpin> Future for DriverFuture<'_, T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        match self.get_mut() {
            // A future may stay pending if it is polled again after it was ready.
            Self::Ready(value) => value.take().map_or(Poll::Pending, Poll::Ready),
            Self::Later(future) => future.as_mut().poll(context),
        }
    }
}

impl<T> fmt::Debug for DriverFuture<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ready(_) => "DriverFuture::Ready",
            Self::Later(_) => "DriverFuture::Later",
        })
    }
}
