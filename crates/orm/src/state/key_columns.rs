//! [`KeyColumns`]: from rows and values to keys.

use std::convert::Infallible;

use rebis_core::decode::{Cell, RowReader};
use rebis_core::dialect::Capabilities;
use rebis_core::error::DecodeError;
use rebis_core::schema::{ColumnDef, Decoder, ValueForm};
use rebis_core::types::Mismatch;
use rebis_core::value::ValueRef;
use rebis_core::{SqlType, Value};

use super::Key;

/// The columns of a key, and how each is read.
///
/// Keys are compared as the Rust values of their columns, never as the cells of a driver: those are
/// decoded through the type of the model's field first.
#[derive(Clone, Debug)]
pub(crate) struct KeyColumns {
    columns: Box<[KeyColumn]>,
    /// The position of the only column, if its values are integers.
    integer: Option<usize>,
}

/// One column of a key.
#[derive(Clone, Copy, Debug)]
struct KeyColumn {
    /// Its place among the columns of its model, or in a row.
    position: usize,
    decoder: Option<Decoder>,
    sql_type: &'static SqlType,
}

/// What a database has to do with the equality of keys.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeyRules {
    /// Spaces at the end of a `CHAR(n)` are no part of its value.
    pub(crate) char_padding: bool,
    /// Bytes that are missing in a `BINARY(n)` are zeros.
    pub(crate) binary_padding: bool,
    /// The name of the dialect.
    pub(crate) dialect: &'static str,
}

impl KeyRules {
    pub(super) fn new(capabilities: &Capabilities) -> Self {
        Self {
            char_padding: capabilities.char_padding,
            binary_padding: capabilities.binary_padding,
            dialect: capabilities.dialect,
        }
    }
}

/// The column of a key, by number, whose type does not take a value.
pub(crate) type KeyMismatch = (usize, Mismatch);

impl KeyColumns {
    /// The key of columns, each with its place among those of the model or in a row.
    pub(crate) fn new(columns: impl Iterator<Item = (usize, &'static ColumnDef)>) -> Self {
        let columns = columns.map(|(position, column)| KeyColumn {
            position,
            decoder: column.decoder(),
            sql_type: column.sql_type(),
        });
        Self::from_columns(columns.collect())
    }

    fn from_columns(columns: Box<[KeyColumn]>) -> Self {
        let integer = match *columns {
            [column] if column.form() == ValueForm::Integer => Some(column.position),
            _ => None,
        };
        Self { columns, integer }
    }

    /// The same columns where they stand side by side in a row, from a position on.
    pub(crate) fn renumbered(&self, first: usize) -> Self {
        let columns = self.columns.iter().zip(first..);
        let columns = columns.map(|(column, position)| KeyColumn {
            position,
            ..*column
        });
        Self::from_columns(columns.collect())
    }

    /// The places of the columns.
    pub(crate) fn positions(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|column| column.position)
    }

    /// Whether the database may compare a part of the key by a collation.
    pub(crate) fn has_text(&self) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|column| column.form() == ValueForm::Text)
    }

    /// The key in a row, whose columns are relative to the next one; `None` when one is `NULL`.
    ///
    /// # Errors
    /// When a value is not what the type of its column takes.
    #[inline]
    pub(crate) fn read(
        &self,
        row: &mut RowReader<'_>,
        rules: KeyRules,
    ) -> Result<Option<Key>, DecodeError> {
        if let Some(position) = self.integer {
            match row.peek_int(position) {
                Cell::Value(value) => return Ok(Some(Key::Int(value))),
                Cell::Null => return Ok(None),
                Cell::Other => {}
            }
        }
        self.read_any(row, rules)
    }

    fn read_any(
        &self,
        row: &mut RowReader<'_>,
        rules: KeyRules,
    ) -> Result<Option<Key>, DecodeError> {
        self.collect(|_, column| {
            let decoded = column.decode(row.peek(column.position)?, rules);
            decoded.map_err(|mismatch| {
                let index = row.position() + column.position;
                DecodeError::mismatch(index, row.row().name(index), mismatch)
            })
        })
    }

    /// The key of values that the program or a driver gave for the columns; `None` when one is
    /// `NULL`.
    ///
    /// # Errors
    /// When a value is not what the type of its column takes.
    pub(crate) fn decode(
        &self,
        values: &[Value],
        rules: KeyRules,
    ) -> Result<Option<Key>, KeyMismatch> {
        self.collect(|number, column| {
            let value = column.decode(values[number].as_ref(), rules);
            value.map_err(|mismatch| (number, mismatch))
        })
    }

    /// The key of an object whose columns have these values; `None` when one is `NULL`.
    pub(crate) fn key(&self, rules: KeyRules, value: impl Fn(usize) -> Value) -> Option<Key> {
        let value = |column: &KeyColumn| {
            let value = value(column.position);
            (!value.is_null()).then(|| column.canonical(value, rules))
        };
        let Ok(key) = self.collect(|_, column| Ok::<_, Infallible>(value(column)));
        key
    }

    /// The one of equal values of a column, by its number in the key, that stands for all of them: the
    /// database is asked for that.
    pub(crate) fn canonical(&self, number: usize, value: Value, rules: KeyRules) -> Value {
        self.columns[number].canonical(value, rules)
    }

    /// The key of what the columns give, each with its number; `None` when one gives nothing.
    fn collect<E>(
        &self,
        mut value: impl FnMut(usize, &KeyColumn) -> Result<Option<Value>, E>,
    ) -> Result<Option<Key>, E> {
        if let [column] = &*self.columns {
            return Ok(value(0, column)?.map(Key::single));
        }
        let mut values = Vec::with_capacity(self.columns.len());
        for (number, column) in self.columns.iter().enumerate() {
            match value(number, column)? {
                Some(value) => values.push(value),
                None => return Ok(None),
            }
        }
        Ok(Some(Key::new(values)))
    }
}

impl KeyColumn {
    fn form(self) -> ValueForm {
        self.decoder.map_or(ValueForm::Other, Decoder::form)
    }

    fn decode(self, cell: ValueRef<'_>, rules: KeyRules) -> Result<Option<Value>, Mismatch> {
        if cell.is_null() {
            return Ok(None);
        }
        let value = match self.decoder {
            Some(decoder) => decoder.decode(cell, rules.dialect)?,
            None => cell.to_value(),
        };
        Ok(Some(self.canonical(value, rules)))
    }

    /// The one of equal values that stands for all of them.
    fn canonical(self, value: Value, rules: KeyRules) -> Value {
        match value {
            Value::Double(value) => Value::Double(canonical_double(value)),
            Value::Text(text) if text.ends_with(' ') => {
                let is_padded = || self.sql_type.in_dialect(rules.dialect).is_padded();
                if rules.char_padding && is_padded() {
                    Value::Text(text.trim_end_matches(' ').to_owned().into())
                } else {
                    Value::Text(text)
                }
            }
            Value::Bytes(bytes) if rules.binary_padding => {
                let length = self.sql_type.in_dialect(rules.dialect).padded_bytes();
                Value::Bytes(filled_up(bytes, length))
            }
            value => value,
        }
    }
}

/// `0.0` and `-0.0` are equal; a `NaN` is found again.
fn canonical_double(value: f64) -> f64 {
    match value {
        _ if value.is_nan() => f64::NAN,
        _ if value == 0.0 => 0.0,
        _ => value,
    }
}

/// Bytes with zeros at the end up to a length.
fn filled_up(mut bytes: Vec<u8>, length: Option<u32>) -> Vec<u8> {
    let length = length.and_then(|length| usize::try_from(length).ok());
    if let Some(length) = length {
        bytes.resize(length.max(bytes.len()), 0);
    }
    bytes
}

#[cfg(test)]
mod tests;
