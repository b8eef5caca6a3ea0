//! The cases of a suite, measured by criterion.

mod database;

use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use rebis_bench_harness::Suite;

/// Measures the cases whose group (`trivial` of `trivial/100`) is one of `groups`, on each database
/// that the environment names.
///
/// Does nothing without the `--bench` of `cargo bench`: `cargo test --all-targets` runs this too,
/// and has a test of its own for the contenders.
pub fn measure(groups: &[&str]) {
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let mut criterion = Criterion::default().configure_from_args();
    for (name, database) in database::chosen() {
        let url = database::url(&name, database);
        let suite = rebis_benches::suite(database, &url);
        measure_suite(&mut criterion, &name, &suite, groups);
    }
    criterion.final_summary();
}

fn measure_suite(criterion: &mut Criterion, database: &str, suite: &Suite, groups: &[&str]) {
    for (contender, case) in suite.entries() {
        let (group, size) = case.split_once('/').unwrap_or((case, ""));
        if !groups.contains(&group) {
            continue;
        }
        let mut measured = criterion.benchmark_group(format!("{database}/{group}"));
        measured.sample_size(10);
        measured.warm_up_time(Duration::from_millis(300));
        measured.measurement_time(Duration::from_secs(1));
        // Set up only if criterion's filter lets the case through.
        let mut bench = None;
        measured.bench_function(BenchmarkId::new(contender, size), |bencher| {
            let bench = bench.get_or_insert_with(|| {
                suite.bench(contender, case).expect("an entry of the suite")
            });
            bencher.iter_custom(|iterations| bench.time(iterations));
        });
        measured.finish();
    }
}
