//! The session for programs without async: scripts, tools, command lines.
//!
//! Each method is that of the same name of the async [`Session`](crate::Session), without the
//! `.await`. How a call waits is told in [`rebis_core::blocking`]. Objects are the same
//! [`Instance`](crate::Instance)s, and relationship fields load by [`Session::load`].

mod load;
mod maker;
mod session;

pub use load::Loadable;
pub use maker::SessionMaker;
pub use session::Session;
