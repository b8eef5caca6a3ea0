//! What a struct maps to.

mod configuration;
mod mapper;
mod model;
mod registry;

pub use configuration::{ConfigurationError, RelationshipError};
pub use mapper::Mapper;
pub use model::Model;
pub use registry::{Models, Registry};
