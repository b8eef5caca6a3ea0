//! Decoding of the client's rows.
//!
//! Text and bytes are borrowed from the row. Numbers, dates and times are binary in the rows of a
//! prepared statement, and text in the rows of a statement that the server cannot prepare.

use std::str;

use mysql_async::consts::ColumnType;
use mysql_async::{Column, Row, Value as MyValue};
use rebis_core::decode::{Cell, RowSource};
use rebis_core::error::DecodeError;
use rebis_core::value::{Bits, Date, DateTime, Interval, Time, ValueRef};

use crate::config::ZeroDates;

/// The number of the `binary` character set. Columns of bytes have it, columns of text do not.
const BINARY: u16 = 63;

/// The options for reading the rows of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading {
    /// The name of the dialect.
    pub(crate) dialect: &'static str,
    /// The meaning of the date `0000-00-00`.
    pub(crate) zero_dates: ZeroDates,
}

/// A row of the client.
#[derive(Debug)]
pub(crate) struct RowView<'r> {
    row: &'r Row,
    width: usize,
    reading: Reading,
}

impl<'r> RowView<'r> {
    /// Creates a view of a row without its last `hidden` columns.
    pub(crate) fn new(row: &'r Row, hidden: usize, reading: Reading) -> Self {
        let width = row.len().saturating_sub(hidden);
        Self {
            row,
            width,
            reading,
        }
    }
}

impl RowSource for RowView<'_> {
    fn width(&self) -> usize {
        self.width
    }

    fn dialect(&self) -> &'static str {
        self.reading.dialect
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError> {
        let column = self.row.columns_ref().get(index);
        let (Some(column), Some(value)) = (column, self.row.as_ref(index)) else {
            return Err(DecodeError::TooFewColumns {
                index,
                width: self.width,
            });
        };
        if self.reading.zero_dates == ZeroDates::Null && is_zero_date(column, value) {
            return Ok(ValueRef::Null);
        }
        decode(column, value).map_err(|message| DecodeError::Malformed { index, message })
    }

    fn int(&self, index: usize) -> Cell<i64> {
        match self.row.as_ref(index) {
            Some(MyValue::Int(value)) => Cell::Value(*value),
            Some(MyValue::UInt(value)) => i64::try_from(*value).map_or(Cell::Other, Cell::Value),
            Some(MyValue::NULL) => Cell::Null,
            _ => Cell::Other,
        }
    }

    fn text(&self, index: usize) -> Cell<&str> {
        use ColumnType::{MYSQL_TYPE_STRING, MYSQL_TYPE_VAR_STRING};
        match (self.row.as_ref(index), self.row.columns_ref().get(index)) {
            (Some(MyValue::NULL), _) => Cell::Null,
            (Some(MyValue::Bytes(bytes)), Some(column))
                if matches!(
                    column.column_type(),
                    MYSQL_TYPE_VAR_STRING | MYSQL_TYPE_STRING
                ) && column.character_set() != BINARY =>
            {
                str::from_utf8(bytes).map_or(Cell::Other, Cell::Value)
            }
            _ => Cell::Other,
        }
    }

    fn name(&self, index: usize) -> &str {
        let column = self.row.columns_ref().get(index);
        column
            .and_then(|column| str::from_utf8(column.name_ref()).ok())
            .unwrap_or_default()
    }
}

fn decode<'v>(column: &Column, value: &'v MyValue) -> Result<ValueRef<'v>, String> {
    match value {
        MyValue::NULL => Ok(ValueRef::Null),
        MyValue::Bytes(bytes) => from_bytes(column, bytes),
        MyValue::Int(value) => Ok(ValueRef::Int(*value)),
        MyValue::UInt(value) => Ok(unsigned(*value)),
        MyValue::Float(value) => Ok(ValueRef::Double(f64::from(*value))),
        MyValue::Double(value) => Ok(ValueRef::Double(*value)),
        MyValue::Date(year, month, day, hour, minute, second, micro) => {
            let date = date(*year, *month, *day)?;
            let time = Time::new(*hour, *minute, *second, *micro).map_err(|e| e.to_string())?;
            Ok(moment(column, DateTime::new(date, time)))
        }
        MyValue::Time(negative, days, hours, minutes, seconds, micros) => {
            let hours = u64::from(*days) * 24 + u64::from(*hours);
            time(*negative, hours, *minutes, *seconds, *micros)
        }
    }
}

fn from_bytes<'v>(column: &Column, bytes: &'v [u8]) -> Result<ValueRef<'v>, String> {
    use ColumnType::*;
    match column.column_type() {
        MYSQL_TYPE_DECIMAL | MYSQL_TYPE_NEWDECIMAL => parsed(bytes).map(ValueRef::Decimal),
        MYSQL_TYPE_JSON => text(bytes).map(ValueRef::Json),
        MYSQL_TYPE_BIT => bits(column, bytes),
        MYSQL_TYPE_TINY | MYSQL_TYPE_SHORT | MYSQL_TYPE_INT24 | MYSQL_TYPE_LONG
        | MYSQL_TYPE_LONGLONG | MYSQL_TYPE_YEAR => match parsed(bytes) {
            Ok(value) => Ok(ValueRef::Int(value)),
            Err(_) => parsed(bytes).map(unsigned),
        },
        MYSQL_TYPE_FLOAT => parsed::<f32>(bytes).map(|value| ValueRef::Double(value.into())),
        MYSQL_TYPE_DOUBLE => parsed(bytes).map(ValueRef::Double),
        _ if holds_dates(column) => moment_from_text(column, text(bytes)?),
        MYSQL_TYPE_TIME | MYSQL_TYPE_TIME2 => time_from_text(text(bytes)?),
        MYSQL_TYPE_ENUM | MYSQL_TYPE_SET => text(bytes).map(ValueRef::Text),
        _ if column.character_set() == BINARY => Ok(ValueRef::Bytes(bytes)),
        _ => text(bytes).map(ValueRef::Text),
    }
}

fn text(bytes: &[u8]) -> Result<&str, String> {
    str::from_utf8(bytes).map_err(|error| format!("the text is not UTF-8: {error}"))
}

fn parsed<T: str::FromStr>(bytes: &[u8]) -> Result<T, String> {
    let text = text(bytes)?;
    text.parse()
        .map_err(|_| format!("`{text}` is not a number, or is out of range"))
}

fn unsigned<'v>(value: u64) -> ValueRef<'v> {
    i64::try_from(value).map_or(ValueRef::Unsigned(value), ValueRef::Int)
}

/// Reads a `BIT` of up to eight bytes, the most significant first. The length of the column is in
/// bits.
fn bits<'v>(column: &Column, bytes: &[u8]) -> Result<ValueRef<'v>, String> {
    let number = bytes.iter().try_fold(0_u64, |number, byte| {
        Some(number.checked_mul(256)? | u64::from(*byte))
    });
    let length = usize::try_from(column.column_length()).map_err(|error| error.to_string())?;
    let number = number.ok_or_else(|| format!("a BIT of {} bytes is malformed", bytes.len()))?;
    let bits = Bits::from_number(number, length).map_err(|error| error.to_string())?;
    Ok(ValueRef::Bits(Box::new(bits)))
}

/// Returns whether a value is MySQL's zero date, `0000-00-00`.
fn is_zero_date(column: &Column, value: &MyValue) -> bool {
    match value {
        MyValue::Date(0, 0, 0, ..) => true,
        MyValue::Bytes(bytes) => bytes.starts_with(b"0000-00-00") && holds_dates(column),
        _ => false,
    }
}

fn holds_dates(column: &Column) -> bool {
    use ColumnType::*;
    matches!(
        column.column_type(),
        MYSQL_TYPE_DATE
            | MYSQL_TYPE_NEWDATE
            | MYSQL_TYPE_DATETIME
            | MYSQL_TYPE_DATETIME2
            | MYSQL_TYPE_TIMESTAMP
            | MYSQL_TYPE_TIMESTAMP2
    )
}

fn date(year: u16, month: u8, day: u8) -> Result<Date, String> {
    if month == 0 || day == 0 {
        let text = format!("{year:04}-{month:02}-{day:02}");
        return Err(format!(
            "`{text}` is not a date; with `?zero_dates=null` in the URL, `0000-00-00` is read as \
             NULL"
        ));
    }
    Date::new(i32::from(year), month, day).map_err(|error| error.to_string())
}

/// Returns a date and time with the type of its column. A `TIMESTAMP` is in UTC, the time zone of
/// the session.
fn moment<'v>(column: &Column, value: DateTime) -> ValueRef<'v> {
    match column.column_type() {
        ColumnType::MYSQL_TYPE_DATE | ColumnType::MYSQL_TYPE_NEWDATE => ValueRef::Date(value.date),
        ColumnType::MYSQL_TYPE_TIMESTAMP | ColumnType::MYSQL_TYPE_TIMESTAMP2 => {
            ValueRef::Timestamp(value)
        }
        _ => ValueRef::DateTime(value),
    }
}

fn moment_from_text<'v>(column: &Column, text: &str) -> Result<ValueRef<'v>, String> {
    let (day, time) = text.split_once(' ').unwrap_or((text, "00:00:00"));
    let mut fields = day.splitn(3, '-').map(|digits| digits.parse::<u16>().ok());
    let mut field = || fields.next().flatten();
    let malformed = || format!("`{text}` is not a date and time");
    let (Some(year), Some(month), Some(day)) = (field(), field(), field()) else {
        return Err(malformed());
    };
    let narrow = |field: u16| u8::try_from(field).map_err(|_| malformed());
    let date = date(year, narrow(month)?, narrow(day)?)?;
    let time = Time::parse(time).ok_or_else(malformed)?;
    Ok(moment(column, DateTime::new(date, time)))
}

/// Reads a `TIME`: a time of day, or an interval of up to 838 hours in either direction.
fn time<'v>(
    negative: bool,
    hours: u64,
    minutes: u8,
    seconds: u8,
    micros: u32,
) -> Result<ValueRef<'v>, String> {
    let hour = u8::try_from(hours).ok().filter(|_| !negative);
    if let Some(Ok(time)) = hour.map(|hour| Time::new(hour, minutes, seconds, micros)) {
        return Ok(ValueRef::Time(time));
    }
    let seconds = hours * 3600 + u64::from(minutes) * 60 + u64::from(seconds);
    let micros = i64::try_from(seconds * 1_000_000 + u64::from(micros));
    let micros = micros.map_err(|_| "the time is malformed".to_owned())?;
    let micros = if negative { -micros } else { micros };
    Ok(ValueRef::Interval(Interval::new(0, 0, micros)))
}

fn time_from_text<'v>(text: &str) -> Result<ValueRef<'v>, String> {
    let malformed = || format!("`{text}` is not a time");
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (hours, rest) = unsigned.split_once(':').ok_or_else(malformed)?;
    let rest = Time::parse(&format!("00:{rest}")).ok_or_else(malformed)?;
    let hours = hours.parse().map_err(|_| malformed())?;
    let (minutes, seconds) = (rest.minute(), rest.second());
    time(
        text.starts_with('-'),
        hours,
        minutes,
        seconds,
        rest.microsecond(),
    )
}

#[cfg(test)]
mod tests;
