//! Models as data: their tables, keys and relationships.

mod cascade;
mod configuration;
mod lookup;
mod mapper;
mod model;
mod registry;
mod relationship;
mod relationship_def;
mod resolve;

pub use cascade::Cascade;
pub(crate) use lookup::Lookup;
pub use mapper::Mapper;
pub use model::Model;
pub use registry::{Models, Registry};
pub use relationship::{Relationship, ToMany, ToOne};
pub(crate) use relationship::{column, equal_all, relationship_joins};
pub use relationship_def::RelationshipDef;
pub use resolve::Direction;
pub(crate) use resolve::{Resolved, Secondary};
