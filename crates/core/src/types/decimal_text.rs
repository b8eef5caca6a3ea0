//! [`DecimalText`]: exact numbers that are stored as text on SQLite.

use super::{ArrayElement, Mismatch, Scalar, SqlType};
use crate::value::{ByDialect, Decimal, Value, ValueRef};

/// An exact number of `PRECISION` digits, of which `SCALE` are after the point.
///
/// The column is `NUMERIC(PRECISION, SCALE)`. On SQLite, whose numbers have 15 digits, it is text.
/// The text has all digits after the point, so that equal numbers have equal texts: `=`, `IN`,
/// `GROUP BY` and keys work. The order of texts is not the order of numbers, and texts cannot be
/// added. Therefore, comparisons with `<`, `ORDER BY` and arithmetic do not compile:
///
/// ```compile_fail
/// # use rebis_core::{Column, Expression, Source, TableName, select};
/// # use rebis_core::types::DecimalText;
/// const PRICE: Column<DecimalText<20, 4>> = Column::new(Source::table(&TableName::new("items")), "price");
/// let _ = select(PRICE).order_by(PRICE.asc()).to_string();
/// ```
///
/// ```compile_fail,E0277
/// # use rebis_core::{Column, NumericExpression, Source, TableName};
/// # use rebis_core::types::DecimalText;
/// # const PRICE: Column<DecimalText<20, 4>> = Column::new(Source::table(&TableName::new("items")), "price");
/// let _ = PRICE + PRICE;
/// ```
///
/// ```
/// use rebis_core::dialect::{Dialect, Postgres, Sqlite};
/// use rebis_core::types::DecimalText;
/// use rebis_core::value::Decimal;
/// use rebis_core::Scalar;
///
/// type Price = DecimalText<20, 4>;
/// let price = Price::from("19.5".parse::<Decimal>()?);
/// assert_eq!(Postgres.type_name(&Price::sql_type())?, "NUMERIC(20, 4)");
/// assert_eq!(Sqlite.type_name(&Price::sql_type())?, "VARCHAR(22)");
/// assert_eq!(price.to_string(), "19.5000");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Binding returns an error for a number with more digits, `NaN` and infinities.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecimalText<const PRECISION: u32, const SCALE: u32>(pub Decimal);

/// The dialect of the database without exact numbers.
const WITHOUT_DECIMALS: &str = "sqlite";

impl<const PRECISION: u32, const SCALE: u32> DecimalText<PRECISION, SCALE> {
    /// Returns the text with all digits after the point, or `None` if the number does not fit.
    fn digits(&self) -> Option<String> {
        let number = self.0.normalized();
        let (sign, digits) = match number.as_str().strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", number.as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let scale = usize::try_from(SCALE).ok()?;
        let most = usize::try_from(PRECISION).ok()?.checked_sub(scale)?;
        let significant = whole.trim_start_matches('0').len();
        let fits = number.is_finite() && significant <= most && fraction.len() <= scale;
        let point = if scale > 0 { "." } else { "" };
        fits.then(|| format!("{sign}{whole}{point}{fraction:0<scale$}"))
    }

    fn value(&self) -> Value {
        let Some(digits) = self.digits() else {
            let reason = format!("it has more digits than NUMERIC({PRECISION}, {SCALE})");
            return Value::invalid(&self.0, reason);
        };
        let forms = ByDialect::new(Value::Decimal(self.0.clone()));
        let text = Value::Text(digits.into());
        Value::ByDialect(Box::new(forms.with(WITHOUT_DECIMALS, text)))
    }
}

impl<const PRECISION: u32, const SCALE: u32> Scalar for DecimalText<PRECISION, SCALE> {
    type Base = Self;

    const ORDERED: bool = false;

    fn sql_type() -> SqlType {
        let numeric = SqlType::Numeric {
            precision: Some(PRECISION),
            scale: Some(SCALE),
        };
        let text = SqlType::String {
            // Room for a sign and a point.
            length: Some(PRECISION + 2),
        };
        numeric.with_variant(WITHOUT_DECIMALS, text)
    }

    fn into_value(self) -> Value {
        self.value()
    }

    fn to_value(&self) -> Value {
        self.value()
    }

    fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
        match value {
            ValueRef::ByDialect(forms) => Self::from_value(forms.usual().as_ref()),
            value => Decimal::from_value(value).map(Self),
        }
    }
}

impl<const PRECISION: u32, const SCALE: u32> ArrayElement for DecimalText<PRECISION, SCALE> {}

impl<const PRECISION: u32, const SCALE: u32> From<Decimal> for DecimalText<PRECISION, SCALE> {
    fn from(number: Decimal) -> Self {
        Self(number)
    }
}

/// Writes all digits after the point.
impl<const PRECISION: u32, const SCALE: u32> std::fmt::Display for DecimalText<PRECISION, SCALE> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.digits() {
            Some(digits) => f.write_str(&digits),
            None => self.0.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests;
