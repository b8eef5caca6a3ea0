//! The cases of a suite, measured by criterion.

use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use rebis_bench_harness::{Database, Suite};

/// Measures the cases whose group (`trivial` of `trivial/100`) is one of `groups`, on each database
/// that the environment names.
pub fn measure(criterion: &mut Criterion, groups: &[&str]) {
    for (name, url) in databases() {
        let database = Database::named(&name).expect("sqlite, postgres or mysql");
        measure_on(
            criterion,
            &name,
            &rebis_benches::suite(database, &url),
            groups,
        );
    }
}

fn measure_on(criterion: &mut Criterion, database: &str, suite: &Suite, groups: &[&str]) {
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

/// Names and URLs of the databases: those of the tests' environment, SQLite by default.
fn databases() -> Vec<(String, String)> {
    let names = std::env::var("REBIS_TEST_DATABASES").unwrap_or_else(|_| "sqlite".to_owned());
    let variable = |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set"));
    let url = |name: &str| match name {
        "postgres" => variable("REBIS_TEST_POSTGRES_URL"),
        "mysql" => variable("REBIS_TEST_MYSQL_URL"),
        _ => "sqlite://".to_owned(),
    };
    names
        .split(',')
        .map(|name| (name.to_owned(), url(name)))
        .collect()
}
