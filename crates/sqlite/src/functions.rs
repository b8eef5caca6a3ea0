//! SQL functions that SQLite does not define: `regexp`, which the operator `REGEXP` calls, and
//! `floor`, which exists only in builds with `SQLITE_ENABLE_MATH_FUNCTIONS`.

use regex_lite::Regex;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Error, Result};

/// Registers the functions on a connection.
pub(crate) fn register(connection: &Connection) -> Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8
        | FunctionFlags::SQLITE_DETERMINISTIC
        | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("regexp", 2, flags, regexp)?;
    connection.create_scalar_function("floor", 1, flags, floor)
}

/// Implements `regexp(pattern, text)`: whether the pattern matches anywhere in the text. A pattern
/// that is the same for all rows is compiled once.
fn regexp(context: &Context<'_>) -> Result<Option<bool>> {
    let text = match context.get_raw(1) {
        ValueRef::Null => return Ok(None),
        text => shown(text)?,
    };
    if context.get_raw(0) == ValueRef::Null {
        return Ok(None);
    }
    let pattern =
        context.get_or_create_aux(0, |pattern| Regex::new(pattern.as_str()?).map_err(failed))?;
    Ok(Some(pattern.is_match(&text)))
}

fn floor(context: &Context<'_>) -> Result<Value> {
    Ok(match context.get_raw(0) {
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Real(number) => Value::Real(number.floor()),
        _ => Value::Null,
    })
}

/// Returns a number or a text as text. Returns an error for a blob.
fn shown(value: ValueRef<'_>) -> Result<std::borrow::Cow<'_, str>> {
    Ok(match value {
        ValueRef::Integer(number) => number.to_string().into(),
        ValueRef::Real(number) => number.to_string().into(),
        other => other.as_str().map_err(failed)?.into(),
    })
}

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::UserFunctionError(Box::new(error))
}
