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
    ///
    /// ```
    /// # use rebis_core::driver::{BoxFuture, Driver, DriverConnection, Io};
    /// # use rebis_core::engine::Url;
    /// # use rebis_core::error::{DatabaseError, DatabaseErrorKind, UrlError};
    /// # use rebis_core::pool::Connector;
    /// # type Connected<'a> = BoxFuture<'a, Result<Box<dyn DriverConnection>, DatabaseError>>;
    /// # #[derive(Debug)]
    /// # struct OracleDriver;
    /// # impl Driver for OracleDriver {
    /// #     fn schemes(&self) -> &'static [&'static str] {
    /// #         &["oracle"]
    /// #     }
    /// #     fn connect<'a>(&'a self, _: &'a Url) -> Connected<'a> {
    /// #         let error = DatabaseError::new(DatabaseErrorKind::ConnectionRefused, "no server");
    /// #         Box::pin(async { Err(error) })
    /// #     }
    /// # }
    /// let connector = Connector::new(&OracleDriver, "oracle://localhost/blog".parse()?);
    /// assert_eq!(connector.io(), Io::Tokio);
    /// # Ok::<(), UrlError>(())
    /// ```
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
