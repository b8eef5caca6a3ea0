//! Unit tests of dates and times: arithmetic, `Display` and parsing.

use super::{Date, DateTime, Time};

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn days_count_from_1970() {
    assert_eq!(date("1970-01-01").days_since_epoch(), 0);
    assert_eq!(date("1969-12-31").days_since_epoch(), -1);
    assert_eq!(date("2000-03-01").days_since_epoch(), 11_017);
    assert_eq!(date("0001-01-01").days_since_epoch(), -719_162);
}

#[test]
fn each_day_is_found_again_by_its_number() {
    let (first, last) = (date("-9999-01-01"), date("9999-12-31"));
    let mut before = None;
    for days in first.days_since_epoch()..=last.days_since_epoch() {
        let day = Date::from_days_since_epoch(days).unwrap();
        assert_eq!(day.days_since_epoch(), days);
        assert!(before < Some(day));
        before = Some(day);
    }
    assert_eq!(before, Some(last));
    assert!(Date::from_days_since_epoch(last.days_since_epoch() + 1).is_err());
    assert!(Date::from_days_since_epoch(i64::MIN + 1).is_err());
}

#[test]
fn days_that_do_not_exist_are_refused() {
    for text in [
        "2023-02-29",
        "1900-02-29",
        "2024-00-10",
        "2024-13-01",
        "2024-04-31",
        "2024-01-00",
    ] {
        assert_eq!(Date::parse(text), None, "{text}");
    }
    assert!(Date::parse("2000-02-29").is_some());
    for text in [
        "",
        "2024",
        "2024-01",
        "2024-01-",
        "10000-01-01",
        "2024-+1-01",
        "x-01-01",
    ] {
        assert_eq!(Date::parse(text), None, "{text}");
    }
}

#[test]
fn times_are_read_with_any_number_of_digits_that_say_nothing_more() {
    let micros = |text: &str| Time::parse(text).map(Time::micros_since_midnight);
    assert_eq!(micros("00:00"), Some(0));
    assert_eq!(micros("01:02:03"), Some(3_723_000_000));
    assert_eq!(micros("00:00:00.5"), Some(500_000));
    assert_eq!(micros("00:00:00.1234560"), Some(123_456));
    assert_eq!(micros("23:59:59.999999"), Some(86_399_999_999));
    for text in [
        "24:00:00",
        "12:60",
        "12:00:60",
        "12",
        "12:00:00.",
        "12:00:00.x",
        "00:00:00.1234567",
        "-1:00",
    ] {
        assert_eq!(micros(text), None, "{text}");
    }
}

#[test]
fn what_is_written_is_read_again() {
    for text in [
        "2024-02-29 12:30:45",
        "0001-01-01 00:00:00.000001",
        "9999-12-31 23:59:59.999999",
    ] {
        let value = DateTime::parse(text).unwrap();
        assert_eq!(value.to_string(), text);
        let micros = value.micros_since_epoch();
        assert_eq!(DateTime::from_micros_since_epoch(micros), Ok(value));
    }
    assert_eq!(
        DateTime::parse("2024-02-29T12:30"),
        DateTime::parse("2024-02-29 12:30:00")
    );
    assert!(DateTime::from_micros_since_epoch(i64::MAX).is_err());
}

#[test]
fn an_offset_is_taken_off() {
    let utc = |text: &str| DateTime::parse_utc(text).map(|value| value.to_string());
    let expected = Some("2024-03-01 00:30:00".to_owned());
    for text in [
        "2024-03-01 00:30:00",
        "2024-03-01T00:30:00Z",
        "2024-03-01 02:30:00+02",
        "2024-03-01 02:30:00+02:00",
        "2024-02-29 18:30:00 -06:00",
        "2024-03-01 06:00:00+05:30",
    ] {
        assert_eq!(utc(text), expected, "{text}");
    }
    assert_eq!(utc("2024-03-01 00:30:00+x"), None);
}
