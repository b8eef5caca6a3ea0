//! From the raw driver over Core to the ORM: reads, inserts, trees, and the pool.
//!
//! `cargo bench -p rebis-benches --bench ladder -- <filter>`; the databases are those of
//! `REBIS_TEST_DATABASES`, with the URLs of `REBIS_TEST_POSTGRES_URL` and `REBIS_TEST_MYSQL_URL`.
//! Their tables `users`, `posts` and `comments` are made anew.

mod support;

use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    support::measure(
        &mut criterion,
        &[
            "trivial",
            "medium",
            "by_pk",
            "insert",
            "insert_returning",
            "associations",
            "pool",
        ],
    );
    criterion.final_summary();
}
