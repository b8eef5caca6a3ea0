//! [`Record`]: a composite value with named fields.

use std::fmt;

use super::literal::{LiteralWriter, NoLiteral};
use super::{Value, array};

/// A value of a composite type of PostgreSQL, or a row. Each field has a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Record(Vec<(Box<str>, Value)>);

impl Record {
    /// Returns the value of the field with this name.
    pub fn value(&self, name: &str) -> Option<&Value> {
        let field = self.0.iter().find(|(field, _)| **field == *name);
        field.map(|(_, value)| value)
    }

    /// Returns an iterator over names and values, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }
}

impl<N: Into<Box<str>>> FromIterator<(N, Value)> for Record {
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(fields: I) -> Self {
        let fields = fields.into_iter();
        Self(fields.map(|(name, value)| (name.into(), value)).collect())
    }
}

pub(super) fn show(record: &Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("(")?;
    for (index, (_, value)) in record.iter().enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        write!(f, "{separator}{value}")?;
    }
    f.write_str(")")
}

pub(super) fn literal(record: &Record, out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    if !out.arrays {
        return Err(NoLiteral("a record".to_owned()));
    }
    out.push("ROW(");
    array::list(record.iter().map(|(_, value)| value), out)?;
    out.push(")");
    Ok(())
}
