//! Elements of JSON documents, with the operators of
//! <https://www.postgresql.org/docs/current/functions-json.html>.

use crate::compile::Compiler;
use crate::error::CompileError;
use crate::expr::{JsonNode, JsonOutput, JsonSteps};

pub(super) fn write(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    let many = node.steps == JsonSteps::Many;
    let text = if many { " #>> " } else { " ->> " };
    let name = match &node.output {
        JsonOutput::Json
            if node.binary && !many && compiler.dialect().capabilities().subscripts =>
        {
            return compiler.json_subscript(node);
        }
        JsonOutput::Json => {
            return compiler.json_operator(node, if many { " #> " } else { " -> " });
        }
        JsonOutput::Text => return compiler.json_operator(node, text),
        JsonOutput::String => "VARCHAR".to_owned(),
        // The range of the Rust type.
        JsonOutput::Integer => "BIGINT".to_owned(),
        // `FLOAT` without a precision is `DOUBLE PRECISION`.
        JsonOutput::Float => "FLOAT".to_owned(),
        JsonOutput::Numeric(sql_type) => compiler.dialect().cast_type_name(sql_type)?,
        JsonOutput::Boolean => "BOOLEAN".to_owned(),
    };
    compiler.push("CAST(");
    compiler.json_operator(node, text)?;
    compiler.push(" AS ");
    compiler.push(&name);
    compiler.push(")");
    Ok(())
}
