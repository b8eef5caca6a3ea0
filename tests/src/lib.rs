//! What the tests share: a database for each test, the blog's models, a record of statements, and a
//! count of round trips.
//!
//! `tests/run` says which databases there are; by itself `cargo test` runs on SQLite.

mod database;
mod objects;
mod proxy;
mod record;

#[allow(missing_docs, reason = "an example")]
#[path = "../../crates/rebis/examples/blog/app.rs"]
pub mod app;
#[allow(missing_docs, reason = "an example")]
#[path = "../../crates/rebis/examples/blog/models.rs"]
pub mod models;

pub use database::{
    BlockingDatabase, Database, Kind, is_long, on_each_database, on_each_database_blocking,
};
pub use objects::{post, user};
pub use proxy::Proxy;
pub use record::Recorder;
