//! Neutral values to the client's. An error is the reason for which MySQL cannot hold the value.

use mysql_async::{Params, Value as MyValue};
use rebis_core::Value;
use rebis_core::error::DatabaseError;
use rebis_core::value::{Date, DateTime, Time};

/// The parameters of a statement, in order, as the dialect of this name stores them.
pub(crate) fn params(values: &[&Value], dialect: &str) -> Result<Params, DatabaseError> {
    if values.is_empty() {
        return Ok(Params::Empty);
    }
    row(values, dialect).map(Params::Positional)
}

/// One set of values.
pub(crate) fn row(values: &[&Value], dialect: &str) -> Result<Vec<MyValue>, DatabaseError> {
    let mut encoded = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let value = encode(value, dialect);
        encoded.push(value.map_err(|reason| DatabaseError::of_parameter(index, reason))?);
    }
    Ok(encoded)
}

/// A value as the dialect of this name stores it.
fn encode(value: &Value, dialect: &str) -> Result<MyValue, String> {
    Ok(match value {
        Value::Null => MyValue::NULL,
        Value::Bool(value) => MyValue::Int(i64::from(*value)),
        Value::Int(value) => MyValue::Int(*value),
        Value::Unsigned(value) => MyValue::UInt(*value),
        // The server would store zero or NULL.
        Value::Double(value) if !value.is_finite() => {
            return Err(format!("MySQL has no number for {value}"));
        }
        Value::Double(value) => MyValue::Double(*value),
        Value::Text(value) => MyValue::Bytes(value.as_bytes().to_vec()),
        Value::Bytes(value) => MyValue::Bytes(value.clone()),
        Value::Date(value) => date_time(*value, Time::MIDNIGHT)?,
        Value::Time(value) => MyValue::Time(
            false,
            0,
            value.hour(),
            value.minute(),
            value.second(),
            value.microsecond(),
        ),
        Value::DateTime(DateTime { date, time }) | Value::Timestamp(DateTime { date, time }) => {
            date_time(*date, *time)?
        }
        Value::Decimal(value) if !value.is_finite() => {
            return Err(format!("MySQL has no number for {value}"));
        }
        Value::Decimal(value) => MyValue::Bytes(value.as_str().as_bytes().to_vec()),
        Value::Uuid(value) => MyValue::Bytes(hex(value)),
        Value::Interval(value) => match value.after_epoch() {
            Ok(DateTime { date, time }) => date_time(date, time)?,
            Err(_) => return Err(format!("MySQL cannot hold the interval {value}")),
        },
        // Beside a column of bits, a string of bytes would be compared as text.
        Value::Bits(value) => match value.to_number() {
            Some(number) => MyValue::UInt(number),
            None => return Err(format!("MySQL has no BIT of {} bits", value.len())),
        },
        Value::ByDialect(forms) => return encode(forms.on(dialect), dialect),
        Value::Invalid(invalid) => return Err(invalid.to_string()),
        Value::Json(value) => MyValue::Bytes(value.as_str().as_bytes().to_vec()),
        other => return Err(format!("MySQL has no type for {}", other.kind())),
    })
}

fn date_time(date: Date, time: Time) -> Result<MyValue, String> {
    let year = u16::try_from(date.year())
        .map_err(|_| format!("MySQL has no dates before the year 0, as {date}"))?;
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    Ok(MyValue::Date(
        year,
        date.month(),
        date.day(),
        hour,
        minute,
        second,
        time.microsecond(),
    ))
}

/// A UUID as 32 lower-case digits, as the dialect's `CHAR(32)` holds it.
fn hex(uuid: &[u8; 16]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| DIGITS[usize::from(nibble)];
    uuid.iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests;
