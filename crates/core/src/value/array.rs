//! Arrays of values.

use super::literal::{LiteralWriter, NoLiteral};
use super::{Value, fmt};

pub(super) fn show(values: &[Value], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("[")?;
    for (index, value) in values.iter().enumerate() {
        let separator = if index == 0 { "" } else { ", " };
        write!(f, "{separator}{value}")?;
    }
    f.write_str("]")
}

pub(super) fn literal(values: &[Value], out: &mut LiteralWriter<'_>) -> Result<(), NoLiteral> {
    if values.is_empty() {
        out.push("'{}'");
        return Ok(());
    }
    if !out.arrays {
        return Err(NoLiteral("an array".to_owned()));
    }
    out.push("ARRAY[");
    list(values, out)?;
    out.push("]");
    Ok(())
}

/// Appends values, separated by commas.
pub(super) fn list<'v>(
    values: impl IntoIterator<Item = &'v Value>,
    out: &mut LiteralWriter<'_>,
) -> Result<(), NoLiteral> {
    for (index, value) in values.into_iter().enumerate() {
        out.push(if index > 0 { ", " } else { "" });
        value.write_literal(out)?;
    }
    Ok(())
}
