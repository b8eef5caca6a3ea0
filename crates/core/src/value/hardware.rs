//! [`MacAddr`] and [`MacAddr8`]: hardware addresses, the values of PostgreSQL's `MACADDR` and
//! `MACADDR8`.

use std::fmt;
use std::str::FromStr;

macro_rules! hardware_address {
    ($name:ident $length:literal $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $length]);

        /// Writes two hexadecimal digits for each byte, separated by colons.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for (index, byte) in self.0.iter().enumerate() {
                    let separator = if index == 0 { "" } else { ":" };
                    write!(f, "{separator}{byte:02x}")?;
                }
                Ok(())
            }
        }

        impl FromStr for $name {
            type Err = ParseHardwareAddressError;

            /// Parses two hexadecimal digits for each byte, separated by colons or hyphens.
            ///
            /// # Errors
            /// Returns an error if the text has another form.
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let refused = || ParseHardwareAddressError(text.to_owned());
                let mut parts = text.split([':', '-']);
                let mut bytes = [0; $length];
                for byte in &mut bytes {
                    let digits = parts.next().filter(|digits| {
                        digits.len() == 2 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
                    });
                    let parsed = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                    *byte = parsed.ok_or_else(refused)?;
                }
                match parts.next() {
                    None => Ok(Self(bytes)),
                    Some(_) => Err(refused()),
                }
            }
        }
    };
}

/// An error from text that is not a hardware address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a hardware address of this length")]
pub struct ParseHardwareAddressError(String);

hardware_address!(MacAddr 6 "A hardware address of 6 bytes: `MACADDR`.");
hardware_address!(MacAddr8 8 "A hardware address of 8 bytes: `MACADDR8`.");

#[cfg(test)]
mod tests;
