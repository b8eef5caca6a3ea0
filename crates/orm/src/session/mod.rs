//! [`Session`]: objects in and out of the database.

mod get;
mod maker;
mod query;
mod session;
mod transaction;

pub use maker::SessionMaker;
pub use session::Session;
