//! [`StorageLimit`]: a limit beyond which the database changes a value without an error.

use super::{EnumType, SqlType};
use crate::value::{Decimal, Time, Value};

/// A limit of a column beyond which the database changes a value without an error.
///
/// Rebis checks the limit before it binds a value, and returns an error instead.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StorageLimit {
    /// The number of digits after the point of an exact number.
    Scale(u32),
    /// The number of digits of a second's fraction.
    Fraction(u32),
    /// The number of characters, if the database truncates trailing spaces.
    Characters(u32),
    /// The precision of a single-precision number.
    SinglePrecision,
    /// A year of four digits, because the database reads two digits as another year.
    Year,
    /// One of the labels. The database reads a number as a position in the list, and ignores case
    /// and trailing spaces.
    Label(EnumType),
    /// A list of labels in the declared order, separated by commas. The database reads a number as
    /// the bits of a set, and sorts the labels.
    Labels(EnumType),
}

/// The number of digits of a second's fraction that values have.
const MICROSECONDS: u32 = 6;

impl StorageLimit {
    /// Returns the limit of a type in standard SQL.
    ///
    /// Exact numbers are rounded to their scale. Times are rounded to the precision that the type's
    /// name has in parentheses.
    pub fn standard(sql_type: &SqlType) -> Option<Self> {
        match sql_type {
            SqlType::Numeric {
                scale: Some(scale), ..
            } => Some(Self::Scale(*scale)),
            SqlType::Numeric {
                precision: Some(_),
                scale: None,
            } => Some(Self::Scale(0)),
            SqlType::Named { name, like } => match **like {
                SqlType::Time | SqlType::DateTime { .. } | SqlType::TimeTz => {
                    Some(Self::Fraction(number_in_parentheses(name)?))
                }
                ref like => Self::standard(like),
            },
            SqlType::Array(element) => Self::standard(element),
            _ => None,
        }
    }

    /// Returns the limit of a type on databases that change text and floats without an error.
    ///
    /// On these, `VARCHAR(n)` truncates trailing spaces, and `FLOAT` is single precision.
    pub(crate) fn for_server(sql_type: &SqlType) -> Option<Self> {
        match sql_type {
            SqlType::String { length } | SqlType::Unicode { length } => {
                length.map(Self::Characters)
            }
            SqlType::Float => Some(Self::SinglePrecision),
            SqlType::Array(element) => Self::for_server(element),
            other => Self::standard(other),
        }
    }

    /// Returns why the column would change a value; `None` if it stores the value exactly.
    #[inline]
    pub fn refusal(&self, value: &Value) -> Option<String> {
        let values = match value {
            Value::Array(elements) => elements,
            value => std::slice::from_ref(value),
        };
        if self.surely_holds(values) {
            return None;
        }
        self.refusal_of(value)
    }

    /// Returns whether a quick check shows that the values are within the limit.
    #[inline]
    fn surely_holds(&self, values: &[Value]) -> bool {
        match self {
            Self::Characters(most) => values.iter().all(|value| match value {
                Value::Text(text) => text.len() as u64 <= u64::from(*most),
                value => value.is_null(),
            }),
            _ => values.iter().all(Value::is_null),
        }
    }

    fn refusal_of(&self, value: &Value) -> Option<String> {
        if let Value::Array(elements) = value {
            return elements.iter().find_map(|element| self.refusal_of(element));
        }
        match (self, value) {
            (Self::Scale(scale), Value::Decimal(decimal)) => {
                let digits = digits_after_point(decimal);
                let fits = u32::try_from(digits).is_ok_and(|digits| digits <= *scale);
                (!fits).then(|| {
                    format!("{decimal} has {digits} decimal places, and the column has {scale}")
                })
            }
            (Self::Fraction(digits), value) => {
                let micros = micros(value)?;
                let unit = 10_u32.pow(MICROSECONDS.saturating_sub(*digits));
                (micros % unit != 0).then(|| {
                    format!("{value} has more fractional digits than the column's {digits}")
                })
            }
            (Self::Characters(most), Value::Text(text)) => {
                let most = usize::try_from(*most).ok()?;
                if text.len() <= most {
                    return None;
                }
                let (end, _) = text.char_indices().nth(most)?;
                let is_cut = text[end..].bytes().all(|byte| byte == b' ');
                is_cut.then(|| {
                    format!("the database would truncate the spaces after {most} characters")
                })
            }
            (Self::SinglePrecision, Value::Double(double)) => (!is_single(*double))
                .then(|| format!("{double} has more digits than a single-precision number")),
            (Self::Label(known), Value::Text(label)) => {
                (!known.has(label)).then(|| format!("{value} is not one of the column's labels"))
            }
            (Self::Labels(known), Value::Text(labels)) => (!known.has_in_order(labels))
                .then(|| format!("{value} is not a list of the column's labels in their order")),
            (Self::Year, Value::Int(year @ 1..=99)) => {
                Some(format!("the database would read {year} as another year"))
            }
            _ => None,
        }
    }
}

fn digits_after_point(decimal: &Decimal) -> usize {
    let fraction = decimal
        .as_str()
        .split_once('.')
        .map_or("", |(_, digits)| digits);
    fraction.trim_end_matches('0').len()
}

fn micros(value: &Value) -> Option<u32> {
    let of = |time: Time| time.microsecond();
    Some(match value {
        Value::Time(time) => of(*time),
        Value::TimeTz(time) => of(time.time),
        Value::DateTime(at) | Value::Timestamp(at) => of(at.time),
        _ => return None,
    })
}

#[expect(clippy::cast_possible_truncation, reason = "the loss is looked for")]
fn is_single(double: f64) -> bool {
    !double.is_finite() || f64::from(double as f32) == double
}

/// Returns the number in parentheses: 3 for `TIMESTAMP(3) WITH TIME ZONE`.
fn number_in_parentheses(name: &str) -> Option<u32> {
    let (_, rest) = name.split_once('(')?;
    let (number, _) = rest.split_once(')')?;
    number.trim().parse().ok()
}

#[cfg(test)]
mod tests;
