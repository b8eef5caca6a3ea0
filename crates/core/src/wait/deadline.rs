//! Time limits without a timer: a thread that waits for a future is told how long it may sleep.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

thread_local! {
    /// When the future that this thread polled last wants to be polled again.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Takes what the last poll on this thread asked for.
pub(super) fn take() -> Option<Instant> {
    DEADLINE.take()
}

/// The future's output, or `None` when it takes longer than the limit.
///
/// Only a thread that sleeps in [`inline::run`](super::inline::run) is woken at the deadline. An
/// executor with a timer of its own needs that timer, too.
pub(crate) async fn at_most<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    // A limit beyond the clock's range is none.
    let deadline = Instant::now().checked_add(limit);
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if deadline.is_some_and(|deadline| Instant::now() >= deadline) => {
            Poll::Ready(None)
        }
        Poll::Pending => {
            DEADLINE.set(deadline);
            Poll::Pending
        }
    })
    .await
}
