//! Unit tests of `format`.

use super::*;

#[test]
fn times_have_three_digits() {
    let times = [
        0.5,
        9.994,
        9.996,
        999.4,
        999.6,
        12_345.0,
        2_450_000.0,
        1.5e9,
    ];
    let texts = [
        "0.50 ns", "9.99 ns", "10.0 ns", "999 ns", "1.00 µs", "12.3 µs", "2.45 ms", "1.50 s",
    ];
    assert_eq!(times.map(time), texts);
}

#[test]
fn ratios_end_with_a_cross() {
    assert_eq!([0.987, 12.34, 123.4].map(ratio), ["0.99×", "12.3×", "123×"]);
}
