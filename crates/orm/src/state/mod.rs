//! Instances, their versions, and the graph that they live in.
//!
//! A session's objects live in one [`Graph`]. A handle ([`Instance`]) keeps the graph alive; inside
//! it, relationships are numbers, so nothing refers in a circle and dropping the session and all
//! handles frees everything.

mod arrivals;
mod edit;
mod graph;
mod identity;
mod instance;
mod integer_map;
mod key;
mod key_columns;
mod link;
mod node;
mod slot;
mod store;
mod tracker;

use std::fmt;

pub(crate) use arrivals::Arrivals;
pub use edit::Edit;
pub(crate) use graph::Graph;
pub(crate) use instance::AnyInstance;
pub use instance::Instance;
pub(crate) use key::Key;
pub(crate) use key_columns::{KeyColumns, KeyMismatch, KeyRules};
pub(crate) use link::{link, unlink};
pub(crate) use node::{AnyNode, Node, PendingValues, Snapshot};
pub(crate) use slot::Slot;
pub(crate) use store::NodeId;

/// Where an object stands between the program and the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum State {
    /// Not in the database, and not going there: its transaction was rolled back, or it was
    /// removed before it was flushed.
    Transient,
    /// Added to the session; the next flush inserts it.
    Pending,
    /// In the database.
    Persistent,
    /// Deleted from the database by a flush.
    Deleted,
}

impl State {
    /// The state of a number that came from `as u8`.
    fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Transient,
            1 => Self::Pending,
            2 => Self::Persistent,
            _ => Self::Deleted,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Transient => "transient",
            Self::Pending => "pending",
            Self::Persistent => "persistent",
            Self::Deleted => "deleted",
        })
    }
}
