//! From SQLite's values to Core's.

use rebis_core::decode::RowSource;
use rebis_core::error::DecodeError;
use rebis_core::value::ValueRef;
use rusqlite::Row;
use rusqlite::types::ValueRef as SqliteValue;

/// The row that a statement stands at.
pub(crate) struct SqliteRow<'r, 's> {
    row: &'r Row<'s>,
}

impl<'r, 's> SqliteRow<'r, 's> {
    pub(crate) fn new(row: &'r Row<'s>) -> Self {
        Self { row }
    }
}

impl RowSource for SqliteRow<'_, '_> {
    fn width(&self) -> usize {
        self.row.as_ref().column_count()
    }

    #[inline]
    fn get(&self, index: usize) -> Result<ValueRef<'_>, DecodeError> {
        match self.row.get_ref(index) {
            Ok(SqliteValue::Integer(value)) => Ok(ValueRef::Int(value)),
            Ok(SqliteValue::Text(bytes)) => match std::str::from_utf8(bytes) {
                Ok(text) => Ok(ValueRef::Text(text)),
                Err(error) => Err(DecodeError::Malformed {
                    index,
                    message: error.to_string(),
                }),
            },
            Ok(SqliteValue::Null) => Ok(ValueRef::Null),
            Ok(SqliteValue::Real(value)) => Ok(ValueRef::Double(value)),
            Ok(SqliteValue::Blob(bytes)) => Ok(ValueRef::Bytes(bytes)),
            Err(_) => Err(DecodeError::TooFewColumns {
                index,
                width: self.width(),
            }),
        }
    }

    fn name(&self, index: usize) -> &str {
        self.row.as_ref().column_name(index).unwrap_or("?")
    }
}
