//! [`SelectNode`]: the clauses of a `SELECT`.

use std::sync::Arc;

use super::{
    AddedCte, Attachments, Correlation, DialectWords, Fetch, ForUpdate, FromItem, Join, RowCount,
    SelectItem, TableHint,
};
use crate::expr::{NamedWindowNode, Node};
use crate::visit::{Part, Rewriter, Visitor, facts, parts};

/// The clauses of a `SELECT`.
#[derive(Clone, Debug, Default)]
pub struct SelectNode {
    /// The select list.
    pub columns: Vec<SelectItem>,
    /// Whether `SELECT` is followed by `DISTINCT`.
    pub distinct: bool,
    /// The entries of `FROM` that the user named. The others are inferred.
    pub from: Vec<FromItem>,
    /// The joins, in order.
    pub joins: Vec<Join>,
    /// `WHERE`
    pub filter: Option<Node>,
    /// `GROUP BY`
    pub group_by: Vec<Node>,
    /// `HAVING`
    pub having: Option<Node>,
    /// `ORDER BY`
    pub order_by: Vec<Node>,
    /// `LIMIT`
    pub limit: Option<RowCount>,
    /// `OFFSET`
    pub offset: Option<RowCount>,
    /// Rare clauses.
    pub extras: Option<Arc<SelectExtras>>,
    /// Data that layers above Core attach to the statement.
    pub attachments: Attachments,
}

/// The rare clauses of a `SELECT`, and how its columns are named.
#[derive(Clone, Debug, Default)]
pub struct SelectExtras {
    /// The entries of `FROM` that the enclosing statement provides.
    pub correlation: Correlation,
    /// How columns without a label are named.
    pub label_style: LabelStyle,
    /// `DISTINCT ON (…)`
    pub distinct_on: Vec<Node>,
    /// `WINDOW`
    pub windows: Vec<NamedWindowNode>,
    /// `FETCH FIRST …`
    pub fetch: Option<Fetch>,
    /// `FOR UPDATE`
    pub lock: Option<ForUpdate>,
    /// SQL text after `SELECT`.
    pub prefixes: Vec<DialectWords>,
    /// SQL text at the end.
    pub suffixes: Vec<DialectWords>,
    /// Hints for tables.
    pub table_hints: Vec<TableHint>,
    /// Hints at the end.
    pub statement_hints: Vec<DialectWords>,
    /// Common table expressions that the statement does not use.
    pub ctes: Vec<AddedCte>,
}

/// How columns of a select list without a label are named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LabelStyle {
    /// By their own name, with a number for duplicates: `id`, `id_1`.
    #[default]
    Disambiguate,
    /// By the names of table and column: `users_id`.
    TablePrefix,
    /// By their own name, even for duplicates.
    None,
}

facts!(LabelStyle);

parts!(SelectExtras {
    correlation,
    label_style,
    distinct_on,
    windows,
    fetch,
    lock,
    prefixes,
    suffixes,
    table_hints,
    statement_hints,
    ctes
});

impl SelectNode {
    /// Returns whether the database compares the select list with expressions of other clauses.
    ///
    /// `GROUP BY` and `DISTINCT` require it.
    pub(crate) fn groups(&self) -> bool {
        self.distinct || !self.group_by.is_empty() || !self.distinct_on().is_empty()
    }

    /// Returns the expressions of `DISTINCT ON`.
    pub(crate) fn distinct_on(&self) -> &[Node] {
        self.extras
            .as_ref()
            .map_or(&[], |extras| &extras.distinct_on)
    }

    /// Visits every part of the select, in order.
    pub fn visit_parts<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        let Self {
            distinct,
            columns,
            from,
            joins,
            filter,
            group_by,
            having,
            order_by,
            limit,
            offset,
            extras,
            attachments,
        } = self;
        // Most selects have few of these clauses. A tag encodes which, so the others are free.
        visitor.tag(bits([
            from.is_there(),
            joins.is_there(),
            group_by.is_there(),
            having.is_there(),
            order_by.is_there(),
            limit.is_there(),
            offset.is_there(),
            extras.is_there(),
        ]));
        distinct.visit(visitor);
        columns.visit(visitor);
        from.visit_if_there(visitor);
        joins.visit_if_there(visitor);
        filter.visit(visitor);
        group_by.visit_if_there(visitor);
        having.visit_if_there(visitor);
        order_by.visit_if_there(visitor);
        limit.visit_if_there(visitor);
        offset.visit_if_there(visitor);
        extras.visit_if_there(visitor);
        attachments.visit(visitor);
    }
}

/// Packs eight flags into one tag.
fn bits(facts: [bool; 8]) -> u8 {
    let facts = facts.into_iter().rev();
    facts.fold(0, |bits, fact| bits << 1 | u8::from(fact))
}

/// A clause that a `SELECT` may have.
trait Clause: Part {
    fn is_there(&self) -> bool;

    #[inline]
    fn visit_if_there<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        if self.is_there() {
            self.visit(visitor);
        }
    }
}

impl<P: Part> Clause for Vec<P> {
    fn is_there(&self) -> bool {
        !self.is_empty()
    }
}

impl<P: Part> Clause for Option<P> {
    fn is_there(&self) -> bool {
        self.is_some()
    }
}

impl Part for SelectNode {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.select(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        Self {
            distinct: self.distinct.rewrite(rewriter),
            columns: self.columns.rewrite(rewriter),
            from: self.from.rewrite(rewriter),
            joins: self.joins.rewrite(rewriter),
            filter: self.filter.rewrite(rewriter),
            group_by: self.group_by.rewrite(rewriter),
            having: self.having.rewrite(rewriter),
            order_by: self.order_by.rewrite(rewriter),
            limit: self.limit.rewrite(rewriter),
            offset: self.offset.rewrite(rewriter),
            extras: self.extras.rewrite(rewriter),
            attachments: self.attachments.rewrite(rewriter),
        }
    }
}
