//! Decoding of rows in PostgreSQL's binary formats.

use std::error::Error;

use rebis_core::decode::{Cell, RowSource};
use rebis_core::error::DecodeError;
use rebis_core::value::{
    Bits, Date, DateTime, Interval, MacAddr, MacAddr8, Time, TimeTz, ValueRef,
};
use tokio_postgres::Row;
use tokio_postgres::types::{FromSql, Kind, Type};

use crate::encode::{DIALECT, EPOCH_DAYS, EPOCH_MICROS, JSONB_VERSION, base_type, is_textual};
use crate::{array, hstore, numeric, range, record, written};

/// One row of the client.
pub(crate) struct PostgresRow<'r>(pub(crate) &'r Row);

/// The bytes of one value; `None` for `NULL`.
struct Raw<'r>(Option<&'r [u8]>);

impl RowSource for PostgresRow<'_> {
    fn width(&self) -> usize {
        self.0.len()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError> {
        let malformed = |message| DecodeError::Malformed { index, message };
        let Some(column) = self.0.columns().get(index) else {
            return Err(DecodeError::TooFewColumns {
                index,
                width: self.width(),
            });
        };
        let Raw(raw) = self
            .0
            .try_get(index)
            .map_err(|error| malformed(error.to_string()))?;
        let Some(raw) = raw else {
            return Ok(ValueRef::Null);
        };
        decode(base_type(column.type_()), raw).map_err(malformed)
    }

    fn int(&self, index: usize) -> Cell<i64> {
        let Some(column) = self.0.columns().get(index) else {
            return Cell::Other;
        };
        let width = match *column.type_() {
            Type::INT4 => 4,
            Type::INT8 => 8,
            Type::INT2 => 2,
            _ => return Cell::Other,
        };
        match self.0.try_get(index) {
            Ok(Raw(None)) => Cell::Null,
            Ok(Raw(Some(raw))) if raw.len() == width => {
                // Big-endian, with the sign in the first byte.
                let sign = if raw[0] & 0x80 == 0 { 0 } else { -1 };
                Cell::Value(
                    raw.iter()
                        .fold(sign, |int, byte| int << 8 | i64::from(*byte)),
                )
            }
            _ => Cell::Other,
        }
    }

    fn text(&self, index: usize) -> Cell<&str> {
        let column = self.0.columns().get(index);
        if !column.is_some_and(|column| matches!(*column.type_(), Type::TEXT | Type::VARCHAR)) {
            return Cell::Other;
        }
        match self.0.try_get(index) {
            Ok(Raw(None)) => Cell::Null,
            Ok(Raw(Some(raw))) => std::str::from_utf8(raw).map_or(Cell::Other, Cell::Value),
            Err(_) => Cell::Other,
        }
    }

    fn dialect(&self) -> &'static str {
        DIALECT
    }

    fn name(&self, index: usize) -> &str {
        self.0
            .columns()
            .get(index)
            .map_or("", |column| column.name())
    }
}

impl<'r> FromSql<'r> for Raw<'r> {
    fn from_sql(_: &Type, raw: &'r [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(Some(raw)))
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self(None))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// Reads a value that is not `NULL`. The type must not be a domain.
pub(crate) fn decode<'r>(ty: &Type, raw: &'r [u8]) -> Result<ValueRef<'r>, String> {
    Ok(match *ty {
        Type::BOOL => ValueRef::Bool(fixed::<1>(ty, raw)? != [0]),
        Type::INT2 => ValueRef::Int(i16::from_be_bytes(fixed(ty, raw)?).into()),
        Type::INT4 => ValueRef::Int(i32::from_be_bytes(fixed(ty, raw)?).into()),
        Type::INT8 => ValueRef::Int(i64::from_be_bytes(fixed(ty, raw)?)),
        Type::OID => ValueRef::Int(u32::from_be_bytes(fixed(ty, raw)?).into()),
        Type::FLOAT4 => ValueRef::Double(f32::from_be_bytes(fixed(ty, raw)?).into()),
        Type::FLOAT8 => ValueRef::Double(f64::from_be_bytes(fixed(ty, raw)?)),
        Type::NUMERIC => ValueRef::Decimal(numeric::decode(raw)?),
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME => ValueRef::Text(text(raw)?),
        Type::CHAR => ValueRef::Text(char_text(raw)?),
        Type::BYTEA => ValueRef::Bytes(raw),
        Type::DATE => ValueRef::Date(date(i32::from_be_bytes(fixed(ty, raw)?))?),
        Type::TIME => ValueRef::Time(time(i64::from_be_bytes(fixed(ty, raw)?))?),
        Type::TIMESTAMP => {
            ValueRef::DateTime(date_time("timestamp", i64::from_be_bytes(fixed(ty, raw)?))?)
        }
        Type::TIMESTAMPTZ => ValueRef::Timestamp(date_time(
            "timestamptz",
            i64::from_be_bytes(fixed(ty, raw)?),
        )?),
        Type::UUID => ValueRef::Uuid(fixed(ty, raw)?),
        Type::JSON => ValueRef::Json(text(raw)?),
        Type::JSONB => ValueRef::Json(jsonb(raw)?),
        Type::INTERVAL => ValueRef::Interval(interval(ty, raw)?),
        Type::INET | Type::CIDR => ValueRef::Written(written::inet(raw)?),
        Type::TS_VECTOR => ValueRef::Written(written::tsvector(raw)?),
        Type::MACADDR => ValueRef::Written(MacAddr(fixed(ty, raw)?).to_string().into()),
        Type::MACADDR8 => ValueRef::Written(MacAddr8(fixed(ty, raw)?).to_string().into()),
        Type::TIMETZ => ValueRef::TimeTz(time_tz(ty, raw)?),
        Type::BIT | Type::VARBIT => ValueRef::Bits(Box::new(bits(raw)?)),
        Type::XML => ValueRef::Text(text(raw)?),
        Type::JSONPATH => ValueRef::Text(jsonpath(raw)?),
        Type::RECORD => ValueRef::Record(Box::new(record::read(&[], raw)?)),
        // The result of a function that returns nothing, such as `pg_notify`.
        Type::VOID => ValueRef::Null,
        _ => return decode_by_kind(ty, raw),
    })
}

fn decode_by_kind<'r>(ty: &Type, raw: &'r [u8]) -> Result<ValueRef<'r>, String> {
    match ty.kind() {
        Kind::Array(element) => Ok(ValueRef::Array(array::read(base_type(element), raw)?)),
        Kind::Composite(fields) => Ok(ValueRef::Record(Box::new(record::read(fields, raw)?))),
        Kind::Range(element) => {
            let range = range::read(base_type(element), raw)?;
            Ok(ValueRef::Range(Box::new(range)))
        }
        Kind::Multirange(range) => Ok(ValueRef::Multirange(range::read_many(range, raw)?)),
        _ if hstore::is_hstore(ty) => Ok(ValueRef::Hstore(Box::new(hstore::read(raw)?))),
        _ if is_textual(ty) => Ok(ValueRef::Text(text(raw)?)),
        _ => {
            let name = ty.name();
            Err(format!(
                "values of type `{name}` cannot be read; cast the column to text"
            ))
        }
    }
}

fn fixed<const N: usize>(ty: &Type, raw: &[u8]) -> Result<[u8; N], String> {
    let wrong = |_| {
        format!(
            "a value of {} has {N} bytes, but the server sent {}",
            ty.name(),
            raw.len()
        )
    };
    raw.try_into().map_err(wrong)
}

pub(crate) fn text(raw: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(raw).map_err(|error| format!("the text is not UTF-8: {error}"))
}

/// Reads the type `"char"` of the catalogues: one byte, or zero for an empty text.
fn char_text(raw: &[u8]) -> Result<&str, String> {
    text(raw.strip_suffix(&[0]).unwrap_or(raw))
}

fn jsonb(raw: &[u8]) -> Result<&str, String> {
    match raw.split_first() {
        Some((&JSONB_VERSION, json)) => text(json),
        _ => Err("the jsonb has an unknown version".to_owned()),
    }
}

/// Reads a date. The smallest and the largest number of days mean infinity.
fn date(days: i32) -> Result<Date, String> {
    match days {
        i32::MAX | i32::MIN => Err(infinite("date")),
        days => Date::from_days_since_epoch(i64::from(days) + EPOCH_DAYS)
            .map_err(|error| error.to_string()),
    }
}

fn time(micros: i64) -> Result<Time, String> {
    Time::from_micros(micros).map_err(|error| error.to_string())
}

fn date_time(name: &str, micros: i64) -> Result<DateTime, String> {
    let out_of_range = || format!("the {name} is out of range");
    match micros {
        i64::MAX | i64::MIN => Err(infinite(name)),
        micros => {
            let micros = micros.checked_add(EPOCH_MICROS).ok_or_else(out_of_range)?;
            DateTime::from_micros_since_epoch(micros).map_err(|error| error.to_string())
        }
    }
}

fn infinite(name: &str) -> String {
    format!("the {name} is infinite, which Rust's dates cannot hold; cast the column to text")
}

/// Reads microseconds, days and months, as `interval_send` in
/// `src/backend/utils/adt/timestamp.c` writes them.
fn interval(ty: &Type, raw: &[u8]) -> Result<Interval, String> {
    let (micros, rest) = raw.split_at_checked(8).ok_or("the interval is malformed")?;
    let (days, months) = rest
        .split_at_checked(4)
        .ok_or("the interval is malformed")?;
    Ok(Interval::new(
        i32::from_be_bytes(fixed(ty, months)?),
        i32::from_be_bytes(fixed(ty, days)?),
        i64::from_be_bytes(fixed(ty, micros)?),
    ))
}

/// Reads a time of day and the seconds west of UTC, as `timetz_send` in
/// `src/backend/utils/adt/date.c` writes them.
fn time_tz(ty: &Type, raw: &[u8]) -> Result<TimeTz, String> {
    let (micros, west) = raw.split_at_checked(8).ok_or("the timetz is malformed")?;
    let micros = i64::from_be_bytes(fixed(ty, micros)?);
    let west = i32::from_be_bytes(fixed(ty, west)?);
    TimeTz::new(time(micros)?, -west).map_err(|error| error.to_string())
}

/// Reads the number of bits and the bits, as `bit_send` in `src/backend/utils/adt/varbit.c` writes
/// them.
fn bits(raw: &[u8]) -> Result<Bits, String> {
    let mut cursor = Cursor(raw);
    let length = usize::try_from(cursor.int()?).map_err(|error| error.to_string())?;
    Bits::from_bytes(cursor.0, length).map_err(|error| error.to_string())
}

/// Reads a version and the text, as `jsonpath_send` in `src/backend/utils/adt/jsonpath.c` writes
/// them.
fn jsonpath(raw: &[u8]) -> Result<&str, String> {
    match raw.split_first() {
        Some((1, path)) => text(path),
        _ => Err("the jsonpath has an unknown version".to_owned()),
    }
}

/// Bytes that are read from the front.
pub(crate) struct Cursor<'r>(pub(crate) &'r [u8]);

impl<'r> Cursor<'r> {
    pub(crate) fn take(&mut self, length: usize) -> Result<&'r [u8], String> {
        let (taken, rest) = self
            .0
            .split_at_checked(length)
            .ok_or("the value is malformed")?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn int(&mut self) -> Result<i32, String> {
        let bytes = self.take(4)?;
        bytes
            .try_into()
            .map(i32::from_be_bytes)
            .map_err(|_| "the value is malformed".to_owned())
    }
}

#[cfg(test)]
mod tests;
