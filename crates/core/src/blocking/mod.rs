//! The engine and its connections for programs without async: scripts, tools, command lines.
//!
//! Each method has the name of an async method in [`engine`](crate::engine). It blocks the calling
//! thread until the database has responded.
//!
//! - A driver that works on the calling thread, such as SQLite's, is called directly. There is no
//!   thread, channel or runtime between a call and the database.
//! - A driver with I/O ([`Io::Tokio`](crate::driver::Io::Tokio)) runs on a current-thread tokio
//!   runtime, which the engine creates when it first connects. The calling thread drives it; no
//!   thread is started. Many threads may use one engine at the same time.
//!
//! Inside an async program, `.await` the async methods instead. On a thread inside a tokio runtime,
//! a driver with I/O returns [`Error::InsideRuntime`](crate::Error::InsideRuntime); a driver
//! without I/O works there too.
//!
//! An [`Engine`] shares its pool with the async engine that it was created from. A connection with
//! I/O is used only on the runtime that opened it, so the two engines use different connections.

mod connection;
mod engine;

pub use connection::Connection;
pub use engine::Engine;
