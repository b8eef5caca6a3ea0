//! Rebis: a SQL toolkit and object-relational mapper with the architecture of SQLAlchemy.
//!
//! ```
//! use rebis::prelude::*;
//!
//! #[derive(Clone, Debug, Model)]
//! #[model(table = "users")]
//! pub struct User {
//!     #[column(primary_key)]
//!     pub id: i64,
//!     #[column(length = 50, unique)]
//!     pub name: String,
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<()> {
//! let engine = create_engine("sqlite://")?;
//! Registry::new((User,))?.metadata().create_all(&engine).await?;
//!
//! let sessions = SessionMaker::new(&engine);
//! sessions.begin(async |session| {
//!     let alice = session.add(User::draft().name("alice"));
//!     session.flush().await?;
//!     alice.edit().name = "Alice".to_owned();
//!     Ok(())
//! }).await?;
//!
//! let names = engine.connect().await?.all(select(User.name)).await?;
//! assert_eq!(names, ["Alice"]);
//! # Ok(())
//! # }
//! ```
//!
//! # Crates
//! - [`core`]: statements, dialects, engine, connection, pool. It can be used on its own.
//! - [`orm`]: models, session, unit of work.
//! - [`blocking`]: engine, connection and session without async.
//! - one driver for each database, with the features `sqlite` (default), `postgres`, `mysql`.
//!
//! This crate contains no logic. It re-exports the others, and registers the drivers of its
//! features.

#![forbid(unsafe_code)]

pub mod blocking;
mod drivers;
pub mod prelude;

pub use rebis_core as core;
pub use rebis_orm as orm;

pub use drivers::{Bundled, EngineOptions, create_engine};
pub use rebis_derive::{Columns, Model, Scalar, SqlEnum, Table};
pub use rebis_orm::{Error, Result};

#[cfg(feature = "mysql")]
pub use rebis_mysql as mysql;
#[cfg(feature = "postgres")]
pub use rebis_postgres as postgres;
#[cfg(feature = "sqlite")]
pub use rebis_sqlite as sqlite;

/// The example of the README, compiled and run as a test.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

/// The examples of the book, compiled and run as tests.
#[cfg(doctest)]
mod book {
    #[doc = include_str!("../../../docs/book/src/introduction.md")]
    struct Introduction;
    #[doc = include_str!("../../../docs/book/src/models.md")]
    struct Models;
    #[doc = include_str!("../../../docs/book/src/types.md")]
    struct Types;
    #[doc = include_str!("../../../docs/book/src/queries.md")]
    struct Queries;
    #[doc = include_str!("../../../docs/book/src/language.md")]
    struct Language;
    #[doc = include_str!("../../../docs/book/src/session.md")]
    struct Session;
    #[doc = include_str!("../../../docs/book/src/relationships.md")]
    struct Relationships;
    #[doc = include_str!("../../../docs/book/src/transactions.md")]
    struct Transactions;
    #[doc = include_str!("../../../docs/book/src/drivers.md")]
    struct Drivers;
    #[doc = include_str!("../../../docs/book/src/blocking.md")]
    struct Blocking;
    #[doc = include_str!("../../../docs/book/src/errors.md")]
    struct Errors;
}
