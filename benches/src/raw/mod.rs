//! The clients that Rebis's drivers stand on, used by hand: the floor of each case.

mod mysql;
mod postgres;
mod sqlite;

use rebis_bench_harness::Database;

use crate::cases::Cases;

/// Registers the raw client of a database.
pub(crate) fn register(cases: &mut Cases) {
    match cases.target.database {
        Database::Sqlite => sqlite::register(cases),
        Database::Postgres => postgres::register(cases),
        Database::Mysql => mysql::register(cases),
    }
}
