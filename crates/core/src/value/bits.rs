//! [`Bits`]: a bit string, the value of a `BIT` column.

use std::fmt;
use std::str::FromStr;

use super::literal::{LiteralWriter, NoLiteral};

/// A bit string: `BIT(n)` and `BIT VARYING` of PostgreSQL, `BIT(n)` of MySQL.
///
/// ```
/// use rebis_core::value::Bits;
/// let bits: Bits = "1010".parse()?;
/// assert_eq!(bits, Bits::from_number(10, 4)?);
/// assert_eq!((bits.len(), bits.to_number()), (4, Some(10)));
/// assert_eq!(bits.to_string(), "1010");
/// # Ok::<(), rebis_core::value::ParseBitsError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bits {
    length: usize,
    /// The first bit is the highest one of the first byte. Unused bits of the last byte are zero.
    bytes: Box<[u8]>,
}

/// An error from text, bytes or a number that are not a valid bit string.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a valid bit string")]
pub struct ParseBitsError(String);

impl Bits {
    /// Creates a bit string from the first `length` bits of `bytes`.
    ///
    /// The first bit is the highest one of the first byte.
    ///
    /// # Errors
    /// Returns an error if the number of bytes does not match `length`, or if an unused bit is set.
    pub fn from_bytes(bytes: &[u8], length: usize) -> Result<Self, ParseBitsError> {
        let spare = match length % 8 {
            0 => 0,
            used => bytes.last().map_or(0, |last| last << used),
        };
        if bytes.len() != length.div_ceil(8) || spare != 0 {
            return Err(ParseBitsError(format!("{bytes:02x?}")));
        }
        Ok(Self {
            length,
            bytes: bytes.into(),
        })
    }

    /// Creates a bit string from the lowest `length` bits of a number, the highest one first.
    ///
    /// # Errors
    /// Returns an error if the number has more bits, or if `length` is more than 64.
    pub fn from_number(number: u64, length: usize) -> Result<Self, ParseBitsError> {
        let refused = || ParseBitsError(number.to_string());
        let spare = 64_usize.checked_sub(length).ok_or_else(refused)?;
        let shifted = match spare {
            64 => 0,
            spare => number << spare,
        };
        if shifted.checked_shr(u32::try_from(spare).unwrap_or(0)) != Some(number) && number != 0 {
            return Err(refused());
        }
        let bytes = shifted.to_be_bytes();
        Self::from_bytes(&bytes[..length.div_ceil(8)], length)
    }

    /// Returns the number of bits.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Returns whether there are no bits.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Returns the bits as bytes. The first bit is the highest one of the first byte.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns an iterator over the bits, from the first one.
    pub fn iter(&self) -> impl Iterator<Item = bool> {
        (0..self.length).map(|index| self.bytes[index / 8] & (0x80 >> (index % 8)) != 0)
    }

    /// Returns the bits as a number, or `None` if there are more than 64.
    pub fn to_number(&self) -> Option<u64> {
        let number = || {
            self.iter()
                .fold(0, |number, bit| number << 1 | u64::from(bit))
        };
        (self.length <= 64).then(number)
    }
}

impl FromIterator<bool> for Bits {
    fn from_iter<I: IntoIterator<Item = bool>>(bits: I) -> Self {
        let mut bytes = Vec::new();
        let mut length = 0;
        for bit in bits {
            if length % 8 == 0 {
                bytes.push(0);
            }
            if let (true, Some(last)) = (bit, bytes.last_mut()) {
                *last |= 0x80 >> (length % 8);
            }
            length += 1;
        }
        Self {
            length,
            bytes: bytes.into(),
        }
    }
}

impl FromStr for Bits {
    type Err = ParseBitsError;

    /// Parses a text of zeros and ones.
    ///
    /// # Errors
    /// Returns an error if the text has other characters.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bit = |digit| match digit {
            b'0' => Ok(false),
            b'1' => Ok(true),
            _ => Err(ParseBitsError(text.to_owned())),
        };
        text.bytes().map(bit).collect()
    }
}

impl fmt::Display for Bits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter()
            .try_for_each(|bit| f.write_str(if bit { "1" } else { "0" }))
    }
}

pub(super) fn show(bits: &Bits, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "B'{bits}'")
}

pub(super) fn literal(bits: &Bits, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    if out.forms.bits {
        out.plain(format_args!("B'{bits}'"))
    } else {
        return Err(NoLiteral("a bit string".to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
