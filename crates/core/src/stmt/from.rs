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
    /// A join that is made before others.
    Join(Shared<JoinNode>),
    /// Some rows of a table.
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
    /// What its columns are qualified with.
    pub source: Source,
    /// Whether it sees the entries beside it.
    pub lateral: bool,
}

/// A join as one entry of `FROM`.
#[derive(Clone, Debug)]
pub struct JoinNode {
    /// The left side.
    pub left: FromItem,
    /// What is joined to it.
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

/// What nothing is qualified with.
static TEXT: TableName = TableName::derived("");

impl FromItem {
    /// What the entry's columns are qualified with; of a join, those of its leftmost table.
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

    /// Whether columns may be qualified with a source because of this entry.
    pub fn covers(&self, source: Source) -> bool {
        match self {
            Self::Join(join) => join.left.covers(source) || join.join.target.covers(source),
            _ => self.source() == source,
        }
    }

    /// Calls `visit` on the entry, or on each table of a join from left to right.
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
    /// How.
    pub kind: JoinKind,
    /// To what.
    pub target: FromItem,
    /// On which condition.
    pub on: Node,
    /// A table of the entry of `FROM` that is joined; `None` finds the entry by the condition.
    pub left: Option<Source>,
}

/// What a select can be joined to: the constant of a table, an alias of it, or a subquery.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in FROM",
    note = "the constant of a table, `aliased(…)`, `&subquery`, `&cte` and `join(…)` can"
)]
pub trait JoinTarget {
    /// The entry of `FROM`.
    fn into_from(self) -> FromItem;

    /// The definition of a table that is known at run time only.
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

/// The text stands as it is: `text("users AS u")`.
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

/// What a join may be made on: a condition, [`OnForeignKey`](super::OnForeignKey), or (in the
/// ORM) a relationship.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a join condition",
    note = "a comparison is one, and so are `OnForeignKey` and a relationship of a model"
)]
pub trait JoinOn {
    /// The joins that reach the target; more than one when an association table lies between.
    fn joins(self, kind: JoinKind, target: FromItem) -> Vec<Join>;

    /// Whether the condition is the foreign key between the tables.
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
