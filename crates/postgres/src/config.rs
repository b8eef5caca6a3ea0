//! [`Target`]: the client's configuration, from a URL.

use std::time::Duration;

use rebis_core::engine::Url;
use tokio_postgres::Config;
use tokio_postgres::config::SslMode;

/// The server to connect to, and the options of the connection.
#[derive(Debug)]
pub(crate) struct Target {
    /// The client's configuration. Its `Debug` hides the password.
    pub(crate) config: Config,
    /// Host, port and database, for messages.
    pub(crate) place: String,
    /// The time zone of the session; `None` keeps the server's time zone.
    pub(crate) time_zone: Option<String>,
}

const DEFAULT_HOST: &str = "localhost";
const DEFAULT_PORT: u16 = 5432;

impl Target {
    /// Reads a URL.
    ///
    /// # Errors
    /// Returns an error if the query has an unknown key or an unsupported value.
    pub(crate) fn new(url: &Url) -> Result<Self, String> {
        let host = url.query("host").or(url.host()).unwrap_or(DEFAULT_HOST);
        let port = url.port().unwrap_or(DEFAULT_PORT);
        let mut config = Config::new();
        // The driver does not support TLS.
        config.host(host).port(port).ssl_mode(SslMode::Disable);
        if let Some(user) = url.username() {
            config.user(user);
        }
        if let Some(password) = url.password() {
            config.password(password);
        }
        if let Some(database) = url.database() {
            config.dbname(database);
        }
        for (key, value) in url.query_pairs() {
            apply(&mut config, key, value)?;
        }
        Ok(Self {
            config,
            place: place(host, port, url.database()),
            time_zone: time_zone(url.query("timezone")),
        })
    }
}

fn apply(config: &mut Config, key: &str, value: &str) -> Result<(), String> {
    match key {
        "host" | "timezone" => {}
        "sslmode" => check_sslmode(value)?,
        "application_name" => {
            config.application_name(value);
        }
        "connect_timeout" => {
            if let Some(timeout) = timeout(value)? {
                config.connect_timeout(timeout);
            }
        }
        "options" => {
            config.options(value);
        }
        unknown => {
            return Err(format!(
                "the database URL has the unknown option `{unknown}`; the PostgreSQL driver \
                 supports `host`, `sslmode`, `application_name`, `connect_timeout`, `options` and \
                 `timezone`"
            ));
        }
    }
    Ok(())
}

/// Returns the session's time zone: UTC by default, and `None` for `server`.
fn time_zone(named: Option<&str>) -> Option<String> {
    match named {
        None => Some("UTC".to_owned()),
        Some("server") => None,
        Some(zone) => Some(zone.to_owned()),
    }
}

fn check_sslmode(mode: &str) -> Result<(), String> {
    match mode {
        "disable" | "allow" | "prefer" => Ok(()),
        "require" | "verify-ca" | "verify-full" => Err(format!(
            "`sslmode={mode}` requires TLS, which the PostgreSQL driver does not support yet; in a \
             trusted network, use `sslmode=disable`"
        )),
        unknown => Err(format!(
            "`sslmode={unknown}` is not a mode of PostgreSQL; use `disable`, `allow` or `prefer`"
        )),
    }
}

/// Reads a number of seconds. Zero means no limit, as in libpq.
fn timeout(value: &str) -> Result<Option<Duration>, String> {
    match value.parse() {
        Ok(0) => Ok(None),
        Ok(seconds) => Ok(Some(Duration::from_secs(seconds))),
        Err(_) => Err(format!(
            "`connect_timeout={value}` is not a whole number of seconds"
        )),
    }
}

fn place(host: &str, port: u16, database: Option<&str>) -> String {
    let address = if host.contains(':') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    };
    match database {
        Some(database) => format!("database `{database}` at {address}"),
        None => address,
    }
}

#[cfg(test)]
mod tests;
