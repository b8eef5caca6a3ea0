//! Numbers to the wire and back.

use rebis_core::value::Decimal;

use super::{decode, encode};

fn encoded(text: &str) -> Vec<u16> {
    let mut out = Vec::new();
    encode(&text.parse().unwrap(), &mut out).unwrap();
    fields(&out)
}

fn fields(raw: &[u8]) -> Vec<u16> {
    raw.chunks(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect()
}

#[test]
fn numbers_are_encoded_as_the_server_sends_them() {
    assert_eq!(encoded("0"), [0, 0, 0, 0]);
    assert_eq!(encoded("0.00"), [0, 0, 0, 2]);
    assert_eq!(encoded("1"), [1, 0, 0, 0, 1]);
    assert_eq!(encoded("-12345.678"), [3, 1, 0x4000, 3, 1, 2345, 6780]);
    assert_eq!(encoded("10000"), [1, 1, 0, 0, 1]);
    assert_eq!(encoded("0.0001"), [1, 0xFFFF, 0, 4, 1]);
    assert_eq!(encoded("0.00001"), [1, 0xFFFE, 0, 5, 1000]);
    assert_eq!(encoded("1.10"), [2, 0, 0, 2, 1, 1000]);
}

#[test]
fn numbers_come_back_with_their_scale() {
    let long = format!("-{}.{}", "9".repeat(60), "12345".repeat(9));
    let numbers = [
        "0",
        "0.00",
        "1",
        "-1",
        "9999",
        "10000",
        "100000000",
        "123456789.123456789",
        "0.1",
        "0.0001",
        "0.00001",
        "0.000000000000001",
        "1.500",
        "-0.5",
        "20000.00002",
        &long,
    ];
    for number in numbers {
        let decimal: Decimal = number.parse().unwrap();
        let mut out = Vec::new();
        encode(&decimal, &mut out).unwrap();
        assert_eq!(decode(&out).as_ref().map(Decimal::as_str), Ok(number));
    }
}

#[test]
fn a_double_takes_its_shortest_decimal_form() {
    for (double, text) in [
        (0.1, "0.1"),
        (-1.5, "-1.5"),
        (1e20, "100000000000000000000"),
    ] {
        let mut out = Vec::new();
        encode(&Decimal::from(double), &mut out).unwrap();
        assert_eq!(decode(&out).as_ref().map(Decimal::as_str), Ok(text));
    }
}

#[test]
fn nan_and_infinities_are_numbers() {
    for (text, sign) in [("NaN", 0xC000), ("Infinity", 0xD000), ("-Infinity", 0xF000)] {
        let mut out = Vec::new();
        encode(&text.parse().unwrap(), &mut out).unwrap();
        assert_eq!(fields(&out), [0, 0, sign, 0]);
        assert_eq!(decode(&out).as_ref().map(Decimal::as_str), Ok(text));
    }
}

#[test]
fn what_is_no_decimal_is_refused() {
    assert!(decode(&[0, 1, 0, 0, 0, 0, 0, 0]).is_err());
    assert!(decode(&[0, 0]).is_err());
}

#[test]
fn more_digits_than_the_format_has_are_refused() {
    let decimal: Decimal = format!("0.{}", "1".repeat(20_000)).parse().unwrap();
    assert!(encode(&decimal, &mut Vec::new()).is_err());
}
