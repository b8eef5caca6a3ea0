//! Statements without rows: building them, compiling them, and finding them compiled.
//!
//! `cargo bench -p rebis-benches --bench compile -- <filter>`; the databases are those of
//! `REBIS_TEST_DATABASES`, with the URLs of `REBIS_TEST_POSTGRES_URL` and `REBIS_TEST_MYSQL_URL`.
//! Their tables `users`, `posts` and `comments` are made anew.

mod support;

use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    support::measure(&mut criterion, &["build", "compile", "compile_hit"]);
    criterion.final_summary();
}
