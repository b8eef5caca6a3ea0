//! `FROM` and `JOIN`.

use std::sync::Arc;

use super::{CteEntry, Fields, Query, SampleNode, Text, TextNode};
use crate::expr::{Column, Expr, Expression, Node, Source, TableFunctionNode, TableName};
use crate::schema::Table;
use crate::visit::{Shared, branches, facts, parts, variants};

/// One entry of `FROM`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum FromItem {
    /// A table, or an alias of one.
    Table(Source),
    /// A subquery with a name.
    Derived(DerivedTable),
    /// A common table expression.
    Cte(CteEntry),
    /// A join as one entry.
    Join(Shared<JoinNode>),
    /// A sample of the rows of a table.
    Sample(Shared<SampleNode>),
    /// A function with a name.
    Function(Shared<TableFunctionNode>),
    /// SQL that the user wrote.
    Text(Shared<TextNode>),
}

/// A subquery with a name.
#[derive(Clone, Debug)]
pub struct DerivedTable {
    /// The subquery.
    pub query: Query,
    /// The name that qualifies its columns.
    pub source: Source,
    /// Whether it is `LATERAL`: it can use the entries before it.
    pub lateral: bool,
}

/// A join as one entry of `FROM`.
#[derive(Clone, Debug)]
pub struct JoinNode {
    /// The left side.
    pub left: FromItem,
    /// The join with the right side.
    pub join: Join,
}

variants!(FromItem {
    Table(source),
    Derived(derived),
    Cte(entry),
    Join(join),
    Sample(sample),
    Function(function),
    Text(text)
});
branches!(FromItem);
facts!(JoinKind);

parts! {
    DerivedTable { source, query, lateral }
    JoinNode { left, join }
    Join { kind, target, on, left }
}

/// The name of SQL text in `FROM`, which qualifies no column.
static TEXT: TableName = TableName::derived("");

impl FromItem {
    /// Returns the name that qualifies the entry's columns.
    ///
    /// For a join, it is the name of the leftmost table.
    pub fn source(&self) -> Source {
        match self {
            Self::Table(source) => *source,
            Self::Derived(derived) => derived.source,
            Self::Cte(entry) => entry.source,
            Self::Join(join) => join.left.source(),
            Self::Sample(sample) => sample.source,
            Self::Function(function) => function.source,
            Self::Text(_) => Source::table(&TEXT),
        }
    }

    /// Returns whether the entry is, or contains, the table or subquery of this name.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::{Fields, JoinTarget, join};
    /// let entry = join(User, Post, OnForeignKey).into_from();
    /// assert!(entry.covers(Post.source()) && !entry.covers(Tag.source()));
    /// ```
    pub fn covers(&self, source: Source) -> bool {
        match self {
            Self::Join(join) => join.left.covers(source) || join.join.target.covers(source),
            _ => self.source() == source,
        }
    }

    /// Calls `visit` with the entry, or with each entry of a join from left to right.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::{JoinTarget, join};
    /// let entry = join(User, Post, OnForeignKey).into_from();
    /// let mut names = Vec::new();
    /// entry.each(&mut |table| names.push(table.source().name()));
    /// assert_eq!(names, ["users", "posts"]);
    /// ```
    pub fn each<'f>(&'f self, visit: &mut dyn FnMut(&'f Self)) {
        match self {
            Self::Join(join) => {
                join.left.each(visit);
                join.join.target.each(visit);
            }
            _ => visit(self),
        }
    }
}

/// How two entries of `FROM` are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JoinKind {
    /// `JOIN`
    Inner,
    /// `LEFT OUTER JOIN`
    LeftOuter,
    /// `FULL OUTER JOIN`
    FullOuter,
}

/// One `JOIN … ON …`.
#[derive(Clone, Debug)]
pub struct Join {
    /// The kind of the join.
    pub kind: JoinKind,
    /// The right side.
    pub target: FromItem,
    /// The condition.
    pub on: Node,
    /// A table of the left side. If it is `None`, the condition determines the left side.
    pub left: Option<Source>,
}

/// A possible entry of `FROM`: the constant of a table, an alias of it, a subquery, or a join.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used in FROM",
    note = "use the constant of a table, `aliased(…)`, `&subquery`, `&cte` or `join(…)`"
)]
pub trait JoinTarget {
    /// Returns the entry of `FROM`.
    fn into_from(self) -> FromItem;

    /// Returns the definition of a table that is known only at run time.
    fn definition(&self) -> Option<Arc<Table>> {
        None
    }
}

impl<F: Fields> JoinTarget for F {
    fn into_from(self) -> FromItem {
        FromItem::Table(self.source())
    }
}

impl JoinTarget for &Table {
    fn into_from(self) -> FromItem {
        FromItem::Table(self.source())
    }

    fn definition(&self) -> Option<Arc<Table>> {
        Some(Arc::new((*self).clone()))
    }
}

impl JoinTarget for &Arc<Table> {
    fn into_from(self) -> FromItem {
        FromItem::Table(self.source())
    }

    fn definition(&self) -> Option<Arc<Table>> {
        Some(Arc::clone(self))
    }
}

/// The text is written verbatim: `text("users AS u")`.
impl<O> JoinTarget for Text<O> {
    fn into_from(self) -> FromItem {
        FromItem::Text(self.into_node())
    }
}

impl JoinTarget for FromItem {
    fn into_from(self) -> FromItem {
        self
    }
}

/// The condition of a join: an expression, [`OnForeignKey`](super::OnForeignKey), or a relationship
/// of the ORM.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a join condition",
    note = "use a comparison, `OnForeignKey` or a relationship of a model"
)]
pub trait JoinOn {
    /// Returns the joins that reach the target: two if there is an association table in between.
    fn joins(self, kind: JoinKind, target: FromItem) -> Vec<Join>;

    /// Returns whether the condition is the foreign key between the tables.
    fn is_foreign_key(&self) -> bool {
        false
    }
}

impl JoinOn for Expr<bool> {
    fn joins(self, kind: JoinKind, target: FromItem) -> Vec<Join> {
        vec![Join {
            kind,
            target,
            on: self.into_node(),
            left: None,
        }]
    }
}

impl JoinOn for Column<bool> {
    fn joins(self, kind: JoinKind, target: FromItem) -> Vec<Join> {
        self.expr().joins(kind, target)
    }
}

/// `true` joins every row to every row.
impl JoinOn for bool {
    fn joins(self, kind: JoinKind, target: FromItem) -> Vec<Join> {
        Expr::from_node(Node::Bool(self)).joins(kind, target)
    }
}
