//! `FROM` and `JOIN`.

use super::{Fields, Query, Subquery};
use crate::expr::{Column, Expr, Expression, Node, Source};
use crate::schema::Table;
use crate::visit::{branches, facts, parts, variants};

/// One entry of `FROM`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum FromItem {
    /// A table, or an alias of one.
    Table(Source),
    /// A subquery with a name.
    Derived(DerivedTable),
}

/// A subquery with a name.
#[derive(Clone, Debug)]
pub struct DerivedTable {
    /// The subquery.
    pub query: Query,
    /// What its columns are qualified with.
    pub source: Source,
}

variants!(FromItem { Table(source), Derived(derived) });
branches!(FromItem);
facts!(JoinKind);

parts! {
    DerivedTable { source, query }
    Join { kind, target, on }
}

impl FromItem {
    /// What the entry's columns are qualified with.
    pub fn source(&self) -> Source {
        match self {
            Self::Table(source) => *source,
            Self::Derived(derived) => derived.source,
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
}

/// What a select can be joined to: the constant of a table, an alias of it, or a subquery.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in FROM",
    note = "the constant of a table, `aliased(…)` and `&subquery` can"
)]
pub trait JoinTarget {
    /// The entry of `FROM`.
    fn into_from(self) -> FromItem;
}

impl<F: Fields> JoinTarget for F {
    fn into_from(self) -> FromItem {
        FromItem::Table(self.source())
    }
}

impl<O> JoinTarget for &Subquery<O> {
    fn into_from(self) -> FromItem {
        FromItem::Derived(DerivedTable {
            query: self.query.clone(),
            source: self.source,
        })
    }
}

impl JoinTarget for &Table {
    fn into_from(self) -> FromItem {
        FromItem::Table(self.source())
    }
}

/// What a join may be made on: a condition, or (in the ORM) a relationship.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a join condition",
    note = "a comparison is one, and so is a relationship of a model"
)]
pub trait JoinOn {
    /// The joins that reach the target; more than one when an association table lies between.
    fn joins(self, kind: JoinKind, target: FromItem) -> Vec<Join>;
}

impl JoinOn for Expr<bool> {
    fn joins(self, kind: JoinKind, target: FromItem) -> Vec<Join> {
        vec![Join {
            kind,
            target,
            on: self.into_node(),
        }]
    }
}

impl JoinOn for Column<bool> {
    fn joins(self, kind: JoinKind, target: FromItem) -> Vec<Join> {
        self.expr().joins(kind, target)
    }
}
