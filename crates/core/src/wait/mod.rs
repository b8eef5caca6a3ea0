//! Waiting for a future on the calling thread: what [`blocking`](crate::blocking) and the pool's
//! time limit stand on.

mod deadline;
mod inline;
mod waiter;

pub(crate) use deadline::at_most;
pub(crate) use waiter::Waiter;
