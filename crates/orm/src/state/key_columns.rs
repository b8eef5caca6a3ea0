//! [`KeyColumns`]: the columns of a key, and the conversion of rows and values to keys.

use std::convert::Infallible;

use rebis_core::decode::{Cell, RowReader};
use rebis_core::dialect::Capabilities;
use rebis_core::error::DecodeError;
use rebis_core::schema::{ColumnDef, Decoder, ValueForm};
use rebis_core::types::Mismatch;
use rebis_core::value::ValueRef;
use rebis_core::{SqlType, Value};

use super::Key;

/// The columns of a key, and the decoding of each column.
///
/// Keys are compared as the Rust values of their columns, never as the cells of a driver. Cells are
/// first decoded with the type of the model's field.
#[derive(Clone, Debug)]
pub(crate) struct KeyColumns {
    columns: Box<[KeyColumn]>,
    /// The position of the only column, if its values are integers.
    integer: Option<usize>,
}

/// One column of a key.
#[derive(Clone, Copy, Debug)]
struct KeyColumn {
    /// The position among the columns of the model, or in a row.
    position: usize,
    decoder: Option<Decoder>,
    sql_type: &'static SqlType,
}

/// The rules of a database for the equality of keys.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct KeyRules {
    /// Whether trailing spaces are not part of the value of a `CHAR(n)`.
    pub(crate) char_padding: bool,
    /// Whether a `BINARY(n)` is filled up with zeros.
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

/// The number of a column in the key, and the mismatch of its value and its type.
pub(crate) type KeyMismatch = (usize, Mismatch);

impl KeyColumns {
    /// Creates the key of columns, each with its position in the model or in a row.
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

    /// Returns these columns with consecutive positions in a row, from `first`.
    pub(crate) fn renumbered(&self, first: usize) -> Self {
        let columns = self.columns.iter().zip(first..);
        let columns = columns.map(|(column, position)| KeyColumn {
            position,
            ..*column
        });
        Self::from_columns(columns.collect())
    }

    /// Returns the positions of the columns.
    pub(crate) fn positions(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|column| column.position)
    }

    /// Returns whether a column is text, which the database compares by a collation.
    pub(crate) fn has_text(&self) -> bool {
        let mut columns = self.columns.iter();
        columns.any(|column| column.form() == ValueForm::Text)
    }

    /// Returns the key in a row, or `None` if a column is `NULL`.
    ///
    /// The positions of the columns are relative to the next column of the row.
    ///
    /// # Errors
    /// Returns an error if a value does not fit the type of its column.
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

    /// Returns the key for values of the program or a driver, or `None` if a value is `NULL`.
    ///
    /// # Errors
    /// Returns an error if a value does not fit the type of its column.
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

    /// Returns the key of an object by the values of its columns, or `None` if a value is `NULL`.
    pub(crate) fn key(&self, rules: KeyRules, value: impl Fn(usize) -> Value) -> Option<Key> {
        let value = |column: &KeyColumn| {
            let value = value(column.position);
            (!value.is_null()).then(|| column.canonical(value, rules))
        };
        let Ok(key) = self.collect(|_, column| Ok::<_, Infallible>(value(column)));
        key
    }

    /// Returns the canonical form of a value of a column, by the number of the column in the key.
    ///
    /// Equal values have the same canonical form. Statements contain this form.
    pub(crate) fn canonical(&self, number: usize, value: Value, rules: KeyRules) -> Value {
        self.columns[number].canonical(value, rules)
    }

    /// Creates a key from the value of each column, or returns `None` if a column has no value.
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

    /// Returns the canonical form of a value. Equal values have the same canonical form.
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

/// Returns one value for `0.0` and `-0.0`, which are equal, and one value for all `NaN`.
fn canonical_double(value: f64) -> f64 {
    match value {
        _ if value.is_nan() => f64::NAN,
        _ if value == 0.0 => 0.0,
        _ => value,
    }
}

/// Appends zeros up to a length.
fn filled_up(mut bytes: Vec<u8>, length: Option<u32>) -> Vec<u8> {
    let length = length.and_then(|length| usize::try_from(length).ok());
    if let Some(length) = length {
        bytes.resize(length.max(bytes.len()), 0);
    }
    bytes
}

#[cfg(test)]
mod tests;
