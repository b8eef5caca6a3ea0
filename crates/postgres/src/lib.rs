//! PostgreSQL driver of Rebis, on `tokio-postgres`.
//!
//! ```
//! rebis_core::engine::register_driver(&rebis_postgres::DRIVER);
//! ```
//!
//! URLs are `postgresql://user:password@host:port/database`, or `postgres://`. Their query may
//! hold `host` (a directory is that of a Unix socket), `sslmode`, `application_name`,
//! `connect_timeout` in seconds, `options` for the server, and `timezone`. TLS is not built in: `sslmode` is
//! `disable`, `allow` or `prefer`, and a stricter one is refused.
//!
//! # Time zone
//! Sessions run in UTC, so that `timestamp` and `timestamptz` mean the same instant everywhere.
//! `?timezone=server` keeps the server's zone, and `?timezone=Europe/Berlin` sets another one;
//! `CURRENT_DATE`, `LOCALTIMESTAMP` and casts follow it.
//!
//! # Modules
//! - `driver`, `config`: from a URL to a connection.
//! - `connection`: transactions and statements; `wire` moves the bytes under it.
//! - `statement`: the prepared statements that a connection keeps; `parameter`: the types of their
//!   parameters.
//! - `encode`, `decode`, `numeric`: values to PostgreSQL's binary formats, and back.
//! - `error`: the server's errors as Core's kinds.
//!
//! # Neighbours
//! `rebis-core` states what a driver must do; this crate knows nothing of the object-relational
//! mapper.

#![forbid(unsafe_code)]

mod array;
mod config;
mod connection;
mod decode;
mod driver;
mod encode;
mod error;
mod hstore;
mod numeric;
mod parameter;
mod range;
mod record;
mod statement;
mod wire;
mod written;

pub use driver::{DRIVER, Postgres};
