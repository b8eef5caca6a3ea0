//! Unit tests of `results`.

use super::*;

fn results(entries: &[(&str, &str, f64)]) -> Results {
    let mut results = Results::default();
    for &(case, contender, nanoseconds) in entries {
        results.add(case.to_owned(), contender.to_owned(), nanoseconds);
    }
    results
}

#[test]
fn raw_driver_and_rebis_come_first() {
    let results = results(&[
        ("trivial/1", "sqlx", 3.0),
        ("trivial/1", "rebis orm", 2.0),
        ("trivial/1", "diesel", 2.0),
        ("trivial/1", "rusqlite 0.39", 2.0),
        ("trivial/1", "rusqlite", 1.0),
    ]);
    let order = ["rusqlite", "rebis orm", "sqlx", "diesel", "rusqlite 0.39"];
    assert_eq!(results.contenders(), order);
    assert_eq!(results.raw("trivial/1"), Some(1.0));
    assert_eq!(results.baseline(), Some("rusqlite"));
}

#[test]
fn without_raw_driver_diesel_is_the_baseline() {
    assert_eq!(results(&[("a", "sqlx", 1.0)]).baseline(), None);
    let results = results(&[("a", "sqlx", 1.0), ("a", "diesel", 1.0)]);
    assert_eq!(results.baseline(), Some("diesel"));
}

#[test]
fn cases_are_ordered_by_kind_and_size() {
    let results = results(&[
        ("insert/10", "sqlx", 1.0),
        ("trivial/1000", "sqlx", 1.0),
        ("other/1", "sqlx", 1.0),
        ("trivial/10", "sqlx", 1.0),
    ]);
    let order = ["trivial/10", "trivial/1000", "insert/10", "other/1"];
    assert_eq!(results.cases(), order);
}

#[test]
fn tsv_has_a_line_for_each_median() {
    let results = results(&[("b/1", "sqlx", 12.345), ("a/1", "diesel", 1.0)]);
    let tsv = "case\tcontender\tnanoseconds\na/1\tdiesel\t1.0\nb/1\tsqlx\t12.3\n";
    assert_eq!(results.to_tsv(), tsv);
    assert_eq!(Results::from_tsv(tsv).unwrap().to_tsv(), tsv);
    assert!(Results::from_tsv("heading\na/1\tdiesel\tfast\n").is_err());
}
