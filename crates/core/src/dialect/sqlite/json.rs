//! Elements of JSON documents, by the functions of <https://sqlite.org/json1.html>.

use crate::compile::Compiler;
use crate::error::CompileError;
use crate::expr::{JsonNode, JsonOutput};
use crate::types::SqlType;

/// The results of `JSON_TYPE` for numbers.
const NUMBERS: &str = " IN ('integer', 'real')";

pub(super) fn write(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    match &node.output {
        // `JSON_QUOTE(JSON_EXTRACT(…))` makes a JSON null of an element that is not there.
        JsonOutput::Json => compiler.json_path_operator(node, " -> "),
        JsonOutput::Text => Err(compiler.unsupported("`->>`; use `as_string`")),
        JsonOutput::String => string(compiler, node),
        JsonOutput::Boolean => checked(compiler, node, " IN ('true', 'false')", extract),
        JsonOutput::Integer => checked(compiler, node, " = 'integer'", extract),
        // A cast, so that a division has a fraction.
        JsonOutput::Float => checked(compiler, node, NUMBERS, |compiler, node| {
            cast(compiler, node, "FLOAT")
        }),
        JsonOutput::Numeric(sql_type) => checked(compiler, node, NUMBERS, |compiler, node| {
            rounded(compiler, node, sql_type)
        }),
    }
}

/// A string without quotes, and the JSON of anything else.
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

/// The element, if it is of one of these types, and `NULL` for none and for `null`. Another one is an
/// error: a cast would drop a fraction, and make 0 of a text. There is no function that fails, so
/// the name of the type is read as JSON, with a sign that no JSON starts with.
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

/// `CAST(JSON_EXTRACT(…) AS name)`
fn cast(compiler: &mut Compiler<'_>, node: &JsonNode, name: &str) -> Result<(), CompileError> {
    compiler.push("CAST(");
    extract(compiler, node)?;
    compiler.push(" AS ");
    compiler.push(name);
    compiler.push(")");
    Ok(())
}

/// A cast does not round here.
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
