//! MySQL and its variant MariaDB.

mod capabilities;
mod json;
mod kept;
mod operators;
mod parameter;
pub(super) mod reserved;

use crate::compile::{
    BindForm, Capabilities, Compiler, Dialect, Hint, PlaceholderName, Precedence, RowLimits,
    TypedBind, next_value, portable_type_name, standard_function, write_labels,
};
use crate::error::CompileError;
use crate::expr::{
    BinaryOp, CastNode, ColumnRef, FunctionNode, JsonNode, MatchMode, MatchNode, Node, RegexpNode,
    RegexpReplaceNode, TableName,
};
use crate::stmt::{FetchUnit, ForUpdate, InsertNode, JoinKind, LockStrength, Text, text};
use crate::types::{EnumType, SqlType, StorageLimit};

/// MySQL 8 and later, or MariaDB 10.5 and later.
#[derive(Clone, Debug)]
pub struct MySql {
    variant: MySqlVariant,
    capabilities: Capabilities,
    marks_kept_rows: bool,
}

/// The default version: the newest.
const NEWEST: capabilities::Version = (u32::MAX, 0, 0);

/// The product: MySQL or MariaDB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MySqlVariant {
    /// MySQL.
    MySql,
    /// MariaDB.
    MariaDb,
}

impl MySql {
    /// Creates the dialect for the newest version of a variant.
    pub fn new(variant: MySqlVariant) -> Self {
        Self {
            variant,
            capabilities: capabilities::for_version(variant, NEWEST),
            marks_kept_rows: false,
        }
    }

    /// Changes the dialect to the capabilities of a server version.
    #[must_use]
    pub fn with_version(mut self, major: u32, minor: u32, patch: u32) -> Self {
        self.capabilities = capabilities::for_version(self.variant, (major, minor, patch));
        self
    }

    /// Removes `RETURNING` from the capabilities, as on MySQL.
    ///
    /// Both variants then return generated keys in the same way, so tests on MariaDB cover MySQL.
    #[must_use]
    pub fn without_returning(mut self) -> Self {
        self.capabilities.insert_returning = false;
        self.capabilities.delete_returning = false;
        self
    }

    /// Returns the variant: MySQL or MariaDB.
    pub fn variant(&self) -> MySqlVariant {
        self.variant
    }

    /// Returns a type with the labels of an enumeration: `ENUM('a', 'b')`.
    fn labels(&self, name: &str, labels: &EnumType) -> String {
        let mut name = name.to_owned();
        write_labels(&mut name, labels, self);
        name
    }
}

impl Default for MySql {
    fn default() -> Self {
        Self::new(MySqlVariant::MySql)
    }
}

impl Dialect for MySql {
    fn name(&self) -> &'static str {
        match self.variant {
            MySqlVariant::MySql => "mysql",
            MySqlVariant::MariaDb => "mariadb",
        }
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn identifier_quotes(&self) -> (char, char) {
        ('`', '`')
    }

    /// `TIME` and `DATETIME` without a precision have whole seconds:
    /// <https://dev.mysql.com/doc/refman/8.4/en/fractional-seconds.html>.
    fn storage_limit(&self, sql_type: &SqlType) -> Option<StorageLimit> {
        match sql_type.behaves_as() {
            SqlType::Year => return Some(StorageLimit::Year),
            SqlType::Enum(labels) if labels.native => {
                return Some(StorageLimit::Label(labels.clone()));
            }
            SqlType::Set(labels) => return Some(StorageLimit::Labels(labels.clone())),
            _ => {}
        }
        let whole_seconds = match sql_type {
            SqlType::Named { like, .. } => {
                matches!(**like, SqlType::Time | SqlType::DateTime { .. })
            }
            _ => false,
        };
        let limit = StorageLimit::for_server(sql_type);
        limit.or_else(|| whole_seconds.then_some(StorageLimit::Fraction(0)))
    }

    fn is_reserved(&self, word: &str) -> bool {
        match self.variant {
            MySqlVariant::MySql => reserved::MYSQL.has(word),
            MySqlVariant::MariaDb => reserved::MARIADB.has(word),
        }
    }

    fn write_placeholder(&self, sql: &mut String, _index: usize, _name: &PlaceholderName) {
        sql.push('?');
    }

    fn binary(
        &self,
        compiler: &mut Compiler<'_>,
        op: BinaryOp,
        left: &Node,
        right: &Node,
    ) -> Result<bool, CompileError> {
        match op {
            BinaryOp::NullSafeEq => compiler.infix(op, left, " <=> ", right)?,
            BinaryOp::NullSafeNe => {
                compiler.push("NOT (");
                compiler.infix(op, left, " <=> ", right)?;
                compiler.push(")");
            }
            BinaryOp::IntDiv => compiler.infix(op, left, " DIV ", right)?,
            op if operators::is_of_bits(op) => operators::bits(compiler, op, left, right)?,
            _ if self.capabilities.json_text => {
                return operators::json_equality(compiler, op, left, right);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn bitwise_not(&self, compiler: &mut Compiler<'_>, operand: &Node) -> Result<(), CompileError> {
        operators::bitwise_not(compiler, operand)
    }

    /// MariaDB has no `REGEXP_LIKE`, so flags are written at the start of the pattern.
    fn regexp_match(
        &self,
        compiler: &mut Compiler<'_>,
        node: &RegexpNode,
    ) -> Result<(), CompileError> {
        let flags = match (node.flags.as_deref(), self.variant) {
            (None, _) => return compiler.regexp(node, " REGEXP ", " NOT REGEXP "),
            (Some(_), MySqlVariant::MySql) => return compiler.regexp_like(node),
            (Some(flags), MySqlVariant::MariaDb) => flags,
        };
        compiler.operand(&node.operand, Precedence::COMPARISON, Hint::NONE)?;
        compiler.push(if node.negated {
            " NOT REGEXP "
        } else {
            " REGEXP "
        });
        inline_flags(compiler, flags);
        compiler.regexp_pattern(node)?;
        compiler.push(")");
        Ok(())
    }

    /// `REGEXP_REPLACE` replaces all matches, so the flag `g` is dropped.
    fn regexp_replace(
        &self,
        compiler: &mut Compiler<'_>,
        node: &RegexpReplaceNode,
    ) -> Result<(), CompileError> {
        let flags = node.flags.as_deref().unwrap_or_default().replace('g', "");
        if flags.is_empty() || self.variant == MySqlVariant::MySql {
            return compiler.regexp_replace_all(node);
        }
        compiler.push("REGEXP_REPLACE(");
        compiler.operand(&node.operand, Precedence::COMPARISON, Hint::NONE)?;
        compiler.push(", ");
        inline_flags(compiler, &flags);
        compiler.operand(&node.pattern, Precedence::COMPARISON, Hint::NONE)?;
        compiler.push("), ");
        compiler.operand(&node.replacement, Precedence::COMPARISON, Hint::NONE)?;
        compiler.push(")");
        Ok(())
    }

    fn full_text(&self, compiler: &mut Compiler<'_>, node: &MatchNode) -> Result<(), CompileError> {
        compiler.push(if node.negated {
            "NOT MATCH ("
        } else {
            "MATCH ("
        });
        compiler.list(&node.columns, ", ", Compiler::node)?;
        compiler.push(") AGAINST (");
        compiler.node(&node.pattern)?;
        compiler.push(match node.mode {
            None | Some(MatchMode::Boolean) => " IN BOOLEAN MODE)",
            Some(MatchMode::NaturalLanguage) => " IN NATURAL LANGUAGE MODE)",
            Some(MatchMode::QueryExpansion) => " IN NATURAL LANGUAGE MODE WITH QUERY EXPANSION)",
        });
        Ok(())
    }

    fn function(
        &self,
        compiler: &mut Compiler<'_>,
        function: &FunctionNode,
    ) -> Result<(), CompileError> {
        match function.name {
            // `now()` without a precision has whole seconds.
            "now" => {
                compiler.push("now(6)");
                Ok(())
            }
            // `length` counts bytes here.
            "length" => compiler.call("char_length", function),
            "random" => compiler.call("rand", function),
            "sysdate" => {
                compiler.push("SYSDATE()");
                Ok(())
            }
            "next_value" if self.variant == MySqlVariant::MariaDb => {
                next_value(compiler, function, ("nextval(", ")"))
            }
            "next_value" => Err(compiler.unsupported("sequences")),
            "aggregate_strings" => {
                compiler.push("group_concat(");
                compiler.arguments(function)?;
                compiler.aggregate_order(" ORDER BY ", &function.order_by)?;
                if let Some(separator) = &function.separator {
                    compiler.push(" SEPARATOR ");
                    compiler.text_literal(separator);
                }
                compiler.push(")");
                Ok(())
            }
            _ => standard_function(compiler, function),
        }
    }

    fn keep_row(
        &self,
        compiler: &mut Compiler<'_>,
        insert: &InsertNode,
        key: ColumnRef,
    ) -> Result<(), CompileError> {
        self.keep_row(compiler, insert, key)
    }

    fn returned_mark(&self, compiler: &mut Compiler<'_>, insert: &InsertNode) {
        self.returned_mark(compiler, insert);
    }

    fn join_words(&self, kind: JoinKind) -> Option<&'static str> {
        match kind {
            JoinKind::Inner => Some(" INNER JOIN "),
            JoinKind::LeftOuter => Some(" LEFT OUTER JOIN "),
            JoinKind::FullOuter => None,
        }
    }

    fn from_nothing(&self, is_filtered: bool) -> &'static str {
        if is_filtered { " FROM DUAL" } else { "" }
    }

    /// Appends `LIMIT offset, rows`, or `FETCH` on MariaDB.
    fn limit_clause(
        &self,
        compiler: &mut Compiler<'_>,
        limits: &RowLimits<'_>,
    ) -> Result<(), CompileError> {
        if let (MySqlVariant::MariaDb, Some(fetch)) = (self.variant, limits.fetch)
            && fetch.unit == FetchUnit::Rows
        {
            let fetch = (&fetch.rows, fetch.unit, fetch.ties);
            return compiler.offset_fetch(limits.offset, Some(fetch), ("", ""));
        }
        let limit = limits.plain(compiler)?;
        let Some(offset) = limits.offset else {
            return compiler.limit_offset(limit, None);
        };
        compiler.push(" LIMIT ");
        compiler.row_count(offset)?;
        compiler.push(", ");
        match limit {
            Some(limit) => compiler.row_count(limit),
            None => {
                compiler.push(self.capabilities.offset_without_limit.unwrap_or_default());
                Ok(())
            }
        }
    }

    /// MariaDB has `LOCK IN SHARE MODE` for `FOR SHARE`, and does not have `OF`.
    fn for_update(
        &self,
        compiler: &mut Compiler<'_>,
        lock: &ForUpdate,
    ) -> Result<(), CompileError> {
        let is_mysql = self.variant == MySqlVariant::MySql;
        compiler.push(match lock.strength {
            LockStrength::Update | LockStrength::NoKeyUpdate => " FOR UPDATE",
            LockStrength::Share | LockStrength::KeyShare if is_mysql => " FOR SHARE",
            LockStrength::Share | LockStrength::KeyShare => " LOCK IN SHARE MODE",
        });
        if is_mysql {
            compiler.lock_tables(lock);
        }
        compiler.lock_wait(lock.wait);
        Ok(())
    }

    /// For some types there is no cast, and the operand does not need one.
    fn cast(&self, compiler: &mut Compiler<'_>, cast: &CastNode) -> Result<(), CompileError> {
        match &cast.sql_type {
            SqlType::Boolean | SqlType::Uuid | SqlType::Enum(_) => {
                compiler.operand(&cast.operand, Precedence::SUBSCRIPT, Hint::NONE)
            }
            SqlType::Json | SqlType::Jsonb if self.variant == MySqlVariant::MariaDb => {
                Err(compiler.unsupported("a cast to JSON"))
            }
            _ => compiler.cast("CAST", cast),
        }
    }

    fn bind_form(&self, bind: &TypedBind<'_>) -> Result<BindForm, CompileError> {
        parameter::bind_form(self.variant, bind)
    }

    fn literal_form(&self, bind: &TypedBind<'_>) -> Result<BindForm, CompileError> {
        Ok(parameter::literal_form(self.variant, bind))
    }

    fn json(&self, compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
        json::write(compiler, node)
    }

    /// Without a schema, the table is searched in the current database.
    fn has_table(&self, table: &TableName) -> Text {
        text(
            "SELECT 1 FROM information_schema.tables \
             WHERE table_name = :name AND table_schema = coalesce(:schema, database())",
        )
        .bind("name", table.name)
        .bind("schema", table.schema.map(str::to_owned))
    }

    fn type_name(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        Ok(match sql_type {
            SqlType::Boolean => "BOOL".to_owned(),
            SqlType::Numeric {
                precision: None, ..
            } => {
                // `NUMERIC` would be `NUMERIC(10, 0)`, which rounds to an integer.
                return Err(CompileError::Unsupported {
                    feature: "a decimal column without a precision; add \
                              `sql_type = SqlType::Numeric { precision: Some(…), scale: Some(…) }`",
                    dialect: self.name(),
                });
            }
            SqlType::String { length: None } | SqlType::Unicode { length: None } => {
                return Err(CompileError::Unsupported {
                    feature: "a string column without a length; add `length = …` or \
                              `sql_type = Text`",
                    dialect: self.name(),
                });
            }
            SqlType::Text => "LONGTEXT".to_owned(),
            SqlType::LargeBinary => "LONGBLOB".to_owned(),
            SqlType::Time => "TIME(6)".to_owned(),
            SqlType::DateTime { .. } => "DATETIME(6)".to_owned(),
            SqlType::Enum(labels) if labels.native => self.labels("ENUM", labels),
            SqlType::Set(labels) if labels.labels.iter().any(|label| label.contains(',')) => {
                return Err(CompileError::Unsupported {
                    feature: "a comma in a label of a SET",
                    dialect: self.name(),
                });
            }
            SqlType::Set(labels) => self.labels("SET", labels),
            SqlType::TinyInteger
            | SqlType::MediumInteger
            | SqlType::Unsigned(_)
            | SqlType::Binary { .. }
            | SqlType::VarBinary { .. }
            | SqlType::Bit { .. }
            | SqlType::Year => sql_type.standard_name().into_owned(),
            other => return portable_type_name(self, other),
        })
    }

    fn cast_type_name(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        Ok(match sql_type {
            SqlType::Unsigned(_) => "UNSIGNED INTEGER".to_owned(),
            integer if integer.is_integer() => "SIGNED INTEGER".to_owned(),
            SqlType::String { length: None }
            | SqlType::Unicode { length: None }
            | SqlType::Text => "CHAR".to_owned(),
            SqlType::String {
                length: Some(length),
            }
            | SqlType::Unicode {
                length: Some(length),
            }
            | SqlType::Char { length } => format!("CHAR({length})"),
            SqlType::LargeBinary => "BINARY".to_owned(),
            SqlType::VarBinary { length } => format!("BINARY({length})"),
            // `DECIMAL` without a precision would round to an integer.
            SqlType::Numeric {
                precision: None, ..
            } => "DECIMAL(65, 30)".to_owned(),
            SqlType::Numeric { .. } => sql_type.standard_name().replace("NUMERIC", "DECIMAL"),
            other => self.type_name(other)?,
        })
    }

    fn autoincrement_suffix(&self) -> &'static str {
        " AUTO_INCREMENT"
    }
}

/// Appends the start of a pattern with inline flags: `CONCAT('(?', flags, ')', `.
fn inline_flags(compiler: &mut Compiler<'_>, flags: &str) {
    compiler.push("CONCAT('(?', ");
    compiler.string_literal(flags);
    compiler.push(", ')', ");
}
