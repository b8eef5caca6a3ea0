//! The driver against MariaDB and MySQL, whose URLs `tests/run` puts into `REBIS_TEST_MARIADB_URL`
//! and `REBIS_TEST_MYSQL_URL`. Each test runs on both.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "clippy.toml frees test functions alone, not what they call"
)]

mod connections;
mod keys;
mod statements;
mod support;
mod transactions;
mod values;
