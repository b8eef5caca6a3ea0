//! SQLite driver of Rebis, on rusqlite with its bundled SQLite.
//!
//! Statements run on the calling thread: one takes about a microsecond, a hop to another thread
//! ten times that. On tokio's multi-thread runtime they run in `block_in_place`, so other tasks of
//! the worker move on.
//!
//! # URLs
//! `sqlite:///relative.db`, `sqlite:////absolute.db`, `sqlite://` for a database in memory (its
//! pool keeps a single connection, since each would have a database of its own). Query keys:
//! - `mode`: `ro`, `rw` or `rwc` (the default: read, write, create);
//! - `foreign_keys`: `on` (the default) or `off`;
//! - `stable_plans`: `on` (the default) or `off`. SQLite may otherwise prepare a statement anew
//!   whenever other values are bound, to plan for these
//!   (<https://sqlite.org/c3ref/c_dbconfig_defensive.html#sqlitedbconfigenableqpsg>); with `off`, a
//!   bound pattern of `LIKE` can use an index;
//! - `busy_timeout`: milliseconds to wait for a lock (5000).
//!
//! # Functions
//! Connections have `regexp(pattern, text)`, which the operator `REGEXP` calls (syntax of the crate `regex-lite`), and
//! `floor(number)`.
//!
//! # Use
//! The façade registers the driver. Without it:
//! ```
//! rebis_core::engine::register_driver(&rebis_sqlite::DRIVER);
//! let engine = rebis_core::create_engine("sqlite://")?;
//! # Ok::<(), rebis_core::Error>(())
//! ```

mod cache;
mod config;
mod connection;
mod decode;
mod driver;
mod error;
mod functions;
mod statement;

pub use driver::{DRIVER, Sqlite};
