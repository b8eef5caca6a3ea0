//! Decoding of SQLite's values.

use rebis_core::decode::{Cell as Fast, RowSource};
use rebis_core::error::DecodeError;
use rebis_core::value::ValueRef;

use crate::statement::{Cell, NAME, Row};

impl RowSource for Row<'_> {
    fn width(&self) -> usize {
        self.width()
    }

    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError> {
        match self.cell(index) {
            Some(Cell::Integer(value)) => Ok(ValueRef::Int(value)),
            Some(Cell::Text(bytes)) => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(ValueRef::Text(text)),
                Err(error) => Err(DecodeError::Malformed {
                    index,
                    message: error.to_string(),
                }),
            },
            Some(Cell::Null) => Ok(ValueRef::Null),
            Some(Cell::Real(value)) => Ok(ValueRef::Double(value)),
            Some(Cell::Blob(bytes)) => Ok(ValueRef::Bytes(bytes)),
            None => Err(DecodeError::TooFewColumns {
                index,
                width: self.width(),
            }),
        }
    }

    fn int(&self, index: usize) -> Fast<i64> {
        match self.cell(index) {
            Some(Cell::Integer(value)) => Fast::Value(value),
            Some(Cell::Null) => Fast::Null,
            _ => Fast::Other,
        }
    }

    fn text(&self, index: usize) -> Fast<&str> {
        match self.cell(index) {
            Some(Cell::Text(bytes)) => std::str::from_utf8(bytes).map_or(Fast::Other, Fast::Value),
            Some(Cell::Null) => Fast::Null,
            _ => Fast::Other,
        }
    }

    fn dialect(&self) -> &'static str {
        NAME
    }

    fn name(&self, index: usize) -> &str {
        self.name(index).unwrap_or("?")
    }
}
