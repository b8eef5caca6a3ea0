//! Time limits without a timer: a sleeping thread is given the deadline of the future it waits for.

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

thread_local! {
    /// The time at which the future that this thread last polled must be polled again.
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Returns the deadline of the last poll on this thread, and removes it.
pub(super) fn take() -> Option<Instant> {
    DEADLINE.take()
}

/// Returns the future's output, or `None` if it is not ready within the limit.
///
/// The deadline wakes only a thread that sleeps in [`inline::block_on`](super::inline::block_on).
/// An executor with its own timer must use that timer as well.
pub(crate) async fn at_most<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    // A limit that the clock cannot represent means no limit.
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
