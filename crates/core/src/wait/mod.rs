//! Waiting for a future on the calling thread, for [`blocking`](crate::blocking) and for the pool's
//! time limit.

mod deadline;
mod inline;
mod waiter;

pub(crate) use deadline::at_most;
pub(crate) use waiter::Waiter;
