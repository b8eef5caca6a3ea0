//! Unit tests of hardware addresses.

use super::{MacAddr, MacAddr8};

#[test]
fn addresses_are_read_and_written() {
    let address: MacAddr = "08-00-2B-01-02-03".parse().unwrap();
    assert_eq!(address.to_string(), "08:00:2b:01:02:03");
    let address: MacAddr8 = "08:00:2b:01:02:03:04:05".parse().unwrap();
    assert_eq!(address.0[7], 5);
    for text in [
        "",
        "08:00:2b:01:02",
        "08:00:2b:01:02:03:04",
        "8:0:2b:1:2:3",
        "08:00:2b:01:02:+3",
    ] {
        assert!(text.parse::<MacAddr>().is_err(), "{text}");
    }
}
