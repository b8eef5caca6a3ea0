//! [`Sqlite`]: the driver.

use rebis_core::driver::{BoxFuture, Driver, DriverConnection, Io, PoolSize};
use rebis_core::engine::Url;
use rebis_core::error::DatabaseError;

use crate::config::Config;
use crate::connection::SqliteConnection;

/// The driver, for [`register_driver`](rebis_core::engine::register_driver).
pub static DRIVER: Sqlite = Sqlite;

/// The SQLite driver, for URLs with the scheme `sqlite`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sqlite;

impl Driver for Sqlite {
    fn schemes(&self) -> &'static [&'static str] {
        &["sqlite"]
    }

    fn pool_size(&self, url: &Url) -> PoolSize {
        match url.database() {
            None | Some(":memory:") => PoolSize::Single,
            Some(_) => PoolSize::Default,
        }
    }

    fn io(&self) -> Io {
        Io::Inline
    }

    fn connect<'a>(
        &'a self,
        url: &'a Url,
    ) -> BoxFuture<'a, Result<Box<dyn DriverConnection>, DatabaseError>> {
        Box::pin(async move {
            let connection = SqliteConnection::open(&Config::from_url(url)?)?;
            Ok(Box::new(connection) as Box<dyn DriverConnection>)
        })
    }
}
