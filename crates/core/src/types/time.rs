//! The types of the crate `time` as columns.
//!
//! Binding fails for values that cannot be stored exactly: nanoseconds, and years outside −9999 to
//! 9999.

use time::{Date as TimeDate, Duration, Month, OffsetDateTime, PrimitiveDateTime, UtcOffset};

use super::SqlType;
use super::macros::scalar;
use super::temporal::{self, INSTANT, NAIVE, NO_DATE, NO_MICROSECONDS, NO_TIME};
use crate::value::{Date, DateTime, Interval, Time, Value};

scalar!(TimeDate: SqlType::Date, "a date",
    |this| date_of(this).map_or_else(|| Value::invalid(this, NO_DATE), Value::Date),
    other => date(temporal::date(other)?),
);

scalar!(time::Time: SqlType::Time, "a time",
    |this| time_of(this).map_or_else(|| Value::invalid(this, NO_TIME), Value::Time),
    other => time(temporal::time(other)?),
);

scalar!(PrimitiveDateTime: NAIVE, "a date and time",
    |this| date_time_of(this).map_or_else(|why| Value::invalid(this, why), Value::DateTime),
    other => date_time(temporal::date_time(other)?),
);

// The offset is not stored. The instant is read with the offset of UTC.
scalar!(OffsetDateTime: INSTANT, "a timestamp",
    |this| {
        let utc = this.checked_to_offset(UtcOffset::UTC);
        let utc = utc.ok_or(NO_DATE).map(|utc| PrimitiveDateTime::new(utc.date(), utc.time()));
        let instant = utc.and_then(date_time_of);
        instant.map_or_else(|why| Value::invalid(this, why), Value::Timestamp)
    },
    other => date_time(temporal::instant(other)?).map(PrimitiveDateTime::assume_utc),
);

scalar!(Duration: SqlType::Interval, "an interval without months",
    |this| match i64::try_from(this.whole_microseconds()) {
        Ok(micros) if this.subsec_nanoseconds() % 1000 == 0 => {
            Value::Interval(Interval::new(0, 0, micros))
        }
        _ => Value::invalid(this, NO_MICROSECONDS),
    },
    other => {
        let micros = temporal::interval(other)?.total_microseconds()?;
        Some(Self::microseconds(micros))
    },
);

fn date_of(date: TimeDate) -> Option<Date> {
    Date::new(date.year(), date.month().into(), date.day()).ok()
}

fn time_of(time: time::Time) -> Option<Time> {
    let (hour, minute, second, nanos) = time.as_hms_nano();
    let exact = nanos % 1000 == 0;
    exact.then(|| Time::new(hour, minute, second, nanos / 1000).ok())?
}

fn date_time_of(value: PrimitiveDateTime) -> Result<DateTime, &'static str> {
    let date = date_of(value.date()).ok_or(NO_DATE)?;
    let time = time_of(value.time()).ok_or(NO_TIME)?;
    Ok(DateTime::new(date, time))
}

fn date(date: Date) -> Option<TimeDate> {
    let month = Month::try_from(date.month()).ok()?;
    TimeDate::from_calendar_date(date.year(), month, date.day()).ok()
}

fn time(time: Time) -> Option<time::Time> {
    let micro = time.microsecond();
    time::Time::from_hms_micro(time.hour(), time.minute(), time.second(), micro).ok()
}

fn date_time(value: DateTime) -> Option<PrimitiveDateTime> {
    Some(PrimitiveDateTime::new(date(value.date)?, time(value.time)?))
}
