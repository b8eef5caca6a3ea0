//! Unit tests of storage limits.

use super::*;

fn decimal(text: &str) -> Value {
    Value::Decimal(text.parse().unwrap())
}

#[test]
fn digits_past_the_scale_are_refused() {
    let limit = |precision, scale| StorageLimit::standard(&SqlType::Numeric { precision, scale });
    assert_eq!(limit(None, None), None);
    assert_eq!(limit(Some(5), None), Some(StorageLimit::Scale(0)));
    let two = limit(Some(5), Some(2)).unwrap();
    for fits in ["1", "-1.25", "1.2500", "NaN", "Infinity", "0.0000"] {
        assert_eq!(two.refusal(&decimal(fits)), None, "{fits}");
    }
    for refused in ["1.005", "-0.001", "123.4567"] {
        assert!(two.refusal(&decimal(refused)).is_some(), "{refused}");
    }
    let many = Value::Array(vec![decimal("1.5"), Value::Null, decimal("1.555")]);
    assert!(two.refusal(&many).unwrap().contains("1.555"));
    assert_eq!(two.refusal(&Value::Int(7)), None);
}

#[test]
fn fractions_past_the_precision_are_refused() {
    let named = SqlType::named("TIMESTAMP(3)", SqlType::DateTime { timezone: false });
    let limit = StorageLimit::standard(&named).unwrap();
    let at = |micro| Value::Time(Time::new(1, 2, 3, micro).unwrap());
    assert_eq!(limit, StorageLimit::Fraction(3));
    assert_eq!(limit.refusal(&at(120_000)), None);
    assert!(limit.refusal(&at(120_001)).is_some());
    let whole = StorageLimit::Fraction(0);
    assert!(whole.refusal(&at(1)).is_some());
    assert_eq!(whole.refusal(&at(0)), None);
    let other = SqlType::named("email", SqlType::Text);
    assert_eq!(StorageLimit::standard(&other), None);
}

#[test]
fn spaces_past_the_length_are_refused() {
    let limit = StorageLimit::Characters(3);
    let text = |text: &'static str| Value::Text(text.into());
    for fits in ["abc", "ab ", "äöü", "", "abcd", "abc d"] {
        // The database rejects text with too many letters.
        assert_eq!(limit.refusal(&text(fits)), None, "{fits}");
    }
    assert!(limit.refusal(&text("abc ")).is_some());
    assert!(limit.refusal(&text("äöü  ")).is_some());
}

#[test]
fn doubles_that_are_not_single_are_refused() {
    let limit = StorageLimit::SinglePrecision;
    for fits in [0.5, f64::from(0.1_f32), f64::INFINITY, -0.0] {
        assert_eq!(limit.refusal(&Value::Double(fits)), None, "{fits}");
    }
    assert!(limit.refusal(&Value::Double(f64::NAN)).is_none());
    assert!(limit.refusal(&Value::Double(0.1)).is_some());
    assert!(limit.refusal(&Value::Double(1e300)).is_some());
}
