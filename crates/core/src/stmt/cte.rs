//! Common table expressions: `WITH name AS (…)`.

use std::marker::PhantomData;
use std::sync::Arc;

use super::subquery::derived_columns;
use super::{
    Compound, Delete, DerivedColumns, DialectWords, FromItem, Insert, IntoQuery, JoinTarget, Query,
    Record, Select, SelectItem, Selection, SetOperator, Text, Update, Values,
};
use crate::decode::FromRow;
use crate::expr::{Column, ColumnRef, Node, Source, intern_table, next_identity};
use crate::types::Scalar;
use crate::visit::{Part, Rewriter, Visitor, facts, parts};

/// A common table expression: a query in `WITH` that `FROM` refers to by name.
///
/// It is written once, at the top of the statement, even if the statement uses it several times.
///
/// ```
/// use rebis_core::{Column, Expression, Source, TableName, select};
/// const NODES: TableName = TableName::new("nodes");
/// const ID: Column<i64> = Column::new(Source::table(&NODES), "id");
/// const PARENT: Column<Option<i64>> = Column::new(Source::table(&NODES), "parent");
///
/// let tree = select(ID).filter(PARENT.is_null()).cte("tree").recursive(|tree| {
///     select(ID).join(tree, PARENT.eq(tree.column()))
/// });
/// assert_eq!(
///     select(tree.column()).select_from(&tree).to_string(),
///     "WITH RECURSIVE tree(id) AS (SELECT nodes.id AS id FROM nodes WHERE nodes.parent IS NULL \
///      UNION ALL SELECT nodes.id AS id FROM nodes JOIN tree ON nodes.parent = tree.id) \
///      SELECT tree.id FROM tree"
/// );
/// ```
#[must_use]
pub struct Cte<O> {
    pub(crate) entry: CteEntry,
    _row: PhantomData<fn() -> O>,
}

/// The untyped parts of a [`Cte`].
#[derive(Clone, Debug)]
pub struct CteNode {
    /// A number that distinguishes it from expressions of the same name.
    identity: u64,
    /// Its name.
    pub source: Source,
    /// The query.
    pub query: Query,
    /// Whether the query refers to itself.
    pub recursion: Recursion,
    /// The place of its `WITH`.
    pub place: CtePlace,
    /// `SEARCH`
    pub search: Option<Search>,
    /// `CYCLE`
    pub cycle: Option<Cycle>,
    /// `MATERIALIZED` or `NOT MATERIALIZED`, if the user chose one.
    pub materialized: Option<bool>,
    /// SQL text before the query.
    pub prefixes: Vec<DialectWords>,
    /// SQL text after the query.
    pub suffixes: Vec<DialectWords>,
}

/// Whether a common table expression refers to itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recursion {
    /// It does not.
    None,
    /// It does, or may.
    Recursive,
    /// A reference that the recursive part uses while its expression is not complete.
    Inside,
}

/// The place of the `WITH` of a common table expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CtePlace {
    /// At the top of the statement.
    Top,
    /// At the `SELECT` that uses it.
    Nested,
}

/// A common table expression in `FROM`, under its own name or another one.
#[derive(Clone, Debug)]
pub struct CteEntry {
    /// The common table expression.
    pub cte: Arc<CteNode>,
    /// The name that qualifies its columns here.
    pub source: Source,
}

/// A common table expression that the statement contains without using it.
#[derive(Clone, Debug)]
pub struct AddedCte {
    /// The common table expression.
    pub cte: Arc<CteNode>,
    /// The place of its `WITH`.
    pub place: CtePlace,
}

/// `SEARCH … FIRST BY … SET …`: the order in which a recursive query finds rows.
#[derive(Clone, Debug)]
pub struct Search {
    /// Depth first or breadth first.
    pub order: SearchOrder,
    /// The columns that siblings are ordered by.
    pub by: Vec<&'static str>,
    /// The generated column. Rows that are ordered by it are in the order of the search.
    pub set: &'static str,
}

/// The order of a [`Search`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SearchOrder {
    /// `DEPTH FIRST`
    Depth,
    /// `BREADTH FIRST`
    Breadth,
}

/// `CYCLE … SET … USING …`: how a recursive query detects cycles.
#[derive(Clone, Debug)]
pub struct Cycle {
    /// The columns that identify a row.
    pub columns: Vec<&'static str>,
    /// The generated column that is true for a row that closes a cycle.
    pub set: &'static str,
    /// The generated column with the path to a row.
    pub using: &'static str,
}

facts!(Recursion CtePlace SearchOrder);

parts! {
    Search { order, by, set }
    Cycle { columns, set, using }
    CteEntry { source, cte }
    AddedCte { place, cte }
}

impl CteNode {
    /// Returns a number that distinguishes it from expressions of the same name.
    pub fn identity(&self) -> u64 {
        self.identity
    }

    /// Visits every part of the expression.
    pub fn visit_parts<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        self.source.visit(visitor);
        self.query.visit(visitor);
        self.recursion.visit(visitor);
        self.place.visit(visitor);
        self.search.visit(visitor);
        self.cycle.visit(visitor);
        self.materialized.visit(visitor);
        self.prefixes.visit(visitor);
        self.suffixes.visit(visitor);
    }
}

impl Part for CteNode {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.cte(self);
    }

    /// Rewrites the query and keeps the identity, so that the expression is still written once.
    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        Self {
            identity: self.identity,
            source: self.source.rewrite(rewriter),
            query: self.query.rewrite(rewriter),
            recursion: self.recursion,
            place: self.place,
            search: self.search.clone(),
            cycle: self.cycle.clone(),
            materialized: self.materialized,
            prefixes: self.prefixes.clone(),
            suffixes: self.suffixes.clone(),
        }
    }
}

impl AddedCte {
    /// Creates an entry with the place that the expression has itself.
    pub(crate) fn new<C>(cte: &Cte<C>) -> Self {
        Self {
            cte: Arc::clone(&cte.entry.cte),
            place: cte.entry.cte.place,
        }
    }
}

/// Implements `cte` and `anonymous_cte` for statements.
macro_rules! cte_methods {
    ($($statement:ident)+) => {
        $(impl<O> $statement<O> {
            /// Converts the statement to a common table expression of this name.
            pub fn cte(self, name: &'static str) -> Cte<O> {
                Cte::new(
                    IntoQuery::into_query(self),
                    Source::table(intern_table(None, name, true)),
                )
            }

            /// Converts the statement to a common table expression with a generated name.
            pub fn anonymous_cte(self) -> Cte<O> {
                Cte::new(IntoQuery::into_query(self), Source::anonymous())
            }
        })+
    };
}

cte_methods!(Select Compound Text Insert Update Delete Values);

impl<O> Cte<O> {
    fn new(query: Query, source: Source) -> Self {
        Self::from_node(CteNode {
            identity: next_identity(),
            source,
            query,
            recursion: Recursion::None,
            place: CtePlace::Top,
            search: None,
            cycle: None,
            materialized: None,
            prefixes: Vec::new(),
            suffixes: Vec::new(),
        })
    }

    fn from_node(node: CteNode) -> Self {
        let source = node.source;
        Self::named(Arc::new(node), source)
    }

    fn named(cte: Arc<CteNode>, source: Source) -> Self {
        Self {
            entry: CteEntry { cte, source },
            _row: PhantomData,
        }
    }

    /// Returns the name that qualifies its columns.
    pub fn source(&self) -> Source {
        self.entry.source
    }

    /// Returns the same expression under another name, to use it twice in one `FROM`.
    pub fn alias(&self, name: &'static str) -> Self {
        let cte = &self.entry.cte;
        Self::named(Arc::clone(cte), cte.source.aliased(name))
    }

    /// Returns the same expression under a generated name, to use it twice in one `FROM`.
    pub fn anonymous_alias(&self) -> Self {
        let source = Source::anonymous();
        Self::named(Arc::clone(&self.entry.cte), source)
    }

    /// Adds a recursive part with `UNION ALL`. `part` receives the expression itself.
    pub fn recursive<Q: IntoQuery<Row = O>>(self, part: impl FnOnce(&Self) -> Q) -> Self {
        self.recursive_by(SetOperator::UnionAll, part)
    }

    /// Adds a recursive part with `UNION`. `part` receives the expression itself.
    ///
    /// `UNION` drops rows that were found before, so the recursion ends when there are no new rows.
    pub fn recursive_union<Q: IntoQuery<Row = O>>(self, part: impl FnOnce(&Self) -> Q) -> Self {
        self.recursive_by(SetOperator::Union, part)
    }

    fn recursive_by<Q: IntoQuery<Row = O>>(
        self,
        operator: SetOperator,
        part: impl FnOnce(&Self) -> Q,
    ) -> Self {
        let node = self.into_node();
        let inside = Self::from_node(CteNode {
            recursion: Recursion::Inside,
            ..node.clone()
        });
        let part = part(&inside).into_query();
        let whole = Compound::<O>::new(operator, [node.query, part]);
        Self::from_node(CteNode {
            query: whole.into_query(),
            recursion: Recursion::Recursive,
            ..node
        })
    }

    /// Marks the expression as recursive. Only a recursive `text(…)` needs it.
    pub fn as_recursive(self) -> Self {
        self.edit(|node| node.recursion = Recursion::Recursive)
    }

    /// Writes its `WITH` at the `SELECT` that uses it, not at the top of the statement.
    pub fn nesting(self) -> Self {
        self.edit(|node| node.place = CtePlace::Nested)
    }

    /// Adds `AS MATERIALIZED`: the query is executed once, and its rows are stored.
    ///
    /// PostgreSQL and SQLite support it. For other databases it is left out, because the result is
    /// the same.
    pub fn materialized(self) -> Self {
        self.edit(|node| node.materialized = Some(true))
    }

    /// Adds `AS NOT MATERIALIZED`: the query can be merged into the queries that use it.
    ///
    /// PostgreSQL and SQLite support it. For other databases it is left out, because the result is
    /// the same.
    pub fn not_materialized(self) -> Self {
        self.edit(|node| node.materialized = Some(false))
    }

    /// Adds `SEARCH … FIRST BY by SET set`, the order of a recursive query.
    ///
    /// Order by the column `set` to get the rows in this order. PostgreSQL and Oracle support it.
    pub fn search<const N: usize>(
        self,
        order: SearchOrder,
        by: [&'static str; N],
        set: &'static str,
    ) -> Self {
        let by = by.to_vec();
        self.edit(|node| node.search = Some(Search { order, by, set }))
    }

    /// Adds `CYCLE columns SET set USING using`, which ends the recursion at cycles.
    ///
    /// If a row was found before on its own path, its column `set` is true, and the search does not
    /// continue from it. The column `using` has the path. PostgreSQL supports it.
    pub fn cycle<const N: usize>(
        self,
        columns: [&'static str; N],
        set: &'static str,
        using: &'static str,
    ) -> Self {
        let columns = columns.to_vec();
        self.edit(|node| {
            node.cycle = Some(Cycle {
                columns,
                set,
                using,
            })
        })
    }

    /// Inserts SQL text before the query, verbatim, in the dialect of this name only.
    pub fn prefix_with_on(self, dialect: &'static str, words: impl Into<Arc<str>>) -> Self {
        self.edit(|node| node.prefixes.push(DialectWords::new(dialect, words)))
    }

    /// Inserts SQL text after the query, verbatim, in the dialect of this name only.
    ///
    /// Use it for forms of `SEARCH` and `CYCLE` that [`search`](Self::search) and
    /// [`cycle`](Self::cycle) do not write.
    pub fn suffix_with_on(self, dialect: &'static str, words: impl Into<Arc<str>>) -> Self {
        self.edit(|node| node.suffixes.push(DialectWords::new(dialect, words)))
    }

    fn edit(self, change: impl FnOnce(&mut CteNode)) -> Self {
        let mut node = self.into_node();
        change(&mut node);
        Self::from_node(node)
    }

    fn into_node(self) -> CteNode {
        Arc::unwrap_or_clone(self.entry.cte)
    }

    fn names(&self) -> Vec<&'static str> {
        crate::stmt::output_names(&self.entry.cte.query)
    }
}

derived_columns!(Cte);

impl<O> JoinTarget for &Cte<O> {
    fn into_from(self) -> FromItem {
        FromItem::Cte(self.entry.clone())
    }
}

impl<O> Clone for Cte<O> {
    fn clone(&self) -> Self {
        Self::named(Arc::clone(&self.entry.cte), self.entry.source)
    }
}

impl<O> std::fmt::Debug for Cte<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.entry.fmt(f)
    }
}

impl<O> Select<O> {
    /// Adds a common table expression that the statement does not use, such as one that writes.
    ///
    /// Its `WITH` is at the top of the statement, unless the expression is
    /// [`nesting`](Cte::nesting).
    pub fn add_cte<C>(mut self, cte: &Cte<C>) -> Self {
        self.extras().ctes.push(AddedCte::new(cte));
        self
    }

    /// Adds a common table expression that the statement does not use, at this `SELECT`.
    ///
    /// Its `WITH` is written before this `SELECT`, not at the top of the statement.
    pub fn add_cte_here<C>(mut self, cte: &Cte<C>) -> Self {
        self.extras().ctes.push(AddedCte {
            cte: Arc::clone(&cte.entry.cte),
            place: CtePlace::Nested,
        });
        self
    }
}
