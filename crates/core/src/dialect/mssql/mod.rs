//! Microsoft SQL Server.

mod capabilities;

use std::fmt::Write;

use super::{Capabilities, Dialect, Generic};
use crate::compile::{Compiler, PlaceholderName};
use crate::error::CompileError;
use crate::expr::{BinaryOp, MatchNode, Node, RegexpNode, RegexpReplaceNode};
use crate::types::SqlType;

/// SQL Server 2016 and later: SQL text alone, there is no driver.
#[derive(Clone, Copy, Debug, Default)]
pub struct Mssql;

impl Dialect for Mssql {
    fn name(&self) -> &'static str {
        "mssql"
    }

    fn capabilities(&self) -> &Capabilities {
        &capabilities::MSSQL
    }

    fn identifier_quotes(&self) -> (char, char) {
        ('[', ']')
    }

    fn write_placeholder(&self, sql: &mut String, index: usize, _name: &PlaceholderName) {
        // Writing to a string cannot fail.
        let _ = write!(sql, "@P{index}");
    }

    fn bool_literal(&self, value: bool) -> &'static str {
        if value { "1" } else { "0" }
    }

    fn binary(
        &self,
        compiler: &mut Compiler<'_>,
        op: BinaryOp,
        left: &Node,
        right: &Node,
    ) -> Result<bool, CompileError> {
        match op {
            BinaryOp::NullSafeEq => compiler.push("EXISTS (SELECT "),
            BinaryOp::NullSafeNe => compiler.push("NOT EXISTS (SELECT "),
            _ => return Ok(false),
        }
        compiler.infix(op, left, " INTERSECT SELECT ", right)?;
        compiler.push(")");
        Ok(true)
    }

    /// A collation's name is a word that cannot be quoted.
    fn write_collation(&self, sql: &mut String, name: &str) -> Result<(), CompileError> {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if name.is_empty() || !name.bytes().all(is_word) {
            return Err(CompileError::Invalid(format!(
                "`{name}` is not the name of a collation"
            )));
        }
        sql.push_str(name);
        Ok(())
    }

    fn regexp_match(
        &self,
        compiler: &mut Compiler<'_>,
        _node: &RegexpNode,
    ) -> Result<(), CompileError> {
        Err(compiler.unsupported("regular expressions"))
    }

    fn regexp_replace(
        &self,
        compiler: &mut Compiler<'_>,
        _node: &RegexpReplaceNode,
    ) -> Result<(), CompileError> {
        Err(compiler.unsupported("regular expressions"))
    }

    fn full_text(&self, compiler: &mut Compiler<'_>, node: &MatchNode) -> Result<(), CompileError> {
        compiler.full_text_contains(node)
    }

    fn type_name(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        Generic.type_name(sql_type)
    }

    fn autoincrement_type(&self, sql_type: &SqlType) -> &'static str {
        Generic.autoincrement_type(sql_type)
    }

    fn autoincrement_suffix(&self) -> &'static str {
        " IDENTITY"
    }
}
