//! [`Dialect`]: the SQL of one database.
//!
//! The default methods write standard SQL. A dialect declares facts in its [`Capabilities`] and
//! overrides methods. Only the folder of a dialect, its driver and tests check which dialect it is.

use std::fmt;

use super::{
    BindForm, Capabilities, Compiler, Hint, PlaceholderName, Precedence, RowLimits, TypedBind,
    reserved,
};
use crate::error::CompileError;
use crate::expr::{
    ArrayNode, BinaryOp, CastNode, ColumnRef, ExtractNode, FunctionNode, JsonNode, MatchNode, Node,
    RegexpNode, RegexpReplaceNode, TableName,
};
use crate::stmt::{ForUpdate, InsertNode, JoinKind, SetOperator, TableHint, Text, text};
use crate::types::{SqlType, StorageLimit};

/// The SQL of one database.
pub trait Dialect: fmt::Debug + Send + Sync {
    /// Returns the name of the dialect.
    fn name(&self) -> &'static str;

    /// Returns the capabilities of the database.
    fn capabilities(&self) -> &Capabilities;

    /// Returns the characters before and after quoted identifiers.
    fn identifier_quotes(&self) -> (char, char) {
        ('"', '"')
    }

    /// Returns whether a lower-case word must be quoted as a name.
    fn is_reserved(&self, word: &str) -> bool {
        reserved::GENERIC.has(word)
    }

    /// Returns whether a name without quotes can start with this byte.
    ///
    /// The other bytes can be lower-case letters, digits, `_` and `$`.
    fn starts_name(&self, byte: u8) -> bool {
        byte.is_ascii_lowercase() || byte == b'_'
    }

    /// Appends an identifier, in quotes if it needs them.
    ///
    /// It needs quotes if it is reserved, has upper-case letters, or has characters that a name
    /// without quotes cannot have.
    fn write_identifier(&self, sql: &mut String, name: &str) {
        let starts = name
            .bytes()
            .next()
            .is_some_and(|byte| self.starts_name(byte));
        if starts && is_plain(name) && !self.is_reserved(name) {
            return sql.push_str(name);
        }
        let (open, close) = self.identifier_quotes();
        sql.push(open);
        for character in name.chars() {
            if character == close {
                sql.push(close);
            }
            sql.push(character);
        }
        sql.push(close);
    }

    /// Appends the name of a schema.
    fn write_schema(&self, sql: &mut String, schema: &str) {
        self.write_identifier(sql, schema);
    }

    /// Appends a placeholder. `index` starts at 1.
    fn write_placeholder(&self, sql: &mut String, index: usize, name: &PlaceholderName);

    /// Returns the literal of a boolean.
    fn bool_literal(&self, value: bool) -> &'static str {
        if value { "true" } else { "false" }
    }

    /// Appends a binary operator in the form of the dialect, and returns whether it did.
    ///
    /// If it returns `false`, the compiler writes the standard form.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the operator or an operand.
    fn binary(
        &self,
        compiler: &mut Compiler<'_>,
        op: BinaryOp,
        left: &Node,
        right: &Node,
    ) -> Result<bool, CompileError> {
        let _ = (compiler, op, left, right);
        Ok(false)
    }

    /// Appends `~operand`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the operator or its operand.
    fn bitwise_not(&self, compiler: &mut Compiler<'_>, operand: &Node) -> Result<(), CompileError> {
        compiler.push("~");
        compiler.operand(operand, Precedence::PRODUCT, Hint::NONE)
    }

    /// Appends the name of a collation.
    ///
    /// # Errors
    /// Returns an error if the dialect cannot write the name.
    fn write_collation(&self, sql: &mut String, name: &str) -> Result<(), CompileError> {
        self.write_identifier(sql, name);
        Ok(())
    }

    /// Appends a match with a regular expression.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support it or an operand.
    fn regexp_match(
        &self,
        compiler: &mut Compiler<'_>,
        node: &RegexpNode,
    ) -> Result<(), CompileError> {
        compiler.regexp(node, " <regexp> ", " <not regexp> ")
    }

    /// Appends a replacement of the matches of a regular expression.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support it or an operand.
    fn regexp_replace(
        &self,
        compiler: &mut Compiler<'_>,
        node: &RegexpReplaceNode,
    ) -> Result<(), CompileError> {
        compiler.regexp_replace_call("<regexp replace>", node)?;
        compiler.push(")");
        Ok(())
    }

    /// Appends a full text search.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support it or an operand.
    fn full_text(&self, compiler: &mut Compiler<'_>, node: &MatchNode) -> Result<(), CompileError> {
        compiler.full_text(node, " MATCH ", "")
    }

    /// Appends a function call.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the function or an argument.
    fn function(
        &self,
        compiler: &mut Compiler<'_>,
        function: &FunctionNode,
    ) -> Result<(), CompileError> {
        standard_function(compiler, function)
    }

    /// Appends a cast.
    ///
    /// # Errors
    /// Returns an error if the dialect does not have the type.
    fn cast(&self, compiler: &mut Compiler<'_>, cast: &CastNode) -> Result<(), CompileError> {
        compiler.cast("CAST", cast)
    }

    /// Appends a cast that returns `NULL` if the value cannot be converted.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support this kind of cast. This is the default.
    fn try_cast(&self, compiler: &mut Compiler<'_>, cast: &CastNode) -> Result<(), CompileError> {
        let _ = cast;
        Err(compiler.unsupported("TRY_CAST"))
    }

    /// Appends the extraction of a field of a date or time.
    ///
    /// # Errors
    /// Returns an error if the dialect does not have the field.
    fn extract(&self, compiler: &mut Compiler<'_>, node: &ExtractNode) -> Result<(), CompileError> {
        standard_extract(compiler, node)
    }

    /// Appends the extraction of an element of a JSON document.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support it.
    fn json(&self, compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
        compiler.json_subscript(node)
    }

    /// Returns how a placeholder gets its type. By default, the database infers it.
    ///
    /// The form MUST depend only on the type, the place and [`Capabilities::decimal_binds`],
    /// because engines cache the text.
    ///
    /// # Errors
    /// Returns an error if the dialect does not have the type.
    fn bind_form(&self, bind: &TypedBind<'_>) -> Result<BindForm, CompileError> {
        let _ = bind;
        Ok(BindForm::default())
    }

    /// Returns the text around a literal that gives it the type of its placeholder.
    ///
    /// # Errors
    /// Returns an error if the dialect does not have the type.
    fn literal_form(&self, bind: &TypedBind<'_>) -> Result<BindForm, CompileError> {
        let _ = bind;
        Ok(BindForm::default())
    }

    /// Appends the type of an empty array, whose type the database cannot infer.
    ///
    /// # Errors
    /// Returns an error if the dialect does not have the type.
    fn array_type(
        &self,
        compiler: &mut Compiler<'_>,
        node: &ArrayNode,
    ) -> Result<(), CompileError> {
        compiler.push("::");
        compiler.push(&self.type_name(&node.sql_type)?);
        Ok(())
    }

    /// Appends an expression of a select list.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the expression.
    fn select_item(&self, compiler: &mut Compiler<'_>, node: &Node) -> Result<(), CompileError> {
        compiler.select_item(node)
    }

    /// Appends the assignment of `ON DUPLICATE KEY UPDATE` that leaves a row unchanged.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support it.
    fn keep_row(
        &self,
        compiler: &mut Compiler<'_>,
        insert: &InsertNode,
        key: ColumnRef,
    ) -> Result<(), CompileError> {
        let _ = insert;
        compiler.identifier(key.name);
        compiler.push(" = ");
        compiler.column(key);
        Ok(())
    }

    /// Appends an entry to the `RETURNING` of an `INSERT` that the driver needs for each row.
    fn returned_mark(&self, compiler: &mut Compiler<'_>, insert: &InsertNode) {
        let _ = (compiler, insert);
    }

    /// Returns the keywords of a join; `None` if the dialect does not have it.
    fn join_words(&self, kind: JoinKind) -> Option<&'static str> {
        Some(match kind {
            JoinKind::Inner => " JOIN ",
            JoinKind::LeftOuter => " LEFT OUTER JOIN ",
            JoinKind::FullOuter if self.capabilities().full_join => " FULL OUTER JOIN ",
            JoinKind::FullOuter => return None,
        })
    }

    /// Returns the text in place of `FROM` in a select without tables.
    ///
    /// `is_filtered` is whether the select has a `WHERE`.
    fn from_nothing(&self, is_filtered: bool) -> &'static str {
        let _ = is_filtered;
        ""
    }

    /// Returns the keywords of a set operator; `None` if the dialect does not have it.
    fn set_operator(&self, operator: SetOperator) -> Option<&'static str> {
        use SetOperator::{ExceptAll, IntersectAll};
        let is_all = matches!(operator, IntersectAll | ExceptAll);
        (!is_all || self.capabilities().intersect_all).then(|| operator.as_sql())
    }

    /// Appends a limit of rows that is written before the columns, such as `TOP`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the limit.
    fn select_top(
        &self,
        compiler: &mut Compiler<'_>,
        limits: &RowLimits<'_>,
    ) -> Result<(), CompileError> {
        let _ = (compiler, limits);
        Ok(())
    }

    /// Appends a limit of rows that is written at the end, such as `LIMIT`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the limit.
    fn limit_clause(
        &self,
        compiler: &mut Compiler<'_>,
        limits: &RowLimits<'_>,
    ) -> Result<(), CompileError> {
        match limits.fetch {
            None => compiler.limit_offset(limits.limit, limits.offset),
            Some(fetch) => {
                let fetch = (&fetch.rows, fetch.unit, fetch.ties);
                compiler.offset_fetch(limits.offset, Some(fetch), ("", ""))
            }
        }
    }

    /// Returns whether a nested select can have an `ORDER BY`. If not, it is left out.
    fn keeps_order_inside(&self, limits: &RowLimits<'_>) -> bool {
        let _ = limits;
        true
    }

    /// Appends the lock of rows, such as `FOR UPDATE`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the lock.
    fn for_update(
        &self,
        compiler: &mut Compiler<'_>,
        lock: &ForUpdate,
    ) -> Result<(), CompileError> {
        let _ = lock;
        compiler.push(" FOR UPDATE");
        Ok(())
    }

    /// Appends hints for tables that are written after `SELECT`.
    fn select_hints(&self, compiler: &mut Compiler<'_>, hints: &[TableHint]) {
        let _ = (compiler, hints);
    }

    /// Returns the name of a type in DDL.
    ///
    /// # Errors
    /// Returns an error if the dialect does not have the type.
    fn type_name(&self, sql_type: &SqlType) -> Result<String, CompileError>;

    /// Returns the limit beyond which a column of this type silently rounds or truncates values.
    ///
    /// It is `None` if the database rejects each value that does not fit.
    fn storage_limit(&self, sql_type: &SqlType) -> Option<StorageLimit> {
        StorageLimit::standard(sql_type)
    }

    /// Returns the name of a type in `CAST`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not have the type.
    fn cast_type_name(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        self.type_name(sql_type)
    }

    /// Returns a statement that returns a row if and only if the database has the table.
    fn has_table(&self, table: &TableName) -> Text {
        text(
            "SELECT 1 FROM information_schema.tables \
             WHERE table_name = :name AND table_schema = :schema",
        )
        .bind("name", table.name)
        .bind("schema", table.schema.unwrap_or("public"))
    }

    /// Returns a statement that returns a row if and only if the database has the enumeration.
    ///
    /// It is called only for dialects with `named_enums`.
    fn has_enum(&self, name: &str) -> Text {
        text("SELECT 1 FROM information_schema.user_defined_types WHERE user_defined_type_name = :name")
            .bind("name", name)
    }

    /// Returns the name of the type of an auto-increment key.
    ///
    /// # Errors
    /// Returns an error if the dialect does not have the type.
    fn autoincrement_type(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        self.type_name(sql_type)
    }

    /// Returns the text after the definition of an auto-increment key.
    fn autoincrement_suffix(&self) -> &'static str {
        ""
    }
}

/// Appends `EXTRACT(field FROM operand)`.
pub(crate) fn standard_extract(
    compiler: &mut Compiler<'_>,
    node: &ExtractNode,
) -> Result<(), CompileError> {
    compiler.push("EXTRACT(");
    compiler.push(node.field);
    compiler.push(" FROM ");
    compiler.node(&node.operand)?;
    compiler.push(")");
    Ok(())
}

/// Appends a function call in standard SQL.
pub(crate) fn standard_function(
    compiler: &mut Compiler<'_>,
    function: &FunctionNode,
) -> Result<(), CompileError> {
    if function.bare
        && let Some(name) = without_parentheses(function.name)
    {
        compiler.push(name);
        return Ok(());
    }
    match function.name {
        "aggregate_strings" => compiler.joined_strings("aggregate_strings", function),
        "next_value" => next_value(compiler, function, ("NEXT VALUE FOR ", "")),
        "now" => {
            compiler.push("now()");
            Ok(())
        }
        name => compiler.call(name, function),
    }
}

/// Appends the next value of a sequence: its name, with text before and after it.
pub(crate) fn next_value(
    compiler: &mut Compiler<'_>,
    function: &FunctionNode,
    (before, after): (&str, &str),
) -> Result<(), CompileError> {
    compiler.push(before);
    compiler.arguments(function)?;
    compiler.push(after);
    Ok(())
}

/// Returns the SQL of a function that standard SQL writes without parentheses.
fn without_parentheses(name: &str) -> Option<&'static str> {
    Some(match name {
        "current_date" => "CURRENT_DATE",
        "current_time" => "CURRENT_TIME",
        "current_timestamp" => "CURRENT_TIMESTAMP",
        "current_user" => "CURRENT_USER",
        "localtime" => "LOCALTIME",
        "localtimestamp" => "LOCALTIMESTAMP",
        "session_user" => "SESSION_USER",
        "sysdate" => "sysdate",
        "user" => "USER",
        _ => return None,
    })
}

/// Returns whether the characters of a name need no quotes. The first one has a further rule.
fn is_plain(name: &str) -> bool {
    /// Whether a name without quotes can have a byte.
    static PLAIN: [bool; 256] = {
        let mut plain = [false; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            plain[byte as usize] = matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'$');
            byte += 1;
        }
        plain
    };
    name.bytes().all(|byte| PLAIN[usize::from(byte)])
}
