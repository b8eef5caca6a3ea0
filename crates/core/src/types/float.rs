//! Booleans and floating point numbers as columns.

use super::SqlType;
use super::macros::scalar;
use crate::value::{Decimal, Value, ValueRef};

scalar!(bool: SqlType::Boolean, "a boolean", |this| Value::Bool(this),
    ValueRef::Bool(value) => Some(*value),
    ValueRef::Int(0) => Some(false),
    ValueRef::Int(1) => Some(true),
    ValueRef::Bits(bits) => bits.iter().next().filter(|_| bits.len() == 1),
);

scalar!(f64: SqlType::Double, "a double", |this| Value::Double(this),
    ValueRef::Double(value) => Some(*value),
    ValueRef::Int(value) => exact(*value),
    ValueRef::Decimal(value) => nearest(value),
);

scalar!(f32: SqlType::Float, "a single-precision number", |this| Value::Double(this.into()),
    ValueRef::Double(value) => single(*value),
    ValueRef::Int(value) => single(exact(*value)?),
    ValueRef::Decimal(value) => single(nearest(value)?),
);

/// Returns the integer as a double, or `None` if a double cannot hold it exactly.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "converting back detects a loss"
)]
fn exact(value: i64) -> Option<f64> {
    let double = value as f64;
    (double as i64 == value && double < i64::MAX as f64).then_some(double)
}

/// Returns the nearest double. Returns `None` if a finite number would become infinite.
fn nearest(value: &Decimal) -> Option<f64> {
    let double: f64 = value.as_str().parse().ok()?;
    (double.is_finite() == value.is_finite()).then_some(double)
}

/// Returns the nearest single-precision number, or `None` if it would become infinite or zero.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the result is single precision"
)]
fn single(value: f64) -> Option<f32> {
    let single = value as f32;
    let overflows = single.is_infinite() && value.is_finite();
    (!overflows && (single != 0.0 || value == 0.0)).then_some(single)
}
