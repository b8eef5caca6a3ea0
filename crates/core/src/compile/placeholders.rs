//! Placeholders for values: their names and their types.

use super::hint::Typing;
use super::{BindForm, Compiler, Hint, PlaceholderName, TypedBind};
use crate::error::CompileError;
use crate::types::{ParameterType, TypeRef};
use crate::value::Value;

impl Compiler<'_> {
    /// Appends a placeholder for a value of the statement.
    ///
    /// `hint` has the name of the placeholder, and the place that determines whether the database
    /// infers its type.
    ///
    /// # Errors
    /// Returns an error if the value is not part of the statement, or if the dialect does not have
    /// its type.
    pub fn bind(
        &mut self,
        value: &Value,
        sql_type: TypeRef,
        hint: Hint,
    ) -> Result<(), CompileError> {
        let index = self.bind_index(value)?;
        let typing = hint.typing(sql_type);
        if self.repeat_placeholder(index, value, typing, Some(hint.name))? {
            return Ok(());
        }
        let name = PlaceholderName::Numbered(hint.name, self.next_number(hint.name));
        self.placeholder(index, name, typing, Some(value))
    }

    /// Appends a placeholder of this name for a value of the statement.
    pub(super) fn bind_as(
        &mut self,
        value: &Value,
        typing: Typing,
        name: PlaceholderName,
    ) -> Result<(), CompileError> {
        let index = self.bind_index(value)?;
        if self.repeat_placeholder(index, value, typing, name.stem())? {
            return Ok(());
        }
        self.placeholder(index, name, typing, Some(value))
    }

    /// Appends the second occurrence of a value, and returns whether it did.
    ///
    /// `GROUP BY` requires that the database recognizes both occurrences as the same expression.
    /// They are one numbered placeholder, or literals.
    fn repeat_placeholder(
        &mut self,
        index: u32,
        value: &Value,
        typing: Typing,
        stem: Option<&str>,
    ) -> Result<bool, CompileError> {
        if self.literals.is_some() || !self.binds.is_repeated(index) {
            return Ok(false);
        }
        if self.binds.has_literal_repeats() {
            self.typed_literal(value, typing)?;
            return Ok(true);
        }
        let Some(position) = self.params.iter().position(|known| *known == index) else {
            return Ok(false);
        };
        let name = self.names[position].clone();
        let form = self.bind_form(typing, Some(value))?;
        if !self.dialect.capabilities().numbered_placeholders {
            self.placeholder(index, name, typing, Some(value))?;
            return Ok(true);
        }
        // The database infers one type for a numbered placeholder, so both places must need the
        // same.
        let is_same_type = self.types.get(position) == Some(&form.parameter);
        let is_same_place = form.parameter != ParameterType::Inferred || name.stem() == stem;
        if !is_same_type || !is_same_place {
            return Ok(false);
        }
        self.push(form.before);
        self.dialect
            .write_placeholder(&mut self.sql, position + 1, &name);
        self.push(&form.after);
        Ok(true)
    }

    /// Returns the index of a value of the statement.
    pub(super) fn bind_index(&self, value: &Value) -> Result<u32, CompileError> {
        self.binds.index_of(value).ok_or_else(|| {
            CompileError::Invalid("a bound value is not an operand of its expression".to_owned())
        })
    }

    /// Appends the placeholders of a list, separated by commas.
    pub(super) fn bind_list(
        &mut self,
        values: &[Value],
        sql_type: TypeRef,
        hint: Hint,
    ) -> Result<(), CompileError> {
        let number = self.next_number(hint.name);
        self.bind_values(values, hint.typing(sql_type), |element| {
            PlaceholderName::Element(hint.name, number, element)
        })
    }

    /// Appends the placeholders of rows, each in parentheses.
    pub(super) fn bind_rows(
        &mut self,
        rows: &[Vec<Value>],
        hint: Hint,
        name: impl Fn(u32, u32) -> PlaceholderName,
    ) -> Result<(), CompileError> {
        let typing = hint.typing(TypeRef::UNKNOWN);
        for (row, values) in (1u32..).zip(rows) {
            self.push(if row == 1 { "(" } else { ", (" });
            self.bind_values(values, typing, |element| name(row, element))?;
            self.push(")");
        }
        Ok(())
    }

    pub(super) fn bind_values(
        &mut self,
        values: &[Value],
        typing: Typing,
        name: impl Fn(u32) -> PlaceholderName,
    ) -> Result<(), CompileError> {
        let Some(first) = values.first() else {
            return Ok(());
        };
        let start = self.binds.index_of(first).ok_or_else(|| {
            CompileError::Invalid("a bound list is not an operand of its expression".to_owned())
        })?;
        for (offset, value) in (0u32..).zip(values) {
            if offset > 0 {
                self.push(", ");
            }
            let (index, name) = (start + offset, name(offset + 1));
            if !self.repeat_placeholder(index, value, typing, name.stem())? {
                self.placeholder(index, name, typing, Some(value))?;
            }
        }
        Ok(())
    }

    /// Returns the next number for a name with this stem: of a placeholder, a label or a table.
    pub(super) fn next_number(&mut self, stem: &'static str) -> u32 {
        let count = self.count_of(stem);
        *count += 1;
        *count
    }

    /// Reserves the numbers of a stem up to this one.
    pub(super) fn reserve_number(&mut self, stem: &'static str, number: u32) {
        let count = self.count_of(stem);
        *count = number.max(*count);
    }

    fn count_of(&mut self, stem: &'static str) -> &mut u32 {
        let known = self
            .name_counts
            .iter()
            .position(|(known, _)| *known == stem);
        let known = known.unwrap_or_else(|| {
            self.name_counts.push((stem, 0));
            self.name_counts.len() - 1
        });
        &mut self.name_counts[known].1
    }

    /// Appends a placeholder with its cast, if it needs one. Appends a literal in literal mode.
    pub(super) fn placeholder(
        &mut self,
        index: u32,
        name: PlaceholderName,
        typing: Typing,
        value: Option<&Value>,
    ) -> Result<(), CompileError> {
        if let Some(values) = self.literals {
            self.literal_at(values, index, &name, typing);
            return Ok(());
        }
        let form = self.bind_form(typing, value)?;
        self.push(form.before);
        self.named_placeholder(index, name, form.parameter);
        self.push(&form.after);
        Ok(())
    }

    fn bind_form(&self, typing: Typing, value: Option<&Value>) -> Result<BindForm, CompileError> {
        let dialect = self.dialect.name();
        let bind = TypedBind {
            sql_type: typing.sql_type.on(dialect),
            place: typing.place,
            value: value.map(|value| value.on(dialect)),
        };
        self.dialect.bind_form(&bind)
    }

    /// Appends a placeholder without a cast.
    pub(super) fn named_placeholder(
        &mut self,
        index: u32,
        name: PlaceholderName,
        parameter: ParameterType,
    ) {
        self.params.push(index);
        self.types.push(parameter);
        self.dialect
            .write_placeholder(&mut self.sql, self.params.len(), &name);
        self.names.push(name);
    }
}
