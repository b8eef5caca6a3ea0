//! SQLite.

mod affinity;
mod capabilities;
mod json;
pub(super) mod reserved;

use self::affinity::Affinity;
use crate::compile::{
    Capabilities, Compiler, Dialect, PlaceholderName, RowLimits, portable_type_name,
    standard_function,
};
use crate::error::CompileError;
use crate::expr::{
    BinaryOp, CastNode, ExtractNode, FunctionNode, JsonNode, Node, RegexpNode, RegexpReplaceNode,
    TableName,
};
use crate::stmt::{ForUpdate, Text, text};
use crate::types::SqlType;

/// SQLite 3.38 and later.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sqlite;

impl Dialect for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn capabilities(&self) -> &Capabilities {
        &capabilities::SQLITE
    }

    fn is_reserved(&self, word: &str) -> bool {
        reserved::RESERVED.has(word)
    }

    fn write_placeholder(&self, sql: &mut String, _index: usize, _name: &PlaceholderName) {
        sql.push('?');
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
            BinaryOp::NullSafeEq => compiler.infix(op, left, " IS ", right)?,
            BinaryOp::NullSafeNe => compiler.infix(op, left, " IS NOT ", right)?,
            // SQLite has no operator for XOR.
            BinaryOp::BitXor => {
                compiler.push("((");
                compiler.infix(op, left, " | ", right)?;
                compiler.push(") - (");
                compiler.infix(op, left, " & ", right)?;
                compiler.push("))");
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// `REGEXP` calls a function that the program registers, which has no flags.
    fn regexp_match(
        &self,
        compiler: &mut Compiler<'_>,
        node: &RegexpNode,
    ) -> Result<(), CompileError> {
        if node.flags.is_some() {
            return Err(compiler.unsupported("flags of regular expressions"));
        }
        compiler.regexp(node, " REGEXP ", " NOT REGEXP ")
    }

    fn regexp_replace(
        &self,
        compiler: &mut Compiler<'_>,
        _node: &RegexpReplaceNode,
    ) -> Result<(), CompileError> {
        Err(compiler.unsupported("replacing matches of regular expressions"))
    }

    /// SQLite has no `FETCH`, so it is written as `LIMIT`.
    fn limit_clause(
        &self,
        compiler: &mut Compiler<'_>,
        limits: &RowLimits<'_>,
    ) -> Result<(), CompileError> {
        let limit = limits.plain(compiler)?;
        compiler.limit_offset(limit, limits.offset)
    }

    /// Writes nothing. A transaction that writes locks the whole database.
    fn for_update(
        &self,
        _compiler: &mut Compiler<'_>,
        _lock: &ForUpdate,
    ) -> Result<(), CompileError> {
        Ok(())
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
            "localtimestamp" => {
                compiler.push("DATETIME(CURRENT_TIMESTAMP, 'localtime')");
                Ok(())
            }
            "char_length" => compiler.call("length", function),
            "next_value" => Err(compiler.unsupported("sequences")),
            "aggregate_strings" => compiler.joined_strings("group_concat", function),
            _ => standard_function(compiler, function),
        }
    }

    /// The formats are those of <https://sqlite.org/lang_datefunc.html>.
    fn extract(&self, compiler: &mut Compiler<'_>, node: &ExtractNode) -> Result<(), CompileError> {
        let format = match node.field {
            "month" => "%m",
            "day" => "%d",
            "year" => "%Y",
            "second" => "%S",
            "hour" => "%H",
            "doy" => "%j",
            "minute" => "%M",
            "epoch" => "%s",
            "dow" => "%w",
            "week" => "%W",
            _ => return Err(compiler.unsupported("this field of EXTRACT")),
        };
        compiler.push("CAST(STRFTIME('");
        compiler.push(format);
        compiler.push("', ");
        compiler.node(&node.operand)?;
        compiler.push(") AS INTEGER)");
        Ok(())
    }

    /// `CAST(… AS DATE)` would return a number on SQLite, so a cast to a date calls `date`.
    fn cast(&self, compiler: &mut Compiler<'_>, cast: &CastNode) -> Result<(), CompileError> {
        match cast.sql_type {
            SqlType::Date => {
                compiler.push("date(");
                compiler.node(&cast.operand)?;
                compiler.push(")");
                Ok(())
            }
            SqlType::Time | SqlType::DateTime { .. } => {
                Err(compiler.unsupported("casts to times, for which it has no type"))
            }
            _ => compiler.cast("CAST", cast),
        }
    }

    fn json(&self, compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
        json::write(compiler, node)
    }

    fn has_table(&self, table: &TableName) -> Text {
        let mut schema = String::new();
        if let Some(name) = table.schema {
            self.write_identifier(&mut schema, name);
            schema.push('.');
        }
        let sql =
            format!("SELECT 1 FROM {schema}sqlite_master WHERE type = 'table' AND name = :name");
        text(sql).bind("name", table.name)
    }

    /// SQLite converts values by the name of a column's type.
    ///
    /// A type name of the user is replaced if its affinity differs from its SQL type: in a column
    /// of type `email`, the text `007` would become the number 7.
    fn type_name(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        let name = portable_type_name(self, sql_type)?;
        let SqlType::Named { like, .. } = sql_type else {
            return Ok(name);
        };
        let like = self.type_name(like)?;
        let is_alike = Affinity::from_declared(&name) == Affinity::from_declared(&like);
        Ok(if is_alike { name } else { like })
    }

    /// Only `INTEGER PRIMARY KEY` is the row id, for integers of each width
    /// (<https://sqlite.org/autoinc.html>).
    fn autoincrement_type(&self, _sql_type: &SqlType) -> Result<String, CompileError> {
        Ok("INTEGER".to_owned())
    }
}
