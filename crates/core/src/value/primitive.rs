//! Booleans, integers and doubles.

use super::literal::{LiteralWriter, NoLiteral};
use super::{Decimal, fmt};

pub(super) mod boolean {
    use super::{LiteralWriter, NoLiteral, fmt};

    pub(crate) fn show(value: &bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(value, f)
    }

    pub(crate) fn literal(value: &bool, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        out.push(out.booleans[usize::from(*value)]);
        Ok(())
    }
}

pub(super) mod int {
    use super::{LiteralWriter, NoLiteral, fmt};

    pub(crate) fn show(value: &i64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(value, f)
    }

    pub(crate) fn literal(value: &i64, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        out.plain(value);
        Ok(())
    }
}

pub(super) mod unsigned {
    use super::{LiteralWriter, NoLiteral, fmt};

    pub(crate) fn show(value: &u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(value, f)
    }

    pub(crate) fn literal(value: &u64, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        out.plain(value);
        Ok(())
    }
}

pub(super) mod double {
    use super::{Decimal, LiteralWriter, NoLiteral, fmt};

    pub(crate) fn show(value: &f64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(value, f)
    }

    /// Writes a point or an exponent, so that the literal is not an integer.
    ///
    /// Some databases read a number without an exponent as a decimal. For these, the exponent is
    /// always written.
    pub(crate) fn literal(value: &f64, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
        if value.is_finite() {
            if out.forms.exponents {
                out.plain(format_args!("{value:e}"))
            } else {
                out.plain(format_args!("{value:?}"))
            }
            return Ok(());
        }
        let name = Decimal::from(*value);
        if !out.forms.non_finite {
            return Err(NoLiteral(name.to_string()));
        }
        out.plain(format_args!("'{name}'::double precision"));
        Ok(())
    }
}
