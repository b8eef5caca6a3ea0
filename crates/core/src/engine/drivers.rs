//! The registered drivers, and the choice of a driver by URL scheme.

use std::sync::{PoisonError, RwLock};

use crate::driver::Driver;
use crate::error::UrlError;
use crate::url::Url;

static DRIVERS: RwLock<Vec<&'static dyn Driver>> = RwLock::new(Vec::new());

/// Registers a driver for its URL schemes, for [`create_engine`](super::create_engine).
///
/// The crate `rebis` registers the drivers of its enabled features. Register any other driver with
/// this function, or select it with [`EngineOptions::driver`](super::EngineOptions::driver).
///
/// ```
/// # use rebis_core::driver::{BoxFuture, Driver, DriverConnection};
/// # use rebis_core::engine::{Url, register_driver};
/// # use rebis_core::error::{DatabaseError, DatabaseErrorKind};
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
/// register_driver(&OracleDriver);
/// let engine = rebis_core::create_engine("oracle://localhost/blog")?;
/// assert_eq!(engine.url().scheme(), "oracle");
/// # Ok::<(), rebis_core::Error>(())
/// ```
pub fn register_driver(driver: &'static dyn Driver) {
    let mut drivers = DRIVERS.write().unwrap_or_else(PoisonError::into_inner);
    if drivers
        .iter()
        .all(|known| known.schemes() != driver.schemes())
    {
        drivers.push(driver);
    }
}

/// A set of drivers that an [`EngineOptions`](super::EngineOptions) registers.
pub trait DriverSet {
    /// Registers the drivers of the set.
    fn register();
}

/// The drivers that were registered with [`register_driver`].
#[derive(Clone, Copy, Debug)]
pub struct Registered;

impl DriverSet for Registered {
    fn register() {}
}

pub(super) fn driver_for(url: &Url) -> Result<&'static dyn Driver, UrlError> {
    let drivers = DRIVERS.read().unwrap_or_else(PoisonError::into_inner);
    let found = drivers
        .iter()
        .find(|driver| driver.schemes().contains(&url.scheme()));
    found.copied().ok_or_else(|| UrlError::UnknownScheme {
        scheme: url.scheme().to_owned(),
        available: available(&drivers),
    })
}

fn available(drivers: &[&'static dyn Driver]) -> String {
    let schemes = drivers.iter().flat_map(|driver| driver.schemes());
    let schemes: Vec<String> = schemes.map(|scheme| format!("`{scheme}://`")).collect();
    if schemes.is_empty() {
        "no driver is registered; enable the feature `sqlite`, `postgres` or `mysql`".to_owned()
    } else {
        format!(
            "available are {}; for others, enable the feature `sqlite`, `postgres` or `mysql`",
            schemes.join(", ")
        )
    }
}
