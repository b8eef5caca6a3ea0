//! Values to the binary form of the type that the server asks for.
//!
//! All parameters are encoded before anything is sent, so a value that does not fit leaves the
//! connection and its transaction as they were. Nothing is converted that would change a value.
//!
//! Text for a type that is neither text nor plain binary (`interval`, `inet`, `uuid`, `date`, …)
//! is sent as text: only the server knows how each is written, as with a literal.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::ops::Range;

use bytes::BytesMut;
use rebis_core::value::{Date, DateTime, Decimal, Time, Value};
use tokio_postgres::types::{Format, IsNull, Kind, ToSql, Type, to_sql_checked};

use crate::{hstore, numeric, range};

/// Days from 1970-01-01 to 2000-01-01, where PostgreSQL starts to count.
pub(crate) const EPOCH_DAYS: i64 = 10_957;

/// The same in microseconds.
pub(crate) const EPOCH_MICROS: i64 = EPOCH_DAYS * 86_400 * 1_000_000;

/// The encoded parameters of one statement; the memory is used again for the next.
#[derive(Debug, Default)]
pub(crate) struct Params {
    bytes: Vec<u8>,
    slots: Vec<Slot>,
}

/// One encoded parameter, as the client takes it.
///
/// The client logs parameters in their `Debug` form, so this shows no value.
pub(crate) struct Encoded<'a> {
    bytes: Option<&'a [u8]>,
    format: Format,
}

#[derive(Debug)]
struct Slot {
    /// Where the value is; `None` for `NULL`.
    range: Option<Range<usize>>,
    format: Format,
}

/// A buffer that grew larger than this for one statement is not kept.
const KEPT_BYTES: usize = 64 * 1024;

impl Params {
    /// Encodes the parameters of a statement that takes these types.
    ///
    /// # Errors
    /// When there are too many or too few, or one does not fit its type.
    pub(crate) fn encode(&mut self, types: &[Type], values: &[&Value]) -> Result<(), String> {
        self.slots.clear();
        self.bytes.clear();
        self.bytes.shrink_to(KEPT_BYTES);
        if types.len() != values.len() {
            return Err(format!(
                "the statement takes {} parameters, and {} values were bound",
                types.len(),
                values.len(),
            ));
        }
        for (index, (value, ty)) in values.iter().zip(types).enumerate() {
            let slot = self.push(value, ty);
            let slot = slot.map_err(|why| format!("parameter ${}: {why}", index + 1))?;
            self.slots.push(slot);
        }
        Ok(())
    }

    /// The parameters, in order.
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

/// The type under a domain, which is what goes over the wire.
pub(crate) fn base_type(ty: &Type) -> &Type {
    match ty.kind() {
        Kind::Domain(base) => base_type(base),
        _ => ty,
    }
}

/// Whether the binary form of a type is its text.
pub(crate) fn is_textual(ty: &Type) -> bool {
    matches!(
        *ty,
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN
    ) || matches!(ty.kind(), Kind::Enum(_))
        || (ty.oid() >= FIRST_EXTENSION_OID && ty.name() == "citext")
}

/// Types with smaller object identifiers are built in:
/// <https://www.postgresql.org/docs/current/system-catalog-initial-data.html>.
const FIRST_EXTENSION_OID: u32 = 16_384;

/// Appends a value that is not `NULL`.
pub(crate) fn write(value: &Value, ty: &Type, out: &mut Vec<u8>) -> Result<Format, String> {
    match value {
        Value::Text(text) => return write_text(text, ty, out),
        Value::Bool(value) if *ty == Type::BOOL => out.push(u8::from(*value)),
        Value::Int(value) => write_int(*value, ty, out)?,
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
        Value::Array(values) => return write_array(values, ty, out),
        Value::Range(range) => range::encode(range, ty, out)?,
        Value::Multirange(ranges) => range::encode_many(ranges, ty, out)?,
        Value::Hstore(pairs) if hstore::is_hstore(ty) => hstore::encode(pairs, out)?,
        Value::Interval(interval) if *ty == Type::INTERVAL => {
            out.extend(interval.microseconds().to_be_bytes());
            out.extend(interval.whole_days().to_be_bytes());
            out.extend(interval.whole_months().to_be_bytes());
        }
        other => return Err(refusal(other, ty)),
    }
    Ok(Format::Binary)
}

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

/// The types of numbers, booleans and bytes: text for one of them is a mistake.
fn has_binary_values(ty: &Type) -> bool {
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
            return Err(format!("{value} has more digits than {} keeps", ty.name()));
        }
        Type::NUMERIC => numeric::encode(&Decimal::from(value), out)?,
        _ if is_textual(ty) => out.extend_from_slice(value.to_string().as_bytes()),
        _ => return Err(refusal(&Value::Int(value), ty)),
    }
    Ok(())
}

/// Whether a float of so many bits of precision holds the number exactly.
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

/// The nearest single precision number, as long as there is one.
fn single(value: f64) -> Result<f32, String> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the range is checked below"
    )]
    let single = value as f32;
    let overflows = single.is_infinite() && value.is_finite();
    match overflows || (single == 0.0 && value != 0.0) {
        true => Err(format!("{value} is out of the range of float4")),
        false => Ok(single),
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

fn is_json(ty: &Type) -> bool {
    matches!(*ty, Type::JSON | Type::JSONB)
}

/// The version of the binary format of `jsonb`, which stands before the text.
pub(crate) const JSONB_VERSION: u8 = 1;

fn write_json(text: &str, ty: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    if *ty == Type::JSONB {
        out.push(JSONB_VERSION);
    }
    out.extend_from_slice(without_nul(text)?.as_bytes());
    Ok(())
}

/// The server's `array_recv` in `src/backend/utils/adt/arrayfuncs.c` defines the format.
fn write_array(values: &[Value], ty: &Type, out: &mut Vec<u8>) -> Result<Format, String> {
    let Kind::Array(declared) = ty.kind() else {
        return Err(format!("an array cannot be bound to {}", ty.name()));
    };
    let element = base_type(declared);
    let sizes = dimensions(values)?;
    if is_sent_as_text(values, element) {
        write_array_as_text(values, out)?;
        return Ok(Format::Text);
    }
    let rank = if values.is_empty() {
        0
    } else {
        length(sizes.len())?
    };
    out.extend(rank.to_be_bytes());
    out.extend(i32::from(has_null(values)).to_be_bytes());
    out.extend(declared.oid().to_be_bytes());
    if values.is_empty() {
        return Ok(Format::Binary);
    }
    for size in sizes {
        out.extend(length(size)?.to_be_bytes());
        // Index of the first element.
        out.extend(1_i32.to_be_bytes());
    }
    write_elements(values, element, out)?;
    Ok(Format::Binary)
}

/// Whether the elements are text for a type whose values are sent as text: only the server reads it.
fn is_sent_as_text(values: &[Value], element: &Type) -> bool {
    let is_text = |value: &Value| match value {
        Value::Array(inner) => is_sent_as_text(inner, element),
        value => matches!(value, Value::Text(_)),
    };
    !is_textual(element)
        && !is_json(element)
        && !has_binary_values(element)
        && values.iter().any(is_text)
}

/// Text in braces, each element in quotes:
/// <https://www.postgresql.org/docs/current/arrays.html#ARRAYS-INPUT>.
fn write_array_as_text(values: &[Value], out: &mut Vec<u8>) -> Result<(), String> {
    out.push(b'{');
    for (index, value) in values.iter().enumerate() {
        out.extend_from_slice(if index > 0 { b"," } else { b"" });
        match value {
            Value::Null => out.extend_from_slice(b"NULL"),
            Value::Array(inner) => write_array_as_text(inner, out)?,
            Value::Text(text) => {
                out.push(b'"');
                for byte in without_nul(text)?.bytes() {
                    if matches!(byte, b'"' | b'\\') {
                        out.push(b'\\');
                    }
                    out.push(byte);
                }
                out.push(b'"');
            }
            other => {
                return Err(format!(
                    "element {index}: text and {} cannot be elements of one array",
                    other.kind()
                ));
            }
        }
    }
    out.push(b'}');
    Ok(())
}

/// How many elements an array has in each dimension: arrays of one length within arrays.
fn dimensions(values: &[Value]) -> Result<Vec<usize>, String> {
    let mut sizes = vec![values.len()];
    let Some(Value::Array(first)) = values.first() else {
        return Ok(sizes);
    };
    let inner = dimensions(first)?;
    for value in values {
        match value {
            Value::Array(other) if dimensions(other)? == inner => {}
            _ => return Err("arrays within an array have one length".to_owned()),
        }
    }
    sizes.extend(inner);
    Ok(sizes)
}

fn has_null(values: &[Value]) -> bool {
    values.iter().any(|value| match value {
        Value::Array(inner) => has_null(inner),
        other => other.is_null(),
    })
}

fn write_elements(values: &[Value], element: &Type, out: &mut Vec<u8>) -> Result<(), String> {
    for (index, value) in values.iter().enumerate() {
        if let Value::Array(inner) = value {
            write_elements(inner, element, out)?;
            continue;
        }
        let start = out.len();
        out.extend(NULL_LENGTH.to_be_bytes());
        if value.is_null() {
            continue;
        }
        let format = write(value, element, out).map_err(|why| format!("element {index}: {why}"))?;
        if matches!(format, Format::Text) {
            return Err(format!("element {index}: {}", refusal(value, element)));
        }
        let size = length(out.len() - start - 4)?;
        out[start..start + 4].copy_from_slice(&size.to_be_bytes());
    }
    Ok(())
}

fn length(count: usize) -> Result<i32, String> {
    i32::try_from(count).map_err(|_| "the array is longer than PostgreSQL takes".to_owned())
}

const NULL_LENGTH: i32 = -1;

/// PostgreSQL's text holds every character but this one.
fn without_nul(text: &str) -> Result<&str, String> {
    match text.contains('\0') {
        true => Err("the text has a NUL character, which PostgreSQL cannot store".to_owned()),
        false => Ok(text),
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
