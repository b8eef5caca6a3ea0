//! Relationships: what they say, which columns they join, and the fields that hold them.

mod cascade;
mod def;
mod lookup;
mod many;
mod one;
mod relation;
mod resolve;
mod typed;

pub use cascade::Cascade;
pub use def::RelationshipDef;
pub(crate) use lookup::Lookup;
pub use many::Many;
pub use one::{One, OneTarget};
pub use relation::Relation;
pub(crate) use relation::{Change, Owner};
pub use resolve::Direction;
pub(crate) use resolve::{Resolved, Secondary};
pub use typed::{Relationship, ToMany, ToOne};
pub(crate) use typed::{column, equal_all, relationship_joins};
