//! Elements of JSON documents, by the functions of <https://sqlite.org/json1.html>.

use crate::compile::Compiler;
use crate::error::CompileError;
use crate::expr::{JsonNode, JsonOutput};

pub(super) fn write(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    let name = match &node.output {
        // `JSON_QUOTE(JSON_EXTRACT(…))` makes a JSON null of an element that is not there.
        JsonOutput::Json => return compiler.json_path_operator(node, " -> "),
        JsonOutput::Text => return Err(compiler.unsupported("`->>`; use `as_string`")),
        JsonOutput::String => "VARCHAR".to_owned(),
        JsonOutput::Integer => "INTEGER".to_owned(),
        JsonOutput::Float => "FLOAT".to_owned(),
        JsonOutput::Numeric(sql_type) => compiler.dialect().cast_type_name(sql_type)?,
        JsonOutput::Boolean => "BOOLEAN".to_owned(),
    };
    compiler.push("CAST(");
    compiler.json_function(node, "JSON_EXTRACT")?;
    compiler.push(" AS ");
    compiler.push(&name);
    compiler.push(")");
    Ok(())
}
