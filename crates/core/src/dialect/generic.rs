//! Standard SQL with named parameters: what `to_string()` of a statement shows.

use std::fmt::Write;

use super::{Capabilities, Dialect, numeric_name, varchar_name};
use crate::compile::{Compiler, PlaceholderName};
use crate::error::CompileError;
use crate::expr::{ArrayNode, CastNode, JsonNode, JsonOutput, JsonSteps};
use crate::types::SqlType;

/// Standard SQL with named parameters, for people to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Generic;

impl Dialect for Generic {
    fn name(&self) -> &'static str {
        "generic"
    }

    fn capabilities(&self) -> &Capabilities {
        const {
            &Capabilities {
                arrays: true,
                postgres_operators: true,
                ordinality: true,
                ..Capabilities::STANDARD
            }
        }
    }

    fn write_placeholder(&self, sql: &mut String, _index: usize, name: &PlaceholderName) {
        // Writing to a string cannot fail.
        let _ = write!(sql, ":{name}");
    }

    fn try_cast(&self, compiler: &mut Compiler<'_>, cast: &CastNode) -> Result<(), CompileError> {
        compiler.cast("TRY_CAST", cast)
    }

    fn json(&self, compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
        match (&node.output, node.steps) {
            (JsonOutput::Text, JsonSteps::One) => compiler.json_operator(node, " ->> "),
            (JsonOutput::Text, JsonSteps::Many) => compiler.json_operator(node, " #>> "),
            _ => compiler.json_subscript(node),
        }
    }

    fn array_type(
        &self,
        compiler: &mut Compiler<'_>,
        node: &ArrayNode,
    ) -> Result<(), CompileError> {
        if node.elements.is_empty() {
            compiler.push("::");
            compiler.push(&self.type_name(&node.sql_type)?);
        }
        Ok(())
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
            SqlType::Char { length } => format!("CHAR({length})"),
            SqlType::Text => "TEXT".to_owned(),
            SqlType::LargeBinary => "BLOB".to_owned(),
            SqlType::Date => "DATE".to_owned(),
            SqlType::Time => "TIME".to_owned(),
            SqlType::DateTime { .. } => "DATETIME".to_owned(),
            SqlType::Uuid => "CHAR(32)".to_owned(),
            SqlType::Json => "JSON".to_owned(),
            SqlType::Enum(labels) => format!("VARCHAR({})", labels.longest_label()),
            SqlType::Custom(name) => name.clone().into_owned(),
            SqlType::Jsonb => "JSON".to_owned(),
            SqlType::Unicode { length } => varchar_name(*length),
            SqlType::Interval => "INTERVAL".to_owned(),
            SqlType::Array(element) => format!("{}[]", self.type_name(element)?),
            SqlType::Range(kind) => kind.range_name().to_owned(),
            SqlType::Multirange(kind) => kind.multirange_name().to_owned(),
            SqlType::Hstore => "HSTORE".to_owned(),
            SqlType::TsVector => "TSVECTOR".to_owned(),
            SqlType::TsQuery => "TSQUERY".to_owned(),
            SqlType::Inet => "INET".to_owned(),
            SqlType::Cidr => "CIDR".to_owned(),
            SqlType::JsonPath => "JSONPATH".to_owned(),
            SqlType::Bit { length } => format!("BIT({length})"),
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

/// The name of a type as standard SQL has it, for dialects without the types of PostgreSQL.
pub(super) fn portable_type_name(
    dialect: &dyn Dialect,
    sql_type: &SqlType,
) -> Result<String, CompileError> {
    match sql_type {
        SqlType::Interval
        | SqlType::Array(_)
        | SqlType::Range(_)
        | SqlType::Multirange(_)
        | SqlType::Hstore
        | SqlType::TsVector
        | SqlType::TsQuery
        | SqlType::Inet
        | SqlType::Cidr
        | SqlType::JsonPath
        | SqlType::Bit { .. } => Err(CompileError::Unsupported {
            feature: "a type that only PostgreSQL has",
            dialect: dialect.name(),
        }),
        other => Generic.type_name(other),
    }
}
