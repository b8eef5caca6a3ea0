//! [`Connector`]: a driver and a URL, which open connections to one database.

use crate::driver::{Driver, DriverConnection, Io};
use crate::error::DatabaseError;
use crate::url::Url;

/// A driver and a URL, which open connections to one database.
#[derive(Clone, Debug)]
pub struct Connector {
    driver: &'static dyn Driver,
    url: Url,
}

impl Connector {
    /// Creates a connector of a driver and a URL.
    pub fn new(driver: &'static dyn Driver, url: Url) -> Self {
        Self { driver, url }
    }

    /// Returns how the driver's futures are polled.
    pub fn io(&self) -> Io {
        self.driver.io()
    }

    /// Opens a connection.
    ///
    /// # Errors
    /// Returns an error if the database cannot be reached.
    pub async fn connect(&self) -> Result<Box<dyn DriverConnection>, DatabaseError> {
        self.driver.connect(&self.url).await
    }
}
