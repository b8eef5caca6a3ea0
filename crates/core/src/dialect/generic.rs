//! Standard SQL with named parameters: what `to_string()` of a statement shows.

use std::fmt::Write;

use super::{Capabilities, Dialect, numeric_name, varchar_name};
use crate::compile::PlaceholderName;
use crate::error::CompileError;
use crate::types::SqlType;

/// Standard SQL with named parameters, for people to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Generic;

impl Dialect for Generic {
    fn name(&self) -> &'static str {
        "generic"
    }

    fn capabilities(&self) -> &Capabilities {
        const { &Capabilities::STANDARD }
    }

    fn write_placeholder(&self, sql: &mut String, _index: usize, name: &PlaceholderName) {
        // Writing to a string cannot fail.
        let _ = write!(sql, ":{name}");
    }

    fn type_name(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        Ok(match sql_type {
            SqlType::SmallInteger => "SMALLINT".to_owned(),
            SqlType::Integer => "INTEGER".to_owned(),
            SqlType::BigInteger => "BIGINT".to_owned(),
            SqlType::Boolean => "BOOLEAN".to_owned(),
            SqlType::Float => "FLOAT".to_owned(),
            SqlType::Double => "DOUBLE".to_owned(),
            SqlType::Numeric { precision, scale } => numeric_name(*precision, *scale),
            SqlType::String { length } => varchar_name(*length),
            SqlType::Text => "TEXT".to_owned(),
            SqlType::LargeBinary => "BLOB".to_owned(),
            SqlType::Date => "DATE".to_owned(),
            SqlType::Time => "TIME".to_owned(),
            SqlType::DateTime { .. } => "DATETIME".to_owned(),
            SqlType::Uuid => "CHAR(32)".to_owned(),
            SqlType::Json => "JSON".to_owned(),
            SqlType::Enum(labels) => format!("VARCHAR({})", labels.longest_label()),
            SqlType::Custom(name) => name.clone().into_owned(),
        })
    }

    fn autoincrement_type(&self, sql_type: &SqlType) -> &'static str {
        match sql_type {
            SqlType::SmallInteger => "SMALLINT",
            SqlType::BigInteger => "BIGINT",
            _ => "INTEGER",
        }
    }
}
