//! Elements of JSON documents, with the functions of
//! <https://learn.microsoft.com/sql/relational-databases/json/json-data-sql-server>.

use crate::compile::Compiler;
use crate::error::CompileError;
use crate::expr::{JsonNode, JsonOutput};

pub(super) fn write(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    if matches!(node.output, JsonOutput::Json) {
        return compiler.json_function(node, "JSON_QUERY");
    }
    compiler.push("CASE ");
    compiler.json_function(node, "JSON_VALUE")?;
    compiler.push(" WHEN NULL THEN NULL");
    if matches!(node.output, JsonOutput::Boolean) {
        compiler.push(" WHEN 'true' THEN 1 WHEN 'false' THEN 0");
    }
    compiler.push(" ELSE ");
    let name = match &node.output {
        JsonOutput::Integer => "INTEGER".to_owned(),
        JsonOutput::Float => "FLOAT".to_owned(),
        JsonOutput::Numeric(sql_type) => compiler.dialect().cast_type_name(sql_type)?,
        JsonOutput::Boolean => "BIT".to_owned(),
        JsonOutput::Text => return Err(compiler.unsupported("`->>`; use `as_string`")),
        _ => {
            compiler.json_function(node, "JSON_VALUE")?;
            compiler.push(" END");
            return Ok(());
        }
    };
    compiler.push("CAST(");
    compiler.json_function(node, "JSON_VALUE")?;
    compiler.push(" AS ");
    compiler.push(&name);
    compiler.push(") END");
    Ok(())
}
