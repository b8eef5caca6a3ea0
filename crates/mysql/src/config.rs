//! [`Config`]: the options of a MySQL URL.

use std::fmt;

use mysql_async::{Opts, OptsBuilder};
use rebis_core::engine::Url;

const DEFAULT_HOST: &str = "localhost";
const DEFAULT_PORT: u16 = 3306;

/// The statement that sets up a session.
///
/// Without strictness, the server would cut values to fit. Without `NO_AUTO_VALUE_ON_ZERO`, it
/// would generate a key in place of 0. With `NO_BACKSLASH_ESCAPES`, it would read the dialect's
/// literals differently. See <https://dev.mysql.com/doc/refman/8.4/en/sql-mode.html>.
const SETUP: &str = "SET time_zone = '+00:00', autocommit = 1, sql_mode = \
     concat(replace(@@sql_mode, 'NO_BACKSLASH_ESCAPES', ''), ',STRICT_TRANS_TABLES,\
     STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,\
     NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'), \
     collation_connection = if(@@character_set_database = 'utf8mb4', @@collation_database, \
     @@collation_connection)";

/// The options of a URL.
#[derive(Debug)]
pub(crate) struct Config {
    /// The client's options.
    pub(crate) opts: Opts,
    /// The server and the database, for messages.
    pub(crate) target: Target,
    /// Whether `RETURNING` is used if the server supports it.
    pub(crate) returning: bool,
    /// The meaning of the date `0000-00-00`.
    pub(crate) zero_dates: ZeroDates,
}

/// The meaning of `0000-00-00`, which is not a date of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ZeroDates {
    /// An error.
    #[default]
    Refused,
    /// `NULL`.
    Null,
}

/// The address of a server, and a database.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    address: String,
    database: Option<String>,
}

impl Config {
    /// Reads a URL.
    ///
    /// # Errors
    /// Returns an error if the query has an unknown key or an unsupported value.
    pub(crate) fn from_url(url: &Url) -> Result<Self, String> {
        let mut socket = None;
        let mut returning = true;
        let mut zero_dates = ZeroDates::default();
        for (key, value) in url.query_pairs() {
            match key {
                "socket" => socket = Some(value),
                "returning" => returning = switch(key, value)?,
                "zero_dates" => zero_dates = ZeroDates::named(value)?,
                unknown => {
                    return Err(format!(
                        "the database URL has the unknown option `{unknown}`; \
                         the MySQL driver supports `returning`, `socket` and `zero_dates`"
                    ));
                }
            }
        }
        let host = url.host().unwrap_or(DEFAULT_HOST);
        let port = url.port().unwrap_or(DEFAULT_PORT);
        let opts = OptsBuilder::default()
            .ip_or_hostname(host)
            .tcp_port(port)
            .user(url.username())
            .pass(url.password())
            .db_name(url.database())
            .socket(socket)
            .prefer_socket(false)
            .client_found_rows(true)
            // `StatementCache` keeps the statements instead. The client's own cache parses the text
            // at each lookup.
            .stmt_cache_size(0)
            .setup(vec![SETUP]);
        let address = socket.map_or_else(|| address(host, port), str::to_owned);
        let target = Target {
            address,
            database: url.database().map(str::to_owned),
        };
        Ok(Self {
            opts: opts.into(),
            target,
            returning,
            zero_dates,
        })
    }
}

impl ZeroDates {
    fn named(value: &str) -> Result<Self, String> {
        match value {
            "error" => Ok(Self::Refused),
            "null" => Ok(Self::Null),
            other => Err(format!(
                "the option `zero_dates` of the database URL must be `null` or `error`, not \
                 `{other}`"
            )),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.address)?;
        match &self.database {
            Some(database) => write!(f, ", database `{database}`"),
            None => Ok(()),
        }
    }
}

fn address(host: &str, port: u16) -> String {
    if host.contains(':') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

fn switch(key: &str, value: &str) -> Result<bool, String> {
    match value {
        "on" => Ok(true),
        "off" => Ok(false),
        other => Err(format!(
            "the option `{key}` of the database URL must be `on` or `off`, not `{other}`"
        )),
    }
}

#[cfg(test)]
mod tests;
