//! From rows to tracked objects.

mod context;
mod element;
mod sink;

pub use context::LoadContext;
pub(crate) use element::load_entity;
pub use element::{Load, LoadAs, Loaded};
pub(crate) use sink::LoadRows;
