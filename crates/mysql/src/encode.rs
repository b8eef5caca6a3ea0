//! Encoding of values as the client's values. An error is the reason why MySQL cannot store one.

use mysql_async::{Params, Value as MyValue};
use rebis_core::Value;
use rebis_core::error::DatabaseError;
use rebis_core::value::{Date, DateTime, Time};

/// Encodes the parameters of a statement, in order, as the dialect with this name stores them.
pub(crate) fn params(values: &[&Value], dialect: &str) -> Result<Params, DatabaseError> {
    if values.is_empty() {
        return Ok(Params::Empty);
    }
    row(values, dialect).map(Params::Positional)
}

/// Encodes one row of values.
pub(crate) fn row(values: &[&Value], dialect: &str) -> Result<Vec<MyValue>, DatabaseError> {
    let mut encoded = Vec::with_capacity(values.len());
    for (index, value) in values.iter().enumerate() {
        let value = encode(value, dialect);
        encoded.push(value.map_err(|reason| DatabaseError::for_parameter(index, reason))?);
    }
    Ok(encoded)
}

/// Encodes a value as the dialect with this name stores it.
fn encode(value: &Value, dialect: &str) -> Result<MyValue, String> {
    Ok(match value {
        Value::Null => MyValue::NULL,
        Value::Bool(value) => MyValue::Int(i64::from(*value)),
        Value::Int(value) => MyValue::Int(*value),
        Value::Unsigned(value) => MyValue::UInt(*value),
        // The server would store zero or NULL.
        Value::Double(value) if !value.is_finite() => {
            return Err(format!("MySQL cannot store the number {value}"));
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
            return Err(format!("MySQL cannot store the number {value}"));
        }
        Value::Decimal(value) => MyValue::Bytes(value.as_str().as_bytes().to_vec()),
        Value::Uuid(value) => MyValue::Bytes(hex(value)),
        Value::Interval(value) => match value.after_epoch() {
            Ok(DateTime { date, time }) => date_time(date, time)?,
            Err(_) => {
                return Err(format!(
                    "MySQL cannot store the interval {value}: it has months or is out of range"
                ));
            }
        },
        // The server would compare a string of bytes with a BIT column as text.
        Value::Bits(value) => match value.to_number() {
            Some(number) => MyValue::UInt(number),
            None => {
                return Err(format!(
                    "MySQL cannot store a BIT of {} bits: the maximum is 64",
                    value.len()
                ));
            }
        },
        Value::ByDialect(forms) => return encode(forms.on(dialect), dialect),
        Value::Invalid(invalid) => return Err(invalid.to_string()),
        Value::Json(value) => MyValue::Bytes(value.as_str().as_bytes().to_vec()),
        other => return Err(format!("MySQL cannot store {}", other.kind())),
    })
}

fn date_time(date: Date, time: Time) -> Result<MyValue, String> {
    let year = u16::try_from(date.year())
        .map_err(|_| format!("MySQL cannot store {date}, which is before the year 0"))?;
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

/// Returns a UUID as 32 lower-case hexadecimal digits, for the dialect's `CHAR(32)`.
fn hex(uuid: &[u8; 16]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| DIGITS[usize::from(nibble)];
    uuid.iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests;
