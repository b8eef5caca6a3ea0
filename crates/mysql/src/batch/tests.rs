//! Rows in commands: one packet, and one type for each column.

use mysql_async::Value;

use super::commands;

const MAX_PACKET: usize = 1 << 24;

/// Returns the number of rows of each command.
fn lengths(rows: Vec<Vec<Value>>, max_packet: usize) -> Vec<usize> {
    let commands = commands(rows, max_packet);
    commands.iter().map(Vec::len).collect()
}

#[test]
fn rows_of_the_same_types_are_one_command() {
    let rows = (0..1000).map(|number| vec![Value::from("text"), Value::Int(number)]);
    assert_eq!(lengths(rows.collect(), MAX_PACKET), [1000]);
}

#[test]
fn null_goes_with_any_type() {
    let rows = vec![
        vec![Value::NULL, Value::Int(1)],
        vec![Value::from("text"), Value::NULL],
        vec![Value::NULL, Value::Int(3)],
    ];
    assert_eq!(lengths(rows, MAX_PACKET), [3]);
}

#[test]
fn another_type_begins_another_command() {
    let rows = vec![
        vec![Value::NULL],
        vec![Value::Int(1)],
        vec![Value::Double(1.5)],
        vec![Value::NULL],
        vec![Value::Double(2.5)],
    ];
    assert_eq!(lengths(rows, MAX_PACKET), [2, 3]);
}

#[test]
fn a_command_fits_in_a_packet() {
    let row = || vec![Value::Bytes(vec![b'x'; 300]), Value::Int(1)];
    assert_eq!(lengths((0..5).map(|_| row()).collect(), 2048), [3, 2]);
    assert_eq!(lengths((0..2).map(|_| row()).collect(), 100), [1, 1]);
}
