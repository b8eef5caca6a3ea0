//! Conversion of doubles to decimals, which SQLite stores as doubles.

use super::Decimal;

/// The number of significant decimal digits that a double keeps.
/// <https://en.cppreference.com/w/cpp/types/numeric_limits/digits10>
pub const DOUBLE_DIGITS: usize = 15;

/// Returns a double rounded to a decimal of 15 significant digits.
///
/// Returns `None` for an infinity, for NaN, and for a number with more than 15 digits before the
/// point.
pub(crate) fn decimal_of(double: f64) -> Option<Decimal> {
    if !double.is_finite() || double.abs() >= 1e15 {
        return None;
    }
    let text = format!("{double:.*e}", DOUBLE_DIGITS - 1);
    let (mantissa, exponent) = text.split_once('e')?;
    let exponent: i32 = exponent.parse().ok()?;
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let whole = usize::try_from(exponent + 1).unwrap_or(0);
    let zeros = usize::try_from(-(exponent + 1)).unwrap_or(0);
    let digits = format!("{}{digits}", "0".repeat(zeros));
    let (before, after) = digits.split_at(whole.min(digits.len()));
    let after = after.trim_end_matches('0');
    let before = if before.is_empty() { "0" } else { before };
    let text = if after.is_empty() {
        format!("{sign}{before}")
    } else {
        format!("{sign}{before}.{after}")
    };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::decimal_of;

    fn text(double: f64) -> Option<String> {
        decimal_of(double).map(|decimal| decimal.to_string())
    }

    #[test]
    fn a_double_is_the_decimal_of_its_first_15_digits() {
        for (double, decimal) in [
            (0.1 + 0.2, "0.3"),
            (-1.5, "-1.5"),
            (3.0, "3"),
            (0.0, "0"),
            (-0.0, "0"),
            (0.00012, "0.00012"),
            (123_456_789_012_345.0, "123456789012345"),
            (999_999_999_999_999.0, "999999999999999"),
            (12_345.678_9, "12345.6789"),
        ] {
            assert_eq!(text(double).as_deref(), Some(decimal), "{double}");
        }
    }

    #[test]
    fn what_needs_more_digits_is_no_decimal() {
        for double in [1e15, -1e15, f64::INFINITY, f64::NAN] {
            assert_eq!(text(double), None);
        }
    }
}
