//! Each contender of SQLite does its smaller cases once.

use rebis_bench_harness::Database;

#[test]
fn contenders_do_their_cases() {
    let suite = rebis_benches::suite(Database::Sqlite, "sqlite://");
    for (contender, case) in suite.entries().filter(|(_, case)| is_small(case)) {
        let mut bench = suite.bench(contender, case).expect("an entry of the suite");
        bench.time(1);
    }
}

/// Whether a build without optimisation does the case in an instant.
fn is_small(case: &str) -> bool {
    !case.ends_with("000") && !case.starts_with("associations") && !case.ends_with("/3")
}
