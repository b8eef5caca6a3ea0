//! Unit tests of the scalar types: the values that they accept and reject.

use super::Scalar;
use crate::value::{Date, DateTime, Decimal, Json, ValueRef};

/// Converts a value to its bound form, and reads it back.
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
    for double in [f64::NAN, f64::NEG_INFINITY, 1e30] {
        assert!(Decimal::from_value(ValueRef::Double(double)).is_err());
    }
}

/// Returns the message of a value that cannot be stored.
fn refusal(value: crate::Value) -> String {
    let crate::Value::Invalid(invalid) = value else {
        panic!("{value:?} can be stored")
    };
    invalid.to_string()
}

#[cfg(feature = "chrono")]
#[test]
fn chrono_types_keep_microseconds() {
    let moment: chrono::NaiveDateTime = "2024-02-29T23:59:59.123456789".parse().unwrap();
    let said = "2024-02-29 23:59:59.123456789 cannot be stored: it has nanoseconds or a leap \
                second; round it to microseconds first";
    assert_eq!(refusal(moment.into_value()), said);
    assert!(refusal(moment.time().into_value()).starts_with("23:59:59.123456789 cannot"));
    assert!(
        refusal(moment.and_utc().into_value()).starts_with("2024-02-29 23:59:59.123456789 UTC")
    );
    refusal(chrono::TimeDelta::nanoseconds(1).into_value());
    refusal(chrono::TimeDelta::MAX.into_value());
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
fn a_leap_second_and_a_year_past_9999_are_refused() {
    let leap = chrono::NaiveTime::from_hms_micro_opt(23, 59, 59, 1_500_000).unwrap();
    assert!(refusal(leap.into_value()).starts_with("23:59:60.500 cannot be stored: it has"));
    let late = chrono::NaiveDate::from_ymd_opt(10_000, 1, 1).unwrap();
    let said = "+10000-01-01 cannot be stored: its year is not between -9999 and 9999";
    assert_eq!(refusal(late.into_value()), said);
    refusal(late.and_time(chrono::NaiveTime::MIN).into_value());
}

#[cfg(feature = "time")]
#[test]
fn types_of_the_crate_time_are_dates_and_times() {
    use time::macros::{date, datetime, time};
    round_trip(date!(9999 - 12 - 31));
    round_trip(time!(23:59:59.999999));
    round_trip(datetime!(0001-01-01 0:00));
    round_trip(datetime!(2024-02-29 12:00 UTC));
    round_trip(time::Duration::microseconds(-1));
    let zoned = datetime!(2024-02-29 12:00 +2);
    assert_eq!(zoned.to_value(), datetime!(2024-02-29 10:00 UTC).to_value());
    refusal(time!(0:00:00.000000001).into_value());
    refusal(time::Duration::nanoseconds(1).into_value());
}

#[cfg(feature = "jiff")]
#[test]
fn types_of_jiff_are_dates_and_times() {
    use jiff::civil::{date, time};
    round_trip(date(9999, 12, 31));
    round_trip(time(23, 59, 59, 999_999_000));
    round_trip(date(1, 1, 1).at(0, 0, 0, 0));
    round_trip("2024-02-29T12:00:00.5Z".parse::<jiff::Timestamp>().unwrap());
    round_trip(jiff::SignedDuration::from_micros(-1));
    refusal(time(0, 0, 0, 1).into_value());
    refusal(jiff::SignedDuration::from_nanos(1).into_value());
}

#[test]
fn durations_are_intervals_that_are_not_negative() {
    use std::time::Duration;
    round_trip(Duration::from_micros(u64::MAX >> 1));
    refusal(Duration::from_nanos(1).into_value());
    refusal(Duration::MAX.into_value());
    let negative = ValueRef::Interval(crate::value::Interval::new(0, 0, -1));
    assert!(Duration::from_value(negative).is_err());
    let month = ValueRef::Interval(crate::value::Interval::months(1));
    assert!(Duration::from_value(month).is_err());
}

#[test]
fn digits_past_the_microsecond_are_not_read() {
    let time = |text| crate::value::Time::from_value(ValueRef::Text(text));
    assert_eq!(time("12:00:00.1234560000").unwrap().microsecond(), 123_456);
    assert!(time("12:00:00.1234561").is_err());
    assert!(time("12:00:00.é").is_err());
}

#[test]
fn unsigned_integers_are_read_whatever_their_form() {
    round_trip(u64::MAX);
    round_trip(7_u64);
    round_trip(i8::MIN);
    assert_eq!(7_u64.into_value(), crate::Value::Int(7));
    assert_eq!(u64::MAX.into_value(), crate::Value::Unsigned(u64::MAX));
    let decimal = ValueRef::Decimal(u64::MAX.to_string().parse().unwrap());
    assert_eq!(u64::from_value(decimal), Ok(u64::MAX));
    assert!(i64::from_value(ValueRef::Unsigned(u64::MAX)).is_err());
    assert!(u64::from_value(ValueRef::Int(-1)).is_err());
    let bits = crate::value::Bits::from_number(5, 3).unwrap();
    assert_eq!(u8::from_value(ValueRef::Bits(Box::new(bits))), Ok(5));
}

#[test]
fn numbers_that_would_be_rounded_to_infinity_are_refused() {
    assert!(f64::from_value(ValueRef::Int((1 << 53) + 1)).is_err());
    assert_eq!(
        f64::from_value(ValueRef::Int(1 << 53)),
        Ok(9_007_199_254_740_992.0)
    );
    assert_eq!(
        f64::from_value(ValueRef::Int(i64::MIN)),
        Ok(-9_223_372_036_854_775_808.0)
    );
    assert!(f64::from_value(ValueRef::Int(i64::MAX)).is_err());
    assert!(f32::from_value(ValueRef::Double(1e300)).is_err());
    let huge = ValueRef::Decimal(format!("1{}", "0".repeat(400)).parse().unwrap());
    assert!(f64::from_value(huge).is_err());
    assert!(
        f64::from_value(ValueRef::Decimal(Decimal::nan()))
            .unwrap()
            .is_nan()
    );
}

#[test]
fn texts_have_several_types() {
    use std::borrow::Cow;
    round_trip('🦀');
    round_trip(Cow::Borrowed("text"));
    round_trip(Box::<str>::from("text"));
    round_trip(std::sync::Arc::<str>::from("text"));
    round_trip(Some(Cow::Borrowed("text")));
    assert!(char::from_value(ValueRef::Text("ab")).is_err());
    assert!(char::from_value(ValueRef::Text("")).is_err());
}

#[test]
fn a_uuid_is_stored_in_three_ways() {
    use super::{UuidBytes, UuidText};
    let uuid = *b"0123456789abcdef";
    round_trip(UuidText(uuid));
    round_trip(UuidBytes(uuid));
    let value = UuidText(uuid).into_value();
    assert_eq!(value.on("postgresql"), &crate::Value::Uuid(uuid));
    let text = "30313233-3435-3637-3839-616263646566";
    assert_eq!(value.on("sqlite"), &crate::Value::Text(text.into()));
    let bytes = UuidBytes(uuid).into_value();
    assert_eq!(bytes.on("mysql"), &crate::Value::Bytes(uuid.to_vec()));
    assert_eq!(
        UuidText::from_value(ValueRef::Uuid(uuid)),
        Ok(UuidText(uuid))
    );
    assert_eq!(
        UuidBytes::from_value(ValueRef::Bytes(&uuid)),
        Ok(UuidBytes(uuid))
    );
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
    let rounded = ValueRef::Decimal(format!("0.{}", "3".repeat(29)).parse().unwrap());
    assert!(rust_decimal::Decimal::from_value(rounded).is_err());
    let zeros = ValueRef::Decimal(format!("1.5{}", "0".repeat(40)).parse().unwrap());
    assert_eq!(
        rust_decimal::Decimal::from_value(zeros),
        Ok("1.5".parse().unwrap())
    );
    assert!(rust_decimal::Decimal::from_value(ValueRef::Decimal(Decimal::nan())).is_err());
}

#[cfg(feature = "serde_json")]
#[test]
fn a_json_document_is_read_from_its_text() {
    let document: serde_json::Value = serde_json::from_str(r#"{"a": [1, null, "é"]}"#).unwrap();
    round_trip(document.clone());
    let text = ValueRef::Text(r#"{ "a" : [1, null, "é"] }"#);
    assert_eq!(serde_json::Value::from_value(text), Ok(document));
    assert!(serde_json::Value::from_value(ValueRef::Text("{")).is_err());
}

#[cfg(feature = "bigdecimal")]
#[test]
fn a_bigdecimal_has_any_precision() {
    use bigdecimal::BigDecimal;
    let digits = "12345678901234567890123456789.0123456789";
    round_trip(digits.parse::<BigDecimal>().unwrap());
    round_trip("1e30".parse::<BigDecimal>().unwrap());
    assert!(BigDecimal::from_value(ValueRef::Decimal(Decimal::nan())).is_err());
}

#[cfg(feature = "ipnetwork")]
#[test]
fn a_network_is_read_from_its_text() {
    round_trip("10.0.0.0/8".parse::<ipnetwork::IpNetwork>().unwrap());
    let host = ValueRef::Written("::1".into());
    let network = ipnetwork::IpNetwork::from_value(host).unwrap();
    assert_eq!(network.to_string(), "::1/128");
    round_trip("127.0.0.1".parse::<std::net::IpAddr>().unwrap());
}
