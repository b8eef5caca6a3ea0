//! The contenders, a file for each.

mod diesel;
mod diesel_async;
mod diesel_compile;
mod diesel_schema;
mod rusqlite;
mod sea_orm;
mod sea_query;
mod sqlx;

use rebis_bench_harness::Suite;

use crate::peer::Target;

/// Adds what each contender does on a database.
pub fn add(suite: &mut Suite, target: Target) {
    rusqlite::add(suite, target);
    diesel::add(suite, target);
    diesel_compile::add(suite, target);
    diesel_async::add(suite, target);
    sqlx::add(suite, target);
    sea_orm::add(suite, target);
    sea_query::add(suite, target);
}
