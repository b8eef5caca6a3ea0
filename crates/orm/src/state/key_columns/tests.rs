//! Which cells and values make one key.

use rebis_core::decode::{Cell, RowReader, RowSource};
use rebis_core::error::DecodeError;
use rebis_core::schema::ColumnDef;
use rebis_core::value::{Date, DateTime, Decimal, ValueRef};
use rebis_core::{Scalar, SqlType, Value};

use super::{Key, KeyColumns, KeyRules};

/// A row of a driver, which has integers at hand as drivers do.
struct Cells(Vec<Value>);

impl RowSource for Cells {
    fn width(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError> {
        let (cell, width) = (self.0.get(index), self.0.len());
        let cell = cell.map(Value::as_ref);
        cell.ok_or(DecodeError::TooFewColumns { index, width })
    }

    fn int(&self, index: usize) -> Cell<i64> {
        match self.0.get(index) {
            Some(Value::Int(value)) => Cell::Value(*value),
            Some(Value::Null) => Cell::Null,
            _ => Cell::Other,
        }
    }

    fn name(&self, _: usize) -> &str {
        "id"
    }
}

const PADDED: KeyRules = KeyRules {
    char_padding: true,
    dialect: "",
};

fn one<T: Scalar>() -> KeyColumns {
    KeyColumns::new(std::iter::once((0, &ColumnDef::of::<T>("id"))))
}

fn read(columns: &KeyColumns, cells: Vec<Value>) -> Result<Option<Key>, DecodeError> {
    columns.read(&mut RowReader::new(&Cells(cells)), PADDED)
}

/// The cell of a driver and the value of the program are one key.
#[track_caller]
fn same<T: Scalar>(cell: Value, value: T) {
    let (columns, value) = (one::<T>(), value.into_value());
    let by_row = read(&columns, vec![cell.clone()]).unwrap();
    let by_object = columns.key(PADDED, |_| value.clone());
    assert!(by_object.is_some());
    assert_eq!(by_row, by_object);
    assert_eq!(columns.decode(&[cell], PADDED).unwrap(), by_object);
    assert_eq!(columns.decode(&[value], PADDED).unwrap(), by_object);
}

fn text(text: &'static str) -> Value {
    Value::Text(text.into())
}

#[test]
fn a_cell_in_another_form_is_the_same_key() {
    same(Value::Int(7), 7i16);
    same(Value::Int(7), 7u32);
    same(Value::Int(1), true);
    same(Value::Bool(true), true);
    same(Value::Decimal("7.0".parse().unwrap()), 7i64);
    same(text("000102030405060708090a0b0c0d0e0f"), core_uuid());
    same(Value::Bytes(core_uuid().to_vec()), core_uuid());
    same(text("2025-11-21"), Date::new(2025, 11, 21).unwrap());
    same(
        text("2025-11-21 10:00:00.000000"),
        DateTime::parse("2025-11-21 10:00:00").unwrap(),
    );
    same(Value::Int(2), 2.0f64);
    same(Value::Int(2), "2.00".parse::<Decimal>().unwrap());
}

fn core_uuid() -> [u8; 16] {
    std::array::from_fn(|index| u8::try_from(index).unwrap())
}

#[test]
fn equal_values_are_the_same_key() {
    let decimal = |text: &str| text.parse::<Decimal>().unwrap();
    same(Value::Decimal(decimal("1.50")), decimal("1.5"));
    same(Value::Decimal(decimal("100")), decimal("100.000"));
    same(Value::Decimal(decimal("0.0")), decimal("-0"));
    same(Value::Double(-0.0), 0.0f64);
    same(Value::Double(-f64::NAN), f64::NAN);
}

#[test]
fn values_that_differ_are_different_keys() {
    let columns = one::<Decimal>();
    let key = |text: &str| read(&columns, vec![Value::Decimal(text.parse().unwrap())]);
    assert_ne!(key("100"), key("10"));
    assert_ne!(key("1.5"), key("1.05"));
    let columns = one::<String>();
    assert_ne!(
        read(&columns, vec![text("ann")]),
        read(&columns, vec![text("Ann")])
    );
}

#[test]
fn a_boolean_is_no_integer() {
    let key = read(&one::<bool>(), vec![Value::Int(1)]).unwrap();
    assert_eq!(key, Some(Key::Values(Box::new([Value::Bool(true)]))));
    let key = read(&one::<i64>(), vec![Value::Int(1)]).unwrap();
    assert_eq!(key, Some(Key::Int(1)));
}

#[test]
fn spaces_that_fill_up_a_char_column_are_no_part_of_a_key() {
    let column = |sql_type: &'static str| {
        let column = ColumnDef::of::<String>("id").with_type(SqlType::Custom(sql_type.into()));
        KeyColumns::new(std::iter::once((0, &column)))
    };
    let key = |columns: &KeyColumns, rules, value| columns.key(rules, |_| text(value));
    for sql_type in ["CHAR(10)", "char(10)", "CHARACTER (10)", "bpchar"] {
        let columns = column(sql_type);
        assert_eq!(
            key(&columns, PADDED, "ab   "),
            key(&columns, PADDED, "ab"),
            "{sql_type}"
        );
        let unpadded = KeyRules::default();
        assert_ne!(
            key(&columns, unpadded, "ab   "),
            key(&columns, unpadded, "ab")
        );
    }
    for sql_type in ["VARCHAR(10)", "CHARACTER VARYING(10)", "CHAR VARYING(10)"] {
        let columns = column(sql_type);
        assert_ne!(
            key(&columns, PADDED, "ab "),
            key(&columns, PADDED, "ab"),
            "{sql_type}"
        );
    }
}

#[test]
fn a_key_with_a_null_is_none() {
    assert_eq!(read(&one::<i64>(), vec![Value::Null]), Ok(None));
    assert_eq!(read(&one::<String>(), vec![Value::Null]), Ok(None));
    let columns = [ColumnDef::of::<i32>("a"), ColumnDef::of::<bool>("b")];
    let columns = KeyColumns::new(columns.iter().enumerate());
    assert_eq!(read(&columns, vec![Value::Int(1), Value::Null]), Ok(None));
    let key = read(&columns, vec![Value::Int(1), Value::Int(1)]).unwrap();
    let expected = Box::new([Value::Int(1), Value::Bool(true)]);
    assert_eq!(key, Some(Key::Values(expected)));
}

#[test]
fn a_cell_that_the_type_does_not_take_is_an_error_that_names_the_column() {
    let error = read(&one::<bool>(), vec![text("maybe")]).unwrap_err();
    let said = "column 0 (`id`): expected a boolean, found text \"maybe\"";
    assert_eq!(error.to_string(), said);
}
