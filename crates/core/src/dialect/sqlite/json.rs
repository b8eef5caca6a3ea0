//! Elements of JSON documents, with the functions of <https://sqlite.org/json1.html>.

use crate::compile::Compiler;
use crate::error::CompileError;
use crate::expr::{JsonNode, JsonOutput};
use crate::types::SqlType;

/// The results of `JSON_TYPE` for numbers.
const NUMBERS: &str = " IN ('integer', 'real')";

pub(super) fn write(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    match &node.output {
        // `JSON_QUOTE(JSON_EXTRACT(…))` would return a JSON null for a missing element.
        JsonOutput::Json => compiler.json_path_operator(node, " -> "),
        JsonOutput::Text => Err(compiler.unsupported("`->>`; use `as_string`")),
        JsonOutput::String => string(compiler, node),
        JsonOutput::Boolean => checked(compiler, node, " IN ('true', 'false')", extract),
        JsonOutput::Integer => checked(compiler, node, " = 'integer'", extract),
        // The cast gives divisions a fraction.
        JsonOutput::Float => checked(compiler, node, NUMBERS, |compiler, node| {
            cast(compiler, node, "FLOAT")
        }),
        JsonOutput::Numeric(sql_type) => checked(compiler, node, NUMBERS, |compiler, node| {
            rounded(compiler, node, sql_type)
        }),
    }
}

/// Appends a string without quotes, or the JSON text of another element.
fn string(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    compiler.push("CASE ");
    compiler.json_function(node, "JSON_TYPE")?;
    compiler.push(" WHEN 'null' THEN NULL WHEN 'text' THEN ");
    extract(compiler, node)?;
    compiler.push(" ELSE ");
    compiler.json_path_operator(node, " -> ")?;
    compiler.push(" END");
    Ok(())
}

/// Appends the element if it has one of these types, and else `NULL` or an expression that fails.
///
/// A missing element and `null` are `NULL`. An element of another type is an error, because a cast
/// would drop a fraction and convert text to 0. SQLite has no function that raises an error. So the
/// name of the type is parsed as JSON, after a minus sign that makes it invalid.
fn checked(
    compiler: &mut Compiler<'_>,
    node: &JsonNode,
    types: &str,
    read: impl Fn(&mut Compiler<'_>, &JsonNode) -> Result<(), CompileError>,
) -> Result<(), CompileError> {
    let json_type = "JSON_TYPE";
    compiler.push("CASE WHEN ");
    compiler.json_function(node, json_type)?;
    compiler.push(types);
    compiler.push(" THEN ");
    read(compiler, node)?;
    compiler.push(" WHEN ");
    compiler.json_function(node, json_type)?;
    compiler.push(" != 'null' THEN JSON('-' || ");
    compiler.json_function(node, json_type)?;
    compiler.push(") END");
    Ok(())
}

fn extract(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    compiler.json_function(node, "JSON_EXTRACT")
}

/// Appends `CAST(JSON_EXTRACT(…) AS name)`.
fn cast(compiler: &mut Compiler<'_>, node: &JsonNode, name: &str) -> Result<(), CompileError> {
    compiler.push("CAST(");
    extract(compiler, node)?;
    compiler.push(" AS ");
    compiler.push(name);
    compiler.push(")");
    Ok(())
}

/// Appends a cast to a decimal, within `round` if the type has a scale. `CAST` does not round.
fn rounded(
    compiler: &mut Compiler<'_>,
    node: &JsonNode,
    sql_type: &SqlType,
) -> Result<(), CompileError> {
    let name = compiler.dialect().cast_type_name(sql_type)?;
    let SqlType::Numeric {
        scale: Some(scale), ..
    } = sql_type
    else {
        return cast(compiler, node, &name);
    };
    compiler.push("round(");
    cast(compiler, node, &name)?;
    compiler.push(&format!(", {scale})"));
    Ok(())
}
