//! Dates and times as kinds of values.

use std::fmt;

use super::{Date, DateTime, Time};
use crate::value::DateLiteral;
use crate::value::literal::{LiteralWriter, NoLiteral};

pub(in crate::value) mod date {
    use super::{Date, LiteralWriter, NoLiteral, fmt, quoted};

    pub(crate) fn show(date: &Date, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{date}'")
    }

    pub(crate) fn literal(date: &Date, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        quoted(out, &date.to_string(), "YYYY-MM-DD");
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
    use super::{DateTime, LiteralWriter, NoLiteral, fmt, quoted};

    pub(crate) fn show(value: &DateTime, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{value}'")
    }

    pub(crate) fn literal(value: &DateTime, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        quoted(out, &value.to_string(), "YYYY-MM-DD HH24:MI:SS");
        Ok(())
    }
}

pub(in crate::value) mod timestamp {
    use super::{DateTime, LiteralWriter, NoLiteral, fmt};

    pub(crate) fn show(value: &DateTime, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{value}+00:00'")
    }

    pub(crate) fn literal(value: &DateTime, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        match out.forms.instants {
            true => out.plain(format_args!("'{value}+00:00'")),
            false => out.plain(format_args!("'{value}'")),
        }
        Ok(())
    }
}

/// A date, or a date and time, which may have a fraction.
fn quoted(out: &mut LiteralWriter<'_>, text: &str, format: &str) {
    match (out.forms.date, text.contains('.')) {
        (DateLiteral::Text, _) => out.plain(format_args!("'{text}'")),
        (DateLiteral::ToDate, false) => out.plain(format_args!("TO_DATE('{text}', '{format}')")),
        (DateLiteral::ToDate, true) => {
            out.plain(format_args!("TO_TIMESTAMP('{text}', '{format}.FF')"));
        }
    }
}
