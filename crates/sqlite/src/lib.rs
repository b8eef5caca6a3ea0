//! The SQLite driver of Rebis, based on rusqlite and its bundled SQLite.
//!
//! Statements run on the calling thread: a statement needs about a microsecond, and passing it to
//! another thread ten times as long. On tokio's multi-thread runtime, statements run in
//! `block_in_place`, so that another thread runs the other tasks of the worker.
//!
//! # URLs
//! `sqlite:///relative.db` is a relative path, `sqlite:////absolute.db` an absolute path, and
//! `sqlite://` an in-memory database. The pool of an in-memory database has a single connection,
//! because each connection opens its own database. Query keys:
//! - `mode`: `ro`, `rw` or `rwc` (the default: read, write, create);
//! - `foreign_keys`: `on` (the default) or `off`;
//! - `stable_plans`: `on` (the default) or `off`. With `off`, SQLite may prepare a statement again
//!   whenever other values are bound, and plan it for those values
//!   (<https://sqlite.org/c3ref/c_dbconfig_defensive.html#sqlitedbconfigenableqpsg>). A bound
//!   pattern of `LIKE` can then use an index;
//! - `busy_timeout`: the time to wait for a lock, in milliseconds (5000 by default).
//!
//! # Functions
//! Each connection has the functions `regexp(pattern, text)` and `floor(number)`. The operator
//! `REGEXP` calls `regexp`, whose patterns have the syntax of the crate `regex-lite`.
//!
//! # Use
//! The crate `rebis` registers the driver. To use `rebis-core` directly, register it:
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
