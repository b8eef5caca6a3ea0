//! Dates and times in the proleptic Gregorian calendar, without a date library.

pub(super) mod kinds;
pub(super) mod zoned;

use std::fmt;

pub use zoned::TimeTz;

const MICROS_PER_SECOND: i64 = 1_000_000;
pub(super) const MICROS_PER_DAY: i64 = 86_400 * MICROS_PER_SECOND;

/// An error from a date, time or interval that is out of range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a valid date or time")]
pub struct OutOfRange(pub(crate) String);

/// A calendar date between the years −9999 and 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

/// A time of day with microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// Microseconds since midnight.
    micros: u64,
}

/// A date and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    /// The date.
    pub date: Date,
    /// The time of day.
    pub time: Time,
}

impl Date {
    /// Creates a date from its year, month (1–12) and day of the month.
    ///
    /// # Errors
    /// Returns an error if the date does not exist.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, OutOfRange> {
        let refused = || OutOfRange(format!("{year:04}-{month:02}-{day:02}"));
        if !(-9999..=9999).contains(&year) || day == 0 || day > days_in_month(year, month) {
            return Err(refused());
        }
        let year = i16::try_from(year).map_err(|_| refused())?;
        Ok(Self { year, month, day })
    }

    /// Returns the year.
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// Returns the month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// Returns the day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Returns the number of days since 1970-01-01.
    ///
    /// The algorithm is Howard Hinnant's `days_from_civil`.
    pub fn days_since_epoch(self) -> i64 {
        let month = i64::from(self.month);
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year =
            (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// Returns the date that is this number of days after 1970-01-01.
    ///
    /// # Errors
    /// Returns an error if the year is out of the range of [`Date`].
    pub fn from_days_since_epoch(days: i64) -> Result<Self, OutOfRange> {
        let refused = || OutOfRange(format!("day {days} since 1970-01-01"));
        if days.abs() > 5_000_000 {
            return Err(refused());
        }
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 {
            shifted_month + 3
        } else {
            shifted_month - 9
        };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let narrow = |value: i64| u8::try_from(value).map_err(|_| refused());
        Self::new(
            i32::try_from(year).map_err(|_| refused())?,
            narrow(month)?,
            narrow(day)?,
        )
    }

    /// Parses `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut parts = text.splitn(3, '-');
        let year: i32 = number(parts.next()?)?;
        let month = number(parts.next()?)?;
        let day = number(parts.next()?)?;
        Self::new(if negative { -year } else { year }, month, day).ok()
    }
}

impl Time {
    /// The start of the day.
    pub const MIDNIGHT: Self = Self { micros: 0 };

    /// Creates a time of day from its fields; `micro` is in microseconds.
    ///
    /// # Errors
    /// Returns an error if a field is out of range. Leap seconds are out of range.
    pub fn new(hour: u8, minute: u8, second: u8, micro: u32) -> Result<Self, OutOfRange> {
        if hour > 23 || minute > 59 || second > 59 || micro > 999_999 {
            return Err(OutOfRange(format!(
                "{hour:02}:{minute:02}:{second:02}.{micro:06}"
            )));
        }
        let seconds = u64::from(hour) * 3600 + u64::from(minute) * 60 + u64::from(second);
        Ok(Self {
            micros: seconds * 1_000_000 + u64::from(micro),
        })
    }

    /// Returns the time that is this number of microseconds after midnight.
    ///
    /// # Errors
    /// Returns an error if the time is not within one day.
    pub fn from_micros(micros: i64) -> Result<Self, OutOfRange> {
        match u64::try_from(micros) {
            Ok(micros_of_day) if micros < MICROS_PER_DAY => Ok(Self {
                micros: micros_of_day,
            }),
            _ => Err(OutOfRange(format!("{micros} µs since midnight"))),
        }
    }

    /// Returns the number of microseconds since midnight.
    pub fn micros_since_midnight(self) -> i64 {
        self.micros.cast_signed()
    }

    /// Returns the hour, 0 to 23.
    pub fn hour(self) -> u8 {
        low_byte(self.micros / 3_600_000_000)
    }

    /// Returns the minute, 0 to 59.
    pub fn minute(self) -> u8 {
        low_byte(self.micros / 60_000_000 % 60)
    }

    /// Returns the second, 0 to 59.
    pub fn second(self) -> u8 {
        low_byte(self.micros / 1_000_000 % 60)
    }

    /// Returns the microseconds within the second.
    pub fn microsecond(self) -> u32 {
        u32::try_from(self.micros % 1_000_000).unwrap_or_default()
    }

    /// Parses `HH:MM[:SS[.ffffff]]`. Digits after the microseconds must be zero.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ':');
        let hour = number(parts.next()?)?;
        let minute = number(parts.next()?)?;
        let seconds = parts.next().unwrap_or("0");
        let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
        if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let (micros, rest) = fraction.split_at(fraction.len().min(6));
        if rest.bytes().any(|digit| digit != b'0') {
            return None;
        }
        let micro: u32 = format!("{micros:0<6}").parse().ok()?;
        Self::new(hour, minute, number(second)?, micro).ok()
    }
}

impl DateTime {
    /// Creates a date and time from its parts.
    pub fn new(date: Date, time: Time) -> Self {
        Self { date, time }
    }

    /// Returns the number of microseconds since 1970-01-01 00:00.
    pub fn micros_since_epoch(self) -> i64 {
        self.date.days_since_epoch() * MICROS_PER_DAY + self.time.micros_since_midnight()
    }

    /// Returns the date and time that is this number of microseconds after 1970-01-01 00:00.
    ///
    /// # Errors
    /// Returns an error if the year is out of the range of [`Date`].
    pub fn from_micros_since_epoch(micros: i64) -> Result<Self, OutOfRange> {
        let date = Date::from_days_since_epoch(micros.div_euclid(MICROS_PER_DAY))?;
        let time = Time::from_micros(micros.rem_euclid(MICROS_PER_DAY))?;
        Ok(Self { date, time })
    }

    /// Parses `YYYY-MM-DD[ T]HH:MM[:SS[.ffffff]]`, without an offset.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, time) = text.split_once([' ', 'T'])?;
        Some(Self {
            date: Date::parse(date)?,
            time: Time::parse(time)?,
        })
    }

    /// Parses a date and time with an optional `Z` or offset, and converts it to UTC.
    ///
    /// An offset is written `+02` or `+02:00`.
    pub fn parse_utc(text: &str) -> Option<Self> {
        let text = text.strip_suffix(['Z', 'z']).unwrap_or(text);
        let (_, time) = text.split_once([' ', 'T'])?;
        let Some(sign_in_time) = time.rfind(['+', '-']) else {
            return Self::parse(text);
        };
        let sign = text.len() - time.len() + sign_in_time;
        let local = Self::parse(text[..sign].trim_end())?;
        let offset = Time::parse(&format!("{}:00", text[sign + 1..].trim_end_matches(":00")))?;
        let shift = match text.as_bytes()[sign] {
            b'-' => offset.micros_since_midnight(),
            _ => -offset.micros_since_midnight(),
        };
        Self::from_micros_since_epoch(local.micros_since_epoch() + shift).ok()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Writes `HH:MM:SS`, and `.ffffff` if the microseconds are not zero.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:02}:{:02}:{:02}",
            self.hour(),
            self.minute(),
            self.second()
        )?;
        match self.microsecond() {
            0 => Ok(()),
            micro => write!(f, ".{micro:06}"),
        }
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.date, self.time)
    }
}

fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

fn number<N: std::str::FromStr>(digits: &str) -> Option<N> {
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        digits.parse().ok()
    } else {
        None
    }
}

fn low_byte(value: u64) -> u8 {
    u8::try_from(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
