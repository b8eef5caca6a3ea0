//! `SELECT`.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use smallvec::SmallVec;

use super::{
    Attachments, FromItem, Join, JoinKind, JoinOn, JoinTarget, Query, SelectItem, Selection,
    Statement, StatementRef, Subquery,
};
use crate::decode::FromRow;
use crate::expr::{ExistsNode, Expr, IntoExpr, Junction, Node, OrderBy, Source, intern_table};
use crate::types::Scalar;
use crate::value::Value;
use crate::visit::{Part, Rewriter, Visitor, parts, walk};

/// A `SELECT` whose rows are `O`.
///
/// ```
/// use rebis_core::{Column, Expression, Source, TableName, select};
/// const USERS: TableName = TableName::new("users");
/// const ID: Column<i64> = Column::new(Source::table(&USERS), "id");
/// const NAME: Column<String> = Column::new(Source::table(&USERS), "name");
///
/// let stmt = select((ID, NAME)).filter(NAME.eq("alice")).order_by(ID.desc()).limit(10);
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT users.id, users.name FROM users WHERE users.name = :name_1 \
///      ORDER BY users.id DESC LIMIT :param_1"
/// );
/// ```
#[must_use]
pub struct Select<O> {
    node: Arc<SelectNode>,
    _row: PhantomData<fn() -> O>,
}

/// The clauses of a `SELECT`.
#[derive(Clone, Debug, Default)]
pub struct SelectNode {
    /// The select list.
    pub columns: Vec<SelectItem>,
    /// Whether `DISTINCT` stands before it.
    pub distinct: bool,
    /// Entries of `FROM` that the user named; the others are inferred.
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
    /// What layers above Core hang on the statement.
    pub attachments: Attachments,
}

parts!(SelectNode {
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
    attachments,
});

/// How many rows: of `LIMIT` and `OFFSET`.
#[derive(Clone, Debug)]
pub struct RowCount(pub Node);

impl RowCount {
    fn of(rows: u32) -> Self {
        Self(Node::bind(Value::Int(rows.into())))
    }
}

impl Part for RowCount {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.row_count(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        Self(self.0.rewrite(rewriter))
    }
}

/// Starts a `SELECT` of a model, a column, an expression, or a tuple of them.
pub fn select<S: Selection>(selection: S) -> Select<S::Row> {
    let mut node = Arc::<SelectNode>::default();
    selection.append_to(&mut Arc::make_mut(&mut node).columns);
    Select {
        node,
        _row: PhantomData,
    }
}

/// `EXISTS (SELECT …)`.
pub fn exists<O>(select: Select<O>) -> Expr<bool> {
    Expr::from_node(Node::Exists(ExistsNode {
        negated: false,
        query: select.into_query(),
    }))
}

impl<O> Select<O> {
    /// Says that a node's rows are `O`; a wrong claim is a decode error when rows arrive.
    pub fn from_node(node: SelectNode) -> Self {
        Self {
            node: Arc::new(node),
            _row: PhantomData,
        }
    }

    /// The clauses.
    pub fn node(&self) -> &SelectNode {
        &self.node
    }

    pub(crate) fn into_query(self) -> Query {
        Query::Select(self.node)
    }

    /// Keeps rows that meet the condition too.
    pub fn filter(mut self, condition: impl IntoExpr<bool>) -> Self {
        let node = self.edit();
        node.filter = Some(and_also(node.filter.take(), condition.into_operand()));
        self
    }

    /// Joins a table or subquery on a condition (or, in the ORM, on a relationship).
    pub fn join(self, target: impl JoinTarget, on: impl JoinOn) -> Self {
        self.join_as(JoinKind::Inner, target, on)
    }

    /// The same with `LEFT OUTER JOIN`: rows without a match stay, with NULLs.
    pub fn outer_join(self, target: impl JoinTarget, on: impl JoinOn) -> Self {
        self.join_as(JoinKind::LeftOuter, target, on)
    }

    /// The same with `FULL OUTER JOIN`.
    pub fn full_join(self, target: impl JoinTarget, on: impl JoinOn) -> Self {
        self.join_as(JoinKind::FullOuter, target, on)
    }

    fn join_as(mut self, kind: JoinKind, target: impl JoinTarget, on: impl JoinOn) -> Self {
        self.edit().joins.extend(on.joins(kind, target.into_from()));
        self
    }

    /// Names an entry of `FROM` that cannot be inferred from the columns, or that comes first.
    pub fn select_from(mut self, target: impl JoinTarget) -> Self {
        self.edit().from.push(target.into_from());
        self
    }

    /// Groups rows.
    pub fn group_by(mut self, keys: impl OrderBy) -> Self {
        keys.append_to(&mut self.edit().group_by);
        self
    }

    /// Keeps groups that meet the condition too.
    pub fn having(mut self, condition: impl IntoExpr<bool>) -> Self {
        let node = self.edit();
        node.having = Some(and_also(node.having.take(), condition.into_operand()));
        self
    }

    /// Orders rows, after any order that was asked for before.
    pub fn order_by(mut self, keys: impl OrderBy) -> Self {
        keys.append_to(&mut self.edit().order_by);
        self
    }

    /// Drops rows that repeat.
    pub fn distinct(mut self) -> Self {
        self.edit().distinct = true;
        self
    }

    /// At most so many rows.
    pub fn limit(mut self, rows: u32) -> Self {
        self.edit().limit = Some(RowCount::of(rows));
        self
    }

    /// Not the first so many rows.
    pub fn offset(mut self, rows: u32) -> Self {
        self.edit().offset = Some(RowCount::of(rows));
        self
    }

    /// A derived table of this name.
    pub fn subquery(self, name: &'static str) -> Subquery<O> {
        let source = Source::table(intern_table(None, name, true));
        Subquery::new(self.into_query(), source)
    }

    /// `EXISTS (…)`.
    pub fn exists(self) -> Expr<bool> {
        exists(self)
    }

    /// The attachment of one type, if the statement carries one.
    pub fn attachment<A: Any + Send + Sync>(&self) -> Option<&A> {
        self.node.attachments.get()
    }

    /// Hangs a value on the statement that Core does not look at.
    pub fn with_attachment<A: Any + Send + Sync>(mut self, attachment: A) -> Self {
        self.edit().attachments.set(attachment);
        self
    }

    fn edit(&mut self) -> &mut SelectNode {
        Arc::make_mut(&mut self.node)
    }
}

impl<O: Scalar> Select<O> {
    /// The select as an expression: its one value, `None` of no row.
    pub fn scalar_subquery(self) -> Expr<Option<O::Base>>
    where
        O::Base: Scalar<Base = O::Base>,
    {
        Expr::from_node(Node::Subquery(self.into_query()))
    }
}

impl<O: FromRow> Statement for Select<O> {
    type Row = O;

    fn statement(&self) -> StatementRef<'_> {
        StatementRef::Select(&self.node)
    }
}

impl<O> Clone for Select<O> {
    fn clone(&self) -> Self {
        Self {
            node: Arc::clone(&self.node),
            _row: PhantomData,
        }
    }
}

impl<O> std::fmt::Debug for Select<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.node.fmt(f)
    }
}

/// The condition, after the conditions before it.
pub(crate) fn and_also(before: Option<Node>, mut condition: Node) -> Node {
    condition.make_constant();
    match before {
        Some(before) => Node::join(Junction::And, before, condition),
        None => condition,
    }
}

/// The sources that a select's own columns and conditions name, in order of appearance, without
/// those that it joins or that its subqueries name.
pub(crate) fn correlated_sources(select: &SelectNode) -> SmallVec<[Source; 8]> {
    let mut sources = SmallVec::<[Source; 8]>::new();
    let mut note = |node: &Node| {
        if let Node::Column(column) = node
            && !sources.iter().any(|known| known.is(&column.source))
        {
            sources.push(column.source);
        }
    };
    for item in &select.columns {
        walk(&item.node, &mut note);
    }
    if let Some(filter) = &select.filter {
        walk(filter, &mut note);
    }
    sources.retain(|source| {
        select
            .joins
            .iter()
            .all(|join| !join.target.source().is(source))
    });
    sources
}
