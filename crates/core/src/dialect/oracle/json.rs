//! Elements of JSON documents, with the functions of
//! <https://docs.oracle.com/en/database/oracle/oracle-database/19/adjsn/>. They do not accept a
//! bind as a path.

use crate::compile::Compiler;
use crate::error::CompileError;
use crate::expr::{JsonNode, JsonOutput};

pub(super) fn write(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    let returning = match &node.output {
        JsonOutput::Json => return compiler.json_function(node, "JSON_QUERY"),
        JsonOutput::Boolean => return boolean(compiler, node),
        JsonOutput::Text => return Err(compiler.unsupported("`->>`; use `as_string`")),
        JsonOutput::String => "VARCHAR2(4000)".to_owned(),
        JsonOutput::Integer => "INTEGER".to_owned(),
        JsonOutput::Float => "FLOAT".to_owned(),
        JsonOutput::Numeric(sql_type) => {
            let name = compiler.dialect().cast_type_name(sql_type)?;
            name.replace("NUMERIC", "NUMBER")
        }
    };
    compiler.push("JSON_VALUE(");
    compiler.json_arguments(node)?;
    compiler.push(" RETURNING ");
    compiler.push(&returning);
    compiler.push(" ERROR ON ERROR)");
    Ok(())
}

fn boolean(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    compiler.push("CASE ");
    compiler.json_function(node, "JSON_VALUE")?;
    compiler.push(" WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE CAST(");
    compiler.json_function(node, "JSON_VALUE")?;
    compiler.push(" AS NUMBER(1)) END");
    Ok(())
}
