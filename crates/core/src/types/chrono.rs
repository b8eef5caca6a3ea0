//! The types of the crate `chrono` as columns.
//!
//! Binding fails for values that cannot be stored exactly: nanoseconds, leap seconds, and years
//! outside −9999 to 9999.

use chrono::{
    DateTime as ChronoDateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime,
    TimeDelta, Timelike, Utc,
};

use super::SqlType;
use super::macros::scalar;
use super::temporal::{self, INSTANT, NAIVE, NO_DATE, NO_MICROSECONDS, NO_TIME};
use crate::value::{Date, DateTime, Interval, Time, Value};

scalar!(NaiveDate: SqlType::Date, "a date",
    |this| date_of(this).map_or_else(|| Value::invalid(this, NO_DATE), Value::Date),
    other => naive_date(temporal::date(other)?),
);

scalar!(NaiveTime: SqlType::Time, "a time",
    |this| time_of(this).map_or_else(|| Value::invalid(this, NO_TIME), Value::Time),
    other => naive_time(temporal::time(other)?),
);

scalar!(NaiveDateTime: NAIVE, "a date and time",
    |this| date_time_of(this).map_or_else(|why| Value::invalid(this, why), Value::DateTime),
    other => naive_date_time(temporal::date_time(other)?),
);

scalar!(ChronoDateTime<Utc>: INSTANT, "a timestamp",
    |this| instant_of(&this),
    other => naive_date_time(temporal::instant(other)?).map(|naive| naive.and_utc()),
);

// The offset is not stored. The instant is read with the offset of UTC.
scalar!(ChronoDateTime<FixedOffset> as ChronoDateTime<Utc>: INSTANT, "a timestamp",
    |this| instant_of(&this),
    other => naive_date_time(temporal::instant(other)?).map(|naive| naive.and_utc().into()),
);

scalar!(TimeDelta: SqlType::Interval, "an interval without months",
    |this| match this.num_microseconds() {
        Some(micros) if this.subsec_nanos() % 1000 == 0 => {
            Value::Interval(Interval::new(0, 0, micros))
        }
        _ => Value::invalid(this, NO_MICROSECONDS),
    },
    other => {
        let micros = temporal::interval(other)?.total_microseconds()?;
        Some(Self::microseconds(micros))
    },
);

fn instant_of<Z: chrono::TimeZone>(value: &ChronoDateTime<Z>) -> Value {
    let utc = value.naive_utc();
    date_time_of(utc).map_or_else(|why| Value::invalid(utc.and_utc(), why), Value::Timestamp)
}

fn date_of(date: NaiveDate) -> Option<Date> {
    let month = u8::try_from(date.month()).ok()?;
    Date::new(date.year(), month, u8::try_from(date.day()).ok()?).ok()
}

/// Converts a time. `chrono` represents a leap second as nanoseconds above one second.
fn time_of(time: NaiveTime) -> Option<Time> {
    let (micro, rest) = (time.nanosecond() / 1000, time.nanosecond() % 1000);
    if rest != 0 || micro > 999_999 {
        return None;
    }
    let seconds = i64::from(time.num_seconds_from_midnight());
    Time::from_micros(seconds * 1_000_000 + i64::from(micro)).ok()
}

fn date_time_of(value: NaiveDateTime) -> Result<DateTime, &'static str> {
    let date = date_of(value.date()).ok_or(NO_DATE)?;
    let time = time_of(value.time()).ok_or(NO_TIME)?;
    Ok(DateTime::new(date, time))
}

fn naive_date(date: Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year(), date.month().into(), date.day().into())
}

fn naive_time(time: Time) -> Option<NaiveTime> {
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    let micro = time.microsecond();
    NaiveTime::from_hms_micro_opt(hour.into(), minute.into(), second.into(), micro)
}

fn naive_date_time(value: DateTime) -> Option<NaiveDateTime> {
    Some(naive_date(value.date)?.and_time(naive_time(value.time)?))
}
