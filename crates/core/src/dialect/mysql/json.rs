//! Elements of JSON documents, by the functions of
//! <https://dev.mysql.com/doc/refman/8.4/en/json-search-functions.html>. A JSON `null` is a value
//! there, and `NULL` as a string or a number.
//!
//! A cast of an element never fails there: it makes 0 of a text, drops a fraction, and wraps a number
//! that is too large. So the type of the element is checked first, and one of another type is an error.

use crate::compile::Compiler;
use crate::error::CompileError;
use crate::expr::{JsonNode, JsonOutput};
use crate::types::SqlType;

/// The results of `JSON_TYPE` for integers, and for all numbers.
const INTEGERS: &str = " IN ('INTEGER', 'UNSIGNED INTEGER')";
const NUMBERS: &str = " IN ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL')";

/// The integers that 64 bits hold.
const RANGE: &str = " BETWEEN -9223372036854775808 AND 9223372036854775807";

/// The most digits of a decimal.
const MOST_DIGITS: u32 = 65;

pub(super) fn write(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    match &node.output {
        JsonOutput::Json => element(compiler, node),
        JsonOutput::Text => Err(compiler.unsupported("`->>`; use `as_string`")),
        JsonOutput::String => {
            compiler.push("CASE ");
            element(compiler, node)?;
            compiler.push(" WHEN 'null' THEN NULL ELSE ");
            text(compiler, node)?;
            compiler.push(" END");
            Ok(())
        }
        JsonOutput::Boolean => {
            start(compiler, "JSON_TYPE(", node)?;
            compiler.push(" = 'BOOLEAN' THEN ");
            text(compiler, node)?;
            compiler.push(" = 'true'");
            refuse_others(compiler, node)
        }
        // MySQL lets a number beyond 64 bits wrap, and MariaDB reads `1e3` as 1 in a cast.
        JsonOutput::Integer => {
            start(compiler, "JSON_TYPE(", node)?;
            compiler.push(INTEGERS);
            compiler.push(" AND CAST(");
            text(compiler, node)?;
            compiler.push(" AS DECIMAL(65))");
            compiler.push(RANGE);
            compiler.push(" THEN ");
            element(compiler, node)?;
            compiler.push(" DIV 1");
            refuse_others(compiler, node)
        }
        // Adding a number with so many digits makes a double of it.
        JsonOutput::Float => {
            start(compiler, "JSON_TYPE(", node)?;
            compiler.push(NUMBERS);
            compiler.push(" THEN ");
            element(compiler, node)?;
            compiler.push("+0.0000000000000000000000");
            refuse_others(compiler, node)
        }
        JsonOutput::Numeric(sql_type) => numeric(compiler, node, sql_type),
    }
}

/// A number, or a text of its digits: documents often keep exact numbers so. A cast gives the nearest
/// number that it has room for, so the digits are counted.
fn numeric(
    compiler: &mut Compiler<'_>,
    node: &JsonNode,
    sql_type: &SqlType,
) -> Result<(), CompileError> {
    let SqlType::Numeric {
        precision: Some(precision),
        scale,
    } = sql_type
    else {
        return Err(compiler.unsupported("a decimal without a precision"));
    };
    let digits = precision.saturating_sub(scale.unwrap_or_default()).max(1);
    start(compiler, "JSON_UNQUOTE(", node)?;
    compiler.push(&format!(
        " REGEXP '^-?[0-9]{{1,{digits}}}([.][0-9]+)?$' THEN CAST("
    ));
    text(compiler, node)?;
    // A digit more, for a number that is rounded up.
    let name = compiler.dialect().cast_type_name(&SqlType::Numeric {
        precision: Some((precision + 1).min(MOST_DIGITS)),
        scale: *scale,
    })?;
    compiler.push(" AS ");
    compiler.push(&name);
    compiler.push(")");
    refuse_others(compiler, node)
}

/// `JSON_EXTRACT(…)`
fn element(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    compiler.json_function(node, "JSON_EXTRACT")
}

/// The element without quotes.
fn text(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    compiler.push("JSON_UNQUOTE(");
    element(compiler, node)?;
    compiler.push(")");
    Ok(())
}

/// `CASE WHEN function(element)`
fn start(compiler: &mut Compiler<'_>, function: &str, node: &JsonNode) -> Result<(), CompileError> {
    compiler.push("CASE WHEN ");
    compiler.push(function);
    element(compiler, node)?;
    compiler.push(")");
    Ok(())
}

/// The end of the `CASE`: `NULL` for none and for `null`, and an error for anything else. There is no
/// function that fails, so a sum does that has no room in 64 bits: the depth of a value is at least 1.
fn refuse_others(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    compiler.push(" WHEN JSON_TYPE(");
    element(compiler, node)?;
    compiler.push(") <> 'NULL' THEN 9223372036854775807 + JSON_DEPTH(");
    element(compiler, node)?;
    compiler.push(") END");
    Ok(())
}
