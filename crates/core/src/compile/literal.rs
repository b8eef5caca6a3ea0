//! The literal writer: values as SQL text.
//!
//! DDL and `compile_literal` need literals, because they have no binds. A statement has literals
//! for some repeated values, and for parameters that the user marked. All other values are bound.

use super::Dialect;
use super::hint::Typing;
use super::{Compiler, PlaceholderName, TypedBind};
use crate::error::CompileError;
use crate::value::{LiteralWriter, Value};

impl Compiler<'_> {
    /// Appends a value as a literal, with the type of its placeholder.
    pub(super) fn typed_literal(
        &mut self,
        value: &Value,
        typing: Typing,
    ) -> Result<(), CompileError> {
        let form = self.dialect.literal_form(&TypedBind {
            sql_type: typing.sql_type.on(self.dialect.name()),
            place: typing.place,
            value: Some(value.on(self.dialect.name())),
        })?;
        self.push(form.before);
        self.literal(value)?;
        self.push(&form.after);
        Ok(())
    }

    /// Appends a value as a literal.
    pub(super) fn literal(&mut self, value: &Value) -> Result<(), CompileError> {
        // Two minus signs would start a comment.
        if self.sql.ends_with('-') {
            self.push(" ");
        }
        write_literal(&mut self.sql, value, self.dialect)
    }

    /// Appends the value of a placeholder. An error is stored, and returned by `finish`.
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
    let written = value.write_literal(&mut writer(sql, dialect));
    written.map_err(|why| CompileError::Invalid(why.to_string()))
}

/// Appends text in quotes. Quotes are doubled, and so are backslashes if they are escapes.
pub(super) fn quote(sql: &mut String, text: &str, dialect: &dyn Dialect) {
    writer(sql, dialect).quote(text);
}

fn writer<'w>(sql: &'w mut String, dialect: &dyn Dialect) -> LiteralWriter<'w> {
    let capabilities = dialect.capabilities();
    LiteralWriter {
        sql,
        forms: capabilities.literals,
        dialect: dialect.name(),
        booleans: [false, true].map(|value| dialect.bool_literal(value)),
        backslash_escapes: capabilities.text_syntax.backslash_escapes,
        arrays: capabilities.arrays,
    }
}

#[cfg(test)]
mod tests;
