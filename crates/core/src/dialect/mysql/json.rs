//! Elements of JSON documents, with the functions of
//! <https://dev.mysql.com/doc/refman/8.4/en/json-search-functions.html>. A JSON `null` is a value
//! there. As a string or a number, Rebis returns `NULL` for it.
//!
//! A cast of an element never fails there: text becomes 0, fractions are dropped, and numbers that
//! are too large overflow. So the type of the element is checked first. An element of another type
//! is an error.

use crate::compile::Compiler;
use crate::error::CompileError;
use crate::expr::{JsonNode, JsonOutput};
use crate::types::SqlType;

/// The results of `JSON_TYPE` for integers, and for all numbers.
const INTEGERS: &str = " IN ('INTEGER', 'UNSIGNED INTEGER')";
const NUMBERS: &str = " IN ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL')";

/// The range of 64-bit integers.
const RANGE: &str = " BETWEEN -9223372036854775808 AND 9223372036854775807";

/// The maximum number of digits of a decimal.
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
        JsonOutput::Boolean => checked(
            compiler,
            |compiler| has_type(compiler, node, " = 'BOOLEAN'"),
            |compiler| {
                text(compiler, node)?;
                compiler.push(" = 'true'");
                Ok(())
            },
            node,
        ),
        // On MySQL, a number beyond 64 bits overflows. On MariaDB, a cast reads `1e3` as 1.
        JsonOutput::Integer => checked(
            compiler,
            |compiler| {
                has_type(compiler, node, INTEGERS)?;
                compiler.push(" AND CAST(");
                text(compiler, node)?;
                compiler.push(" AS DECIMAL(65))");
                compiler.push(RANGE);
                Ok(())
            },
            |compiler| {
                element(compiler, node)?;
                compiler.push(" DIV 1");
                Ok(())
            },
            node,
        ),
        // The sum with a number of this many digits is a double.
        JsonOutput::Float => checked(
            compiler,
            |compiler| has_type(compiler, node, NUMBERS),
            |compiler| {
                element(compiler, node)?;
                compiler.push("+0.0000000000000000000000");
                Ok(())
            },
            node,
        ),
        JsonOutput::Numeric(sql_type) => numeric(compiler, node, sql_type),
    }
}

/// Appends an element as a decimal: a number, or the text of one.
///
/// JSON documents often store exact numbers as text. A cast would return the nearest number that
/// fits, so the number of digits is checked.
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
    // One more digit, for a number that is rounded up.
    let precision = (precision + 1).min(MOST_DIGITS);
    let scale = scale.unwrap_or_default();
    let digits = match (precision - 1).checked_sub(scale) {
        None => return Err(compiler.unsupported("a decimal of a scale above its precision")),
        Some(0) => "0".to_owned(),
        Some(most) => format!("[0-9]{{1,{most}}}"),
    };
    let name = compiler.dialect().cast_type_name(&SqlType::Numeric {
        precision: Some(precision),
        scale: Some(scale),
    })?;
    checked(
        compiler,
        |compiler| {
            text(compiler, node)?;
            compiler.push(&format!(" REGEXP '^-?{digits}([.][0-9]+)?$'"));
            Ok(())
        },
        |compiler| {
            compiler.push("CAST(");
            text(compiler, node)?;
            compiler.push(&format!(" AS {name})"));
            Ok(())
        },
        node,
    )
}

/// Appends `JSON_EXTRACT(…)`.
fn element(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    compiler.json_function(node, "JSON_EXTRACT")
}

/// Appends the element as text without quotes.
fn text(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    compiler.push("JSON_UNQUOTE(");
    element(compiler, node)?;
    compiler.push(")");
    Ok(())
}

/// Appends `JSON_TYPE(element)` and a comparison of it.
fn has_type(compiler: &mut Compiler<'_>, node: &JsonNode, types: &str) -> Result<(), CompileError> {
    compiler.push("JSON_TYPE(");
    element(compiler, node)?;
    compiler.push(")");
    compiler.push(types);
    Ok(())
}

/// Appends a value if a condition is true, and else `NULL` or an expression that fails.
///
/// A missing element and `null` are `NULL`, and other elements fail. These databases have no
/// function that raises an error, so a sum overflows 64 bits: the depth of a value is at least 1.
fn checked(
    compiler: &mut Compiler<'_>,
    condition: impl Fn(&mut Compiler<'_>) -> Result<(), CompileError>,
    value: impl Fn(&mut Compiler<'_>) -> Result<(), CompileError>,
    node: &JsonNode,
) -> Result<(), CompileError> {
    compiler.push("CASE WHEN ");
    condition(compiler)?;
    compiler.push(" THEN ");
    value(compiler)?;
    compiler.push(" WHEN ");
    has_type(compiler, node, " <> 'NULL'")?;
    compiler.push(" THEN 9223372036854775807 + JSON_DEPTH(");
    element(compiler, node)?;
    compiler.push(") END");
    Ok(())
}
