//! The PostgreSQL driver of Rebis, based on `tokio-postgres`.
//!
//! ```
//! rebis_core::engine::register_driver(&rebis_postgres::DRIVER);
//! ```
//!
//! URLs are `postgresql://user:password@host:port/database`; the scheme may also be `postgres`.
//! Query keys are `host` (a directory is the location of a Unix socket), `sslmode`,
//! `application_name`, `connect_timeout` in seconds, `options` for the server, and `timezone`. TLS
//! is not supported: `sslmode` must be `disable`, `allow` or `prefer`, and stricter modes are
//! errors.
//!
//! # Time zone
//! Sessions run in UTC, so that `timestamp` and `timestamptz` mean the same instant everywhere.
//! `?timezone=server` keeps the server's zone, and `?timezone=Europe/Berlin` sets another one;
//! `CURRENT_DATE`, `LOCALTIMESTAMP` and casts use the zone of the session.
//!
//! # Modules
//! - `driver`, `config`: from a URL to a connection.
//! - `connection`: transactions and statements; `wire` reads and writes the socket.
//! - `cache`: the cache of prepared statements; `parameter`: the types of their parameters.
//! - `encode`, `decode`: values to PostgreSQL's binary formats, and back; `array`, `hstore`,
//!   `numeric`, `range`, `record` and `written` have the formats of single types.
//! - `error`: the server's errors as Core's kinds.
//!
//! # Neighbours
//! `rebis-core` defines the contract of a driver. This crate does not depend on the
//! object-relational mapper.

#![forbid(unsafe_code)]

mod array;
mod cache;
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
mod wire;
mod written;

pub use driver::{DRIVER, Postgres};
