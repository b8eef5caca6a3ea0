//! Microsoft SQL Server.

mod capabilities;

use std::fmt::Write;

use super::{Capabilities, Dialect, Generic};
use crate::compile::PlaceholderName;
use crate::error::CompileError;
use crate::types::SqlType;

/// SQL Server 2016 and later: SQL text alone, there is no driver.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mssql;

impl Dialect for Mssql {
    fn name(&self) -> &'static str {
        "mssql"
    }

    fn capabilities(&self) -> &Capabilities {
        &capabilities::MSSQL
    }

    fn identifier_quotes(&self) -> (char, char) {
        ('[', ']')
    }

    fn write_placeholder(&self, sql: &mut String, index: usize, _name: &PlaceholderName) {
        // Writing to a string cannot fail.
        let _ = write!(sql, "@P{index}");
    }

    fn bool_literal(&self, value: bool) -> &'static str {
        if value { "1" } else { "0" }
    }

    fn type_name(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        Generic.type_name(sql_type)
    }

    fn autoincrement_type(&self, sql_type: &SqlType) -> &'static str {
        Generic.autoincrement_type(sql_type)
    }

    fn autoincrement_suffix(&self) -> &'static str {
        " IDENTITY"
    }
}
