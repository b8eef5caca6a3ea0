//! Values as the evaluator sees them, and their types.

use std::cmp::Ordering;
use std::fmt;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rebis::prelude::*;
use uuid::Uuid;

/// How somebody feels: an enumeration that is stored by label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
pub enum Mood {
    Sad,
    Ok,
    Happy,
}

impl Mood {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Sad, Self::Ok, Self::Happy];
}

/// The Rust types of columns and expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    Tiny,
    Small,
    Word,
    Normal,
    Wide,
    Big,
    Single,
    Double,
    Decimal,
    Bool,
    Text,
    Bytes,
    Date,
    Time,
    Moment,
    Instant,
    Uuid,
    Json,
    Mood,
}

impl Type {
    /// Each of them.
    pub const ALL: [Self; 19] = [
        Self::Tiny,
        Self::Small,
        Self::Word,
        Self::Normal,
        Self::Wide,
        Self::Big,
        Self::Single,
        Self::Double,
        Self::Decimal,
        Self::Bool,
        Self::Text,
        Self::Bytes,
        Self::Date,
        Self::Time,
        Self::Moment,
        Self::Instant,
        Self::Uuid,
        Self::Json,
        Self::Mood,
    ];

    /// Whether it is a type of whole numbers.
    pub fn is_integer(self) -> bool {
        self.range().is_some()
    }

    /// The least and the greatest whole number.
    pub fn range(self) -> Option<(i128, i128)> {
        Some(match self {
            Self::Tiny => (0, u8::MAX.into()),
            Self::Small => (i16::MIN.into(), i16::MAX.into()),
            Self::Word => (0, u16::MAX.into()),
            Self::Normal => (i32::MIN.into(), i32::MAX.into()),
            Self::Wide => (0, u32::MAX.into()),
            Self::Big => (i64::MIN.into(), i64::MAX.into()),
            _ => return None,
        })
    }

    /// Whether `=` exists on every database: PostgreSQL's `json` has none.
    pub fn has_equality(self) -> bool {
        self != Self::Json
    }

    /// Whether `<` means the same on every database: an enumeration is ordered by its declaration
    /// or by its labels.
    pub fn has_order(self) -> bool {
        !matches!(self, Self::Json | Self::Mood)
    }

    /// Whether `min` and `max` take it on every database: PostgreSQL has none of booleans, and of
    /// UUIDs and bytes only since version 18.
    pub fn has_extremes(self) -> bool {
        self.has_order() && !matches!(self, Self::Bool | Self::Uuid | Self::Bytes)
    }
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    Null,
    Int(i128),
    Single(f32),
    Double(f64),
    Decimal(Exact),
    Bool(bool),
    Text(String),
    Bytes(Vec<u8>),
    Date(NaiveDate),
    Time(NaiveTime),
    Moment(NaiveDateTime),
    Instant(DateTime<Utc>),
    Uuid(Uuid),
    Json(serde_json::Value),
    Mood(Mood),
}

impl Val {
    /// A text.
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// A decimal number.
    pub fn decimal(text: &str) -> Self {
        Self::Decimal(Exact::parse(text).unwrap())
    }

    /// Whether it is `NULL`.
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }
}

/// As a program writes it.
impl fmt::Display for Val {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("NULL"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Single(value) => write!(f, "{value:?}_f32"),
            Self::Double(value) => write!(f, "{value:?}"),
            Self::Decimal(value) => write!(f, "dec(\"{value}\")"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Text(value) => write!(f, "{value:?}"),
            Self::Bytes(value) => write!(f, "{value:?}"),
            Self::Date(value) => write!(f, "date(\"{value}\")"),
            Self::Time(value) => write!(f, "time(\"{value}\")"),
            Self::Moment(value) => write!(f, "moment(\"{value}\")"),
            Self::Instant(value) => write!(f, "instant(\"{}\")", value.naive_utc()),
            Self::Uuid(value) => write!(f, "uuid(\"{value}\")"),
            Self::Json(value) => write!(f, "json!({value})"),
            Self::Mood(value) => write!(f, "Mood::{value:?}"),
        }
    }
}

/// An exact decimal number: `digits` × 10^-`scale`. Equal numbers are equal whatever their scale.
#[derive(Clone, Copy, Debug)]
pub struct Exact {
    pub digits: i128,
    pub scale: u32,
}

impl Exact {
    /// A whole number.
    pub fn whole(digits: i128) -> Self {
        Self { digits, scale: 0 }
    }

    /// Reads `-12.50`.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{fraction}").parse().ok()?;
        let scale = u32::try_from(fraction.len()).ok()?;
        Some(Self { digits, scale })
    }

    /// Without zeros at the end of the fraction.
    pub fn reduced(mut self) -> Self {
        while self.scale > 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.scale -= 1;
        }
        self
    }

    /// How many digits it takes to write the number.
    pub fn precision(self) -> usize {
        let reduced = self.reduced();
        let digits = reduced.digits.unsigned_abs().to_string().len();
        digits.max(reduced.scale as usize)
    }

    fn at(self, scale: u32) -> Option<i128> {
        self.digits
            .checked_mul(10_i128.checked_pow(scale.checked_sub(self.scale)?)?)
    }

    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        Some((self.at(scale)?, other.at(scale)?, scale))
    }

    pub fn add(self, other: Self) -> Option<Self> {
        let (left, right, scale) = self.aligned(other)?;
        let digits = left.checked_add(right)?;
        Some(Self { digits, scale })
    }

    pub fn neg(self) -> Self {
        Self {
            digits: -self.digits,
            ..self
        }
    }

    pub fn mul(self, other: Self) -> Option<Self> {
        let digits = self.digits.checked_mul(other.digits)?;
        let scale = self.scale + other.scale;
        Some(Self { digits, scale })
    }

    /// The quotient, if four more digits than `self` has are enough for it: so many every database
    /// gives.
    pub fn div(self, other: Self) -> Option<Self> {
        let scale = self.scale + 4;
        let numerator = self
            .digits
            .checked_mul(10_i128.checked_pow(other.scale + 4)?)?;
        let exact = numerator % other.digits == 0;
        exact.then(|| Self {
            digits: numerator / other.digits,
            scale,
        })
    }

    /// Rounded to so many digits after the point, halves away from zero.
    pub fn round(self, scale: u32) -> Self {
        let Some(drop) = self.scale.checked_sub(scale).filter(|drop| *drop > 0) else {
            return self;
        };
        let unit = 10_i128.pow(drop);
        let half = unit / 2 * self.digits.signum();
        let digits = (self.digits + half) / unit;
        Self { digits, scale }
    }

    /// Whether the digit that rounding drops first is a five and the last one.
    pub fn is_tie(self, scale: u32) -> bool {
        let reduced = self.reduced();
        reduced.scale == scale + 1 && reduced.digits % 10 == 5 * reduced.digits.signum()
    }

    /// The number, if it has no fraction.
    pub fn as_whole(self) -> Option<i128> {
        let reduced = self.reduced();
        (reduced.scale == 0).then_some(reduced.digits)
    }

    pub fn compare(self, other: Self) -> Option<Ordering> {
        let (left, right, _) = self.aligned(other)?;
        Some(left.cmp(&right))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        let (left, right) = (self.reduced(), other.reduced());
        left.digits == right.digits && left.scale == right.scale
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let scale = self.scale as usize;
        let digits = format!("{:0>1$}", self.digits.unsigned_abs(), scale + 1);
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let point = if scale == 0 { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

#[test]
fn decimals_are_exact() {
    let dec = |text| Exact::parse(text).unwrap();
    assert_eq!(dec("-0.10").to_string(), "-0.10");
    assert_eq!(dec("1.50"), dec("1.5"));
    assert_eq!(dec("0.1").add(dec("0.20")), Some(dec("0.3")));
    assert_eq!(dec("1.5").mul(dec("-0.2")), Some(dec("-0.3")));
    assert_eq!(dec("3").div(dec("0.4")), Some(dec("7.5")));
    assert_eq!(dec("1").div(dec("3")), None);
    assert_eq!(dec("-1.005").round(2), dec("-1.01"));
    assert!(dec("1.005").is_tie(2) && !dec("1.0051").is_tie(2));
    assert_eq!(dec("100").precision(), 3);
}
