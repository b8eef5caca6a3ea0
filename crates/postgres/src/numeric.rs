//! The binary format of `numeric`: digits in base 10 000.
//!
//! The server's `numeric_recv` and `numeric_send` in `src/backend/utils/adt/numeric.c` define it:
//! the number of digits, the weight of the first digit, the sign, the scale, and the digits, with
//! 16 bits each.

use std::fmt::Write;

use rebis_core::value::Decimal;

const POSITIVE: u16 = 0x0000;
const NEGATIVE: u16 = 0x4000;
const NAN: u16 = 0xC000;
const POSITIVE_INFINITY: u16 = 0xD000;
const NEGATIVE_INFINITY: u16 = 0xF000;

/// The number of decimal digits in one digit of the format.
const GROUP: usize = 4;

/// The largest scale that the format can hold.
const MAX_SCALE: usize = 0x3FFF;

/// Appends a number.
///
/// # Errors
/// Returns an error if the number has more digits than PostgreSQL supports. The number is the
/// subject of the message, and not part of it.
pub(crate) fn encode(decimal: &Decimal, out: &mut Vec<u8>) -> Result<(), String> {
    let text = decimal.as_str();
    if !decimal.is_finite() {
        let sign = match (decimal.is_nan(), decimal.is_negative()) {
            (true, _) => NAN,
            (false, true) => NEGATIVE_INFINITY,
            (false, false) => POSITIVE_INFINITY,
        };
        out.extend([0, 0, sign, 0].iter().flat_map(|field| field.to_be_bytes()));
        return Ok(());
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => (NEGATIVE, unsigned),
        None => (POSITIVE, text),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let too_long = |_| "has more digits than numeric supports".to_owned();
    if fraction.len() > MAX_SCALE {
        return Err("has more digits after the decimal point than numeric supports".to_owned());
    }
    let scale = u16::try_from(fraction.len()).map_err(too_long)?;
    let groups_of_whole = whole.len().div_ceil(GROUP);
    let groups = groups(whole, fraction);
    let leading_zeros = groups.iter().take_while(|group| **group == 0).count();
    let significant = match groups.iter().rposition(|group| *group != 0) {
        Some(last) => &groups[leading_zeros..=last],
        None => &[],
    };
    let weight = if significant.is_empty() {
        0
    } else {
        // Negative if the first group is after the decimal point.
        let before_point = i16::try_from(groups_of_whole).map_err(too_long)?;
        before_point - 1 - i16::try_from(leading_zeros).map_err(too_long)?
    };
    let count = u16::try_from(significant.len()).map_err(too_long)?;
    out.extend(count.to_be_bytes());
    out.extend(weight.to_be_bytes());
    out.extend(sign.to_be_bytes());
    out.extend(scale.to_be_bytes());
    out.extend(significant.iter().flat_map(|group| group.to_be_bytes()));
    Ok(())
}

/// Reads a number.
///
/// # Errors
/// Returns an error if the bytes are malformed.
pub(crate) fn decode(raw: &[u8]) -> Result<Decimal, String> {
    let malformed = || "the numeric is malformed".to_owned();
    let fields: Vec<u16> = raw
        .chunks_exact(2)
        .map(|b| u16::from_be_bytes([b[0], b[1]]))
        .collect();
    let [count, weight, sign, scale, digits @ ..] = fields.as_slice() else {
        return Err(malformed());
    };
    if digits.len() != usize::from(*count) || digits.iter().any(|digit| *digit > 9_999) {
        return Err(malformed());
    }
    let mut text = String::with_capacity(digits.len() * GROUP + usize::from(*scale) + 8);
    match *sign {
        POSITIVE => {}
        NEGATIVE => text.push('-'),
        NAN => return Ok(Decimal::nan()),
        POSITIVE_INFINITY => return Ok(Decimal::infinity()),
        NEGATIVE_INFINITY => return Ok(Decimal::negative_infinity()),
        _ => return Err(malformed()),
    }
    let weight = weight.cast_signed();
    let digit = |position: i32| {
        // Position 0 is just before the decimal point, −1 just after it.
        let index = usize::try_from(i32::from(weight) - position).ok();
        index
            .and_then(|index| digits.get(index))
            .copied()
            .unwrap_or(0)
    };
    for position in (0..=i32::from(weight.max(0))).rev() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{:04}", digit(position));
    }
    if *scale > 0 {
        text.push('.');
        let end = text.len() + usize::from(*scale);
        for group in 0..i32::from(scale.div_ceil(4)) {
            let _ = write!(text, "{:04}", digit(-1 - group));
        }
        text.truncate(end);
    }
    text.parse().map_err(|_| malformed())
}

/// Returns the digits in base 10 000. The decimal point is between two of them.
fn groups(whole: &str, fraction: &str) -> Vec<u16> {
    let first = whole.len() % GROUP;
    let (head, rest) = whole.as_bytes().split_at(first);
    let mut groups = Vec::with_capacity(whole.len() / GROUP + fraction.len() / GROUP + 2);
    if !head.is_empty() {
        groups.push(group(head));
    }
    groups.extend(rest.chunks(GROUP).map(group));
    for digits in fraction.as_bytes().chunks(GROUP) {
        let missing = (digits.len()..GROUP).map(|_| 10);
        groups.push(group(digits) * missing.product::<u16>());
    }
    groups
}

fn group(digits: &[u8]) -> u16 {
    digits
        .iter()
        .fold(0, |value, digit| value * 10 + u16::from(digit - b'0'))
}

#[cfg(test)]
mod tests;
