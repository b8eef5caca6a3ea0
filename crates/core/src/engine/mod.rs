//! Execution of statements: engine, connection, transaction, result.

mod cache;
mod collect;
mod connection;
mod ddl;
mod drivers;
#[allow(
    clippy::module_inception,
    reason = "the file is named after the type in it"
)]
mod engine;
mod event;
mod options;
mod pages;
mod recent;
mod report;
mod result;
mod transaction;

pub use crate::error::UrlError;
pub use crate::url::Url;
pub use connection::Connection;
pub use drivers::{DriverSet, Registered, register_driver};
pub use engine::Engine;
pub use event::{AfterExecute, BeforeExecute};
pub use options::{EngineOptions, create_engine};
pub use result::QueryResult;
