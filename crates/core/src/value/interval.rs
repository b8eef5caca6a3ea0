//! [`Interval`]: an amount of time, the value of PostgreSQL's `INTERVAL`.

use std::fmt;
use std::time::Duration;

use super::literal::{LiteralWriter, NoLiteral};
use super::temporal::MICROS_PER_DAY;
use super::{DateTime, OutOfRange};

/// An amount of time: months, days and microseconds.
///
/// The three are stored separately, because a month has no fixed number of days and a day no fixed
/// number of hours.
///
/// ```
/// use rebis_core::value::Interval;
/// assert_eq!(Interval::days(1).to_string(), "0 mons 1 days 00:00:00");
/// assert_eq!(Interval::hours(2), Interval::new(0, 0, 7_200_000_000));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    months: i32,
    days: i32,
    micros: i64,
}

impl Interval {
    /// Creates an interval from months, days and microseconds.
    pub const fn new(months: i32, days: i32, micros: i64) -> Self {
        Self {
            months,
            days,
            micros,
        }
    }

    /// Creates an interval of months.
    pub const fn months(months: i32) -> Self {
        Self::new(months, 0, 0)
    }

    /// Creates an interval of days.
    pub const fn days(days: i32) -> Self {
        Self::new(0, days, 0)
    }

    /// Creates an interval of hours.
    pub const fn hours(hours: i32) -> Self {
        Self::new(0, 0, hours as i64 * 3_600_000_000)
    }

    /// Creates an interval of seconds.
    pub const fn seconds(seconds: i32) -> Self {
        Self::new(0, 0, seconds as i64 * 1_000_000)
    }

    /// Returns the months.
    pub const fn whole_months(&self) -> i32 {
        self.months
    }

    /// Returns the days, without the months.
    pub const fn whole_days(&self) -> i32 {
        self.days
    }

    /// Returns the microseconds, without months and days.
    pub const fn microseconds(&self) -> i64 {
        self.micros
    }

    /// Returns the whole interval in microseconds, with days of 24 hours.
    ///
    /// Returns `None` if the interval has months, which have no fixed length, or if the result
    /// exceeds 64 bits.
    pub const fn total_microseconds(&self) -> Option<i64> {
        if self.months != 0 {
            return None;
        }
        match (self.days as i64).checked_mul(MICROS_PER_DAY) {
            Some(days) => days.checked_add(self.micros),
            None => None,
        }
    }

    /// Returns 1970-01-01 00:00 plus the interval.
    ///
    /// Databases without intervals store this date and time.
    ///
    /// # Errors
    /// Returns an error if the interval has months, or if the year is not between 1 and 9999.
    pub fn after_epoch(&self) -> Result<DateTime, OutOfRange> {
        let refused = || OutOfRange(self.to_string());
        let micros = self.total_microseconds().ok_or_else(refused)?;
        let point = DateTime::from_micros_since_epoch(micros)?;
        match point.date.year() {
            1..=9999 => Ok(point),
            _ => Err(refused()),
        }
    }

    /// Returns the interval from 1970-01-01 00:00 to a date and time, in days and microseconds.
    pub fn since_epoch(point: DateTime) -> Self {
        let micros = point.micros_since_epoch();
        let days = i32::try_from(micros / MICROS_PER_DAY).unwrap_or_default();
        Self::new(0, days, micros % MICROS_PER_DAY)
    }
}

/// Converts a duration. Returns an error if it has nanoseconds or exceeds 292,000 years.
impl TryFrom<Duration> for Interval {
    type Error = OutOfRange;

    fn try_from(duration: Duration) -> Result<Self, OutOfRange> {
        let refused = || OutOfRange(format!("{duration:?}"));
        match i64::try_from(duration.as_micros()) {
            Ok(micros) if duration.subsec_nanos().is_multiple_of(1000) => {
                Ok(Self::new(0, 0, micros))
            }
            _ => Err(refused()),
        }
    }
}

/// Writes PostgreSQL's input syntax.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            months,
            days,
            micros,
        } = self;
        let sign = if *micros < 0 { "-" } else { "" };
        let (seconds, micros) = (
            micros.unsigned_abs() / 1_000_000,
            micros.unsigned_abs() % 1_000_000,
        );
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{months} mons {days} days {sign}{hours:02}:{minutes:02}:{seconds:02}"
        )?;
        match micros {
            0 => Ok(()),
            micros => write!(f, ".{micros:06}"),
        }
    }
}

pub(super) fn show(interval: &Interval, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "'{interval}'")
}

pub(super) fn literal(interval: &Interval, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    if out.arrays {
        return out.text(&interval.to_string());
    }
    let point = interval.after_epoch();
    let point = point.map_err(|error| NoLiteral(error.to_string()))?;
    out.plain(format_args!("'{point}'"));
    Ok(())
}
