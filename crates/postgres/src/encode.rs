//! Encoding of values in the binary format of the parameter's type.
//!
//! All parameters are encoded before anything is sent, so a value that does not fit leaves the
//! connection and its transaction unchanged. No conversion changes a value.
//!
//! Text for a type that is neither text nor plain binary (`interval`, `inet`, `uuid`, `date`, …)
//! is sent in text format, and the server parses it like a literal.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::ops::Range;

use bytes::BytesMut;
use rebis_core::error::DatabaseError;
use rebis_core::value::{Date, DateTime, Decimal, Time, Value};
use tokio_postgres::types::{Format, IsNull, Kind, ToSql, Type, to_sql_checked};

use crate::error::data_error;
use crate::{array, hstore, numeric, range, record};

/// The days from 1970-01-01 to PostgreSQL's epoch, 2000-01-01.
pub(crate) const EPOCH_DAYS: i64 = 10_957;

/// The microseconds from 1970-01-01 to PostgreSQL's epoch, 2000-01-01.
pub(crate) const EPOCH_MICROS: i64 = EPOCH_DAYS * 86_400 * 1_000_000;

/// The encoded parameters of one statement. The next statement reuses the buffers.
#[derive(Debug, Default)]
pub(crate) struct Params {
    bytes: Vec<u8>,
    slots: Vec<Slot>,
}

/// One encoded parameter, for the client.
///
/// The client logs parameters in their `Debug` form, which therefore does not show the value.
pub(crate) struct Encoded<'a> {
    bytes: Option<&'a [u8]>,
    format: Format,
}

#[derive(Debug)]
struct Slot {
    /// The position of the value in the buffer; `None` for `NULL`.
    range: Option<Range<usize>>,
    format: Format,
}

/// The capacity that the buffer keeps for the next statement.
const KEPT_BYTES: usize = 64 * 1024;

impl Params {
    /// Encodes the parameters of a statement whose parameters have these types.
    ///
    /// # Errors
    /// Returns an error if the number of values is wrong, or a value does not fit its type.
    pub(crate) fn encode(
        &mut self,
        types: &[Type],
        values: &[&Value],
    ) -> Result<(), DatabaseError> {
        self.slots.clear();
        self.bytes.clear();
        self.bytes.shrink_to(KEPT_BYTES);
        if types.len() != values.len() {
            let (takes, bound) = (types.len(), values.len());
            let message = format!("wrong number of bind parameters: expected {takes}, got {bound}");
            return Err(data_error(message));
        }
        for (index, (value, ty)) in values.iter().zip(types).enumerate() {
            let slot = self.push(value, ty);
            let slot = slot.map_err(|reason| DatabaseError::for_parameter(index, reason))?;
            self.slots.push(slot);
        }
        Ok(())
    }

    /// Returns the parameters, in order.
    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = Encoded<'_>> {
        self.slots.iter().map(|slot| Encoded {
            bytes: slot.range.clone().map(|range| &self.bytes[range]),
            format: slot.format,
        })
    }

    fn push(&mut self, value: &Value, ty: &Type) -> Result<Slot, String> {
        if value.is_null() {
            return Ok(Slot {
                range: None,
                format: Format::Binary,
            });
        }
        let start = self.bytes.len();
        let format = write(value, base_type(ty), &mut self.bytes)?;
        Ok(Slot {
            range: Some(start..self.bytes.len()),
            format,
        })
    }
}

impl ToSql for Encoded<'_> {
    fn to_sql(&self, _: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        let Some(bytes) = self.bytes else {
            return Ok(IsNull::Yes);
        };
        out.extend_from_slice(bytes);
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, _: &Type) -> Format {
        self.format
    }

    to_sql_checked!();
}

impl fmt::Debug for Encoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bytes {
            Some(bytes) => write!(f, "<{} bytes>", bytes.len()),
            None => f.write_str("NULL"),
        }
    }
}

/// Returns the base type of a domain, or the type itself.
///
/// Values of a domain are sent and received in the format of its base type.
pub(crate) fn base_type(ty: &Type) -> &Type {
    match ty.kind() {
        Kind::Domain(base) => base_type(base),
        _ => ty,
    }
}

/// Returns whether the binary format of a type is its text.
pub(crate) fn is_textual(ty: &Type) -> bool {
    matches!(
        *ty,
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN
    ) || matches!(ty.kind(), Kind::Enum(_))
        || (ty.oid() >= FIRST_EXTENSION_OID && ty.name() == "citext")
}

/// The first object identifier of types that are not built in:
/// <https://www.postgresql.org/docs/current/system-catalog-initial-data.html>.
const FIRST_EXTENSION_OID: u32 = 16_384;

/// Appends a value that is not `NULL`.
pub(crate) fn write(value: &Value, ty: &Type, out: &mut Vec<u8>) -> Result<Format, String> {
    match value {
        Value::Text(text) => return write_text(text, ty, out),
        Value::Bool(value) if *ty == Type::BOOL => out.push(u8::from(*value)),
        Value::Int(value) => write_int(*value, ty, out)?,
        Value::Unsigned(value) => write_unsigned(*value, ty, out)?,
        Value::Double(value) => write_double(*value, ty, out)?,
        Value::Bytes(bytes) if *ty == Type::BYTEA => out.extend_from_slice(bytes),
        Value::Date(date) => write_date(*date, ty, out)?,
        Value::Time(time) if *ty == Type::TIME => out.extend(micros_of(*time)),
        Value::DateTime(at) | Value::Timestamp(at)
            if matches!(*ty, Type::TIMESTAMP | Type::TIMESTAMPTZ) =>
        {
            out.extend(micros(*at));
        }
        Value::Decimal(decimal) => write_decimal(decimal, ty, out)?,
        Value::Uuid(uuid) if *ty == Type::UUID => out.extend_from_slice(uuid),
        Value::Uuid(uuid) if is_textual(ty) => out.extend_from_slice(uuid_text(uuid).as_bytes()),
        Value::Json(json) if is_json(ty) => write_json(json.as_str(), ty, out)?,
        Value::Array(values) => return array::write(values, ty, out),
        Value::Range(range) => range::encode(range, ty, out)?,
        Value::Multirange(ranges) => range::encode_many(ranges, ty, out)?,
        Value::Hstore(pairs) if hstore::is_hstore(ty) => hstore::encode(pairs, out)?,
        Value::Interval(interval) if *ty == Type::INTERVAL => {
            out.extend(interval.microseconds().to_be_bytes());
            out.extend(interval.whole_days().to_be_bytes());
            out.extend(interval.whole_months().to_be_bytes());
        }
        Value::TimeTz(time) if *ty == Type::TIMETZ => {
            out.extend(micros_of(time.time));
            // Seconds west of UTC: `timetz_send` in `src/backend/utils/adt/date.c`.
            out.extend((-time.offset()).to_be_bytes());
        }
        Value::Bits(bits) if matches!(*ty, Type::BIT | Type::VARBIT) => {
            out.extend(length(bits.len())?.to_be_bytes());
            out.extend_from_slice(bits.as_bytes());
        }
        Value::Record(record) => record::write(record, ty, out)?,
        Value::ByDialect(forms) => return write(forms.on(DIALECT), ty, out),
        Value::Invalid(invalid) => return Err(invalid.to_string()),
        other => return Err(refusal(other, ty)),
    }
    Ok(Format::Binary)
}

/// The name of the dialect.
pub(crate) const DIALECT: &str = "postgresql";

fn write_text(text: &str, ty: &Type, out: &mut Vec<u8>) -> Result<Format, String> {
    if is_json(ty) {
        write_json(text, ty, out)?;
        return Ok(Format::Binary);
    }
    if has_binary_values(ty) {
        return Err(refusal(&Value::Text(Cow::Borrowed("")), ty));
    }
    out.extend_from_slice(without_nul(text)?.as_bytes());
    Ok(if is_textual(ty) {
        Format::Binary
    } else {
        Format::Text
    })
}

/// Returns whether text for a type is an error: for numbers, booleans, bytes and arrays.
pub(crate) fn has_binary_values(ty: &Type) -> bool {
    matches!(
        *ty,
        Type::BOOL
            | Type::INT2
            | Type::INT4
            | Type::INT8
            | Type::OID
            | Type::FLOAT4
            | Type::FLOAT8
            | Type::BYTEA
    ) || matches!(ty.kind(), Kind::Array(_))
}

fn write_int(value: i64, ty: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    let out_of_range = || format!("{value} is out of the range of {}", ty.name());
    match *ty {
        Type::INT2 => out.extend(
            i16::try_from(value)
                .map_err(|_| out_of_range())?
                .to_be_bytes(),
        ),
        Type::INT4 => out.extend(
            i32::try_from(value)
                .map_err(|_| out_of_range())?
                .to_be_bytes(),
        ),
        Type::INT8 => out.extend(value.to_be_bytes()),
        Type::OID => out.extend(
            u32::try_from(value)
                .map_err(|_| out_of_range())?
                .to_be_bytes(),
        ),
        Type::FLOAT4 if has_bits(value, f32::MANTISSA_DIGITS) => {
            out.extend((value as f32).to_be_bytes());
        }
        Type::FLOAT8 if has_bits(value, f64::MANTISSA_DIGITS) => {
            out.extend((value as f64).to_be_bytes());
        }
        Type::FLOAT4 | Type::FLOAT8 => {
            return Err(format!(
                "{value} has more digits than {} can hold",
                ty.name()
            ));
        }
        Type::NUMERIC => numeric::encode(&Decimal::from(value), out)?,
        _ if is_textual(ty) => out.extend_from_slice(value.to_string().as_bytes()),
        _ => return Err(refusal(&Value::Int(value), ty)),
    }
    Ok(())
}

fn write_unsigned(value: u64, ty: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    match *ty {
        Type::NUMERIC => numeric::encode(&Decimal::from(value), out),
        _ if is_textual(ty) => {
            out.extend_from_slice(value.to_string().as_bytes());
            Ok(())
        }
        _ => Err(format!("{value} is out of the range of {}", ty.name())),
    }
}

/// Returns whether a float with this number of bits of precision can hold the integer exactly.
fn has_bits(value: i64, bits: u32) -> bool {
    let magnitude = value.unsigned_abs();
    magnitude == 0 || magnitude >> magnitude.trailing_zeros() < 1 << bits
}

fn write_double(value: f64, ty: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    match *ty {
        Type::FLOAT8 => out.extend(value.to_be_bytes()),
        Type::FLOAT4 => out.extend(single(value)?.to_be_bytes()),
        Type::NUMERIC => numeric::encode(&Decimal::from(value), out)?,
        _ => return Err(refusal(&Value::Double(value), ty)),
    }
    Ok(())
}

/// Converts a double to single precision, if the value stays the same.
fn single(value: f64) -> Result<f32, String> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the comparison with the double detects a loss"
    )]
    let single = value as f32;
    if f64::from(single) == value || value.is_nan() {
        Ok(single)
    } else {
        Err(format!("{value} has more digits than float4 can hold"))
    }
}

fn write_decimal(decimal: &Decimal, ty: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    match *ty {
        Type::NUMERIC => numeric::encode(decimal, out).map_err(|why| format!("{decimal} {why}")),
        Type::FLOAT8 => match decimal.as_str().parse::<f64>() {
            Ok(double) if double.is_finite() == decimal.is_finite() => {
                out.extend(double.to_be_bytes());
                Ok(())
            }
            _ => Err(format!("{decimal} is out of the range of float8")),
        },
        _ => Err(refusal(&Value::Decimal(decimal.clone()), ty)),
    }
}

fn write_date(date: Date, ty: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    match *ty {
        Type::DATE => {
            let days = i32::try_from(date.days_since_epoch() - EPOCH_DAYS);
            out.extend(
                days.map_err(|_| format!("{date} is out of range"))?
                    .to_be_bytes(),
            );
        }
        Type::TIMESTAMP => out.extend(micros(DateTime::new(date, Time::MIDNIGHT))),
        _ => return Err(refusal(&Value::Date(date), ty)),
    }
    Ok(())
}

fn micros(at: DateTime) -> [u8; 8] {
    (at.micros_since_epoch() - EPOCH_MICROS).to_be_bytes()
}

fn micros_of(time: Time) -> [u8; 8] {
    time.micros_since_midnight().to_be_bytes()
}

pub(crate) fn is_json(ty: &Type) -> bool {
    matches!(*ty, Type::JSON | Type::JSONB)
}

/// The version of the binary format of `jsonb`, which is written before the text.
pub(crate) const JSONB_VERSION: u8 = 1;

fn write_json(text: &str, ty: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    if *ty == Type::JSONB {
        out.push(JSONB_VERSION);
    }
    out.extend_from_slice(without_nul(text)?.as_bytes());
    Ok(())
}

pub(crate) fn length(count: usize) -> Result<i32, String> {
    i32::try_from(count).map_err(|_| "the value is longer than PostgreSQL supports".to_owned())
}

/// Returns an error if the text has a NUL, the only character that PostgreSQL cannot store.
pub(crate) fn without_nul(text: &str) -> Result<&str, String> {
    if text.contains('\0') {
        Err("the text has a NUL character, which PostgreSQL cannot store".to_owned())
    } else {
        Ok(text)
    }
}

fn uuid_text(uuid: &[u8; 16]) -> String {
    let digits: String = uuid.iter().map(|byte| format!("{byte:02x}")).collect();
    let parts = [
        &digits[..8],
        &digits[8..12],
        &digits[12..16],
        &digits[16..20],
        &digits[20..],
    ];
    parts.join("-")
}

pub(crate) fn refusal(value: &Value, ty: &Type) -> String {
    format!("{} cannot be bound to {}", value.kind(), ty.name())
}

#[cfg(test)]
mod tests;
