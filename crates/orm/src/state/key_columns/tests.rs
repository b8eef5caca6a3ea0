//! Tests of the equality of keys that are created from cells and values.

use rebis_core::decode::{Cell, RowReader, RowSource};
use rebis_core::error::DecodeError;
use rebis_core::schema::ColumnDef;
use rebis_core::value::{Date, DateTime, Decimal, ValueRef};
use rebis_core::{Scalar, SqlType, Value};

use super::{Key, KeyColumns, KeyRules};

/// A row of a driver that returns integers directly.
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
    binary_padding: true,
    dialect: "postgresql",
};

/// Creates key columns from columns that live as long as the program, as a table's columns do.
fn of_columns(columns: Vec<ColumnDef>) -> KeyColumns {
    let columns: &'static [ColumnDef] = columns.leak();
    KeyColumns::new(columns.iter().enumerate())
}

fn one<T: Scalar>() -> KeyColumns {
    of_columns(vec![ColumnDef::for_type::<T>("id")])
}

fn read(columns: &KeyColumns, cells: Vec<Value>) -> Result<Option<Key>, DecodeError> {
    columns.read(&mut RowReader::new(&Cells(cells)), PADDED)
}

/// Asserts that the cell of a driver and the value of the program are the same key.
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

/// Creates the key of a column with an SQL type.
fn typed<T: Scalar>(sql_type: SqlType) -> KeyColumns {
    of_columns(vec![ColumnDef::for_type::<T>("id").with_type(sql_type)])
}

fn custom(sql_type: &'static str) -> SqlType {
    SqlType::Custom(sql_type.into())
}

#[test]
fn spaces_that_fill_up_a_char_column_are_no_part_of_a_key() {
    let key = |columns: &KeyColumns, rules, value| columns.key(rules, |_| text(value));
    let padded = ["CHAR(10)", "char(10)", "CHARACTER (10)", "bpchar"].map(custom);
    let char = SqlType::Char { length: 10 };
    let others = [
        SqlType::named("code", char.clone()),
        SqlType::Text.with_variant("postgresql", char.clone()),
        char,
    ];
    for sql_type in padded.into_iter().chain(others) {
        let columns = typed::<String>(sql_type.clone());
        let [long, short] = ["ab   ", "ab"].map(|value| key(&columns, PADDED, value));
        assert_eq!(long, short, "{sql_type:?}");
        let unpadded = KeyRules::default();
        let [long, short] = ["ab   ", "ab"].map(|value| key(&columns, unpadded, value));
        assert_ne!(long, short, "{sql_type:?}");
    }
    let varying = ["VARCHAR(10)", "CHARACTER VARYING(10)", "CHAR VARYING(10)"].map(custom);
    let others = [
        SqlType::Text,
        SqlType::Char { length: 10 }.with_variant("postgresql", SqlType::Text),
    ];
    for sql_type in varying.into_iter().chain(others) {
        let columns = typed::<String>(sql_type.clone());
        let [long, short] = ["ab ", "ab"].map(|value| key(&columns, PADDED, value));
        assert_ne!(long, short, "{sql_type:?}");
    }
}

#[test]
fn zeros_that_fill_up_a_binary_column_are_part_of_a_key() {
    let key = |sql_type, rules| {
        let columns = typed::<Vec<u8>>(sql_type);
        columns.key(rules, |_| Value::Bytes(vec![1]))
    };
    let bytes = |bytes: &[u8]| {
        let values = [Value::Bytes(bytes.to_vec())];
        Some(Key::Values(Box::new(values)))
    };
    let binary = SqlType::Binary { length: 3 };
    assert_eq!(key(binary.clone(), PADDED), bytes(&[1, 0, 0]));
    assert_eq!(key(custom("binary(2)"), PADDED), bytes(&[1, 0]));
    assert_eq!(key(binary, KeyRules::default()), bytes(&[1]));
    let varying = SqlType::VarBinary { length: 3 };
    assert_eq!(key(varying, PADDED), bytes(&[1]));
}

#[test]
fn a_key_with_a_null_is_none() {
    assert_eq!(read(&one::<i64>(), vec![Value::Null]), Ok(None));
    assert_eq!(read(&one::<String>(), vec![Value::Null]), Ok(None));
    let columns = of_columns(vec![
        ColumnDef::for_type::<i32>("a"),
        ColumnDef::for_type::<bool>("b"),
    ]);
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
