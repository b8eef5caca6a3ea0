//! From rows to tracked objects.

mod context;
mod element;
mod sink;

pub use context::LoadContext;
pub(crate) use element::{AnyArrivals, arrivals};
pub use element::{Load, LoadAs, Loaded};
pub(crate) use sink::LoadRows;
