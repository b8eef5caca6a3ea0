//! What each type takes, and what it refuses.

use super::Scalar;
use crate::value::{Date, DateTime, Decimal, Json, ValueRef};

/// Binds a value, and reads it back as it was bound.
fn round_trip<T: Scalar + Clone + PartialEq + std::fmt::Debug>(value: T) {
    let bound = value.to_value();
    assert_eq!(bound, value.clone().into_value());
    assert_eq!(T::from_value(bound.as_ref()), Ok(value));
}

#[test]
fn what_is_bound_is_read_again() {
    round_trip(true);
    round_trip(i16::MIN);
    round_trip(i32::MIN);
    round_trip(i64::MIN);
    round_trip(u8::MAX);
    round_trip(u16::MAX);
    round_trip(u32::MAX);
    round_trip(0.1f32);
    round_trip(f64::MIN_POSITIVE);
    round_trip("ünïcödé".to_owned());
    round_trip(vec![0u8, 255]);
    round_trip([7u8; 16]);
    round_trip(Some(1i64));
    round_trip(None::<i64>);
    round_trip(Json::new("[1]"));
}

#[test]
fn an_integer_out_of_range_is_refused() {
    assert!(i16::from_value(ValueRef::Int(32_768)).is_err());
    assert!(i32::from_value(ValueRef::Int(i64::from(i32::MAX) + 1)).is_err());
    assert!(u8::from_value(ValueRef::Int(-1)).is_err());
    assert!(u8::from_value(ValueRef::Int(256)).is_err());
    assert!(u32::from_value(ValueRef::Int(-1)).is_err());
    let error = u8::from_value(ValueRef::Int(256)).unwrap_err();
    let said = "expected an unsigned 8-bit integer, found the integer 256";
    assert_eq!(error.to_string(), said);
}

#[test]
fn an_integer_is_read_from_a_whole_decimal() {
    let decimal = |text: &str| ValueRef::Decimal(text.parse().unwrap());
    assert_eq!(i64::from_value(decimal("42")), Ok(42));
    assert!(i64::from_value(decimal("42.5")).is_err());
    assert!(i64::from_value(decimal("99999999999999999999")).is_err());
}

#[test]
fn null_is_read_by_options_alone() {
    assert_eq!(Option::<i64>::from_value(ValueRef::Null), Ok(None));
    assert!(i64::from_value(ValueRef::Null).is_err());
    assert!(String::from_value(ValueRef::Null).is_err());
    assert!(bool::from_value(ValueRef::Null).is_err());
}

#[test]
fn a_boolean_is_read_from_zero_and_one_alone() {
    assert_eq!(bool::from_value(ValueRef::Int(0)), Ok(false));
    assert_eq!(bool::from_value(ValueRef::Int(1)), Ok(true));
    assert!(bool::from_value(ValueRef::Int(2)).is_err());
    assert!(bool::from_value(ValueRef::Text("true")).is_err());
}

#[test]
fn dates_and_decimals_are_read_from_text() {
    assert_eq!(
        Date::from_value(ValueRef::Text("2024-02-29"))
            .unwrap()
            .day(),
        29
    );
    assert!(Date::from_value(ValueRef::Text("2024-02-30")).is_err());
    assert!(DateTime::from_value(ValueRef::Text("2024-02-29 24:00")).is_err());
    assert_eq!(Decimal::from_value(ValueRef::Int(5)).unwrap().as_str(), "5");
    assert_eq!(
        Decimal::from_value(ValueRef::Double(0.1)).unwrap().as_str(),
        "0.1"
    );
    assert_eq!(
        Decimal::from_value(ValueRef::Double(f64::NAN)),
        Ok(Decimal::nan())
    );
    assert_eq!(
        Decimal::from_value(ValueRef::Double(f64::NEG_INFINITY)),
        Ok(Decimal::negative_infinity())
    );
    let huge = Decimal::from_value(ValueRef::Double(1e30)).unwrap();
    assert_eq!(huge.as_str(), "1000000000000000000000000000000");
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_types_keep_microseconds() {
    let moment: chrono::NaiveDateTime = "2024-02-29T23:59:59.123456789".parse().unwrap();
    let crate::Value::DateTime(value) = moment.into_value() else {
        panic!()
    };
    assert_eq!(value.to_string(), "2024-02-29 23:59:59.123456");
    round_trip(
        "2024-02-29T23:59:59.123456"
            .parse::<chrono::NaiveDateTime>()
            .unwrap(),
    );
    round_trip("9999-12-31".parse::<chrono::NaiveDate>().unwrap());
    round_trip("23:59:59.999999".parse::<chrono::NaiveTime>().unwrap());
    round_trip(
        "2024-02-29T12:00:00.5Z"
            .parse::<chrono::DateTime<chrono::Utc>>()
            .unwrap(),
    );
}

#[cfg(feature = "chrono")]
#[test]
fn a_leap_second_is_the_end_of_its_minute() {
    let leap = chrono::NaiveTime::from_hms_micro_opt(23, 59, 59, 1_500_000).unwrap();
    let crate::Value::Time(value) = leap.into_value() else {
        panic!()
    };
    assert_eq!(value.to_string(), "23:59:59.999999");
}

#[cfg(feature = "uuid")]
#[test]
fn a_uuid_is_read_with_and_without_hyphens() {
    let uuid = uuid::Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef);
    round_trip(uuid);
    let read = |text: &str| uuid::Uuid::from_value(ValueRef::Text(text));
    assert_eq!(read("01234567-89ab-cdef-0123-456789abcdef"), Ok(uuid));
    assert_eq!(read("0123456789ABCDEF0123456789abcdef"), Ok(uuid));
    assert!(read("0123456789abcdef0123456789abcde").is_err());
    assert!(read("0123456789abcdef0123456789abcdef00").is_err());
}

#[cfg(feature = "rust_decimal")]
#[test]
fn a_rust_decimal_keeps_its_scale() {
    let decimal: rust_decimal::Decimal = "-1.50".parse().unwrap();
    round_trip(decimal);
    let value = decimal.to_value();
    assert_eq!(value, crate::Value::Decimal("-1.50".parse().unwrap()));
    let large = ValueRef::Decimal("1".repeat(40).parse().unwrap());
    assert!(rust_decimal::Decimal::from_value(large).is_err());
}

#[cfg(feature = "json")]
#[test]
fn a_json_document_is_read_from_its_text() {
    let document: serde_json::Value = serde_json::from_str(r#"{"a": [1, null, "é"]}"#).unwrap();
    round_trip(document.clone());
    let text = ValueRef::Text(r#"{ "a" : [1, null, "é"] }"#);
    assert_eq!(serde_json::Value::from_value(text), Ok(document));
    assert!(serde_json::Value::from_value(ValueRef::Text("{")).is_err());
}
