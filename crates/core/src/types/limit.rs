//! [`StorageLimit`]: the precision or length past which a column rounds or cuts values silently.

use super::{EnumType, SqlType};
use crate::value::{Decimal, Time, Value};

/// The precision or length of a column whose database silently drops the rest of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StorageLimit {
    /// So many digits after the point of an exact number.
    Scale(u32),
    /// So many digits of a second's fraction.
    Fraction(u32),
    /// So many characters, where the database cuts spaces at the end.
    Characters(u32),
    /// The digits of a single precision number.
    SinglePrecision,
    /// Years of four digits, where the database takes one of two digits for another year.
    Year,
    /// One of these labels, where the database takes a number for a position in the list, and ignores
    /// case and spaces at the end.
    Label(EnumType),
    /// Some of these labels with commas between them, in this order, where the database takes a number for
    /// the bits of a set, and sorts the labels.
    Labels(EnumType),
}

/// The digits of a second's fraction that values have.
const MICROSECONDS: u32 = 6;

impl StorageLimit {
    /// The limit that a type has by the standard: exact numbers are rounded to their scale, and times
    /// to the precision that a type's name has in parentheses.
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

    /// The limit of a type where texts of a length are cut to it, if they end in spaces, and `FLOAT`
    /// has single precision.
    pub(crate) fn of_server(sql_type: &SqlType) -> Option<Self> {
        match sql_type {
            SqlType::String { length } | SqlType::Unicode { length } => {
                length.map(Self::Characters)
            }
            SqlType::Float => Some(Self::SinglePrecision),
            SqlType::Array(element) => Self::of_server(element),
            other => Self::standard(other),
        }
    }

    /// Why a column with this limit does not hold a value as it is; `None` if it does.
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

    /// Whether a look is enough to see that values fit.
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
                    format!("{decimal} has {digits} digits after the point, and the column {scale}")
                })
            }
            (Self::Fraction(digits), value) => {
                let micros = micros(value)?;
                let unit = 10_u32.pow(MICROSECONDS.saturating_sub(*digits));
                (micros % unit != 0).then(|| {
                    format!("{value} has more digits of a second than the {digits} of the column")
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
                    format!("the spaces past the column's {most} characters would be cut off")
                })
            }
            (Self::SinglePrecision, Value::Double(double)) => (!is_single(*double))
                .then(|| format!("{double} has more digits than a single precision number")),
            (Self::Label(known), Value::Text(label)) => {
                (!known.has(label)).then(|| format!("{value} is none of the labels of the column"))
            }
            (Self::Labels(known), Value::Text(labels)) => (!known.has_in_order(labels))
                .then(|| format!("{value} is no list of labels in the order of the column")),
            (Self::Year, Value::Int(year @ 1..=99)) => {
                Some(format!("the database would store another year for {year}"))
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

/// The number in `TIMESTAMP(3) WITH TIME ZONE`.
fn number_in_parentheses(name: &str) -> Option<u32> {
    let (_, rest) = name.split_once('(')?;
    let (number, _) = rest.split_once(')')?;
    number.trim().parse().ok()
}

#[cfg(test)]
mod tests;
