//! Placeholders of values, and their names.

use super::{Compiler, PlaceholderName};
use crate::error::CompileError;
use crate::value::Value;

impl Compiler<'_> {
    /// Appends a placeholder for a value of the statement.
    ///
    /// `hint` names it where placeholders have names.
    pub fn bind(&mut self, value: &Value, hint: &'static str) -> Result<(), CompileError> {
        let index = self.bind_index(value)?;
        if !self.repeat_placeholder(index) {
            self.placeholder(index, hint);
        }
        Ok(())
    }

    /// Appends a placeholder of this name for a value of the statement.
    pub(super) fn bind_as(
        &mut self,
        value: &Value,
        name: PlaceholderName,
    ) -> Result<(), CompileError> {
        let index = self.bind_index(value)?;
        if !self.repeat_placeholder(index) {
            self.named_placeholder(index, name);
        }
        Ok(())
    }

    /// Appends the placeholder of a value that has one already. Where placeholders have numbers, the
    /// database sees that both places are one expression, which GROUP BY asks for.
    fn repeat_placeholder(&mut self, index: u32) -> bool {
        if !self.binds.has_repeats() || self.literals.is_some() {
            return false;
        }
        let Some(position) = self.params.iter().position(|known| *known == index) else {
            return false;
        };
        let name = self.names[position].clone();
        match self.dialect.capabilities().numbered_placeholders {
            true => self
                .dialect
                .write_placeholder(&mut self.sql, position + 1, &name),
            false => self.named_placeholder(index, name),
        }
        true
    }

    /// Which of the statement's values this is.
    pub(super) fn bind_index(&self, value: &Value) -> Result<u32, CompileError> {
        self.binds.index_of(value).ok_or_else(|| {
            CompileError::Invalid("a value was made while the statement was compiled".to_owned())
        })
    }

    /// Appends the placeholders of a list, separated by commas.
    pub(super) fn bind_list(
        &mut self,
        values: &[Value],
        hint: &'static str,
    ) -> Result<(), CompileError> {
        let number = self.next_number(hint);
        self.bind_values(values, |element| {
            PlaceholderName::Element(hint, number, element)
        })
    }

    /// Appends the placeholders of rows, each in parentheses.
    pub(super) fn bind_rows(
        &mut self,
        rows: &[Vec<Value>],
        name: impl Fn(u32, u32) -> PlaceholderName,
    ) -> Result<(), CompileError> {
        for (row, values) in (1u32..).zip(rows) {
            self.push(if row == 1 { "(" } else { ", (" });
            self.bind_values(values, |element| name(row, element))?;
            self.push(")");
        }
        Ok(())
    }

    pub(super) fn bind_values(
        &mut self,
        values: &[Value],
        name: impl Fn(u32) -> PlaceholderName,
    ) -> Result<(), CompileError> {
        let Some(first) = values.first() else {
            return Ok(());
        };
        let start = self.binds.index_of(first).ok_or_else(|| {
            CompileError::Invalid("a list was made while the statement was compiled".to_owned())
        })?;
        for (offset, _) in (0u32..).zip(values) {
            if offset > 0 {
                self.push(", ");
            }
            self.named_placeholder(start + offset, name(offset + 1));
        }
        Ok(())
    }

    pub(super) fn placeholder(&mut self, index: u32, hint: &'static str) {
        let name = PlaceholderName::Numbered(hint, self.next_number(hint));
        self.named_placeholder(index, name);
    }

    /// The next number for a name with this stem: of a placeholder, a label or a table.
    pub(super) fn next_number(&mut self, stem: &'static str) -> u32 {
        let count = self.count_of(stem);
        *count += 1;
        *count
    }

    /// Says that a number is taken.
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

    pub(super) fn named_placeholder(&mut self, index: u32, name: PlaceholderName) {
        if let Some(values) = self.literals {
            return self.literal_at(values, index, &name);
        }
        self.params.push(index);
        self.dialect
            .write_placeholder(&mut self.sql, self.params.len(), &name);
        self.names.push(name);
    }
}
