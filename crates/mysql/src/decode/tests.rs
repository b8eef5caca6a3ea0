//! Values in the forms in which the server may send them.

use mysql_async::consts::ColumnType::{self, *};
use mysql_async::{Column, Value as MyValue};
use rebis_core::Value;
use rebis_core::value::{Date, DateTime, Interval, Time};

use super::decode;

fn read(column_type: ColumnType, value: impl Into<MyValue>) -> Result<Value, String> {
    let column = Column::new(column_type).with_character_set(45);
    decode(&column, &value.into()).map(|value| value.to_value())
}

fn nine_thirty() -> DateTime {
    let time = Time::new(9, 30, 0, 250_000).unwrap();
    DateTime::new(Date::new(2024, 2, 29).unwrap(), time)
}

#[test]
fn text_and_binary_cells_read_alike() {
    let binary = MyValue::Date(2024, 2, 29, 9, 30, 0, 250_000);
    for cell in [binary, MyValue::from("2024-02-29 09:30:00.250000")] {
        let date_time = read(MYSQL_TYPE_DATETIME, cell.clone());
        assert_eq!(date_time, Ok(Value::DateTime(nine_thirty())));
        let timestamp = read(MYSQL_TYPE_TIMESTAMP, cell);
        assert_eq!(timestamp, Ok(Value::Timestamp(nine_thirty())));
    }
    for cell in [
        MyValue::Date(2024, 2, 29, 0, 0, 0, 0),
        MyValue::from("2024-02-29"),
    ] {
        assert_eq!(
            read(MYSQL_TYPE_DATE, cell),
            Ok(Value::Date(nine_thirty().date))
        );
    }
    for cell in [
        MyValue::Time(false, 0, 9, 30, 0, 250_000),
        MyValue::from("09:30:00.250000"),
    ] {
        assert_eq!(
            read(MYSQL_TYPE_TIME, cell),
            Ok(Value::Time(nine_thirty().time))
        );
    }
    for cell in [MyValue::Int(-7), MyValue::from("-7")] {
        assert_eq!(read(MYSQL_TYPE_LONGLONG, cell), Ok(Value::Int(-7)));
    }
    for cell in [
        MyValue::Float(1.5),
        MyValue::Double(1.5),
        MyValue::from("1.5"),
    ] {
        assert_eq!(read(MYSQL_TYPE_DOUBLE, cell), Ok(Value::Double(1.5)));
    }
}

#[test]
fn bits_have_the_length_of_their_column() {
    let column = Column::new(MYSQL_TYPE_BIT).with_column_length(9);
    let bits = decode(&column, &vec![1_u8, 0].into()).map(|value| value.to_value());
    assert_eq!(
        bits,
        Ok(Value::Bits(Box::new("100000000".parse().unwrap())))
    );
    assert!(decode(&column, &vec![2_u8, 0].into()).is_err());
    assert_eq!(
        read(MYSQL_TYPE_YEAR, MyValue::Int(2024)),
        Ok(Value::Int(2024))
    );
}

#[test]
fn unsigned_integers_come_back_whatever_their_size() {
    for cell in [MyValue::UInt(u64::MAX), MyValue::from(u64::MAX.to_string())] {
        let read = read(MYSQL_TYPE_LONGLONG, cell);
        assert_eq!(read, Ok(Value::Unsigned(u64::MAX)));
    }
    assert_eq!(
        read(MYSQL_TYPE_LONGLONG, MyValue::UInt(7)),
        Ok(Value::Int(7))
    );
}

#[test]
fn times_past_a_day_are_intervals() {
    let hours = |hours: i64| Value::Interval(Interval::new(0, 0, hours * 3_600_000_000));
    let cells = [
        (MyValue::Time(true, 0, 1, 0, 0, 0), hours(-1)),
        (MyValue::Time(false, 1, 0, 0, 0, 0), hours(24)),
        (MyValue::from("-01:00:00"), hours(-1)),
        (MyValue::from("838:00:00"), hours(838)),
    ];
    for (cell, expected) in cells {
        assert_eq!(read(MYSQL_TYPE_TIME, cell), Ok(expected));
    }
    assert!(read(MYSQL_TYPE_TIME, MyValue::from("12")).is_err());
}

#[test]
fn what_no_value_holds_is_refused() {
    let cells = [
        (
            MYSQL_TYPE_DATE,
            MyValue::Date(0, 0, 0, 0, 0, 0, 0),
            "zero_dates=null",
        ),
        (
            MYSQL_TYPE_DATETIME,
            MyValue::from("0000-00-00 00:00:00"),
            "zero_dates=null",
        ),
        (
            MYSQL_TYPE_DATE,
            MyValue::from("2024-00-01"),
            "`2024-00-01` is not a date",
        ),
        (
            MYSQL_TYPE_VAR_STRING,
            MyValue::Bytes(vec![0xff]),
            "not UTF-8",
        ),
    ];
    for (column_type, cell, expected) in cells {
        let message = read(column_type, cell).unwrap_err();
        assert!(message.contains(expected), "{message}");
    }
}
