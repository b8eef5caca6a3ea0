//! [`Reply`]: an answer that may be there at once.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A boxed future.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A future that a driver which works on the calling thread answers without an allocation.
#[must_use = "a reply does nothing unless awaited"]
pub enum Reply<'a, T> {
    /// The answer is there; `None` once it was taken.
    Ready(Option<T>),
    /// The answer takes I/O.
    Later(BoxFuture<'a, T>),
}

impl<'a, T> Reply<'a, T> {
    /// An answer that is there.
    pub fn ready(value: T) -> Self {
        Self::Ready(Some(value))
    }

    /// An answer that takes I/O.
    pub fn later(future: impl Future<Output = T> + Send + 'a) -> Self {
        Self::Later(Box::pin(future))
    }
}

impl<T: Unpin> Future for Reply<'_, T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        match self.get_mut() {
            // A future that is polled after it was ready may stay pending: nobody waits for it.
            Self::Ready(value) => value.take().map_or(Poll::Pending, Poll::Ready),
            Self::Later(future) => future.as_mut().poll(context),
        }
    }
}

impl<T> fmt::Debug for Reply<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ready(_) => "Reply::Ready",
            Self::Later(_) => "Reply::Later",
        })
    }
}
