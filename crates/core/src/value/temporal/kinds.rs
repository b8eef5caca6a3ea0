//! `Display` and SQL literals of dates and times.

use std::fmt;

use super::{Date, DateTime, Time};
use crate::value::DateLiteral;
use crate::value::literal::{LiteralWriter, NoLiteral};

pub(in crate::value) mod date {
    use super::{Date, LiteralWriter, NoLiteral, fmt, in_era, quoted};

    pub(crate) fn show(date: &Date, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{date}'")
    }

    pub(crate) fn literal(date: &Date, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        let (date, era) = in_era(*date, out)?;
        quoted(out, &format!("{date}{era}"), "YYYY-MM-DD");
        Ok(())
    }
}

pub(in crate::value) mod time {
    use super::{LiteralWriter, NoLiteral, Time, fmt};

    pub(crate) fn show(time: &Time, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{time}'")
    }

    pub(crate) fn literal(time: &Time, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        out.plain(format_args!("'{time}'"));
        Ok(())
    }
}

pub(in crate::value) mod date_time {
    use super::{DateTime, LiteralWriter, NoLiteral, fmt, in_era, quoted};

    pub(crate) fn show(value: &DateTime, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{value}'")
    }

    pub(crate) fn literal(value: &DateTime, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        let (date, era) = in_era(value.date, out)?;
        let time = value.time;
        quoted(out, &format!("{date} {time}{era}"), "YYYY-MM-DD HH24:MI:SS");
        Ok(())
    }
}

pub(in crate::value) mod timestamp {
    use super::{DateTime, LiteralWriter, NoLiteral, fmt, in_era};

    pub(crate) fn show(value: &DateTime, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{value}+00:00'")
    }

    pub(crate) fn literal(value: &DateTime, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        let (date, era) = in_era(value.date, out)?;
        let zone = if out.forms.instants { "+00:00" } else { "" };
        let time = value.time;
        out.plain(format_args!("'{date} {time}{zone}{era}'"));
        Ok(())
    }
}

/// Returns the text of a date, and ` BC` for a year before year 1.
fn in_era(date: Date, out: &LiteralWriter<'_>) -> Result<(String, &'static str), NoLiteral> {
    let (month, day) = (date.month(), date.day());
    match date.year() {
        1.. => Ok((date.to_string(), "")),
        // The year before year 1 is 1 BC.
        year if out.forms.eras => Ok((format!("{:04}-{month:02}-{day:02}", 1 - year), " BC")),
        _ => Err(NoLiteral(format!("the date {date}"))),
    }
}

/// Writes the literal of a date, or of a date and time that may have a fraction.
fn quoted(out: &mut LiteralWriter<'_>, text: &str, format: &str) {
    match (out.forms.date, text.contains('.')) {
        (DateLiteral::Text, _) => out.plain(format_args!("'{text}'")),
        (DateLiteral::ToDate, false) => out.plain(format_args!("TO_DATE('{text}', '{format}')")),
        (DateLiteral::ToDate, true) => {
            out.plain(format_args!("TO_TIMESTAMP('{text}', '{format}.FF')"));
        }
    }
}
