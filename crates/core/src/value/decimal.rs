//! [`Decimal`]: an exact decimal number of any size.

mod arithmetic;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use super::DOUBLE_DIGITS;
use super::literal::{LiteralWriter, NoLiteral};

/// An exact decimal number, stored as its canonical text.
///
/// The text has an optional minus sign and digits without leading zeros. If the scale is not zero,
/// a point and the digits of the fraction follow. The scale is kept (`1.50` is written `1.50`), but
/// it is not part of the value: `1.5` and `1.50` are equal, as in SQL. Sums, differences and
/// products are exact.
///
/// ```
/// use rebis_core::value::Decimal;
/// let price: Decimal = "9.50".parse()?;
/// assert_eq!(price, "9.5".parse()?);
/// assert_eq!((&price + &price).to_string(), "19.00");
/// assert_eq!(price.normalized().to_string(), "9.5");
/// # Ok::<(), rebis_core::value::ParseDecimalError>(())
/// ```
///
/// PostgreSQL's `NUMERIC` also has [`NaN`](Self::nan) and infinities. As in PostgreSQL, `NaN`
/// equals `NaN` and is greater than all other numbers.
#[derive(Clone, Debug)]
pub struct Decimal(Box<str>);

/// An error from text that is not a decimal number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a decimal number")]
pub struct ParseDecimalError(String);

/// PostgreSQL's text for `NaN` and the infinities.
const NAN: &str = "NaN";
const INFINITY: &str = "Infinity";
const NEGATIVE_INFINITY: &str = "-Infinity";

/// The parts of a finite number.
struct Parts<'d> {
    negative: bool,
    /// The digits before the point, without leading zeros; `0` if the number is less than one.
    whole: &'d str,
    /// The digits after the point.
    fraction: &'d str,
}

impl Decimal {
    /// Returns `NaN`, "not a number".
    pub fn nan() -> Self {
        Self(NAN.into())
    }

    /// Returns positive infinity.
    pub fn infinity() -> Self {
        Self(INFINITY.into())
    }

    /// Returns negative infinity.
    pub fn negative_infinity() -> Self {
        Self(NEGATIVE_INFINITY.into())
    }

    /// Returns the canonical text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the number is neither `NaN` nor infinite.
    pub fn is_finite(&self) -> bool {
        !self.0.ends_with(['N', 'y'])
    }

    /// Returns whether the number is `NaN`.
    pub fn is_nan(&self) -> bool {
        &*self.0 == NAN
    }

    /// Returns whether the number is less than zero.
    pub fn is_negative(&self) -> bool {
        self.0.starts_with('-')
    }

    /// Returns the number of digits after the point: 2 for `1.50`.
    pub fn scale(&self) -> usize {
        self.parts().map_or(0, |parts| parts.fraction.len())
    }

    /// Returns the smallest precision of a `DECIMAL(precision, scale)` that holds the number.
    ///
    /// The scale is the number's own: the precision is 3 for `1.50`, 2 for `0.05`, and 1 for zero.
    pub fn precision(&self) -> usize {
        let Some(parts) = self.parts() else { return 0 };
        let whole = parts.significant_whole().len();
        (whole + parts.fraction.len()).max(1)
    }

    /// Returns the number of significant digits of the value, whatever its scale.
    ///
    /// It is 2 for `1.50`, `150` and `0.0015`, and 0 for zero.
    pub fn significant_digits(&self) -> usize {
        let Some(parts) = self.parts() else { return 0 };
        let digits = || parts.whole.bytes().chain(parts.fraction.bytes());
        let is_digit = |digit: u8| digit != b'0';
        match (
            digits().position(is_digit),
            digits().rev().position(is_digit),
        ) {
            (Some(leading), Some(trailing)) => {
                parts.whole.len() + parts.fraction.len() - leading - trailing
            }
            _ => 0,
        }
    }

    /// Returns the value with its smallest scale: `1.5` for `1.50`, `100` for `100.00`.
    #[must_use]
    pub fn normalized(&self) -> Self {
        let text = if self.0.contains('.') {
            self.0.trim_end_matches('0').trim_end_matches('.')
        } else {
            &self.0
        };
        Self(text.into())
    }

    /// Returns the text without the fraction if the fraction is zero, or else the whole text.
    pub(crate) fn whole(&self) -> &str {
        match self.0.split_once('.') {
            Some((whole, fraction)) if fraction.bytes().all(|digit| digit == b'0') => whole,
            _ => &self.0,
        }
    }

    /// Returns the parts of the number, or `None` if it is not finite.
    fn parts(&self) -> Option<Parts<'_>> {
        if !self.is_finite() {
            return None;
        }
        let (negative, unsigned) = match self.0.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, &*self.0),
        };
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        Some(Parts {
            negative,
            whole,
            fraction,
        })
    }
}

impl<'d> Parts<'d> {
    /// Returns the digits before the point; empty for a zero.
    fn significant_whole(&self) -> &'d str {
        if self.whole == "0" { "" } else { self.whole }
    }

    /// Returns the digits after the point, without trailing zeros.
    fn significant_fraction(&self) -> &'d str {
        self.fraction.trim_end_matches('0')
    }

    /// Returns a key that orders numbers by their absolute value.
    fn magnitude(&self) -> (usize, &'d str, &'d str) {
        let whole = self.significant_whole();
        (whole.len(), whole, self.significant_fraction())
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.parts() {
            Some(parts) => {
                parts.negative.hash(state);
                parts.significant_whole().hash(state);
                parts.significant_fraction().hash(state);
            }
            None => self.0.hash(state),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Orders numbers like PostgreSQL: negative infinity, finite numbers, infinity, `NaN`.
impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (Some(left), Some(right)) = (self.parts(), other.parts()) else {
            return self.rank().cmp(&other.rank());
        };
        match (left.negative, right.negative) {
            (false, false) => left.magnitude().cmp(&right.magnitude()),
            (true, true) => right.magnitude().cmp(&left.magnitude()),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl Decimal {
    /// Returns the order of `NaN` and the infinities relative to finite numbers.
    fn rank(&self) -> u8 {
        match &*self.0 {
            NEGATIVE_INFINITY => 0,
            INFINITY => 2,
            NAN => 3,
            _ => 1,
        }
    }
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    /// Parses `[+-]digits[.digits]`, `NaN`, `Infinity` and `inf`.
    ///
    /// As in PostgreSQL, letters may be upper or lower case. An exponent is not accepted.
    ///
    /// # Errors
    /// Returns an error if the text has another form.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refused = || ParseDecimalError(text.to_owned());
        let (negative, unsigned) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        if unsigned.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return without_digits(text, unsigned).ok_or_else(refused);
        }
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
            return Err(refused());
        }
        Ok(Self::from_parts(negative, whole, fraction))
    }
}

/// Parses `NaN` and the infinities.
fn without_digits(text: &str, unsigned: &str) -> Option<Decimal> {
    let is_infinity =
        |text: &str| text.eq_ignore_ascii_case(INFINITY) || text.eq_ignore_ascii_case("inf");
    match text.starts_with('-') {
        _ if text.eq_ignore_ascii_case(NAN) => Some(Decimal::nan()),
        true => is_infinity(unsigned).then(Decimal::negative_infinity),
        false => is_infinity(unsigned).then(Decimal::infinity),
    }
}

impl Decimal {
    /// Creates a number from its digits. `whole` may be empty or have leading zeros.
    fn from_parts(negative: bool, whole: &str, fraction: &str) -> Self {
        let whole = whole.trim_start_matches('0');
        let is_zero = whole.is_empty() && fraction.bytes().all(|byte| byte == b'0');
        let mut canonical = String::with_capacity(whole.len() + fraction.len() + 3);
        if negative && !is_zero {
            canonical.push('-');
        }
        canonical.push_str(if whole.is_empty() { "0" } else { whole });
        if !fraction.is_empty() {
            canonical.push('.');
            canonical.push_str(fraction);
        }
        Self(canonical.into_boxed_str())
    }
}

macro_rules! from_integer {
    ($($rust:ty)+) => {
        $(impl From<$rust> for Decimal {
            fn from(value: $rust) -> Self {
                Self(value.to_string().into_boxed_str())
            }
        })+
    };
}

from_integer!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);

/// Converts to the shortest decimal number that parses as the same double.
impl From<f64> for Decimal {
    fn from(value: f64) -> Self {
        match value {
            f64::INFINITY => Self::infinity(),
            f64::NEG_INFINITY => Self::negative_infinity(),
            value if value.is_nan() => Self::nan(),
            finite => {
                let text = finite.to_string();
                let unsigned = text.strip_prefix('-').unwrap_or(&text);
                let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
                Self::from_parts(finite.is_sign_negative(), whole, fraction)
            }
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

pub(super) fn show(decimal: &Decimal, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(&decimal.0)
}

pub(super) fn literal(decimal: &Decimal, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    if out.forms.double_decimals && decimal.significant_digits() > DOUBLE_DIGITS {
        let kind = format!("a decimal of more than {DOUBLE_DIGITS} digits");
        return Err(NoLiteral(kind));
    }
    match decimal.is_finite() {
        true => out.push(&decimal.0),
        false if out.forms.non_finite => out.plain(format_args!("'{decimal}'::numeric")),
        false => return Err(NoLiteral(decimal.to_string())),
    }
    Ok(())
}

#[cfg(test)]
mod tests;
