//! [`Postgres`]: the driver.

use rebis_core::driver::{BoxFuture, Driver, DriverConnection, Io};
use rebis_core::engine::Url;
use rebis_core::error::DatabaseError;

use crate::connection::PostgresConnection;

/// The PostgreSQL driver, for servers of version 13 and later.
#[derive(Clone, Copy, Debug, Default)]
pub struct Postgres;

/// The driver, for [`register_driver`](rebis_core::engine::register_driver).
pub static DRIVER: Postgres = Postgres;

impl Driver for Postgres {
    fn schemes(&self) -> &'static [&'static str] {
        &["postgresql", "postgres"]
    }

    fn io(&self) -> Io {
        Io::Tokio
    }

    fn connect<'a>(
        &'a self,
        url: &'a Url,
    ) -> BoxFuture<'a, Result<Box<dyn DriverConnection>, DatabaseError>> {
        Box::pin(async move {
            let connection = PostgresConnection::open(url).await?;
            Ok(Box::new(connection) as Box<dyn DriverConnection>)
        })
    }
}
