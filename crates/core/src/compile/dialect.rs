//! [`Dialect`]: how one database spells SQL.
//!
//! The default methods write standard SQL. A dialect declares facts in its [`Capabilities`] and
//! overrides methods. Only a dialect's own folder, its driver and tests ask which dialect it is.

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

/// How one database spells SQL.
pub trait Dialect: fmt::Debug + Send + Sync {
    /// The name, for messages.
    fn name(&self) -> &'static str;

    /// What the database can do.
    fn capabilities(&self) -> &Capabilities;

    /// The characters before and after quoted identifiers.
    fn identifier_quotes(&self) -> (char, char) {
        ('"', '"')
    }

    /// Whether a word of lower case must be quoted to be a name.
    fn is_reserved(&self, word: &str) -> bool {
        reserved::GENERIC.has(word)
    }

    /// Whether a name without quotes may begin with this; other names have lower-case letters,
    /// digits, `_` and `$`.
    fn starts_name(&self, byte: u8) -> bool {
        byte.is_ascii_lowercase() || byte == b'_'
    }

    /// Appends an identifier, quoted when it is reserved, not all lower case, or has characters
    /// that a bare name cannot have.
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

    /// Appends a placeholder; `index` counts from 1.
    fn write_placeholder(&self, sql: &mut String, index: usize, name: &PlaceholderName);

    /// The literal of a boolean.
    fn bool_literal(&self, value: bool) -> &'static str {
        if value { "true" } else { "false" }
    }

    /// Appends a binary operator the dialect's own way; `false` leaves it to the default.
    ///
    /// # Errors
    /// When the dialect cannot say it.
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
    /// When the dialect cannot say it.
    fn bitwise_not(&self, compiler: &mut Compiler<'_>, operand: &Node) -> Result<(), CompileError> {
        compiler.push("~");
        compiler.operand(operand, Precedence::PRODUCT, Hint::NONE)
    }

    /// Appends the name of a collation.
    ///
    /// # Errors
    /// When the dialect cannot write such a name.
    fn write_collation(&self, sql: &mut String, name: &str) -> Result<(), CompileError> {
        self.write_identifier(sql, name);
        Ok(())
    }

    /// Appends a match with a regular expression.
    ///
    /// # Errors
    /// When the dialect cannot say it.
    fn regexp_match(
        &self,
        compiler: &mut Compiler<'_>,
        node: &RegexpNode,
    ) -> Result<(), CompileError> {
        compiler.regexp(node, " <regexp> ", " <not regexp> ")
    }

    /// Appends the text in which matches of a regular expression are replaced.
    ///
    /// # Errors
    /// When the dialect cannot say it.
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
    /// When the dialect cannot say it.
    fn full_text(&self, compiler: &mut Compiler<'_>, node: &MatchNode) -> Result<(), CompileError> {
        compiler.full_text(node, " MATCH ", "")
    }

    /// Appends a function call.
    ///
    /// # Errors
    /// When the dialect cannot say it.
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
    /// When the dialect has no such type.
    fn cast(&self, compiler: &mut Compiler<'_>, cast: &CastNode) -> Result<(), CompileError> {
        compiler.cast("CAST", cast)
    }

    /// Appends a cast that gives `NULL` where it fails.
    ///
    /// # Errors
    /// When the dialect cannot say it.
    fn try_cast(&self, compiler: &mut Compiler<'_>, cast: &CastNode) -> Result<(), CompileError> {
        let _ = cast;
        Err(compiler.unsupported("TRY_CAST"))
    }

    /// Appends a field of a date.
    ///
    /// # Errors
    /// When the dialect has no such field.
    fn extract(&self, compiler: &mut Compiler<'_>, node: &ExtractNode) -> Result<(), CompileError> {
        standard_extract(compiler, node)
    }

    /// Appends an element of a JSON document.
    ///
    /// # Errors
    /// When the dialect cannot say it.
    fn json(&self, compiler: &mut Compiler<'_>, node: &JsonNode) -> Result<(), CompileError> {
        compiler.json_subscript(node)
    }

    /// How a placeholder gets its type. The database infers it unless the dialect says otherwise.
    ///
    /// The form MUST depend on the type, the place and
    /// [`Capabilities::decimal_binds`] alone: engines keep the text.
    ///
    /// # Errors
    /// When the dialect has no such type.
    fn bind_form(&self, bind: &TypedBind<'_>) -> Result<BindForm, CompileError> {
        let _ = bind;
        Ok(BindForm::default())
    }

    /// What surrounds a literal, so that it has the type that its placeholder would have.
    ///
    /// # Errors
    /// When the dialect has no such type.
    fn literal_form(&self, bind: &TypedBind<'_>) -> Result<BindForm, CompileError> {
        let _ = bind;
        Ok(BindForm::default())
    }

    /// Appends the type of an array of nothing but placeholders.
    ///
    /// # Errors
    /// When the dialect has no such type.
    fn array_type(
        &self,
        compiler: &mut Compiler<'_>,
        node: &ArrayNode,
    ) -> Result<(), CompileError> {
        compiler.push("::");
        compiler.push(&self.type_name(&node.sql_type)?);
        Ok(())
    }

    /// Appends one expression of a select list.
    ///
    /// # Errors
    /// When the dialect cannot say it.
    fn select_item(&self, compiler: &mut Compiler<'_>, node: &Node) -> Result<(), CompileError> {
        compiler.select_item(node)
    }

    /// Appends the assignment of `ON DUPLICATE KEY UPDATE` that leaves a row as it is.
    ///
    /// # Errors
    /// When the dialect cannot say it.
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

    /// Appends what the driver wants to know of each row beside what an INSERT returns.
    fn returned_mark(&self, compiler: &mut Compiler<'_>, insert: &InsertNode) {
        let _ = (compiler, insert);
    }

    /// The words before a joined entry of `FROM`; `None` where there is no such join.
    fn join_words(&self, kind: JoinKind) -> Option<&'static str> {
        Some(match kind {
            JoinKind::Inner => " JOIN ",
            JoinKind::LeftOuter => " LEFT OUTER JOIN ",
            JoinKind::FullOuter if self.capabilities().full_join => " FULL OUTER JOIN ",
            JoinKind::FullOuter => return None,
        })
    }

    /// What stands for `FROM` where nothing is selected from; `is_filtered` is with a `WHERE`.
    fn from_nothing(&self, is_filtered: bool) -> &'static str {
        let _ = is_filtered;
        ""
    }

    /// The words between the parts of a compound; `None` where there are none such.
    fn set_operator(&self, operator: SetOperator) -> Option<&'static str> {
        use SetOperator::{ExceptAll, IntersectAll};
        let is_all = matches!(operator, IntersectAll | ExceptAll);
        (!is_all || self.capabilities().intersect_all).then(|| operator.as_sql())
    }

    /// Appends what limits rows and stands before the columns.
    ///
    /// # Errors
    /// When the dialect cannot say it.
    fn select_top(
        &self,
        compiler: &mut Compiler<'_>,
        limits: &RowLimits<'_>,
    ) -> Result<(), CompileError> {
        let _ = (compiler, limits);
        Ok(())
    }

    /// Appends what limits rows and stands at the end.
    ///
    /// # Errors
    /// When the dialect cannot say it.
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

    /// Whether a select inside the statement may have an `ORDER BY`; if not, it is left out.
    fn keeps_order_inside(&self, limits: &RowLimits<'_>) -> bool {
        let _ = limits;
        true
    }

    /// Appends how rows are locked.
    ///
    /// # Errors
    /// When the dialect cannot say it.
    fn for_update(
        &self,
        compiler: &mut Compiler<'_>,
        lock: &ForUpdate,
    ) -> Result<(), CompileError> {
        let _ = lock;
        compiler.push(" FOR UPDATE");
        Ok(())
    }

    /// Appends hints on tables that stand after `SELECT`.
    fn select_hints(&self, compiler: &mut Compiler<'_>, hints: &[TableHint]) {
        let _ = (compiler, hints);
    }

    /// The name of a type in DDL.
    ///
    /// # Errors
    /// When the dialect has no such type.
    fn type_name(&self, sql_type: &SqlType) -> Result<String, CompileError>;

    /// The limit past which a column of this type rounds or cuts values silently; `None` if the database
    /// refuses every value that does not fit.
    fn storage_limit(&self, sql_type: &SqlType) -> Option<StorageLimit> {
        StorageLimit::standard(sql_type)
    }

    /// The name of a type in `CAST`.
    ///
    /// # Errors
    /// When the dialect has no such type.
    fn cast_type_name(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        self.type_name(sql_type)
    }

    /// A statement with a row if, and only if, the database has the table.
    fn has_table(&self, table: &TableName) -> Text {
        text(
            "SELECT 1 FROM information_schema.tables \
             WHERE table_name = :name AND table_schema = :schema",
        )
        .bind("name", table.name)
        .bind("schema", table.schema.unwrap_or("public"))
    }

    /// A statement with a row if, and only if, the database has the enumeration. Asked only of
    /// dialects with `named_enums`.
    fn has_enum(&self, name: &str) -> Text {
        text("SELECT 1 FROM information_schema.user_defined_types WHERE user_defined_type_name = :name")
            .bind("name", name)
    }

    /// The type of a primary key that the database counts up.
    ///
    /// # Errors
    /// When the dialect has no such type.
    fn autoincrement_type(&self, sql_type: &SqlType) -> Result<String, CompileError> {
        self.type_name(sql_type)
    }

    /// What follows such a column's definition.
    fn autoincrement_suffix(&self) -> &'static str {
        ""
    }
}

/// `EXTRACT(field FROM operand)`
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

/// Appends a function as standard SQL calls it.
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

/// Appends the next value of a sequence: its name, with a text before and one after.
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

/// The functions that standard SQL writes without parentheses.
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

/// Whether a name needs no quotes for its characters, but for the first.
fn is_plain(name: &str) -> bool {
    /// Whether a name may have a byte.
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
