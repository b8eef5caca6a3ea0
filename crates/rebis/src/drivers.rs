//! The drivers of this crate's features.

use rebis_core::engine::DriverSet;
use rebis_core::{Engine, Error};

/// The drivers of this crate's features.
#[derive(Clone, Copy, Debug)]
pub struct Bundled;

impl DriverSet for Bundled {
    fn register() {
        #[cfg(feature = "sqlite")]
        rebis_core::engine::register_driver(&rebis_sqlite::DRIVER);
        #[cfg(feature = "postgres")]
        rebis_core::engine::register_driver(&rebis_postgres::DRIVER);
        #[cfg(feature = "mysql")]
        rebis_core::engine::register_driver(&rebis_mysql::DRIVER);
    }
}

/// Options of an engine, with the drivers of this crate's features.
pub type EngineOptions = rebis_core::EngineOptions<Bundled>;

/// Creates an engine with the default options. It connects when it is first used.
///
/// ```
/// let engine = rebis::create_engine("sqlite:///blog.db")?;
/// # Ok::<(), rebis::core::Error>(())
/// ```
///
/// # Errors
/// Returns an error if the URL is malformed, or no enabled feature has a driver for its scheme.
pub fn create_engine(url: &str) -> Result<Engine, Error> {
    EngineOptions::new(url).create()
}
