//! Benchmarks of Rebis: the raw driver of each database, Core and the ORM on the same cases.
//!
//! A *ladder* of contenders shows what each layer costs: raw driver, `rebis core`, `rebis orm`.
//! [`suite`] registers them for a database; the program `contender` serves them to the report, and
//! `profile` runs one of them for a profiler, or compares those of a case.

mod blocking;
mod cases;
mod core;
mod engine;
mod models;
mod orm;
mod pool;
mod raw;
mod runtime;
mod sql;
mod statements;
mod tables;
mod tree;

use rebis_bench_harness::{Database, Suite};

use cases::Cases;

/// All contenders of a database, which `url` leads to. `:memory:` stands for SQLite in memory.
pub fn suite(database: Database, url: &str) -> Suite {
    let url = if url == ":memory:" { "sqlite://" } else { url };
    let mut cases = Cases::new(database, url);
    raw::register(&mut cases);
    core::register(&mut cases);
    blocking::register(&mut cases);
    orm::register(&mut cases);
    pool::register(&mut cases);
    statements::register(&mut cases);
    cases.suite
}
