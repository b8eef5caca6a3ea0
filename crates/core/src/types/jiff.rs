//! The types of the crate `jiff` as columns.
//!
//! Binding fails for values with nanoseconds, which cannot be stored exactly.

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp, civil};

use super::SqlType;
use super::macros::scalar;
use super::temporal::{self, INSTANT, NAIVE, NO_DATE, NO_MICROSECONDS, NO_TIME};
use crate::value::{Date, DateTime, Interval, Time, Value};

scalar!(civil::Date: SqlType::Date, "a date",
    |this| date_of(this).map_or_else(|| Value::invalid(this, NO_DATE), Value::Date),
    other => date(temporal::date(other)?),
);

scalar!(civil::Time: SqlType::Time, "a time",
    |this| time_of(this).map_or_else(|| Value::invalid(this, NO_TIME), Value::Time),
    other => time(temporal::time(other)?),
);

scalar!(civil::DateTime: NAIVE, "a date and time",
    |this| date_time_of(this).map_or_else(|why| Value::invalid(this, why), Value::DateTime),
    other => date_time(temporal::date_time(other)?),
);

scalar!(Timestamp: INSTANT, "a timestamp",
    |this| {
        let utc = Offset::UTC.to_datetime(this);
        date_time_of(utc).map_or_else(|why| Value::invalid(this, why), Value::Timestamp)
    },
    other => {
        let utc = date_time(temporal::instant(other)?)?;
        Offset::UTC.to_timestamp(utc).ok()
    },
);

scalar!(SignedDuration: SqlType::Interval, "an interval without months",
    |this| match i64::try_from(this.as_micros()) {
        Ok(micros) if this.subsec_nanos() % 1000 == 0 => {
            Value::Interval(Interval::new(0, 0, micros))
        }
        _ => Value::invalid(this, NO_MICROSECONDS),
    },
    other => {
        let micros = temporal::interval(other)?.total_microseconds()?;
        Some(Self::from_micros(micros))
    },
);

fn date_of(date: civil::Date) -> Option<Date> {
    let (month, day) = (
        u8::try_from(date.month()).ok()?,
        u8::try_from(date.day()).ok()?,
    );
    Date::new(date.year().into(), month, day).ok()
}

fn time_of(time: civil::Time) -> Option<Time> {
    let field = |field: i8| u8::try_from(field).ok();
    let micros = u32::try_from(time.subsec_nanosecond()).ok()?;
    if micros % 1000 != 0 {
        return None;
    }
    let (hour, minute) = (field(time.hour())?, field(time.minute())?);
    Time::new(hour, minute, field(time.second())?, micros / 1000).ok()
}

fn date_time_of(value: civil::DateTime) -> Result<DateTime, &'static str> {
    let date = date_of(value.date()).ok_or(NO_DATE)?;
    let time = time_of(value.time()).ok_or(NO_TIME)?;
    Ok(DateTime::new(date, time))
}

fn date(date: Date) -> Option<civil::Date> {
    let (month, day) = (
        i8::try_from(date.month()).ok()?,
        i8::try_from(date.day()).ok()?,
    );
    civil::Date::new(i16::try_from(date.year()).ok()?, month, day).ok()
}

fn time(time: Time) -> Option<civil::Time> {
    let field = |field: u8| i8::try_from(field).ok();
    let nanos = i32::try_from(time.microsecond()).ok()? * 1000;
    let (hour, minute) = (field(time.hour())?, field(time.minute())?);
    civil::Time::new(hour, minute, field(time.second())?, nanos).ok()
}

fn date_time(value: DateTime) -> Option<civil::DateTime> {
    Some(civil::DateTime::from_parts(
        date(value.date)?,
        time(value.time)?,
    ))
}
