//! An exact decimal number of any size.

use std::fmt;
use std::str::FromStr;

/// An exact decimal number, kept as its canonical text: an optional minus sign, digits without
/// leading zeros, and, when the number has a scale, a point and that many digits.
///
/// The scale is kept (`1.50` stays `1.50`), so two numbers are equal when value and scale are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

/// The text is not a decimal number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a decimal number")]
pub struct ParseDecimalError(String);

impl Decimal {
    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many digits there are from the first to the last one that is not zero.
    pub fn significant_digits(&self) -> usize {
        let digits: String = self.0.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').len()
    }

    /// The text without a fraction that is zero.
    pub(crate) fn whole(&self) -> &str {
        match self.0.split_once('.') {
            Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole,
            _ => &self.0,
        }
    }
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    /// Reads `[+-]digits[.digits]`. An exponent is refused.
    ///
    /// # Errors
    /// When the text is anything else.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || ParseDecimalError(text.to_owned());
        let (negative, unsigned) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
            return Err(refused());
        }
        let whole = whole.trim_start_matches('0');
        let is_zero = whole.is_empty() && fraction.bytes().all(|byte| byte == b'0');
        let mut canonical = String::with_capacity(text.len() + 1);
        if negative && !is_zero {
            canonical.push('-');
        }
        canonical.push_str(if whole.is_empty() { "0" } else { whole });
        if !fraction.is_empty() {
            canonical.push('.');
            canonical.push_str(fraction);
        }
        Ok(Self(canonical.into_boxed_str()))
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(value.to_string().into_boxed_str())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests;
