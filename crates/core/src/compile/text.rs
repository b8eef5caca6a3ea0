//! SQL text with `:name` binds.

use super::bindparam::list_of;
use super::hint::Typing;
use super::{Compiler, Hint, PlaceholderName};
use crate::error::CompileError;
use crate::expr::{Given, intern};
use crate::stmt::{FromItem, Piece, TextNode, TextPart, pieces};
use crate::types::TypeRef;

impl Compiler<'_> {
    pub(super) fn text(&mut self, text: &TextNode) -> Result<(), CompileError> {
        if let Some(parts) = &text.parts {
            return self.template(&text.sql, parts);
        }
        let mut used = vec![false; text.binds.len()];
        for piece in pieces(&text.sql, self.dialect.capabilities().text_syntax) {
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

    /// Appends a template: `{}` is the next argument, and `{{` and `}}` are braces.
    fn template(&mut self, sql: &str, parts: &[TextPart]) -> Result<(), CompileError> {
        let mut parts = parts.iter();
        let mut rest = sql;
        while let Some(at) = rest.find(['{', '}']) {
            self.push(&rest[..at]);
            let brace = &rest[at..];
            match (brace.starts_with("{}"), parts.len()) {
                (true, 0) => {
                    let message = format!("the template has more `{{}}` than arguments: {sql}");
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
