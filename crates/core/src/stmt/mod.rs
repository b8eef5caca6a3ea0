//! Statements: immutable, cheaply cloned values that any dialect compiles.

mod assignment;
mod attachments;
mod bind;
mod bulk;
mod compound;
mod correlate;
mod cte;
mod delete;
mod for_update;
mod from;
mod hints;
mod insert;
mod join;
mod key_start;
mod limit;
mod merge;
mod query;
mod sample;
mod select;
mod select_node;
mod selection;
mod subquery;
mod template;
mod text;
mod update;
mod upsert;
mod values;
mod words;

use crate::compile::{Compiled, Compiles, Target, compile_literal, compile_statement};
use crate::decode::FromRow;
use crate::dialect::Dialect;
use crate::error::CompileError;
use crate::visit::{Part, Visitor};

pub use assignment::{Assign, Assignment, Assignments};
pub use attachments::Attachments;
pub use bulk::{ColumnArray, UpdateRowsNode};
pub use compound::{
    Compound, CompoundNode, SetOperator, except, except_all, intersect, intersect_all, union,
    union_all,
};
pub use correlate::{Correlation, Sources};
pub use cte::{AddedCte, Cte, CteEntry, CteNode, CtePlace, Cycle, Recursion, Search, SearchOrder};
pub use delete::{Delete, DeleteNode, delete};
pub use for_update::{ForUpdate, LockStrength, LockTarget, LockWait, Lockable, for_update};
pub use from::{DerivedTable, FromItem, Join, JoinKind, JoinNode, JoinOn, JoinTarget};
pub use hints::{DialectWords, TableHint};
pub use insert::{Insert, InsertNode, Rows, insert};
pub use join::{FromJoin, OnForeignKey, full_join, join, outer_join};
pub use key_start::KeyStart;
pub use limit::{Fetch, FetchUnit, IntoRowCount, RowCount, Ties};
pub use merge::{
    Matched, Merge, MergeAction, MergeClause, MergeNode, MergeSource, WhenMatched, WhenNotMatched,
    merge,
};
pub use query::{IntoQuery, Query};
pub use sample::{SampleNode, TableSample, anonymous_tablesample, tablesample};
pub use select::{Select, exists, exists_where, select};
pub use select_node::{LabelStyle, SelectExtras, SelectNode};
pub use selection::{
    Columns, Fields, Optional, Record, SelectItem, Selection, Set, Unset, aliased, anonymous_alias,
    append_columns, append_record, optional,
};
pub use subquery::{DerivedColumns, Subquery};
pub use template::{IntoTextPart, TextPart, check_template, part, template};
pub use text::{BindValue, KeyValues, Text, TextNode, text};
pub use update::{Update, UpdateNode, update};
pub use values::{ValueRow, Values, ValuesNode, values};

pub(crate) use insert::elements;
pub(crate) use join::named_sources;
pub use upsert::{
    ColumnList, Conflict, ConflictAction, ConflictColumns, ConflictTarget, Excluded, OnConflict,
    excluded, set_excluded,
};
pub use words::Words;

pub(crate) use upsert::EXCLUDED_ROW;

/// An untyped statement, as compilers see it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum StatementRef<'a> {
    /// `SELECT`
    Select(&'a SelectNode),
    /// `UNION` and its siblings.
    Compound(&'a CompoundNode),
    /// `INSERT`
    Insert(&'a InsertNode),
    /// `UPDATE`
    Update(&'a UpdateNode),
    /// `UPDATE` of many rows, each with values of its own.
    UpdateRows(&'a UpdateRowsNode),
    /// `DELETE`
    Delete(&'a DeleteNode),
    /// `MERGE`
    Merge(&'a MergeNode),
    /// SQL that the user wrote.
    Text(&'a TextNode),
}

impl<'a> StatementRef<'a> {
    /// A number for each kind of statement.
    pub(crate) fn tag(self) -> u8 {
        match self {
            Self::Select(_) => 0,
            Self::Insert(_) => 1,
            Self::Update(_) => 2,
            Self::UpdateRows(_) => 3,
            Self::Delete(_) => 4,
            Self::Text(_) => 5,
            Self::Compound(_) => 6,
            Self::Merge(_) => 7,
        }
    }

    /// Shows everything that the statement consists of.
    pub fn visit<V: Visitor<'a> + ?Sized>(self, visitor: &mut V) {
        match self {
            Self::Select(select) => select.visit(visitor),
            Self::Compound(compound) => compound.visit(visitor),
            Self::Insert(insert) => insert.visit(visitor),
            Self::Update(update) => update.visit(visitor),
            Self::UpdateRows(update) => update.visit(visitor),
            Self::Delete(delete) => delete.visit(visitor),
            Self::Merge(merge) => merge.visit(visitor),
            Self::Text(text) => text.visit(visitor),
        }
    }
}

/// A statement that a connection executes, with the type of the rows that it returns.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a statement",
    note = "`select`, `insert`, `update`, `delete` and `text` make statements"
)]
pub trait Statement {
    /// What each row is decoded to; `()` for statements without rows.
    type Row: FromRow;

    /// The untyped statement.
    fn statement(&self) -> StatementRef<'_>;

    /// The SQL and the binds of one dialect.
    ///
    /// # Errors
    /// When the dialect cannot say what the statement asks for.
    fn compile(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError> {
        compile_statement(self.statement(), dialect.into())
    }

    /// The same, with constructs that a program writes its own way.
    ///
    /// # Errors
    /// When the dialect or the program cannot say what the statement asks for.
    fn compile_with(
        &self,
        dialect: &dyn Dialect,
        compiles: &dyn Compiles,
    ) -> Result<Compiled, CompileError> {
        let target = Target {
            compiles: Some(compiles),
            ..Target::from(dialect)
        };
        compile_statement(self.statement(), target)
    }

    /// The SQL of one dialect with the values written into it, for scripts that a database executes
    /// later. What a connection executes is bound instead.
    ///
    /// ```
    /// use rebis_core::dialect::{MySql, Postgres};
    /// use rebis_core::{Statement, text};
    /// let stmt = text("SELECT :a").bind("a", r"it's a \");
    /// assert_eq!(stmt.compile_literal(&Postgres)?.sql(), r"SELECT 'it''s a \'");
    /// assert_eq!(stmt.compile_literal(&MySql::default())?.sql(), r"SELECT 'it''s a \\'");
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    ///
    /// # Errors
    /// As [`compile`](Self::compile), and when a value has no literal or a parameter no value.
    fn compile_literal(&self, dialect: &dyn Dialect) -> Result<Compiled, CompileError> {
        compile_literal(self.statement(), dialect)
    }
}

impl<S: Statement + ?Sized> Statement for &S {
    type Row = S::Row;

    fn statement(&self) -> StatementRef<'_> {
        (**self).statement()
    }
}

/// Writes a statement as generic SQL with named parameters, as SQLAlchemy's `str(stmt)` does.
macro_rules! display_as_generic_sql {
    ($($statement:ident)+) => {
        $(impl<O: FromRow> std::fmt::Display for $statement<O> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let generic: &dyn Dialect = &crate::dialect::Generic;
                match compile_statement(self.statement(), generic.into()) {
                    Ok(compiled) => f.write_str(compiled.sql()),
                    Err(error) => write!(f, "<{error}>"),
                }
            }
        })+
    };
}

display_as_generic_sql!(Select Compound Insert Update Delete Text);
