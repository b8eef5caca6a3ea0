//! [`Config`]: the options of a SQLite URL.

use std::time::Duration;

use rebis_core::engine::Url;
use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use rusqlite::OpenFlags;

/// The options for opening a database.
pub(crate) struct Config {
    /// The file; `None` for an in-memory database.
    pub(crate) path: Option<String>,
    pub(crate) flags: OpenFlags,
    pub(crate) foreign_keys: bool,
    pub(crate) busy_timeout: Duration,
    pub(crate) stable_plans: bool,
}

impl Config {
    pub(crate) fn from_url(url: &Url) -> Result<Self, DatabaseError> {
        let path = url
            .database()
            .filter(|path| *path != ":memory:")
            .map(str::to_owned);
        let mut config = Self {
            path,
            flags: OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI,
            foreign_keys: true,
            busy_timeout: Duration::from_secs(5),
            stable_plans: true,
        };
        if url.host().is_some() {
            return Err(refused(
                "a SQLite URL cannot have a host; write three slashes before a relative path \
                 (`sqlite:///a.db`) and four before an absolute path (`sqlite:////a.db`)"
                    .to_owned(),
            ));
        }
        let mut mode = "rwc";
        for (key, value) in url.query_pairs() {
            match (key, value) {
                ("mode", "ro" | "rw" | "rwc") => mode = value,
                ("foreign_keys", "on" | "off") => config.foreign_keys = value == "on",
                ("stable_plans", "on" | "off") => config.stable_plans = value == "on",
                ("busy_timeout", milliseconds) => {
                    let parsed = milliseconds.parse().map_err(|_| unknown(key, value))?;
                    config.busy_timeout = Duration::from_millis(parsed);
                }
                _ => return Err(unknown(key, value)),
            }
        }
        config.flags |= match mode {
            "ro" => OpenFlags::SQLITE_OPEN_READ_ONLY,
            "rw" => OpenFlags::SQLITE_OPEN_READ_WRITE,
            _ => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        };
        Ok(config)
    }
}

fn unknown(key: &str, value: &str) -> DatabaseError {
    refused(format!(
        "the database URL has the unsupported option `{key}={value}`; the SQLite driver supports \
         `mode=ro|rw|rwc`, `foreign_keys=on|off`, `stable_plans=on|off` and \
         `busy_timeout=<milliseconds>`"
    ))
}

fn refused(message: String) -> DatabaseError {
    DatabaseError::new(DatabaseErrorKind::Other, message)
}
