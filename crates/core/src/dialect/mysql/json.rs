//! Elements of JSON documents, by the functions of
//! <https://dev.mysql.com/doc/refman/8.4/en/json-search-functions.html>. A JSON `null` is a value
//! there, and `NULL` as a string or a number.

use crate::compile::Compiler;
use crate::error::CompileError;
use crate::expr::{JsonNode, JsonOutput};

pub(super) fn write(compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
    let extract = |compiler: &mut Compiler<'_>| compiler.json_function(node, "JSON_EXTRACT");
    if matches!(node.output, JsonOutput::Json) {
        return extract(compiler);
    }
    compiler.push("CASE ");
    extract(compiler)?;
    compiler.push(" WHEN 'null' THEN NULL");
    let cast = |compiler: &mut Compiler<'_>, name: &str| {
        compiler.push("CAST(");
        extract(compiler)?;
        compiler.push(" AS ");
        compiler.push(name);
        compiler.push(")");
        Ok(())
    };
    if matches!(node.output, JsonOutput::Boolean) {
        compiler.push(" WHEN true THEN true WHEN false THEN false END");
        return Ok(());
    }
    compiler.push(" ELSE ");
    match &node.output {
        JsonOutput::Text => return Err(compiler.unsupported("`->>`; use `as_string`")),
        JsonOutput::Integer => cast(compiler, "SIGNED INTEGER")?,
        // Adding a number with so many digits makes a double of it.
        JsonOutput::Float => {
            extract(compiler)?;
            compiler.push("+0.0000000000000000000000");
        }
        JsonOutput::Numeric(sql_type) => {
            let name = compiler.dialect().cast_type_name(sql_type)?;
            cast(compiler, &name)?;
        }
        _ => {
            compiler.push("JSON_UNQUOTE(");
            extract(compiler)?;
            compiler.push(")");
        }
    }
    compiler.push(" END");
    Ok(())
}
