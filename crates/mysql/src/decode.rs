//! The client's rows as Core reads them.
//!
//! Text and bytes are borrowed from the row. Numbers, dates and times come in binary form from a
//! prepared statement and as text from one that the server refused to prepare.

use std::str;

use mysql_async::consts::ColumnType;
use mysql_async::{Column, Row, Value as MyValue};
use rebis_core::decode::{Cell, RowSource};
use rebis_core::error::DecodeError;
use rebis_core::value::{Date, DateTime, Time, ValueRef};

/// The number of the `binary` character set: columns of bytes have it, columns of text do not.
const BINARY: u16 = 63;

/// A row of the client.
#[derive(Debug)]
pub(crate) struct RowView<'r> {
    row: &'r Row,
    width: usize,
}

impl<'r> RowView<'r> {
    /// A row whose last columns, so many, are nobody's business.
    pub(crate) fn new(row: &'r Row, hidden: usize) -> Self {
        let width = row.len().saturating_sub(hidden);
        Self { row, width }
    }
}

impl RowSource for RowView<'_> {
    fn width(&self) -> usize {
        self.width
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError> {
        let column = self.row.columns_ref().get(index);
        let (Some(column), Some(value)) = (column, self.row.as_ref(index)) else {
            return Err(DecodeError::TooFewColumns {
                index,
                width: self.width,
            });
        };
        decode(column, value).map_err(|message| DecodeError::Malformed { index, message })
    }

    fn int(&self, index: usize) -> Cell<i64> {
        match self.row.as_ref(index) {
            Some(MyValue::Int(value)) => Cell::Value(*value),
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
        MyValue::UInt(value) => unsigned(*value),
        MyValue::Float(value) => Ok(ValueRef::Double(f64::from(*value))),
        MyValue::Double(value) => Ok(ValueRef::Double(*value)),
        MyValue::Date(year, month, day, hour, minute, second, micro) => {
            let date = date(*year, *month, *day)?;
            let time = Time::new(*hour, *minute, *second, *micro).map_err(|e| e.to_string())?;
            Ok(moment(column, DateTime::new(date, time)))
        }
        MyValue::Time(negative, days, hours, minutes, seconds, micros) => {
            let hours = u64::from(*days) * 24 + u64::from(*hours);
            time_of_day(*negative, hours, *minutes, *seconds, *micros)
        }
    }
}

fn from_bytes<'v>(column: &Column, bytes: &'v [u8]) -> Result<ValueRef<'v>, String> {
    use ColumnType::*;
    match column.column_type() {
        MYSQL_TYPE_DECIMAL | MYSQL_TYPE_NEWDECIMAL => parsed(bytes).map(ValueRef::Decimal),
        MYSQL_TYPE_JSON => text(bytes).map(ValueRef::Json),
        MYSQL_TYPE_BIT => bits(bytes),
        MYSQL_TYPE_TINY | MYSQL_TYPE_SHORT | MYSQL_TYPE_INT24 | MYSQL_TYPE_LONG
        | MYSQL_TYPE_LONGLONG | MYSQL_TYPE_YEAR => parsed(bytes).map(ValueRef::Int),
        MYSQL_TYPE_FLOAT | MYSQL_TYPE_DOUBLE => parsed(bytes).map(ValueRef::Double),
        MYSQL_TYPE_DATE
        | MYSQL_TYPE_NEWDATE
        | MYSQL_TYPE_DATETIME
        | MYSQL_TYPE_DATETIME2
        | MYSQL_TYPE_TIMESTAMP
        | MYSQL_TYPE_TIMESTAMP2 => moment_from_text(column, text(bytes)?),
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
        .map_err(|_| format!("`{text}` is not a number that fits"))
}

fn unsigned<'v>(value: u64) -> Result<ValueRef<'v>, String> {
    match i64::try_from(value) {
        Ok(value) => Ok(ValueRef::Int(value)),
        Err(_) => Err(format!(
            "the unsigned integer {value} does not fit in 64 signed bits"
        )),
    }
}

/// A `BIT` column: up to eight bytes, the most significant first.
fn bits<'v>(bytes: &[u8]) -> Result<ValueRef<'v>, String> {
    if bytes.len() > 8 {
        return Err(format!(
            "a BIT of {} bytes does not fit in 64 bits",
            bytes.len()
        ));
    }
    unsigned(
        bytes
            .iter()
            .fold(0, |value, byte| value << 8 | u64::from(*byte)),
    )
}

fn date(year: u16, month: u8, day: u8) -> Result<Date, String> {
    if month == 0 || day == 0 {
        let text = format!("{year:04}-{month:02}-{day:02}");
        return Err(format!(
            "`{text}`, MySQL's zero date, is not a date; store NULL instead"
        ));
    }
    Date::new(i32::from(year), month, day).map_err(|error| error.to_string())
}

/// A date and time as what its column holds. The session's zone is UTC, so a `TIMESTAMP` is too.
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

fn time_of_day<'v>(
    negative: bool,
    hours: u64,
    minutes: u8,
    seconds: u8,
    micros: u32,
) -> Result<ValueRef<'v>, String> {
    let hour = u8::try_from(hours).ok().filter(|_| !negative);
    match hour.map(|hour| Time::new(hour, minutes, seconds, micros)) {
        Some(Ok(time)) => Ok(ValueRef::Time(time)),
        _ => {
            let sign = if negative { "-" } else { "" };
            Err(no_time_of_day(&format!(
                "{sign}{hours:02}:{minutes:02}:{seconds:02}"
            )))
        }
    }
}

fn time_from_text<'v>(text: &str) -> Result<ValueRef<'v>, String> {
    Time::parse(text)
        .map(ValueRef::Time)
        .ok_or_else(|| no_time_of_day(text))
}

/// MySQL's `TIME` is a span of up to 838 hours either way.
fn no_time_of_day(text: &str) -> String {
    format!("`{text}` is a span of time, not a time of day; read it as text with `time_format`")
}

#[cfg(test)]
mod tests;
