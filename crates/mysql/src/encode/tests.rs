//! Values that cannot be bound, and the form of a UUID.

use rebis_core::Value;
use rebis_core::value::Date;

use super::{encode, hex};

#[test]
fn what_mysql_lacks_is_refused() {
    let array = Value::Array(vec![Value::Int(1)]);
    let before = Value::Date(Date::new(-44, 3, 15).unwrap());
    for value in [
        array,
        before,
        Value::Double(f64::NAN),
        Value::Double(f64::INFINITY),
    ] {
        let reason = encode(&value, "mysql").unwrap_err();
        assert!(reason.starts_with("MySQL cannot store "), "{reason}");
    }
}

#[test]
fn a_uuid_is_hexadecimal_without_dashes() {
    let uuid = std::array::from_fn(|index| u8::try_from(index * 16 + 15 - index).unwrap());
    assert_eq!(hex(&uuid), b"0f1e2d3c4b5a69788796a5b4c3d2e1f0");
}
