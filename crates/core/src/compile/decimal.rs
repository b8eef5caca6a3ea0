//! Decimals as binds: what of a value the text depends on.

use crate::dialect::DecimalBinds;
use crate::value::Decimal;

/// Digits before the point that a cast has room for.
const INTEGER_DIGITS: [u8; 4] = [9, 18, 35, 65];

/// Digits after the point that a cast has room for. MySQL takes 30 at the most.
const FRACTION_DIGITS: [u8; 6] = [0, 2, 4, 8, 16, 30];

/// All digits that a decimal of MySQL may have.
const MOST_DIGITS: u8 = 65;

impl DecimalBinds {
    /// The precision and the scale that the text has for a value: part of the statement's key.
    /// Values of few digits have few forms, so that they share a text.
    pub fn form(self, decimal: &Decimal) -> (u8, u8) {
        let (integer, fraction) = digits(decimal);
        match self {
            Self::Plain => (0, 0),
            Self::Scale => (0, u8::try_from(fraction).unwrap_or(u8::MAX)),
            Self::Cast => {
                let scale = room(fraction, &FRACTION_DIGITS);
                let most = MOST_DIGITS.saturating_sub(scale);
                let integer = room(integer, &INTEGER_DIGITS);
                (integer.min(most).saturating_add(scale), scale)
            }
        }
    }
}

/// The smallest step with room for so many digits. The last step has room for no more, and the
/// driver refuses the value.
fn room(digits: usize, steps: &[u8]) -> u8 {
    let fits = |step: &&u8| usize::from(**step) >= digits;
    steps
        .iter()
        .find(fits)
        .or(steps.last())
        .copied()
        .unwrap_or(0)
}

/// Digits before and after the point.
pub(crate) fn digits(decimal: &Decimal) -> (usize, usize) {
    let text = decimal.as_str();
    let text = text.strip_prefix('-').unwrap_or(text);
    let (integer, fraction) = text.split_once('.').unwrap_or((text, ""));
    let integer = integer.trim_start_matches('0').len();
    (integer, fraction.trim_end_matches('0').len())
}
