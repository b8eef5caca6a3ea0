//! Unit tests of bit strings.

use super::Bits;

#[test]
fn bits_are_numbers_and_texts() {
    for (text, number) in [
        ("", 0),
        ("0", 0),
        ("1", 1),
        ("00000001", 1),
        ("100000000", 256),
    ] {
        let bits: Bits = text.parse().unwrap();
        assert_eq!(bits.to_string(), text);
        assert_eq!(bits.to_number(), Some(number));
        assert_eq!(Bits::from_number(number, text.len()), Ok(bits.clone()));
        assert_eq!(Bits::from_bytes(bits.as_bytes(), bits.len()), Ok(bits));
    }
    assert_eq!(
        Bits::from_number(u64::MAX, 64).unwrap().to_number(),
        Some(u64::MAX)
    );
    assert_eq!("1".repeat(65).parse::<Bits>().unwrap().to_number(), None);
}

#[test]
fn bits_that_do_not_fit_are_refused() {
    assert!(Bits::from_number(2, 1).is_err());
    assert!(Bits::from_number(1, 0).is_err());
    assert!(Bits::from_number(1, 65).is_err());
    assert!(Bits::from_bytes(&[0b1010_0001], 4).is_err());
    assert!(Bits::from_bytes(&[0, 0], 4).is_err());
    assert!("12".parse::<Bits>().is_err());
}
