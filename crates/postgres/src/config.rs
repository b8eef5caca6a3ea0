//! From a URL to the client's configuration.

use std::time::Duration;

use rebis_core::engine::Url;
use tokio_postgres::Config;
use tokio_postgres::config::SslMode;

/// Where to connect, and how.
#[derive(Debug)]
pub(crate) struct Target {
    /// The client's configuration. Its `Debug` hides the password.
    pub(crate) config: Config,
    /// Host, port and database, for messages.
    pub(crate) place: String,
    /// The time zone of the session; `None` keeps the server's.
    pub(crate) time_zone: Option<String>,
}

const DEFAULT_HOST: &str = "localhost";
const DEFAULT_PORT: u16 = 5432;

impl Target {
    /// Reads a URL.
    ///
    /// # Errors
    /// When the query has a key that is unknown, or a value that cannot be had.
    pub(crate) fn new(url: &Url) -> Result<Self, String> {
        let host = url.query("host").or(url.host()).unwrap_or(DEFAULT_HOST);
        let port = url.port().unwrap_or(DEFAULT_PORT);
        let mut config = Config::new();
        // The client would ask the server for TLS and then not use it.
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
                "the database URL has the unknown option `{unknown}`; PostgreSQL takes `host`, \
                 `sslmode`, `application_name`, `connect_timeout`, `options` and `timezone`"
            ));
        }
    }
    Ok(())
}

/// Sessions run in UTC unless the URL names another zone, or `server`.
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
            "`sslmode={mode}` asks for TLS, which this driver does not have yet; use \
             `sslmode=disable` where the network is trusted"
        )),
        unknown => Err(format!(
            "`sslmode={unknown}` is not one that PostgreSQL knows"
        )),
    }
}

/// As for libpq, zero is no limit.
fn timeout(value: &str) -> Result<Option<Duration>, String> {
    match value.parse() {
        Ok(0) => Ok(None),
        Ok(seconds) => Ok(Some(Duration::from_secs(seconds))),
        Err(_) => Err(format!(
            "`connect_timeout={value}` is not a number of seconds"
        )),
    }
}

fn place(host: &str, port: u16, database: Option<&str>) -> String {
    let address = match host.contains(':') {
        true => format!("[{host}]:{port}"),
        false => format!("{host}:{port}"),
    };
    match database {
        Some(database) => format!("database `{database}` at {address}"),
        None => address,
    }
}

#[cfg(test)]
mod tests;
