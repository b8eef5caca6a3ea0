//! Values as SQL text. The only place where that happens: DDL cannot bind.

use std::fmt::Write;

use crate::dialect::Dialect;
use crate::error::CompileError;
use crate::value::Value;

/// Appends a value as a literal.
pub(super) fn write_literal(
    sql: &mut String,
    value: &Value,
    dialect: &dyn Dialect,
) -> Result<(), CompileError> {
    match value {
        Value::Null => sql.push_str("NULL"),
        Value::Bool(value) => sql.push_str(dialect.bool_literal(*value)),
        // Writing to a string cannot fail.
        Value::Int(value) => drop(write!(sql, "{value}")),
        Value::Double(value) if value.is_finite() => drop(write!(sql, "{value:?}")),
        Value::Decimal(value) => sql.push_str(value.as_str()),
        Value::Text(text) => quote(sql, text, dialect),
        Value::Json(json) => quote(sql, json.as_str(), dialect),
        Value::Date(value) => drop(write!(sql, "'{value}'")),
        Value::Time(value) => drop(write!(sql, "'{value}'")),
        Value::DateTime(value) => drop(write!(sql, "'{value}'")),
        other => {
            return Err(CompileError::Invalid(format!(
                "{} cannot be written into DDL as a literal",
                other.kind()
            )));
        }
    }
    Ok(())
}

/// Quotes text: quotes are doubled, and backslashes too where they escape.
pub(super) fn quote(sql: &mut String, text: &str, dialect: &dyn Dialect) {
    sql.push('\'');
    for character in text.chars() {
        let doubled = match character {
            '\'' => true,
            '\\' => dialect.capabilities().backslash_escapes,
            _ => false,
        };
        if doubled {
            sql.push(character);
        }
        sql.push(character);
    }
    sql.push('\'');
}

#[cfg(test)]
mod tests;
