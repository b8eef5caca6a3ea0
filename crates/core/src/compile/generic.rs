//! [`Generic`]: the dialect of `to_string()`.

use std::fmt::Write;

use super::{Capabilities, Compiler, Dialect, PlaceholderName};
use crate::error::CompileError;
use crate::expr::{ArrayNode, CastNode, JsonNode, JsonOutput, JsonSteps};
use crate::types::{Elsewhere, SqlType};

/// Standard SQL with named parameters, for reading: the dialect of `to_string()` of a statement.
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
        Ok(sql_type.standard_name().into_owned())
    }
}

/// Returns the name of a type for which a dialect has no name of its own.
///
/// It is the name in standard SQL, or the name of the type that stores its values.
pub(crate) fn portable_type_name(
    dialect: &dyn Dialect,
    sql_type: &SqlType,
) -> Result<String, CompileError> {
    match sql_type.elsewhere() {
        _ if matches!(sql_type, SqlType::Variant(_)) => {
            dialect.type_name(sql_type.in_dialect(dialect.name()))
        }
        Elsewhere::Same => Ok(sql_type.standard_name().into_owned()),
        Elsewhere::As(other) => dialect.type_name(&other),
        Elsewhere::Nowhere(feature) => Err(CompileError::Unsupported {
            feature,
            dialect: dialect.name(),
        }),
    }
}
