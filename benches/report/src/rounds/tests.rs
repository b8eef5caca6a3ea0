//! Unit tests of `rounds`.

use super::*;

#[test]
fn median_of_odd_and_even_numbers() {
    assert_eq!(median(vec![]), None);
    assert_eq!(median(vec![3.0]), Some(3.0));
    assert_eq!(median(vec![9.0, 1.0]), Some(5.0));
    assert_eq!(median(vec![9.0, 1.0, 2.0]), Some(2.0));
    assert_eq!(median(vec![4.0, 100.0, 1.0, 2.0]), Some(3.0));
}

#[test]
fn programs_are_named_without_folders() {
    assert_eq!(file_name("/some/where/contender"), "contender");
    assert_eq!(file_name("/venv/bin/python x/contender.py"), "contender.py");
}
