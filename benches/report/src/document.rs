//! The document, whose measured sections stand between markers. Everything else in it is written by
//! hand and stays.

use crate::Result;

/// The document with a section's text replaced; a new section goes to the end.
pub(crate) fn with_section(document: &str, name: &str, text: &str) -> Result<String> {
    let begin = format!("<!-- measured: begin {name} -->");
    let end = format!("<!-- measured: end {name} -->");
    let section = format!("{begin}\n\n{}\n\n{end}", text.trim());
    let Some((before, rest)) = document.split_once(&begin) else {
        return Ok(format!("{}\n\n{section}\n", document.trim_end()));
    };
    let rest = rest.split_once(&end);
    let (_, after) = rest.ok_or_else(|| format!("the document has no `{end}`"))?;
    Ok(format!("{before}{section}{after}"))
}

#[cfg(test)]
mod tests;
