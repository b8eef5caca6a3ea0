//! Unit tests of times with an offset.

use super::TimeTz;

#[test]
fn offsets_are_read_and_written() {
    for text in [
        "12:00:00+00:00",
        "23:59:59.000001-08:00",
        "00:00:00+05:30:15",
    ] {
        assert_eq!(TimeTz::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(TimeTz::parse("12:00Z").unwrap().offset(), 0);
    assert_eq!(TimeTz::parse("12:00-03").unwrap().offset(), -10_800);
    assert!(TimeTz::parse("12:00").is_none());
    assert!(TimeTz::parse("12:00+16:00").is_none());
}
