//! Dates, times and durations as columns.

use std::time::Duration;

use super::SqlType;
use super::macros::scalar;
use crate::value::{Date, DateTime, Interval, Time, TimeTz, Value, ValueRef};

/// The type of a date and time without a zone.
pub(super) const NAIVE: SqlType = SqlType::DateTime { timezone: false };

/// The type of an instant.
#[cfg(any(feature = "chrono", feature = "time", feature = "jiff"))]
pub(super) const INSTANT: SqlType = SqlType::DateTime { timezone: true };

scalar!(Date: SqlType::Date, "a date", |this| Value::Date(this),
    other => date(other),
);

scalar!(Time: SqlType::Time, "a time", |this| Value::Time(this),
    other => time(other),
);

scalar!(TimeTz: SqlType::TimeTz, "a time with a zone", |this| Value::TimeTz(this),
    ValueRef::TimeTz(time) => Some(*time),
    ValueRef::Text(text) => Self::parse(text),
);

scalar!(DateTime: NAIVE, "a date and time", |this| Value::DateTime(this),
    other => date_time(other),
);

scalar!(Interval: SqlType::Interval, "an interval", |this| Value::Interval(this),
    other => interval(other),
);

scalar!(Duration: SqlType::Interval, "an interval that is not negative and has no months",
    |this| match Interval::try_from(this) {
        Ok(interval) => Value::Interval(interval),
        Err(_) => Value::invalid(format_args!("{this:?}"), NO_MICROSECONDS),
    },
    other => {
        let micros = interval(other)?.total_microseconds()?;
        u64::try_from(micros).ok().map(Self::from_micros)
    },
);

/// The reason why a duration cannot be stored.
pub(super) const NO_MICROSECONDS: &str = "it has nanoseconds, or exceeds 2⁶³ − 1 microseconds";

/// The reason why a time cannot be stored.
#[cfg(any(feature = "chrono", feature = "time", feature = "jiff"))]
pub(super) const NO_TIME: &str =
    "it has nanoseconds or a leap second; round it to microseconds first";

/// The reason why a date cannot be stored.
#[cfg(any(feature = "chrono", feature = "time", feature = "jiff"))]
pub(super) const NO_DATE: &str = "its year is not between -9999 and 9999";

pub(super) fn date(value: &ValueRef<'_>) -> Option<Date> {
    match value {
        ValueRef::Date(date) => Some(*date),
        ValueRef::Text(text) => Date::parse(text),
        _ => None,
    }
}

pub(super) fn time(value: &ValueRef<'_>) -> Option<Time> {
    match value {
        ValueRef::Time(time) => Some(*time),
        ValueRef::Text(text) => Time::parse(text),
        _ => None,
    }
}

/// Reads a date and time. An instant is read as its date and time in UTC.
pub(super) fn date_time(value: &ValueRef<'_>) -> Option<DateTime> {
    match value {
        ValueRef::DateTime(value) | ValueRef::Timestamp(value) => Some(*value),
        ValueRef::Text(text) => DateTime::parse(text),
        _ => None,
    }
}

/// Reads an instant. A date and time without a zone is read as UTC.
#[cfg(any(feature = "chrono", feature = "time", feature = "jiff"))]
pub(super) fn instant(value: &ValueRef<'_>) -> Option<DateTime> {
    match value {
        ValueRef::DateTime(value) | ValueRef::Timestamp(value) => Some(*value),
        ValueRef::Text(text) => DateTime::parse_utc(text),
        _ => None,
    }
}

/// Reads an interval. Databases without intervals return a date and time; MySQL also a time of day.
pub(super) fn interval(value: &ValueRef<'_>) -> Option<Interval> {
    match value {
        ValueRef::Interval(interval) => Some(*interval),
        ValueRef::Time(time) => Some(Interval::new(0, 0, time.micros_since_midnight())),
        other => date_time(other).map(Interval::since_epoch),
    }
}
