//! UUIDs: 16 bytes, the most significant first.

use super::fmt;
use super::literal::{LiteralWriter, NoLiteral};

pub(super) fn show(uuid: &[u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "'{}'", UuidText(uuid))
}

pub(super) fn literal(uuid: &[u8; 16], out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    out.push("'");
    if out.forms.hyphenated_uuid {
        out.plain(UuidText(uuid))
    } else {
        out.hex(uuid)
    }
    out.push("'");
    Ok(())
}

/// A UUID, whose `Display` writes the hyphenated form.
struct UuidText<'a>(&'a [u8; 16]);

impl fmt::Display for UuidText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

/// Returns a UUID in its hyphenated form.
pub(crate) fn uuid_text(uuid: &[u8; 16]) -> String {
    UuidText(uuid).to_string()
}

/// Parses a UUID with or without hyphens.
pub(crate) fn parse_uuid(text: &str) -> Option<[u8; 16]> {
    let mut digits = text.bytes().filter(|byte| *byte != b'-');
    let mut bytes = [0u8; 16];
    for byte in &mut bytes {
        let high = hex_digit(digits.next()?)?;
        let low = hex_digit(digits.next()?)?;
        *byte = high << 4 | low;
    }
    digits.next().is_none().then_some(bytes)
}

fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}
