//! The canonical text of decimals.

use super::Decimal;

fn canonical(text: &str) -> String {
    text.parse::<Decimal>().unwrap().to_string()
}

#[test]
fn signs_and_leading_zeros_are_canonical() {
    assert_eq!(canonical("+007"), "7");
    assert_eq!(canonical("-007.50"), "-7.50");
    assert_eq!(canonical(".5"), "0.5");
    assert_eq!(canonical("5."), "5");
    assert_eq!(canonical("000"), "0");
}

#[test]
fn zero_has_no_sign_and_keeps_its_scale() {
    assert_eq!(canonical("-0"), "0");
    assert_eq!(canonical("-0.00"), "0.00");
}

#[test]
fn what_is_no_decimal_is_refused() {
    for text in [
        "", "-", "+", ".", "1e3", "1,5", "0x1", "--1", "1-", "NaN", " 1", "١",
    ] {
        assert!(text.parse::<Decimal>().is_err(), "{text:?}");
    }
}

#[test]
fn an_integer_is_a_decimal_without_scale() {
    assert_eq!(Decimal::from(i64::MIN).as_str(), "-9223372036854775808");
    assert_eq!(Decimal::from(-0).as_str(), "0");
}
