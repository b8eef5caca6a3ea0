//! PostgreSQL.

mod capabilities;
mod json;
mod parameter;
pub(super) mod reserved;
mod types;

use std::fmt::Write;

use crate::compile::{
    BindForm, Capabilities, Compiler, Dialect, Hint, PlaceholderName, Precedence, RowLimits,
    TypedBind, next_value, standard_extract, standard_function,
};
use crate::error::CompileError;
use crate::expr::{
    BinaryOp, ExtractNode, FunctionNode, JsonNode, MatchNode, Node, RegexpNode, RegexpReplaceNode,
    TableName,
};
use crate::stmt::{FetchUnit, ForUpdate, LockStrength, Text, text};
use crate::types::{Elsewhere, SqlType, StorageLimit};

/// PostgreSQL 13 and later.
#[derive(Clone, Copy, Debug)]
pub struct Postgres {
    capabilities: &'static Capabilities,
}

/// The dialect for the newest version.
#[allow(non_upper_case_globals, reason = "the value is named as its type")]
pub const Postgres: Postgres = Postgres {
    capabilities: &capabilities::POSTGRES,
};

/// The fields of a date or time that have a fraction:
/// <https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-EXTRACT>.
const FRACTIONAL_FIELDS: [&str; 4] = ["second", "milliseconds", "epoch", "julian"];

impl Postgres {
    /// Changes the dialect to the capabilities of a major version.
    #[must_use]
    pub const fn with_version(self, major: u32) -> Self {
        let capabilities = match major {
            0..14 => const { &capabilities::POSTGRES_13 },
            14 => const { &capabilities::POSTGRES_14 },
            15 | 16 => const { &capabilities::POSTGRES_15 },
            _ => &capabilities::POSTGRES,
        };
        Self { capabilities }
    }
}

impl Default for Postgres {
    fn default() -> Self {
        Postgres
    }
}

impl Dialect for Postgres {
    fn name(&self) -> &'static str {
        "postgresql"
    }

    fn capabilities(&self) -> &Capabilities {
        self.capabilities
    }

    /// Casts the field to an integer. The server returns `numeric`, which may have a fraction.
    fn extract(&self, compiler: &mut Compiler<'_>, node: &ExtractNode) -> Result<(), CompileError> {
        let is_whole = !FRACTIONAL_FIELDS.contains(&&*node.field.to_ascii_lowercase());
        compiler.push(if is_whole { "CAST(" } else { "CAST(floor(" });
        standard_extract(compiler, node)?;
        compiler.push(if is_whole { "" } else { ")" });
        compiler.push(" AS BIGINT)");
        Ok(())
    }

    fn storage_limit(&self, sql_type: &SqlType) -> Option<StorageLimit> {
        StorageLimit::for_server(sql_type)
    }

    fn is_reserved(&self, word: &str) -> bool {
        reserved::RESERVED.has(word)
    }

    fn write_placeholder(&self, sql: &mut String, index: usize, _name: &PlaceholderName) {
        // Writing to a string cannot fail.
        let _ = write!(sql, "${index}");
    }

    /// PostgreSQL has `#` for the bitwise XOR.
    fn binary(
        &self,
        compiler: &mut Compiler<'_>,
        op: BinaryOp,
        left: &Node,
        right: &Node,
    ) -> Result<bool, CompileError> {
        if op == BinaryOp::BitXor {
            compiler.infix(op, left, " # ", right)?;
            return Ok(true);
        }
        Ok(false)
    }

    fn regexp_match(
        &self,
        compiler: &mut Compiler<'_>,
        node: &RegexpNode,
    ) -> Result<(), CompileError> {
        let flags = match node.flags.as_deref() {
            None => return compiler.regexp(node, " ~ ", " !~ "),
            Some("i") => return compiler.regexp(node, " ~* ", " !~* "),
            Some(flags) => flags,
        };
        compiler.operand(&node.operand, Precedence::COMPARISON, Hint::NONE)?;
        compiler.push(if node.negated { " !~ (" } else { " ~ (" });
        compiler.string_literal(&format!("(?{flags})"));
        compiler.push(" || ");
        compiler.regexp_pattern(node)?;
        compiler.push(")");
        Ok(())
    }

    fn regexp_replace(
        &self,
        compiler: &mut Compiler<'_>,
        node: &RegexpReplaceNode,
    ) -> Result<(), CompileError> {
        compiler.regexp_replace_call("REGEXP_REPLACE", node)?;
        if let Some(flags) = &node.flags {
            compiler.push(", ");
            compiler.string_literal(flags);
        }
        compiler.push(")");
        Ok(())
    }

    fn full_text(&self, compiler: &mut Compiler<'_>, node: &MatchNode) -> Result<(), CompileError> {
        let mut operator = " @@ plainto_tsquery(".to_owned();
        if let Some(configuration) = &node.configuration {
            let _ = write!(operator, "'{}', ", configuration.replace('\'', "''"));
        }
        compiler.full_text(node, &operator, ")")
    }

    fn function(
        &self,
        compiler: &mut Compiler<'_>,
        function: &FunctionNode,
    ) -> Result<(), CompileError> {
        match function.name {
            "next_value" => next_value(compiler, function, ("nextval('", "')")),
            "aggregate_strings" => compiler.joined_strings("string_agg", function),
            _ => standard_function(compiler, function),
        }
    }

    /// Reads elements as text and casts them, so that the server converts the values.
    fn json(&self, compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
        json::write(compiler, node)
    }

    fn bind_form(&self, bind: &TypedBind<'_>) -> Result<BindForm, CompileError> {
        parameter::bind_form(self, bind)
    }

    fn literal_form(&self, bind: &TypedBind<'_>) -> Result<BindForm, CompileError> {
        parameter::literal_form(self, bind)
    }

    fn limit_clause(
        &self,
        compiler: &mut Compiler<'_>,
        limits: &RowLimits<'_>,
    ) -> Result<(), CompileError> {
        let Some(fetch) = limits.fetch else {
            return compiler.limit_offset(limits.limit, limits.offset);
        };
        if fetch.unit == FetchUnit::Percent {
            return Err(compiler.unsupported("FETCH … PERCENT"));
        }
        // `FETCH` requires parentheses around an expression, such as a placeholder.
        let fetch = (&fetch.rows, fetch.unit, fetch.ties);
        compiler.offset_fetch(limits.offset, Some(fetch), ("(", ")"))
    }

    fn for_update(
        &self,
        compiler: &mut Compiler<'_>,
        lock: &ForUpdate,
    ) -> Result<(), CompileError> {
        compiler.push(match lock.strength {
            LockStrength::Update => " FOR UPDATE",
            LockStrength::NoKeyUpdate => " FOR NO KEY UPDATE",
            LockStrength::Share => " FOR SHARE",
            LockStrength::KeyShare => " FOR KEY SHARE",
        });
        compiler.lock_tables(lock);
        compiler.lock_wait(lock.wait);
        Ok(())
    }

    /// Without a schema, the table is searched on the search path.
    fn has_table(&self, table: &TableName) -> Text {
        match table.schema {
            None => text("SELECT 1 WHERE to_regclass(quote_ident(:name)) IS NOT NULL")
                .bind("name", table.name),
            Some(schema) => text(
                "SELECT 1 WHERE to_regclass(quote_ident(:schema) || '.' || quote_ident(:name)) \
                 IS NOT NULL",
            )
            .bind("schema", schema)
            .bind("name", table.name),
        }
    }

    fn has_enum(&self, name: &str) -> Text {
        text("SELECT 1 WHERE to_regtype(quote_ident(:name)) IS NOT NULL").bind("name", name)
    }

    fn type_name(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        Ok(match sql_type {
            SqlType::Float => "REAL".to_owned(),
            SqlType::Double => "DOUBLE PRECISION".to_owned(),
            SqlType::LargeBinary => "BYTEA".to_owned(),
            SqlType::Time => "TIME WITHOUT TIME ZONE".to_owned(),
            SqlType::DateTime { timezone: false } => "TIMESTAMP WITHOUT TIME ZONE".to_owned(),
            SqlType::DateTime { timezone: true } => "TIMESTAMP WITH TIME ZONE".to_owned(),
            SqlType::Uuid => "UUID".to_owned(),
            SqlType::Enum(labels) if labels.native => {
                let mut name = String::new();
                self.write_identifier(&mut name, &labels.name);
                name
            }
            SqlType::Jsonb => "JSONB".to_owned(),
            SqlType::Array(element) => format!("{}[]", self.type_name(element)?),
            SqlType::Variant(_) => return self.type_name(sql_type.in_dialect(self.name())),
            SqlType::Interval => "INTERVAL".to_owned(),
            other => match other.elsewhere() {
                Elsewhere::As(other) => return self.type_name(&other),
                Elsewhere::Same | Elsewhere::Nowhere(_) => other.standard_name().into_owned(),
            },
        })
    }

    fn autoincrement_type(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        let integer = self.type_name(sql_type.in_dialect(self.name()).behaves_as())?;
        let serial = match &*integer {
            "SMALLINT" => "SMALLSERIAL",
            "BIGINT" => "BIGSERIAL",
            _ => "SERIAL",
        };
        Ok(serial.to_owned())
    }
}
