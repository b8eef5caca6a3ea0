//! From Core's values to SQLite's.

use rebis_core::Value;
use rebis_core::error::{DatabaseError, DatabaseErrorKind};
use rusqlite::Statement;
use rusqlite::types::Null;

use crate::error::database_error;

/// Binds a value. Dates, decimals, UUIDs and JSON are text, as SQLAlchemy stores them; booleans
/// are 0 and 1.
pub(crate) fn bind(
    statement: &mut Statement<'_>,
    index: usize,
    value: &Value,
) -> Result<(), DatabaseError> {
    let text =
        |statement: &mut Statement<'_>, text: String| statement.raw_bind_parameter(index, text);
    let bound = match value {
        Value::Null => statement.raw_bind_parameter(index, Null),
        Value::Bool(value) => statement.raw_bind_parameter(index, i64::from(*value)),
        Value::Int(value) => statement.raw_bind_parameter(index, value),
        Value::Double(value) => statement.raw_bind_parameter(index, value),
        Value::Text(value) => statement.raw_bind_parameter(index, &**value),
        Value::Bytes(value) => statement.raw_bind_parameter(index, value),
        Value::Date(value) => text(statement, value.to_string()),
        Value::Time(value) => text(statement, value.to_string()),
        Value::DateTime(value) | Value::Timestamp(value) => text(statement, value.to_string()),
        Value::Decimal(value) => statement.raw_bind_parameter(index, value.as_str()),
        Value::Uuid(bytes) => text(statement, hex(bytes)),
        Value::Json(value) => statement.raw_bind_parameter(index, value.as_str()),
        other => {
            return Err(DatabaseError::new(
                DatabaseErrorKind::DataError,
                format!("parameter {index}: SQLite cannot hold {}", other.kind()),
            ));
        }
    };
    bound.map_err(database_error)
}

fn hex(bytes: &[u8; 16]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
