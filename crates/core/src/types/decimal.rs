//! Decimals as columns.

use super::SqlType;
use super::macros::scalar;
use crate::value::{Decimal, Value, ValueRef, decimal_of};

const ANY_PRECISION: SqlType = SqlType::Numeric {
    precision: None,
    scale: None,
};

scalar!(Decimal: ANY_PRECISION, "a decimal", |this| Value::Decimal(this),
    ValueRef::Decimal(decimal) => Some(decimal.clone()),
    other => read(other),
);

/// Converts another kind of value to a decimal.
fn read(value: &ValueRef<'_>) -> Option<Decimal> {
    match value {
        ValueRef::Decimal(decimal) => Some(decimal.clone()),
        ValueRef::Int(value) => Some(Decimal::from(*value)),
        ValueRef::Unsigned(value) => Some(Decimal::from(*value)),
        ValueRef::Double(value) => decimal_of(*value),
        ValueRef::Text(text) => text.parse().ok(),
        _ => None,
    }
}

#[cfg(feature = "rust_decimal")]
mod rust_decimal {
    use rust_decimal::Decimal as RustDecimal;

    use super::{ANY_PRECISION, Decimal, Value, read, scalar};

    scalar!(RustDecimal: ANY_PRECISION, "a decimal of at most 28 digits", |this| value(this),
        other => rust_decimal(&read(other)?),
    );

    /// Converts to a value. The text of a `rust_decimal` is a decimal number without an exponent.
    fn value(decimal: RustDecimal) -> Value {
        let text = decimal.to_string();
        let value = text.parse().map(Value::Decimal);
        value.unwrap_or_else(|_| Value::invalid(text, "it is not a decimal number"))
    }

    /// Converts to a `rust_decimal`. Trailing zeros may be lost; all other digits must fit.
    fn rust_decimal(decimal: &Decimal) -> Option<RustDecimal> {
        let exactly = RustDecimal::from_str_exact;
        let exact = exactly(decimal.as_str());
        exact
            .or_else(|_| exactly(decimal.normalized().as_str()))
            .ok()
    }
}

#[cfg(feature = "bigdecimal")]
mod bigdecimal {
    use bigdecimal::BigDecimal;

    use super::{ANY_PRECISION, Value, read, scalar};

    scalar!(BigDecimal: ANY_PRECISION, "a finite decimal", |this| value(&this),
        other => read(other)?.as_str().parse().ok(),
    );

    fn value(decimal: &BigDecimal) -> Value {
        let text = decimal.to_plain_string();
        let value = text.parse().map(Value::Decimal);
        value.unwrap_or_else(|_| Value::invalid(text, "it is not a decimal number"))
    }
}
