//! [`Connector`]: opens connections to one database.

use crate::driver::{Driver, DriverConnection, Io};
use crate::error::DatabaseError;
use crate::url::Url;

/// A driver and a URL: all that opening a connection takes.
#[derive(Clone, Debug)]
pub struct Connector {
    driver: &'static dyn Driver,
    url: Url,
}

impl Connector {
    /// Connections of a driver to a URL.
    pub fn new(driver: &'static dyn Driver, url: Url) -> Self {
        Self { driver, url }
    }

    /// What it takes to wait for the connections.
    pub fn io(&self) -> Io {
        self.driver.io()
    }

    /// Opens a connection.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn connect(&self) -> Result<Box<dyn DriverConnection>, DatabaseError> {
        self.driver.connect(&self.url).await
    }
}
