//! What the ORM's session costs: loading, and the unit of work.
//!
//! `cargo bench -p rebis-benches --bench session -- <filter>`; the databases are those of
//! `REBIS_TEST_DATABASES`, with the URLs of `REBIS_TEST_POSTGRES_URL`, `REBIS_TEST_MARIADB_URL` and
//! `REBIS_TEST_MYSQL_URL`. On a server the benches make a database of their own, `rebis_bench`.

mod support;

fn main() {
    support::measure(&[
        "orm_load",
        "orm_reload",
        "uow_insert",
        "uow_flush_one",
        "uow_update",
        "uow_delete",
        "selectin",
        "joined",
    ]);
}
