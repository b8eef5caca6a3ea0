//! [`MySql`]: the driver.

use mysql_async::Conn;
use mysql_async::prelude::Queryable;
use rebis_core::dialect::{self, MySqlVariant};
use rebis_core::driver::{BoxFuture, Driver, DriverConnection, Io};
use rebis_core::engine::Url;
use rebis_core::error::{DatabaseError, DatabaseErrorKind};

use crate::config::Config;
use crate::connection::MySqlConnection;
use crate::error::connect_error;
use crate::keys::Keys;

/// The driver, for [`register_driver`](rebis_core::engine::register_driver).
pub static DRIVER: MySql = MySql;

/// The MySQL and MariaDB driver.
#[derive(Clone, Copy, Debug, Default)]
pub struct MySql;

impl Driver for MySql {
    fn schemes(&self) -> &'static [&'static str] {
        &["mysql", "mariadb"]
    }

    fn io(&self) -> Io {
        Io::Tokio
    }

    fn connect<'a>(
        &'a self,
        url: &'a Url,
    ) -> BoxFuture<'a, Result<Box<dyn DriverConnection>, DatabaseError>> {
        Box::pin(async move {
            let config = Config::from_url(url).map_err(unusable)?;
            let connection = connect(&config).await?;
            Ok(Box::new(connection) as Box<dyn DriverConnection>)
        })
    }
}

async fn connect(config: &Config) -> Result<MySqlConnection, DatabaseError> {
    let failed = |error| connect_error(error, &config.target);
    let mut conn = Conn::new(config.opts.clone()).await.map_err(failed)?;
    // The client removes "MariaDB" from the version in the handshake.
    let server = conn.query_first(
        "SELECT version(), @@max_allowed_packet, @@auto_increment_increment, @@version_comment",
    );
    let server: Option<(String, usize, u64, String)> = server.await.map_err(failed)?;
    let (version, max_packet, key_step, comment) = server.unwrap_or_default();
    let (variant, (major, minor, patch)) = server_of(&version).map_err(|reason| {
        unusable(format!(
            "cannot use the server at {}: {reason}",
            config.target
        ))
    })?;
    let dialect = dialect::MySql::new(variant)
        .with_version(major, minor, patch)
        .marking_kept_rows();
    let dialect = if config.returning {
        dialect
    } else {
        dialect.without_returning()
    };
    // Every MariaDB has the variables of a Galera cluster. A build of MySQL that has them names
    // Galera or Percona XtraDB Cluster in its version comment.
    let has_wsrep = variant == MySqlVariant::MariaDb || says_wsrep(&comment);
    let keys = Keys::new(key_step, has_wsrep);
    Ok(MySqlConnection::new(
        conn,
        dialect,
        keys,
        config.zero_dates,
        max_packet,
    ))
}

/// Returns whether a version comment names Galera or Percona XtraDB Cluster.
fn says_wsrep(comment: &str) -> bool {
    let comment = comment.to_ascii_lowercase();
    comment.contains("wsrep") || comment.contains("xtradb cluster")
}

/// Returns the server and the number of a version. Returns an error if the server is too old.
fn server_of(version: &str) -> Result<(MySqlVariant, (u32, u32, u32)), String> {
    let (variant, name, oldest) = if version.contains("MariaDB") {
        (MySqlVariant::MariaDb, "MariaDB", (10, 5))
    } else {
        (MySqlVariant::MySql, "MySQL", (8, 0))
    };
    // Old replication clients expect this prefix, so some MariaDB servers add it.
    let number = version.strip_prefix("5.5.5-").unwrap_or(version);
    let mut parts = number.split(|c: char| !c.is_ascii_digit());
    let mut part = || parts.next().and_then(|digits| digits.parse::<u32>().ok());
    match (part(), part()) {
        (Some(major), Some(minor)) if (major, minor) >= oldest => {
            Ok((variant, (major, minor, part().unwrap_or(0))))
        }
        _ => Err(format!(
            "it runs {name} {version}; Rebis requires {}.{} or later",
            oldest.0, oldest.1
        )),
    }
}

fn unusable(message: String) -> DatabaseError {
    DatabaseError::new(DatabaseErrorKind::Other, message)
}

#[cfg(test)]
mod tests;
