//! Exact sums, differences and products of decimals.
//!
//! Digits are added and multiplied one by one, so numbers may have any length. `NaN` and infinities
//! follow PostgreSQL's `numeric`: infinity minus infinity is `NaN`, and so is zero times infinity.

use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

use super::{Decimal, Parts};

impl Neg for &Decimal {
    type Output = Decimal;

    fn neg(self) -> Decimal {
        match self.parts() {
            Some(parts) => Decimal::from_parts(!parts.negative, parts.whole, parts.fraction),
            None if self.is_nan() => Decimal::nan(),
            None if self.is_negative() => Decimal::infinity(),
            None => Decimal::negative_infinity(),
        }
    }
}

impl Neg for Decimal {
    type Output = Self;

    fn neg(self) -> Self {
        -&self
    }
}

impl Add for &Decimal {
    type Output = Decimal;

    fn add(self, other: &Decimal) -> Decimal {
        match (self.parts(), other.parts()) {
            (Some(left), Some(right)) => sum(&left, &right),
            (Some(_), None) => other.clone(),
            (None, Some(_)) => self.clone(),
            // `NaN` plus `NaN` is included.
            (None, None) if self == other => self.clone(),
            (None, None) => Decimal::nan(),
        }
    }
}

impl Sub for &Decimal {
    type Output = Decimal;

    fn sub(self, other: &Decimal) -> Decimal {
        self + &-other
    }
}

impl Mul for &Decimal {
    type Output = Decimal;

    fn mul(self, other: &Decimal) -> Decimal {
        let (Some(left), Some(right)) = (self.parts(), other.parts()) else {
            return infinite_product(self, other);
        };
        let scale = left.fraction.len() + right.fraction.len();
        let digits = product(&digits_of(&left, 0), &digits_of(&right, 0));
        from_digits(left.negative != right.negative, digits, scale)
    }
}

macro_rules! operators {
    ($($operator:ident $method:ident)+) => {
        $(
            impl $operator for Decimal {
                type Output = Self;

                fn $method(self, other: Self) -> Self {
                    (&self).$method(&other)
                }
            }

            impl $operator<&Self> for Decimal {
                type Output = Self;

                fn $method(self, other: &Self) -> Self {
                    (&self).$method(other)
                }
            }

            impl $operator<Decimal> for &Decimal {
                type Output = Decimal;

                fn $method(self, other: Decimal) -> Decimal {
                    self.$method(&other)
                }
            }
        )+
    };
}

operators!(Add add Sub sub Mul mul);

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::from(0_i64), |sum, number| sum + number)
    }
}

impl<'d> Sum<&'d Self> for Decimal {
    fn sum<I: Iterator<Item = &'d Self>>(numbers: I) -> Self {
        numbers.fold(Self::from(0_i64), |sum, number| sum + number)
    }
}

/// Returns the product of two numbers of which at least one is `NaN` or infinite.
fn infinite_product(left: &Decimal, right: &Decimal) -> Decimal {
    let is_zero = |number: &Decimal| number.is_finite() && number.significant_digits() == 0;
    if left.is_nan() || right.is_nan() || is_zero(left) || is_zero(right) {
        return Decimal::nan();
    }
    if left.is_negative() == right.is_negative() {
        Decimal::infinity()
    } else {
        Decimal::negative_infinity()
    }
}

fn sum(left: &Parts<'_>, right: &Parts<'_>) -> Decimal {
    let scale = left.fraction.len().max(right.fraction.len());
    let (first, second) = (digits_of(left, scale), digits_of(right, scale));
    if left.negative == right.negative {
        return from_digits(left.negative, added(&first, &second), scale);
    }
    match left.magnitude().cmp(&right.magnitude()) {
        Ordering::Less => from_digits(right.negative, subtracted(&second, &first), scale),
        _ => from_digits(left.negative, subtracted(&first, &second), scale),
    }
}

/// Returns the digits of a number with at least this scale, the last digit first.
fn digits_of(parts: &Parts<'_>, scale: usize) -> Vec<u8> {
    let zeros = scale.saturating_sub(parts.fraction.len());
    let digits = parts.whole.bytes().chain(parts.fraction.bytes());
    let digits = digits.map(|digit| digit - b'0');
    std::iter::repeat_n(0, zeros).chain(digits.rev()).collect()
}

fn added(left: &[u8], right: &[u8]) -> Vec<u8> {
    let length = left.len().max(right.len());
    let mut digits = Vec::with_capacity(length + 1);
    let mut carry = 0;
    for place in 0..length {
        let digit = digit(left, place) + digit(right, place) + carry;
        digits.push(digit % 10);
        carry = digit / 10;
    }
    digits.push(carry);
    digits
}

/// Returns the difference. `left` must not be less than `right`.
fn subtracted(left: &[u8], right: &[u8]) -> Vec<u8> {
    let mut borrow = 0;
    let subtract = |place| {
        let digit = 10 + digit(left, place) - digit(right, place) - borrow;
        borrow = 1 - digit / 10;
        digit % 10
    };
    (0..left.len().max(right.len())).map(subtract).collect()
}

fn product(left: &[u8], right: &[u8]) -> Vec<u8> {
    let mut sums = vec![0_u64; left.len() + right.len()];
    for (place, first) in left.iter().enumerate() {
        for (sum, second) in sums[place..].iter_mut().zip(right) {
            *sum += u64::from(*first) * u64::from(*second);
        }
    }
    let mut carry = 0;
    let in_place = |sum: u64| {
        let digit = sum + carry;
        carry = digit / 10;
        u8::try_from(digit % 10).unwrap_or_default()
    };
    sums.into_iter().map(in_place).collect()
}

fn digit(digits: &[u8], place: usize) -> u8 {
    digits.get(place).copied().unwrap_or(0)
}

/// Creates a number from its digits, the last digit first.
fn from_digits(negative: bool, digits: Vec<u8>, scale: usize) -> Decimal {
    let text = |digits: &[u8]| -> String {
        digits
            .iter()
            .rev()
            .map(|digit| char::from(digit + b'0'))
            .collect()
    };
    let (fraction, whole) = digits.split_at(scale.min(digits.len()));
    Decimal::from_parts(negative, &text(whole), &text(fraction))
}
