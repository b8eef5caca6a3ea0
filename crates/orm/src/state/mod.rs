//! Objects, their versions, and the graph that contains them.
//!
//! The objects of a session are stored in one [`Graph`], which each handle ([`Instance`]) keeps
//! alive. Relationships in the graph are numbers, so there are no reference cycles. Everything is
//! freed when the session and all handles are dropped.

mod arrivals;
mod draft;
mod edit;
mod graph;
mod identity;
mod instance;
mod instance_state;
mod integer_map;
mod key;
mod key_columns;
mod link;
mod relation;
mod slot;
mod store;
mod tracker;

pub use crate::object_state::ObjectState;
pub(crate) use arrivals::{AnyArrivals, Arrivals, ResultContext, arrivals};
pub use draft::{Draft, IntoDraft, IsSet};
pub use edit::Edit;
pub(crate) use graph::Graph;
pub(crate) use instance::AnyInstance;
pub use instance::Instance;
pub(crate) use instance_state::{AnyState, PendingValues, Snapshot};
pub(crate) use key::Key;
pub(crate) use key_columns::{KeyColumns, KeyMismatch, KeyRules};
pub(crate) use link::{link, unlink};
pub use relation::Relation;
pub(crate) use relation::{Change, Owner};
pub(crate) use slot::{Changes, Slot};
pub(crate) use store::ObjectId;
