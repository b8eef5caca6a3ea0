//! An amount of time, as PostgreSQL's `INTERVAL` counts it.

use std::fmt;
use std::time::Duration;

use super::literal::{LiteralWriter, NoLiteral};

/// An amount of time: months, days and microseconds, each counted apart, since a month has no
/// fixed number of days and a day no fixed number of hours.
///
/// ```
/// use rebis_core::value::Interval;
/// assert_eq!(Interval::days(1).to_string(), "0 mons 1 days 0 us");
/// assert_eq!(Interval::hours(2), Interval::new(0, 0, 7_200_000_000));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Interval {
    months: i32,
    days: i32,
    micros: i64,
}

impl Interval {
    /// So many months, days and microseconds.
    pub const fn new(months: i32, days: i32, micros: i64) -> Self {
        Self {
            months,
            days,
            micros,
        }
    }

    /// So many months.
    pub const fn months(months: i32) -> Self {
        Self::new(months, 0, 0)
    }

    /// So many days.
    pub const fn days(days: i32) -> Self {
        Self::new(0, days, 0)
    }

    /// So many hours.
    pub const fn hours(hours: i32) -> Self {
        Self::new(0, 0, hours as i64 * 3_600_000_000)
    }

    /// So many seconds.
    pub const fn seconds(seconds: i32) -> Self {
        Self::new(0, 0, seconds as i64 * 1_000_000)
    }

    /// The months.
    pub const fn whole_months(&self) -> i32 {
        self.months
    }

    /// The days, without the months.
    pub const fn whole_days(&self) -> i32 {
        self.days
    }

    /// The microseconds, without months and days.
    pub const fn microseconds(&self) -> i64 {
        self.micros
    }
}

/// A duration longer than 292,000 years is cut to that.
impl From<Duration> for Interval {
    fn from(duration: Duration) -> Self {
        Self::new(
            0,
            0,
            i64::try_from(duration.as_micros()).unwrap_or(i64::MAX),
        )
    }
}

/// The form that PostgreSQL reads.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            months,
            days,
            micros,
        } = self;
        write!(f, "{months} mons {days} days {micros} us")
    }
}

pub(super) fn show(interval: &Interval, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "'{interval}'")
}

pub(super) fn literal(interval: &Interval, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    out.postgres(interval, "an interval")
}
