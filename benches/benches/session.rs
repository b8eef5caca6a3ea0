//! What the ORM's session costs: loading, and the unit of work.
//!
//! `cargo bench -p rebis-benches --bench session -- <filter>`; the databases are those of
//! `REBIS_TEST_DATABASES`, with the URLs of `REBIS_TEST_POSTGRES_URL` and `REBIS_TEST_MYSQL_URL`.
//! Their tables `users`, `posts` and `comments` are made anew.

mod support;

use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    support::measure(
        &mut criterion,
        &[
            "orm_load",
            "orm_reload",
            "uow_insert",
            "uow_flush_one",
            "uow_update",
            "uow_delete",
            "selectin",
            "joined",
        ],
    );
    criterion.final_summary();
}
