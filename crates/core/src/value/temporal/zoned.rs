//! [`TimeTz`]: a time of day with an offset from UTC.

use std::fmt;

use super::{OutOfRange, Time};
use crate::value::literal::{LiteralWriter, NoLiteral};

/// A time of day with an offset from UTC, the value of PostgreSQL's `TIME WITH TIME ZONE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeTz {
    /// The time of day.
    pub time: Time,
    /// The offset in seconds east of UTC.
    offset: i32,
}

/// The limit of PostgreSQL's offsets: less than 16 hours.
const OFFSET_END: i32 = 16 * 3600;

impl TimeTz {
    /// Creates a time of day with an offset in seconds east of UTC.
    ///
    /// # Errors
    /// Returns an error if the offset is 16 hours or more.
    pub fn new(time: Time, offset: i32) -> Result<Self, OutOfRange> {
        if (1 - OFFSET_END..OFFSET_END).contains(&offset) {
            Ok(Self { time, offset })
        } else {
            Err(OutOfRange(format!("an offset of {offset} seconds")))
        }
    }

    /// Returns the offset in seconds east of UTC.
    pub fn offset(self) -> i32 {
        self.offset
    }

    /// Parses `HH:MM[:SS[.ffffff]]` with `Z` or `±HH[:MM[:SS]]`.
    pub fn parse(text: &str) -> Option<Self> {
        let (time, sign, offset) = match text.strip_suffix(['Z', 'z']) {
            Some(time) => (time, 1, Time::MIDNIGHT),
            None => {
                let at = text.rfind(['+', '-'])?;
                let offset = &text[at + 1..];
                let offset = if offset.contains(':') {
                    Time::parse(offset)?
                } else {
                    Time::parse(&format!("{offset}:00"))?
                };
                let sign = if text.as_bytes()[at] == b'-' { -1 } else { 1 };
                (&text[..at], sign, offset)
            }
        };
        let seconds = i32::try_from(offset.micros_since_midnight() / 1_000_000).ok()?;
        Self::new(Time::parse(time)?, sign * seconds).ok()
    }
}

impl fmt::Display for TimeTz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let seconds = self.offset.unsigned_abs();
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        write!(f, "{}{sign}{hours:02}:{minutes:02}", self.time)?;
        match seconds % 60 {
            0 => Ok(()),
            rest => write!(f, ":{rest:02}"),
        }
    }
}

pub(in crate::value) fn show(time: &TimeTz, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "'{time}'")
}

pub(in crate::value) fn literal(
    time: &TimeTz,
    out: &mut LiteralWriter<'_>,
) -> Result<(), NoLiteral> {
    out.postgres(time, "a time with a zone")
}

#[cfg(test)]
mod tests;
