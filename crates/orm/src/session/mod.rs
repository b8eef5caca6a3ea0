//! [`Session`]: objects in and out of the database.

mod get;
mod maker;
mod query;
#[allow(clippy::module_inception, reason = "the file is named after the type in it")]
mod session;
mod transaction;

pub use maker::SessionMaker;
pub use session::Session;
