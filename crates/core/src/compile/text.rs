//! SQL text with `:name` binds.

use super::{Compiler, PlaceholderName};
use crate::error::CompileError;
use crate::stmt::TextNode;

/// A piece of SQL text.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    Sql(&'t str),
    Bind(&'t str),
}

impl Compiler<'_> {
    pub(super) fn text(&mut self, text: &TextNode) -> Result<(), CompileError> {
        let missing = |name: &str| CompileError::MissingBind {
            name: name.to_owned(),
            sql: text.sql.to_string(),
        };
        let mut used = vec![false; text.binds.len()];
        for piece in pieces(&text.sql) {
            match piece {
                Piece::Sql(sql) => self.push(sql),
                Piece::Bind(name) => {
                    let bound = text.binds.iter().position(|(bound, _)| **bound == *name);
                    let bound = bound.ok_or_else(|| missing(name))?;
                    used[bound] = true;
                    let index = self.binds.index_of(&text.binds[bound].1);
                    let index = index.ok_or_else(|| missing(name))?;
                    self.named_placeholder(index, PlaceholderName::Own(name.into()));
                }
            }
        }
        match used.iter().position(|used| !used) {
            None => Ok(()),
            Some(unused) => Err(CompileError::UnknownBind {
                name: text.binds[unused].0.to_string(),
                sql: text.sql.to_string(),
            }),
        }
    }
}

/// Splits text at its binds. Quoted text, comments, `::` and `\:` hold none.
fn pieces(sql: &str) -> Vec<Piece<'_>> {
    let bytes = sql.as_bytes();
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'\'' | b'"' | b'`') => at = end_of_quoted(bytes, at, quote),
            b'-' if bytes.get(at + 1) == Some(&b'-') => at = end_of_line(bytes, at),
            b'/' if bytes.get(at + 1) == Some(&b'*') => at = end_of_comment(bytes, at),
            b'\\' if bytes.get(at + 1) == Some(&b':') => {
                pieces.push(Piece::Sql(&sql[start..at]));
                start = at + 1;
                at += 2;
            }
            b':' if bytes.get(at + 1) == Some(&b':') => at += 2,
            b':' if !preceded_by_word(bytes, at) => {
                let end = end_of_word(bytes, at + 1);
                if end > at + 1 && !bytes[at + 1].is_ascii_digit() {
                    pieces.push(Piece::Sql(&sql[start..at]));
                    pieces.push(Piece::Bind(&sql[at + 1..end]));
                    start = end;
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    pieces.push(Piece::Sql(&sql[start..]));
    pieces
}

fn end_of_quoted(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != quote {
        at += 1;
    }
    at + 1
}

fn end_of_line(bytes: &[u8], start: usize) -> usize {
    let rest = &bytes[start..];
    start
        + rest
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(rest.len())
}

fn end_of_comment(bytes: &[u8], start: usize) -> usize {
    let rest = &bytes[start + 2..];
    let length = rest.windows(2).position(|pair| pair == b"*/");
    length.map_or(bytes.len(), |length| start + 2 + length + 2)
}

fn end_of_word(bytes: &[u8], start: usize) -> usize {
    let rest = &bytes[start..];
    start
        + rest
            .iter()
            .position(|byte| !is_word(*byte))
            .unwrap_or(rest.len())
}

fn preceded_by_word(bytes: &[u8], at: usize) -> bool {
    at > 0 && is_word(bytes[at - 1])
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests;
