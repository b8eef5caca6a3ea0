//! The MySQL and MariaDB driver of Rebis, based on [`mysql_async`].
//!
//! ```
//! rebis_core::engine::register_driver(&rebis_mysql::DRIVER);
//! let engine = rebis_core::create_engine("mysql://alice@localhost/blog")?;
//! # Ok::<(), rebis_core::Error>(())
//! ```
//!
//! The crate `rebis` registers the driver if its feature `mysql` is on.
//!
//! # URLs
//! URLs are `mysql://user:password@host:port/database`; the scheme may also be `mariadb`. The
//! driver detects the kind of server, whatever the scheme. Host and port default to `localhost` and
//! `3306`. Query keys:
//! - `socket`: the path of a Unix socket, instead of host and port;
//! - `returning`: `on` (the default) or `off`. With `off`, generated keys are fetched as from
//!   MySQL, even if the server is a MariaDB with `RETURNING`;
//! - `zero_dates`: `error` (the default) or `null`. With `null`, the date `0000-00-00` is read as
//!   `NULL`.
//!
//! # Sessions
//! The character set of a session is `utf8mb4`, and its time zone is UTC. Its SQL mode is the
//! server's mode with strictness added: a value that does not fit its column is an error. The row
//! count of an `UPDATE` is the number of matched rows. The oldest supported servers are MySQL 8.0
//! and MariaDB 10.5. TLS is not supported.
//!
//! # Modules
//! `config` reads URLs, `driver` connects, `connection` executes statements, `cache` caches
//! prepared statements, `nature` classifies statements by their text, `receive` reads and counts
//! rows, `batch` splits a batch into commands, `keys` has the step between auto-increment keys,
//! `encode` and `decode` convert values, and `error` converts errors.
//!
//! # Neighbours
//! `rebis-core` has the traits of drivers, and the dialect. `rebis-sqlite` and `rebis-postgres` are
//! the drivers of the other databases.

#![forbid(unsafe_code)]

mod batch;
mod cache;
mod config;
mod connection;
mod decode;
mod driver;
mod encode;
mod error;
mod keys;
mod nature;
mod receive;

pub use driver::{DRIVER, MySql};
