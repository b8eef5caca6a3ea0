//! Encoded values, and values that are refused.

use rebis_core::value::{Date, DateTime, Json, Time, Value};
use tokio_postgres::types::{Format, Type};

use super::{Params, write};

fn bytes(value: Value, ty: Type) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    write(&value, &ty, &mut out).map(|_| out)
}

#[test]
fn an_integer_takes_the_width_of_its_type() {
    assert_eq!(bytes(Value::Int(-2), Type::INT2).unwrap(), [0xFF, 0xFE]);
    assert_eq!(bytes(Value::Int(258), Type::INT4).unwrap(), [0, 0, 1, 2]);
    assert_eq!(
        bytes(Value::Int(1), Type::INT8).unwrap(),
        [0, 0, 0, 0, 0, 0, 0, 1]
    );
    assert_eq!(bytes(Value::Int(-7), Type::TEXT).unwrap(), b"-7");
}

#[test]
fn an_integer_out_of_range_is_refused() {
    let message = bytes(Value::Int(40_000), Type::INT2).unwrap_err();
    assert_eq!(message, "40000 is out of the range of int2");
    assert!(bytes(Value::Int(1 << 31), Type::INT4).is_err());
    assert!(bytes(Value::Int(-1), Type::OID).is_err());
}

#[test]
fn an_integer_that_a_float_would_round_is_refused() {
    assert!(bytes(Value::Int(1 << 60), Type::FLOAT8).is_ok());
    assert!(bytes(Value::Int((1 << 53) + 1), Type::FLOAT8).is_err());
    assert!(bytes(Value::Int(i64::MIN), Type::FLOAT4).is_ok());
    assert!(bytes(Value::Int((1 << 24) + 1), Type::FLOAT4).is_err());
}

#[test]
fn a_double_that_float4_would_round_is_refused() {
    assert!(bytes(Value::Double(0.1_f32.into()), Type::FLOAT4).is_ok());
    assert!(bytes(Value::Double(0.1), Type::FLOAT4).is_err());
    assert!(bytes(Value::Double(f64::NAN), Type::FLOAT4).is_ok());
    assert!(bytes(Value::Double(f64::INFINITY), Type::FLOAT4).is_ok());
    assert!(bytes(Value::Double(1e300), Type::FLOAT4).is_err());
    assert!(bytes(Value::Double(1e-300), Type::FLOAT4).is_err());
}

#[test]
fn dates_count_from_the_year_2000() {
    let date = Date::new(2000, 1, 2).unwrap();
    let at = DateTime::new(date, Time::new(0, 0, 1, 0).unwrap());
    assert_eq!(bytes(Value::Date(date), Type::DATE).unwrap(), [0, 0, 0, 1]);
    let micros = 86_401_000_000_i64.to_be_bytes();
    assert_eq!(bytes(Value::DateTime(at), Type::TIMESTAMP).unwrap(), micros);
    assert_eq!(
        bytes(Value::Timestamp(at), Type::TIMESTAMPTZ).unwrap(),
        micros
    );
    let midnight = 86_400_000_000_i64.to_be_bytes();
    assert_eq!(bytes(Value::Date(date), Type::TIMESTAMP).unwrap(), midnight);
}

#[test]
fn jsonb_has_its_version_before_it() {
    let json = || Value::Json(Json::new("[1]"));
    assert_eq!(bytes(json(), Type::JSONB).unwrap(), b"\x01[1]");
    assert_eq!(bytes(json(), Type::JSON).unwrap(), b"[1]");
}

#[test]
fn a_uuid_may_be_text() {
    let text = bytes(Value::Uuid([0xAB; 16]), Type::TEXT).unwrap();
    assert_eq!(text, b"abababab-abab-abab-abab-abababababab");
}

#[test]
fn text_for_other_types_is_left_to_the_server() {
    let mut out = Vec::new();
    let format = write(&Value::Text("1 day".into()), &Type::INTERVAL, &mut out);
    assert!(matches!(format, Ok(Format::Text)));
    assert_eq!(out, b"1 day");
}

#[test]
fn an_array_has_its_nulls_and_lengths() {
    let array = Value::Array(vec![Value::Int(7), Value::Null]);
    let expected: Vec<u8> = [1, 1, 23, 2, 1, 4, 7, -1]
        .iter()
        .flat_map(|field: &i32| field.to_be_bytes())
        .collect();
    assert_eq!(bytes(array, Type::INT4_ARRAY).unwrap(), expected);
    assert_eq!(
        bytes(Value::Array(Vec::new()), Type::INT4_ARRAY)
            .unwrap()
            .len(),
        12
    );
}

#[test]
fn a_value_of_another_kind_is_refused_by_name() {
    let refused = |value, ty| bytes(value, ty).unwrap_err();
    assert_eq!(
        refused(Value::Bool(true), Type::INT4),
        "a boolean cannot be bound to int4"
    );
    assert_eq!(
        refused(Value::Text("1".into()), Type::INT4),
        "text cannot be bound to int4"
    );
    assert_eq!(
        refused(Value::Int(1), Type::BOOL),
        "an integer cannot be bound to bool"
    );
    let array = Value::Array(vec![Value::Text("x".into())]);
    assert_eq!(
        refused(array, Type::INT4_ARRAY),
        "element 0: text cannot be bound to int4"
    );
}

#[test]
fn text_for_a_type_that_only_the_server_reads_is_sent_as_text_in_arrays_too() {
    let texts = ["a\"b\\", "", "NULL"].map(|text| Value::Text(text.into()));
    let array = Value::Array([texts.to_vec(), vec![Value::Null]].concat());
    let written = bytes(array, Type::UUID_ARRAY).unwrap();
    assert_eq!(
        String::from_utf8(written).unwrap(),
        r#"{"a\"b\\","","NULL",NULL}"#
    );
}

#[test]
fn nul_in_text_is_refused_and_names_the_parameter() {
    let mut params = Params::default();
    let (good, bad) = (Value::Text("a".into()), Value::Text("a\0b".into()));
    let error = params
        .encode(&[Type::TEXT, Type::TEXT], &[&good, &bad])
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("parameter 2: the text has a NUL"),
        "{error}"
    );
}

#[test]
fn the_number_of_values_must_be_that_of_the_parameters() {
    let error = Params::default().encode(&[Type::TEXT], &[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "wrong number of bind parameters: expected 1, got 0"
    );
}

#[test]
fn logs_show_no_values() {
    let mut params = Params::default();
    let secret = Value::Text("secret".into());
    params
        .encode(&[Type::TEXT, Type::TEXT], &[&secret, &Value::Null])
        .unwrap();
    let shown: Vec<String> = params.iter().map(|param| format!("{param:?}")).collect();
    assert_eq!(shown, ["<6 bytes>", "NULL"]);
}
