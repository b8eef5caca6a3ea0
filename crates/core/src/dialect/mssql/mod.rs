//! Microsoft SQL Server.

mod capabilities;
mod json;
pub(super) mod reserved;

use std::fmt::Write;

use crate::compile::{
    Capabilities, Compiler, Dialect, Generic, PlaceholderName, RowLimits, is_plain,
    portable_type_name, standard_function,
};
use crate::error::CompileError;
use crate::expr::{
    BinaryOp, CastNode, ExtractNode, FunctionNode, JsonNode, MatchNode, Node, RegexpNode,
    RegexpReplaceNode,
};
use crate::stmt::{FetchUnit, ForUpdate, RowCount, Ties};
use crate::types::SqlType;

/// SQL Server 2016 and later. There is no driver, only SQL text.
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

    fn is_reserved(&self, word: &str) -> bool {
        reserved::RESERVED.has(word)
    }

    /// Appends a schema, which can have the name of a database and a dot before it.
    ///
    /// A name that contains a dot is in brackets, as in SQLAlchemy: `[my.schema]`.
    fn write_schema(&self, sql: &mut String, schema: &str) {
        for (index, name) in schema_parts(schema).enumerate() {
            sql.push_str(if index > 0 { "." } else { "" });
            let bare = name
                .strip_prefix('[')
                .and_then(|name| name.strip_suffix(']'));
            self.write_identifier(sql, bare.unwrap_or(name));
        }
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

    /// The name of a collation is written without quotes, so it must be a word.
    fn write_collation(&self, sql: &mut String, name: &str) -> Result<(), CompileError> {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if name.is_empty() || !name.bytes().all(is_word) {
            return Err(CompileError::Invalid(format!(
                "`{name}` is not a valid name of a collation"
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

    /// `TOP` is used for limits without an offset. Only `TOP` supports `PERCENT` and `WITH TIES`.
    fn select_top(
        &self,
        compiler: &mut Compiler<'_>,
        limits: &RowLimits<'_>,
    ) -> Result<(), CompileError> {
        let Some((rows, unit, ties)) = top(compiler, limits) else {
            return Ok(());
        };
        compiler.push("TOP ");
        match compiler.known_rows(rows) {
            Some(number) => compiler.number(number),
            None => {
                compiler.push("(");
                compiler.row_count(rows)?;
                compiler.push(")");
            }
        }
        compiler.push(match unit {
            FetchUnit::Rows => " ",
            FetchUnit::Percent => " PERCENT ",
        });
        compiler.push(match ties {
            Ties::Cut => "",
            Ties::Keep => "WITH TIES ",
        });
        Ok(())
    }

    fn limit_clause(
        &self,
        compiler: &mut Compiler<'_>,
        limits: &RowLimits<'_>,
    ) -> Result<(), CompileError> {
        if limits.is_empty() || top(compiler, limits).is_some() {
            return Ok(());
        }
        if !limits.is_ordered {
            return Err(compiler
                .unsupported("OFFSET, or an expression as the number of rows, without ORDER BY"));
        }
        let rows = limits.plain(compiler)?;
        match limits.offset {
            Some(_) => {}
            None => compiler.push(" OFFSET 0 ROWS"),
        }
        let fetch = rows.map(|rows| (rows, FetchUnit::Rows, Ties::Cut));
        compiler.offset_fetch(limits.offset, fetch, ("", ""))
    }

    /// In a nested select, `ORDER BY` is an error unless the select limits its rows.
    fn keeps_order_inside(&self, limits: &RowLimits<'_>) -> bool {
        !limits.is_empty()
    }

    /// Writes nothing. SQL Server has hints for tables instead.
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
            "current_date" => {
                compiler.push("GETDATE()");
                Ok(())
            }
            "length" | "char_length" => compiler.call("LEN", function),
            "aggregate_strings" => compiler.joined_strings_within_group("string_agg", function),
            _ => standard_function(compiler, function),
        }
    }

    fn try_cast(&self, compiler: &mut Compiler<'_>, cast: &CastNode) -> Result<(), CompileError> {
        compiler.cast("TRY_CAST ", cast)
    }

    fn extract(&self, compiler: &mut Compiler<'_>, node: &ExtractNode) -> Result<(), CompileError> {
        compiler.push("DATEPART(");
        compiler.push(match node.field {
            "doy" => "dayofyear",
            "dow" => "weekday",
            "milliseconds" => "millisecond",
            "microseconds" => "microsecond",
            field => field,
        });
        compiler.push(", ");
        compiler.node(&node.operand)?;
        compiler.push(")");
        Ok(())
    }

    fn json(&self, compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
        json::write(compiler, node)
    }

    fn type_name(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        Ok(match sql_type {
            SqlType::Boolean => "BIT".to_owned(),
            SqlType::Double => "DOUBLE PRECISION".to_owned(),
            SqlType::Text | SqlType::String { length: None } => "VARCHAR(max)".to_owned(),
            SqlType::Unicode { length: None } | SqlType::Json | SqlType::Jsonb => {
                "NVARCHAR(max)".to_owned()
            }
            SqlType::Unicode {
                length: Some(length),
            } => format!("NVARCHAR({length})"),
            SqlType::LargeBinary => "VARBINARY(max)".to_owned(),
            SqlType::Uuid => "UNIQUEIDENTIFIER".to_owned(),
            SqlType::Binary { .. } | SqlType::VarBinary { .. } | SqlType::Money | SqlType::Xml => {
                sql_type.standard_name().into_owned()
            }
            other => return portable_type_name(self, other),
        })
    }

    fn autoincrement_type(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        Generic.type_name(sql_type)
    }

    fn autoincrement_suffix(&self) -> &'static str {
        " IDENTITY"
    }
}

/// Returns the limit that is written as `TOP`, if there is one.
fn top<'l>(
    compiler: &Compiler<'_>,
    limits: &RowLimits<'l>,
) -> Option<(&'l RowCount, FetchUnit, Ties)> {
    if limits.offset.is_some() || limits.is_compound {
        return None;
    }
    if let Some(fetch) = limits.fetch {
        let only_top = fetch.unit == FetchUnit::Percent || fetch.ties == Ties::Keep;
        return only_top.then_some((&fetch.rows, fetch.unit, fetch.ties));
    }
    let rows = limits
        .limit
        .filter(|rows| compiler.known_rows(rows).is_some() || is_plain(rows))?;
    Some((rows, FetchUnit::Rows, Ties::Cut))
}

/// Splits the name of a schema at dots, except within brackets.
fn schema_parts(schema: &str) -> impl Iterator<Item = &str> {
    let mut within = false;
    schema.split(move |letter| {
        match letter {
            '[' => within = true,
            ']' => within = false,
            _ => {}
        }
        letter == '.' && !within
    })
}
