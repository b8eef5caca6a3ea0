//! `chrono`'s types as columns.

use chrono::{
    DateTime as ChronoDateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike,
    Utc,
};

use super::{Mismatch, Scalar, SqlType};
use crate::value::{Date, DateTime, Interval, Time, Value, ValueRef};

macro_rules! chrono_scalar {
    ($rust:ty, $sql:expr, $expected:literal, $to:path, $($accept:tt)+) => {
        impl Scalar for $rust {
            type Base = Self;

            fn sql_type() -> SqlType {
                $sql
            }

            fn into_value(self) -> Value {
                $to(&self)
            }

            fn to_value(&self) -> Value {
                $to(self)
            }

            fn from_value(value: ValueRef<'_>) -> Result<Self, Mismatch> {
                let read = match &value {
                    $($accept)+
                    _ => None,
                };
                read.ok_or_else(|| Mismatch::new($expected, &value))
            }
        }
    };
}

chrono_scalar!(NaiveDate, SqlType::Date, "a date", date_value,
    ValueRef::Date(date) => naive_date(*date),
    ValueRef::Text(text) => Date::parse(text).and_then(naive_date),
);
chrono_scalar!(NaiveTime, SqlType::Time, "a time", time_value,
    ValueRef::Time(time) => naive_time(*time),
    ValueRef::Text(text) => Time::parse(text).and_then(naive_time),
);
chrono_scalar!(NaiveDateTime, SqlType::DateTime { timezone: false }, "a date and time",
    date_time_value,
    ValueRef::DateTime(value) | ValueRef::Timestamp(value) => naive_date_time(*value),
    ValueRef::Text(text) => DateTime::parse(text).and_then(naive_date_time),
);
chrono_scalar!(ChronoDateTime<Utc>, SqlType::DateTime { timezone: true }, "a timestamp",
    instant_value,
    ValueRef::DateTime(value) | ValueRef::Timestamp(value) => {
        naive_date_time(*value).map(|naive| naive.and_utc())
    }
    ValueRef::Text(text) => {
        DateTime::parse_utc(text).and_then(naive_date_time).map(|naive| naive.and_utc())
    }
);

chrono_scalar!(TimeDelta, SqlType::Interval, "an interval without months", interval_value,
    ValueRef::Interval(interval) => time_delta(*interval),
);

/// All of it as microseconds; what is longer than 292,000 years is cut to that.
fn interval_value(delta: &TimeDelta) -> Value {
    let longest = if *delta < TimeDelta::zero() {
        i64::MIN
    } else {
        i64::MAX
    };
    Value::Interval(Interval::new(
        0,
        0,
        delta.num_microseconds().unwrap_or(longest),
    ))
}

/// A day of an interval is 24 hours; a month has no fixed length.
fn time_delta(interval: Interval) -> Option<TimeDelta> {
    let days = TimeDelta::try_days(interval.whole_days().into())?;
    let rest = TimeDelta::microseconds(interval.microseconds());
    (interval.whole_months() == 0).then(|| days.checked_add(&rest))?
}

/// A date past year 9999 has no SQL form; it binds as text, which the database refuses by name.
fn date_value(date: &NaiveDate) -> Value {
    date_of(date).map_or_else(|| Value::Text(date.to_string().into()), Value::Date)
}

fn time_value(time: &NaiveTime) -> Value {
    Value::Time(time_of(time))
}

fn date_time_value(value: &NaiveDateTime) -> Value {
    match date_of(&value.date()) {
        Some(date) => Value::DateTime(DateTime::new(date, time_of(&value.time()))),
        None => Value::Text(value.to_string().into()),
    }
}

fn instant_value(value: &ChronoDateTime<Utc>) -> Value {
    match date_time_value(&value.naive_utc()) {
        Value::DateTime(value) => Value::Timestamp(value),
        text => text,
    }
}

fn date_of(date: &NaiveDate) -> Option<Date> {
    let month = u8::try_from(date.month()).ok()?;
    Date::new(date.year(), month, u8::try_from(date.day()).ok()?).ok()
}

/// `chrono` counts a leap second as nanoseconds past one second; SQL has none, so it is cut to
/// the last microsecond before.
fn time_of(time: &NaiveTime) -> Time {
    let micro = i64::from((time.nanosecond() / 1000).min(999_999));
    let seconds = i64::from(time.num_seconds_from_midnight());
    Time::from_micros(seconds * 1_000_000 + micro).unwrap_or(Time::MIDNIGHT)
}

fn naive_date(date: Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year(), date.month().into(), date.day().into())
}

fn naive_time(time: Time) -> Option<NaiveTime> {
    let (hour, minute, second) = (
        time.hour().into(),
        time.minute().into(),
        time.second().into(),
    );
    NaiveTime::from_hms_micro_opt(hour, minute, second, time.microsecond())
}

fn naive_date_time(value: DateTime) -> Option<NaiveDateTime> {
    Some(naive_date(value.date)?.and_time(naive_time(value.time)?))
}
