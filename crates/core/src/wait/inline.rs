//! An executor for futures that need no reactor.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Instant;

use super::deadline;

/// Runs a future to completion. It usually needs one poll, without an allocation or a wakeup.
pub(super) fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let first = future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()));
    match first {
        Poll::Ready(output) => output,
        Poll::Pending => park(future),
    }
}

/// Sleeps until the future is ready, such as when another thread returns a connection to the pool.
#[cold]
fn park<T>(future: Pin<&mut dyn Future<Output = T>>) -> T {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    // Inside a task, tokio's primitives would sometimes require it to yield, which a thread cannot
    // do.
    let mut future = pin!(tokio::task::unconstrained(future));
    loop {
        // Deadlines of earlier polls do not count.
        deadline::take();
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        match deadline::take() {
            Some(deadline) => {
                thread::park_timeout(deadline.saturating_duration_since(Instant::now()));
            }
            None => thread::park(),
        }
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.unpark();
    }
}
