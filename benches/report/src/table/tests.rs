//! Unit tests of `table`.

use std::time::Duration;

use super::*;

fn run() -> Run {
    Run {
        databases: Vec::new(),
        programs: Vec::new(),
        rounds: 5,
        budget: Duration::from_millis(150),
        versions: vec!["diesel 2.3".to_owned()],
        notes: Vec::new(),
        date: None,
    }
}

#[test]
fn cells_give_time_and_ratios() {
    let mut results = Results::default();
    for (contender, nanoseconds) in [("rusqlite", 100.0), ("diesel", 110.0), ("sqlx", 220.0)] {
        results.add("by_pk/1".to_owned(), contender.to_owned(), nanoseconds);
    }
    results.add("trivial/10".to_owned(), "sqlx".to_owned(), 1e3);
    let section = section(&run(), "sqlite", &results);
    let table = "|  | 1 |\n|---|---:|\n| rusqlite | 100 ns (0.91×d) |\n\
        | diesel | 110 ns (1.10×r) |\n| sqlx | 220 ns (2.20×r, 2.00×d) |\n";
    assert!(section.contains(table), "{section}");
    assert!(section.contains("| sqlx | 1.00 µs |\n"), "{section}");
    assert!(section.contains("Versions: diesel 2.3."), "{section}");
    assert!(!section.contains("Failures"), "{section}");
}

#[test]
fn failures_are_told() {
    let mut results = Results::default();
    results.note("`toasty` did not build.".to_owned());
    let section = section(&run(), "sqlite", &results);
    assert!(section.ends_with("Failures:\n\n* `toasty` did not build.\n"));
}
