//! Oracle Database.

mod capabilities;
mod json;
pub(super) mod reserved;

use std::fmt::Write;

use crate::compile::{
    Capabilities, Compiler, Dialect, Generic, PlaceholderName, RowLimits, next_value,
    portable_type_name, standard_function,
};
use crate::error::CompileError;
use crate::expr::{
    BinaryOp, FunctionNode, JsonNode, MatchNode, Node, RegexpNode, RegexpReplaceNode,
};
use crate::stmt::{FetchUnit, ForUpdate, LockTarget, SetOperator, TableHint, Ties};
use crate::types::{IntegerWidth, SqlType};

/// Oracle Database 19c and later. There is no driver, only SQL text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Oracle;

/// The maximum length of a `VARCHAR2` with the default settings.
const LONGEST_TEXT: u32 = 4_000;

impl Dialect for Oracle {
    fn name(&self) -> &'static str {
        "oracle"
    }

    fn capabilities(&self) -> &Capabilities {
        &capabilities::ORACLE
    }

    fn is_reserved(&self, word: &str) -> bool {
        reserved::RESERVED.has(word)
    }

    fn starts_name(&self, byte: u8) -> bool {
        byte.is_ascii_lowercase()
    }

    fn write_placeholder(&self, sql: &mut String, index: usize, _name: &PlaceholderName) {
        // Writing to a string cannot fail.
        let _ = write!(sql, ":{index}");
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
            BinaryOp::NullSafeEq | BinaryOp::NullSafeNe => {
                compiler.push("DECODE(");
                compiler.infix(op, left, ", ", right)?;
                compiler.push(match op {
                    BinaryOp::NullSafeEq => ", 0, 1) = 0",
                    _ => ", 0, 1) = 1",
                });
            }
            BinaryOp::IntDiv => {
                compiler.push("TRUNC(");
                compiler.infix(op, left, " / ", right)?;
                compiler.push(")");
            }
            BinaryOp::Mod => compiler.call_of(op, "mod", left, right)?,
            BinaryOp::BitAnd => compiler.call_of(op, "BITAND", left, right)?,
            BinaryOp::BitOr => compiler.call_of(op, "BITOR", left, right)?,
            BinaryOp::BitXor => compiler.call_of(op, "BITXOR", left, right)?,
            BinaryOp::ShiftLeft | BinaryOp::ShiftRight => {
                return Err(compiler.unsupported("bit shifts"));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn bitwise_not(
        &self,
        compiler: &mut Compiler<'_>,
        _operand: &Node,
    ) -> Result<(), CompileError> {
        Err(compiler.unsupported("bitwise NOT"))
    }

    fn regexp_match(
        &self,
        compiler: &mut Compiler<'_>,
        node: &RegexpNode,
    ) -> Result<(), CompileError> {
        compiler.regexp_like(node)
    }

    fn regexp_replace(
        &self,
        compiler: &mut Compiler<'_>,
        node: &RegexpReplaceNode,
    ) -> Result<(), CompileError> {
        compiler.regexp_replace_all(node)
    }

    fn full_text(&self, compiler: &mut Compiler<'_>, node: &MatchNode) -> Result<(), CompileError> {
        compiler.full_text_contains(node)
    }

    fn from_nothing(&self, _is_filtered: bool) -> &'static str {
        " FROM DUAL"
    }

    fn set_operator(&self, operator: SetOperator) -> Option<&'static str> {
        match operator {
            SetOperator::Except => Some("MINUS"),
            SetOperator::IntersectAll | SetOperator::ExceptAll => None,
            other => Some(other.as_sql()),
        }
    }

    fn limit_clause(
        &self,
        compiler: &mut Compiler<'_>,
        limits: &RowLimits<'_>,
    ) -> Result<(), CompileError> {
        let fetch = match limits.fetch {
            Some(fetch) => Some((&fetch.rows, fetch.unit, fetch.ties)),
            None => limits.limit.map(|rows| (rows, FetchUnit::Rows, Ties::Cut)),
        };
        compiler.offset_fetch(limits.offset, fetch, ("", ""))
    }

    /// Oracle has no `FOR SHARE`, so it is `FOR UPDATE`. `OF` requires columns.
    fn for_update(
        &self,
        compiler: &mut Compiler<'_>,
        lock: &ForUpdate,
    ) -> Result<(), CompileError> {
        compiler.push(" FOR UPDATE");
        for (index, target) in lock.of.iter().enumerate() {
            let LockTarget::Column(column) = target else {
                return Err(compiler.unsupported("FOR UPDATE OF a table; name a column of it"));
            };
            compiler.push(if index > 0 { ", " } else { " OF " });
            compiler.column(*column);
        }
        compiler.lock_wait(lock.wait);
        Ok(())
    }

    fn select_hints(&self, compiler: &mut Compiler<'_>, hints: &[TableHint]) {
        let own = hints.iter().filter(|hint| hint.words.are_for(self.name()));
        let words: Vec<String> = own
            .map(|hint| hint.words.sql.replace("%(name)s", hint.source.name()))
            .collect();
        if !words.is_empty() {
            compiler.push("/*+ ");
            compiler.push(&words.join(" "));
            compiler.push(" */ ");
        }
    }

    fn function(
        &self,
        compiler: &mut Compiler<'_>,
        function: &FunctionNode,
    ) -> Result<(), CompileError> {
        match function.name {
            "now" => {
                compiler.push("CURRENT_TIMESTAMP");
                Ok(())
            }
            "char_length" => compiler.call("LENGTH", function),
            "next_value" => next_value(compiler, function, ("", ".nextval")),
            "aggregate_strings" => compiler.joined_strings_within_group("LISTAGG", function),
            _ => standard_function(compiler, function),
        }
    }

    fn json(&self, compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
        json::write(compiler, node)
    }

    fn type_name(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        Ok(match sql_type {
            SqlType::BigInteger => "NUMBER(19)".to_owned(),
            SqlType::Unsigned(IntegerWidth::Big) => "NUMBER(20)".to_owned(),
            SqlType::Interval => "INTERVAL DAY TO SECOND".to_owned(),
            SqlType::Binary { length } | SqlType::VarBinary { length } => format!("RAW({length})"),
            SqlType::Xml => "XMLTYPE".to_owned(),
            SqlType::Boolean => "SMALLINT".to_owned(),
            SqlType::Double => "DOUBLE PRECISION".to_owned(),
            SqlType::Text => "CLOB".to_owned(),
            SqlType::String { length } | SqlType::Unicode { length } => {
                format!("VARCHAR2({} CHAR)", length.unwrap_or(LONGEST_TEXT))
            }
            SqlType::Char { length } => format!("CHAR({length} CHAR)"),
            SqlType::Enum(labels) => format!("VARCHAR2({} CHAR)", labels.longest_label()),
            SqlType::DateTime { timezone: false } => "DATE".to_owned(),
            SqlType::DateTime { timezone: true } => "TIMESTAMP WITH TIME ZONE".to_owned(),
            SqlType::Json | SqlType::Jsonb => "BLOB".to_owned(),
            SqlType::Time => {
                return Err(CompileError::Unsupported {
                    feature: "a time of day",
                    dialect: self.name(),
                });
            }
            other => return portable_type_name(self, other),
        })
    }

    fn autoincrement_type(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        Generic.type_name(sql_type)
    }

    fn autoincrement_suffix(&self) -> &'static str {
        " GENERATED BY DEFAULT AS IDENTITY"
    }
}
