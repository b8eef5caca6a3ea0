//! What a struct maps to.

mod configuration;
#[allow(clippy::module_inception, reason = "the file is named after the type in it")]
mod mapper;
mod model;
mod registry;

pub use configuration::{ConfigurationError, RelationshipError};
pub use mapper::Mapper;
pub use model::Model;
pub use registry::{Models, Registry};
