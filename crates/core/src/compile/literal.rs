//! Values as SQL text. The only place where that happens: DDL cannot bind, nor can a migration that
//! is written to a file.

use std::fmt::Write;

use super::decimal::is_double;
use super::hint::Typing;
use super::{Compiler, PlaceholderName, TypedBind};
use crate::dialect::{BytesLiteral, DateLiteral, DecimalBinds, Dialect};
use crate::error::CompileError;
use crate::value::{Decimal, UuidText, Value};

impl Compiler<'_> {
    /// Appends a value as a literal, with what gives it the type of its placeholder.
    pub(super) fn typed_literal(
        &mut self,
        value: &Value,
        typing: Typing,
    ) -> Result<(), CompileError> {
        let form = self.dialect.literal_form(&TypedBind {
            sql_type: typing.sql_type.resolve(),
            place: typing.place,
            value: Some(value),
        })?;
        self.push(form.before);
        self.literal(value)?;
        self.push(&form.after);
        Ok(())
    }

    /// Appends a value as a literal.
    pub(super) fn literal(&mut self, value: &Value) -> Result<(), CompileError> {
        // Two minus signs are a comment.
        if self.sql.ends_with('-') {
            self.push(" ");
        }
        write_literal(&mut self.sql, value, self.dialect)
    }

    /// Appends the value of a placeholder; an error waits until the statement is written.
    pub(super) fn literal_at(
        &mut self,
        values: &[&Value],
        index: u32,
        name: &PlaceholderName,
        typing: Typing,
    ) {
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        let written = match values.get(index) {
            Some(value) => self.typed_literal(value, typing),
            None => Err(CompileError::MissingBind {
                name: name.to_string(),
                sql: self.sql.clone(),
            }),
        };
        if let Err(error) = written {
            self.failed.get_or_insert(error);
        }
    }
}

/// Appends a value as a literal.
pub(super) fn write_literal(
    sql: &mut String,
    value: &Value,
    dialect: &dyn Dialect,
) -> Result<(), CompileError> {
    let forms = dialect.capabilities().literals;
    match value {
        Value::Null => sql.push_str("NULL"),
        Value::Bool(value) => sql.push_str(dialect.bool_literal(*value)),
        // Writing to a string cannot fail.
        Value::Int(value) => drop(write!(sql, "{value}")),
        // A number without an exponent is a decimal there.
        Value::Double(value) if value.is_finite() && forms.exponents => {
            let _ = write!(sql, "{value:e}");
        }
        Value::Double(value) if value.is_finite() => drop(write!(sql, "{value:?}")),
        Value::Decimal(value)
            if dialect.capabilities().decimal_binds == DecimalBinds::Scale && !is_double(value) =>
        {
            return Err(no_literal("a decimal of more than 15 digits"));
        }
        Value::Double(value) if forms.non_finite => {
            let _ = write!(sql, "'{}'::double precision", Decimal::from(*value));
        }
        Value::Decimal(value) if value.is_finite() => sql.push_str(value.as_str()),
        Value::Decimal(value) if forms.non_finite => drop(write!(sql, "'{value}'::numeric")),
        Value::Double(value) => return Err(no_literal(&value.to_string())),
        Value::Decimal(value) => return Err(no_literal(value.as_str())),
        Value::Text(text) => return write_text(sql, text, dialect),
        Value::Json(json) => return write_text(sql, json.as_str(), dialect),
        Value::Bytes(bytes) => write_bytes(sql, bytes, forms.bytes),
        Value::Uuid(bytes) if forms.hyphenated_uuid => {
            quote(sql, &UuidText(bytes).to_string(), dialect)
        }
        Value::Uuid(bytes) => {
            sql.push('\'');
            write_hex(sql, bytes);
            sql.push('\'');
        }
        Value::Date(value) => write_date(sql, &value.to_string(), "YYYY-MM-DD", forms.date),
        Value::DateTime(value) => {
            let format = "YYYY-MM-DD HH24:MI:SS";
            write_date(sql, &value.to_string(), format, forms.date);
        }
        Value::Timestamp(value) if forms.instants => drop(write!(sql, "'{value}+00:00'")),
        Value::Timestamp(value) => drop(write!(sql, "'{value}'")),
        Value::Time(value) => drop(write!(sql, "'{value}'")),
        Value::Array(values) if values.is_empty() => sql.push_str("'{}'"),
        Value::Array(values) if dialect.capabilities().arrays => {
            sql.push_str("ARRAY[");
            for (index, value) in values.iter().enumerate() {
                sql.push_str(if index > 0 { ", " } else { "" });
                write_literal(sql, value, dialect)?;
            }
            sql.push(']');
        }
        Value::Range(_) | Value::Multirange(_) | Value::Hstore(_) | Value::Interval(_)
            if dialect.capabilities().arrays =>
        {
            let text = value.to_string();
            let text = text.strip_prefix('\'').unwrap_or(&text);
            return write_text(sql, text.strip_suffix('\'').unwrap_or(text), dialect);
        }
        other => return Err(no_literal(other.kind())),
    }
    Ok(())
}

/// Appends text in quotes. No database has a zero byte in a literal.
fn write_text(sql: &mut String, text: &str, dialect: &dyn Dialect) -> Result<(), CompileError> {
    if text.contains('\0') {
        return Err(no_literal("text with a zero byte"));
    }
    quote(sql, text, dialect);
    Ok(())
}

fn write_bytes(sql: &mut String, bytes: &[u8], form: BytesLiteral) {
    let (open, close) = match form {
        BytesLiteral::Hex => ("X'", "'"),
        BytesLiteral::Bytea => ("'\\x", "'::bytea"),
        BytesLiteral::Number => ("0x", ""),
        BytesLiteral::HexToRaw => ("HEXTORAW('", "')"),
    };
    sql.push_str(open);
    write_hex(sql, bytes);
    sql.push_str(close);
}

/// A date, or a date and time, which may have a fraction.
fn write_date(sql: &mut String, text: &str, format: &str, form: DateLiteral) {
    // Writing to a string cannot fail.
    let _ = match (form, text.contains('.')) {
        (DateLiteral::Text, _) => write!(sql, "'{text}'"),
        (DateLiteral::ToDate, false) => write!(sql, "TO_DATE('{text}', '{format}')"),
        (DateLiteral::ToDate, true) => write!(sql, "TO_TIMESTAMP('{text}', '{format}.FF')"),
    };
}

fn write_hex(sql: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(sql, "{byte:02x}");
    }
}

fn no_literal(kind: &str) -> CompileError {
    CompileError::Invalid(format!("{kind} cannot be written as a literal"))
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
