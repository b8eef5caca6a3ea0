//! Valid and malformed bytes of the server.

use rebis_core::value::{Date, DateTime, Time, Value};
use tokio_postgres::types::Type;

use super::decode;

fn value(ty: Type, raw: &[u8]) -> Result<Value, String> {
    decode(&ty, raw).map(|value| value.to_value())
}

#[test]
fn dates_and_times_count_from_the_year_2000() {
    let date = Date::new(1999, 12, 31).unwrap();
    assert_eq!(
        value(Type::DATE, &(-1_i32).to_be_bytes()),
        Ok(Value::Date(date))
    );
    let last = DateTime::new(date, Time::new(23, 59, 59, 999_999).unwrap());
    let raw = (-1_i64).to_be_bytes();
    assert_eq!(value(Type::TIMESTAMP, &raw), Ok(Value::DateTime(last)));
    assert_eq!(value(Type::TIMESTAMPTZ, &raw), Ok(Value::Timestamp(last)));
}

#[test]
fn infinity_is_refused_with_advice() {
    let message = value(Type::DATE, &i32::MAX.to_be_bytes()).unwrap_err();
    assert!(
        message.contains("infinite") && message.contains("cast"),
        "{message}"
    );
    assert!(value(Type::TIMESTAMP, &i64::MIN.to_be_bytes()).is_err());
    assert!(value(Type::TIMESTAMPTZ, &(i64::MAX - 1).to_be_bytes()).is_err());
}

#[test]
fn midnight_at_the_end_of_the_day_is_refused() {
    assert!(value(Type::TIME, &86_400_000_000_i64.to_be_bytes()).is_err());
}

#[test]
fn a_wrong_length_is_refused() {
    assert_eq!(
        value(Type::INT4, &[0, 1]).unwrap_err(),
        "a value of int4 has 4 bytes, but the server sent 2"
    );
}

#[test]
fn an_unknown_type_is_refused_with_advice() {
    let message = value(Type::POINT, &[0; 16]).unwrap_err();
    assert!(
        message.contains("`point`") && message.contains("cast"),
        "{message}"
    );
}

#[test]
fn more_dimensions_are_arrays_of_arrays() {
    let fields = [2, 0, 23, 2, 1, 1, 1, 4, 10, 4, 20_i32];
    let raw: Vec<u8> = fields
        .iter()
        .flat_map(|field| field.to_be_bytes())
        .collect();
    let row = |number| Value::Array(vec![Value::Int(number)]);
    assert_eq!(
        value(Type::INT4_ARRAY, &raw),
        Ok(Value::Array(vec![row(10), row(20)]))
    );
}

#[test]
fn a_cut_off_array_is_refused() {
    let raw: Vec<u8> = [1, 0, 23, 2, 1, 4_i32]
        .iter()
        .flat_map(|f| f.to_be_bytes())
        .collect();
    assert_eq!(
        value(Type::INT4_ARRAY, &raw).unwrap_err(),
        "the value is malformed"
    );
}

#[test]
fn the_catalogues_char_is_text() {
    assert_eq!(value(Type::CHAR, b"r"), Ok(Value::Text("r".into())));
    assert_eq!(value(Type::CHAR, b"\0"), Ok(Value::Text("".into())));
}
