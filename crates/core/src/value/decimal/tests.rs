//! Unit tests of decimals: canonical text, order and arithmetic.

use std::collections::HashSet;

use super::Decimal;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

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
        "", "-", "+", ".", "1e3", "1,5", "0x1", "--1", "1-", " 1", "١", "nano", "-nan", "in", "e5",
    ] {
        assert!(text.parse::<Decimal>().is_err(), "{text:?}");
    }
}

#[test]
fn an_integer_is_a_decimal_without_scale() {
    assert_eq!(Decimal::from(i64::MIN).as_str(), "-9223372036854775808");
    assert_eq!(Decimal::from(-0).as_str(), "0");
}

#[test]
fn equality_ignores_the_scale() {
    for (left, right) in [
        ("9.5", "9.50"),
        ("100", "100.0000"),
        ("0", "-0.00"),
        ("-1.10", "-1.1"),
        ("NaN", "nan"),
        ("-Infinity", "-inf"),
    ] {
        let (left, right) = (decimal(left), decimal(right));
        assert_eq!(left, right);
        assert_eq!(HashSet::from([left, right]).len(), 1);
    }
    for (left, right) in [
        ("9.5", "9.05"),
        ("1", "-1"),
        ("1", "10"),
        ("NaN", "Infinity"),
    ] {
        assert_ne!(decimal(left), decimal(right));
    }
}

#[test]
fn numbers_sort_as_in_postgresql() {
    let sorted = [
        "-Infinity",
        "-10",
        "-9.99",
        "-1",
        "-0.5",
        "-0.05",
        "0",
        "0.05",
        "0.5",
        "0.51",
        "1",
        "9.99",
        "10",
        "99999999999999999999",
        "Infinity",
        "NaN",
    ];
    let sorted = sorted.map(decimal);
    for (index, left) in sorted.iter().enumerate() {
        for (other, right) in sorted.iter().enumerate() {
            assert_eq!(left.cmp(right), index.cmp(&other), "{left} and {right}");
        }
    }
}

#[test]
fn sums_and_differences_are_exact() {
    let sum = |left: &str, right: &str| (decimal(left) + decimal(right)).to_string();
    assert_eq!(sum("0.1", "0.2"), "0.3");
    assert_eq!(sum("9.99", "0.01"), "10.00");
    assert_eq!(sum("1.5", "-1.50"), "0.00");
    assert_eq!(sum("-0.05", "-99.95"), "-100.00");
    assert_eq!(sum("1", "-0.001"), "0.999");
    assert_eq!(sum("0.001", "-1"), "-0.999");
    let long = "12345678901234567890.1234567891";
    assert_eq!(sum(long, "0.0000000001"), "12345678901234567890.1234567892");
    let difference = |left: &str, right: &str| (&decimal(left) - &decimal(right)).to_string();
    assert_eq!(difference("0.3", "0.1"), "0.2");
    assert_eq!(difference("-1", "-1.5"), "0.5");
    assert_eq!(difference("1000", "0.1"), "999.9");
    let numbers = ["0.1", "0.2", "-5"].map(decimal);
    assert_eq!(numbers.iter().sum::<Decimal>(), decimal("-4.7"));
}

#[test]
fn products_have_the_scales_of_both_factors() {
    let product = |left: &str, right: &str| (decimal(left) * decimal(right)).to_string();
    assert_eq!(product("1.5", "1.5"), "2.25");
    assert_eq!(product("-0.10", "0.1"), "-0.010");
    assert_eq!(product("-3", "-4"), "12");
    assert_eq!(product("0", "-1.5"), "0.0");
    let nines = "9".repeat(40);
    assert_eq!(
        product(&nines, &nines),
        format!("{}8{}1", "9".repeat(39), "0".repeat(39))
    );
    assert_eq!((-decimal("1.50")).to_string(), "-1.50");
    assert_eq!((-decimal("0")).to_string(), "0");
}

#[test]
fn integers_agree_with_those_of_rust() {
    let numbers = [
        -1_000_001_i64,
        -999,
        -10,
        -1,
        0,
        1,
        7,
        99,
        100,
        65_536,
        123_456_789,
    ];
    for left in numbers {
        for right in numbers {
            let (a, b) = (Decimal::from(left), Decimal::from(right));
            assert_eq!(&a + &b, Decimal::from(left + right));
            assert_eq!(&a - &b, Decimal::from(left - right));
            assert_eq!(&a * &b, Decimal::from(left * right));
            assert_eq!(a.cmp(&b), left.cmp(&right));
        }
    }
}

#[test]
fn numbers_without_digits_follow_postgresql() {
    let (nan, high, low) = (
        Decimal::nan(),
        Decimal::infinity(),
        Decimal::negative_infinity(),
    );
    let (zero, one) = (decimal("0"), decimal("1"));
    assert_eq!(&high + &one, high);
    assert_eq!(&high - &high, nan);
    assert_eq!(&low - &high, low);
    assert_eq!(&nan + &one, nan);
    assert_eq!(&nan + &high, nan);
    assert_eq!(&high * &low, low);
    assert_eq!(&high * &zero, nan);
    assert_eq!(-&low, high);
    assert!(!nan.is_finite() && !high.is_finite() && one.is_finite());
    assert_eq!(low.to_string(), "-Infinity");
}

#[test]
fn digits_are_counted() {
    let counts = |text: &str| {
        let number = decimal(text);
        (
            number.precision(),
            number.scale(),
            number.significant_digits(),
        )
    };
    assert_eq!(counts("1.50"), (3, 2, 2));
    assert_eq!(counts("-150"), (3, 0, 2));
    assert_eq!(counts("0.0015"), (4, 4, 2));
    assert_eq!(counts("0"), (1, 0, 0));
    assert_eq!(counts("0.00"), (2, 2, 0));
    assert_eq!(counts("10.01"), (4, 2, 4));
    assert_eq!(counts("NaN"), (0, 0, 0));
    let normalized = |text: &str| decimal(text).normalized().to_string();
    assert_eq!(normalized("100.00"), "100");
    assert_eq!(normalized("-1.50"), "-1.5");
    assert_eq!(normalized("100"), "100");
    assert_eq!(normalized("0.00"), "0");
    assert_eq!(normalized("Infinity"), "Infinity");
}
