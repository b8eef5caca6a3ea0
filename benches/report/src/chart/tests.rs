//! Unit tests of `chart`.

use super::*;

fn results(times: &[(&str, f64)]) -> Results {
    let mut results = Results::default();
    for &(contender, nanoseconds) in times {
        results.add("by_pk/1".to_owned(), contender.to_owned(), nanoseconds);
    }
    results
}

#[test]
fn bars_are_ratios_to_the_raw_driver_fastest_first() {
    let results = results(&[
        ("sqlx", 400.0),
        ("sqlx (multi)", 500.0),
        ("rebis orm", 150.0),
        ("rusqlite", 200.0),
    ]);
    let panels = panels(&results);
    let bars: Vec<_> = panels[0]
        .bars
        .iter()
        .map(|bar| (bar.contender, bar.ratio))
        .collect();
    assert_eq!(
        bars,
        [("rebis orm", 0.75), ("rusqlite", 1.0), ("sqlx", 2.0)]
    );
    let classes: Vec<_> = panels[0].bars.iter().map(Bar::class).collect();
    assert_eq!(classes, ["rebis", "base", "rust"]);
}

#[test]
fn the_axis_is_logarithmic() {
    let results = results(&[("rusqlite", 10.0), ("sqlx", 1_000.0), ("diesel", 100.0)]);
    let scale = Scale::of(&panels(&results));
    let [one, ten, hundred] = [1.0, 10.0, 100.0].map(|ratio| scale.x(ratio));
    assert!((one - AXIS).abs() < 1e-9 && (hundred - AXIS - LENGTH).abs() < 1e-9);
    assert!((ten - one - (hundred - ten)).abs() < 1e-9);
    assert_eq!(scale.ticks, [1.0, 10.0, 100.0, 2.0, 5.0]);
}

#[test]
fn a_case_of_one_contender_has_no_panel() {
    assert!(panels(&results(&[("diesel", 1.0)])).is_empty());
}
