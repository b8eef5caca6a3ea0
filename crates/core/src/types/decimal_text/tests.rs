//! Unit tests of decimals that are stored as text.

use super::*;

#[test]
fn equal_numbers_are_equal_texts() {
    let text = |text: &str| DecimalText::<7, 3>(text.parse().unwrap()).digits();
    for (number, expected) in [
        ("1.5", "1.500"),
        ("1.50", "1.500"),
        ("-0.05", "-0.050"),
        ("0", "0.000"),
        ("-0.0", "0.000"),
        ("9999.999", "9999.999"),
        ("0100", "100.000"),
    ] {
        assert_eq!(text(number).as_deref(), Some(expected), "{number}");
    }
    for refused in ["10000", "0.0001", "NaN", "Infinity", "-Infinity"] {
        assert_eq!(text(refused), None, "{refused}");
    }
    let whole = DecimalText::<3, 0>("12.0".parse().unwrap());
    assert_eq!(whole.digits().as_deref(), Some("12"));
}
