//! [`Session`]: loads, tracks and writes objects.

mod get;
mod maker;
mod many;
mod one;
mod query;
mod session;
mod transaction;

pub use maker::SessionMaker;
pub use many::Many;
pub use one::{One, OneTarget};
pub use session::Session;
