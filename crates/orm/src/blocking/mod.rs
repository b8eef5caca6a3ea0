//! The session for programs without async: scripts, tools, command lines.
//!
//! Each method has the name of a method of the async [`Session`](crate::Session). It blocks the
//! calling thread until the database has responded; see [`rebis_core::blocking`]. Objects are
//! [`Instance`](crate::Instance)s, as in the async session. [`Session::load`] loads a relationship
//! field.

mod load;
mod maker;
mod session;

pub use load::Loadable;
pub use maker::SessionMaker;
pub use session::Session;
