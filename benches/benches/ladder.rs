//! From the raw driver over Core to the ORM: reads, inserts, trees, and the pool.
//!
//! `cargo bench -p rebis-benches --bench ladder -- <filter>`; the databases are those of
//! `REBIS_TEST_DATABASES`, with the URLs of `REBIS_TEST_POSTGRES_URL`, `REBIS_TEST_MARIADB_URL` and
//! `REBIS_TEST_MYSQL_URL`. On a server the benches make a database of their own, `rebis_bench`.

mod support;

fn main() {
    support::measure(&[
        "trivial",
        "medium",
        "by_pk",
        "insert",
        "insert_returning",
        "associations",
        "pool",
    ]);
}
