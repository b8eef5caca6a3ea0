//! The engine and its connections for programs without async: scripts, tools, command lines.
//!
//! Each method is that of the same name in [`engine`](crate::engine), without the `.await`: it
//! blocks the calling thread until the database has answered.
//!
//! - A driver that works on the calling thread, as SQLite's does, is called directly: there is no
//!   thread, channel or runtime between a call and the database.
//! - A driver with I/O ([`Io::Tokio`](crate::driver::Io::Tokio)) is driven by a current-thread
//!   tokio runtime that the engine makes when it first connects. The calling thread runs it; no
//!   thread is started for it. Many threads may use one engine at the same time.
//!
//! Inside an async program, `.await` the async methods instead. A driver with I/O refuses to block
//! a thread that is inside a tokio runtime, with [`Error::InsideRuntime`](crate::Error::InsideRuntime);
//! a driver without just works there.
//!
//! An [`Engine`] shares its pool with the async engine that it was made from. A connection with I/O
//! is only used on the runtime that opened it, so each side opens connections of its own.

mod connection;
mod engine;

pub use connection::Connection;
pub use engine::Engine;
