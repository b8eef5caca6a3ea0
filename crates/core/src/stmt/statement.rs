//! [`Statement`], and its untyped form [`StatementRef`].

use super::{
    CompoundNode, DeleteNode, InsertNode, MergeNode, SelectNode, TextNode, UpdateNode,
    UpdateRowsNode,
};
use crate::decode::FromRow;
use crate::visit::{Part, Visitor};

/// A reference to an untyped statement: the input of the compiler.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum StatementRef<'a> {
    /// `SELECT`
    Select(&'a SelectNode),
    /// `UNION`, `INTERSECT` or `EXCEPT`.
    Compound(&'a CompoundNode),
    /// `INSERT`
    Insert(&'a InsertNode),
    /// `UPDATE`
    Update(&'a UpdateNode),
    /// `UPDATE` of many rows, each with its own values.
    UpdateRows(&'a UpdateRowsNode),
    /// `DELETE`
    Delete(&'a DeleteNode),
    /// `MERGE`
    Merge(&'a MergeNode),
    /// SQL that the user wrote.
    Text(&'a TextNode),
}

impl<'a> StatementRef<'a> {
    /// Returns a number that identifies the kind of statement.
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

    /// Visits every part of the statement.
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

/// A statement that a connection can execute, with the type of its rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a statement",
    note = "use `select`, `insert`, `update`, `delete` or `text` to create a statement"
)]
pub trait Statement {
    /// The type that each row is decoded to; `()` for statements without rows.
    type Row: FromRow;

    /// Returns the untyped statement.
    fn statement(&self) -> StatementRef<'_>;
}

impl<S: Statement + ?Sized> Statement for &S {
    type Row = S::Row;

    fn statement(&self) -> StatementRef<'_> {
        (**self).statement()
    }
}
