//! Which driver answers to a URL.

use std::sync::{PoisonError, RwLock};

use crate::driver::Driver;
use crate::error::UrlError;
use crate::url::Url;

static DRIVERS: RwLock<Vec<&'static dyn Driver>> = RwLock::new(Vec::new());

/// Makes a driver known to [`create_engine`](super::create_engine) by its URL schemes.
///
/// The façade registers the drivers of its features; a third party's driver registers itself this
/// way, or is named with [`EngineOptions::driver`](super::EngineOptions::driver).
pub fn register_driver(driver: &'static dyn Driver) {
    let mut drivers = DRIVERS.write().unwrap_or_else(PoisonError::into_inner);
    if drivers
        .iter()
        .all(|known| known.schemes() != driver.schemes())
    {
        drivers.push(driver);
    }
}

/// The drivers that an [`EngineOptions`](super::EngineOptions) can choose from.
pub trait DriverSet {
    /// Registers the drivers of the set.
    fn register();
}

/// The drivers that the program registered.
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
    match schemes.is_empty() {
        true => "no driver is registered; turn on the feature `sqlite`, `postgres` or `mysql`"
            .to_owned(),
        false => format!(
            "there are {}; others need the feature `sqlite`, `postgres` or `mysql`",
            schemes.join(", ")
        ),
    }
}
