//! `rust_decimal::Decimal` as a column.

use rust_decimal::Decimal as RustDecimal;

use super::{Mismatch, Scalar, SqlType};
use crate::value::{Decimal, Value, ValueRef};

impl Scalar for RustDecimal {
    type Base = Self;

    fn sql_type() -> SqlType {
        Decimal::sql_type()
    }

    fn into_value(self) -> Value {
        self.to_value()
    }

    fn to_value(&self) -> Value {
        // The text of a `rust_decimal` is always a decimal number without an exponent.
        let text = self.to_string();
        text.parse()
            .map_or_else(|_| Value::Text(text.into()), Value::Decimal)
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        let decimal = Decimal::from_value(value.clone())?;
        let parsed = decimal.as_str().parse();
        parsed.map_err(|_| Mismatch::new("a decimal of at most 28 digits", &value))
    }
}
