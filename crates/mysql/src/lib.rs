//! MySQL and MariaDB for Rebis, on [`mysql_async`].
//!
//! ```
//! rebis_core::engine::register_driver(&rebis_mysql::DRIVER);
//! let engine = rebis_core::create_engine("mysql://alice@localhost/blog")?;
//! # Ok::<(), rebis_core::Error>(())
//! ```
//!
//! The façade `rebis` registers the driver behind its feature `mysql`.
//!
//! # URLs
//! `mysql://user:password@host:port/database`, or `mariadb://…`; which of the two the server is
//! decides the server, not the scheme. Host and port default to `localhost` and `3306`. Query keys:
//! - `socket`: the path of a Unix socket, instead of host and port;
//! - `returning=off`: keys are fetched as from MySQL, even where MariaDB has `RETURNING`.
//!
//! # Sessions
//! A connection speaks `utf8mb4`, its time zone is UTC, and its SQL mode is the server's with
//! strictness added: a value that does not fit its column is an error. The count of an `UPDATE`
//! is that of the rows it matched. MySQL 8.0 and MariaDB 10.5 are the oldest servers it talks to.
//! TLS is not built in.
//!
//! # Modules
//! `config` reads URLs, `driver` connects, `connection` runs statements, `statement` keeps the
//! prepared ones, `nature` reads what their text tells, `receive` takes and counts their rows, `keys`
//! knows how generated keys follow each other, `encode` and `decode` convert values, `error` says what
//! a server error means.
//!
//! # Neighbours
//! `rebis-core` has the traits implemented here, and the dialect; `rebis-sqlite` and
//! `rebis-postgres` are the same for their databases.

#![forbid(unsafe_code)]

mod batch;
mod config;
mod connection;
mod decode;
mod driver;
mod encode;
mod error;
mod keys;
mod nature;
mod receive;
mod statement;

pub use driver::{DRIVER, MySql};
