//! SQL text with `:name` binds.

use super::bindparam::list_of;
use super::hint::Typing;
use super::{Compiler, Hint, PlaceholderName};
use crate::error::CompileError;
use crate::expr::{Given, intern};
use crate::stmt::{FromItem, TextNode, TextPart};
use crate::types::TypeRef;

/// A piece of SQL text.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    Sql(&'t str),
    Bind(&'t str),
}

impl Compiler<'_> {
    pub(super) fn text(&mut self, text: &TextNode) -> Result<(), CompileError> {
        if let Some(parts) = &text.parts {
            return self.template(&text.sql, parts);
        }
        let mut used = vec![false; text.binds.len()];
        for piece in pieces(&text.sql) {
            let name = match piece {
                Piece::Sql(sql) => {
                    self.push(sql);
                    continue;
                }
                Piece::Bind(name) => name,
            };
            match text.binds.iter().position(|(bound, ..)| **bound == *name) {
                None => self.without_value(name, Typing::UNKNOWN)?,
                Some(bound) => {
                    used[bound] = true;
                    let (_, given, sql_type) = &text.binds[bound];
                    self.given(name, given, *sql_type)?;
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

    fn given(&mut self, name: &str, given: &Given, sql_type: TypeRef) -> Result<(), CompileError> {
        let typing = Hint::IN_TEXT.typing(sql_type);
        match given {
            Given::Nothing => self.without_value(name, typing)?,
            Given::Value(value) => {
                let index = self.bind_index(value)?;
                let name = PlaceholderName::Own(name.into());
                self.placeholder(index, name, typing, Some(value))?;
            }
            Given::List(values) => {
                self.push("(");
                self.bind_named_list(values, typing, intern(name))?;
                self.push(")");
            }
            Given::Rows(_) => return Err(list_of(name)),
        }
        Ok(())
    }

    /// A template: `{}` is the next part, `{{` and `}}` are braces.
    fn template(&mut self, sql: &str, parts: &[TextPart]) -> Result<(), CompileError> {
        let mut parts = parts.iter();
        let mut rest = sql;
        while let Some(at) = rest.find(['{', '}']) {
            self.push(&rest[..at]);
            let brace = &rest[at..];
            match (brace.starts_with("{}"), parts.len()) {
                (true, 0) => {
                    let message = format!("the template has more `{{}}` than parts: {sql}");
                    return Err(CompileError::Invalid(message));
                }
                (true, _) => parts.next().map_or(Ok(()), |part| self.text_part(part))?,
                (false, _) => self.push(&brace[..1]),
            }
            let pair = ["{}", "{{", "}}"]
                .iter()
                .any(|pair| brace.starts_with(pair));
            rest = &brace[if pair { 2 } else { 1 }..];
        }
        self.push(rest);
        Ok(())
    }

    fn text_part(&mut self, part: &TextPart) -> Result<(), CompileError> {
        match part {
            TextPart::Node(node) => self.named_node(node, Hint::IN_TEXT)?,
            TextPart::Table(source) => self.from_item(&FromItem::Table(*source), &[])?,
            TextPart::List(values, sql_type) => {
                self.push("(");
                self.bind_list(values, *sql_type, Hint::IN_TEXT)?;
                self.push(")");
            }
        }
        Ok(())
    }
}

/// The names of the binds in a text.
pub(crate) fn bind_names(sql: &str) -> impl Iterator<Item = &str> {
    pieces(sql).into_iter().filter_map(|piece| match piece {
        Piece::Bind(name) => Some(name),
        Piece::Sql(_) => None,
    })
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
