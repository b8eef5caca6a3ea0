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

/// A query that stands in `WITH`, and is named in `FROM`.
///
/// It is written once, at the top of the statement, however often it is named.
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

/// A common table expression.
#[derive(Clone, Debug)]
pub struct CteNode {
    /// What tells it from others of the same name.
    identity: u64,
    /// Its own name.
    pub source: Source,
    /// The query.
    pub query: Query,
    /// Whether the query names itself.
    pub recursion: Recursion,
    /// Where its `WITH` stands.
    pub place: CtePlace,
    /// The order in which rows are found.
    pub search: Option<Search>,
    /// How cycles are found.
    pub cycle: Option<Cycle>,
    /// Whether its rows are found once and kept, if the user said so.
    pub materialized: Option<bool>,
    /// Words before the query.
    pub prefixes: Vec<DialectWords>,
    /// Words after the query.
    pub suffixes: Vec<DialectWords>,
}

/// Whether a common table expression names itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recursion {
    /// It does not.
    None,
    /// It does, or may.
    Recursive,
    /// It is the name that the recursive part uses; the query is not whole yet.
    Inside,
}

/// Where the `WITH` of a common table expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CtePlace {
    /// At the top of the statement.
    Top,
    /// At the `SELECT` that names it.
    Nested,
}

/// A common table expression in `FROM`, under its own name or another one.
#[derive(Clone, Debug)]
pub struct CteEntry {
    /// The common table expression.
    pub cte: Arc<CteNode>,
    /// What its columns are qualified with here.
    pub source: Source,
}

/// A common table expression that nothing in the statement refers to.
#[derive(Clone, Debug)]
pub struct AddedCte {
    /// The common table expression.
    pub cte: Arc<CteNode>,
    /// Where its `WITH` stands.
    pub place: CtePlace,
}

/// `SEARCH … FIRST BY … SET …`: the order in which a recursive query finds rows.
#[derive(Clone, Debug)]
pub struct Search {
    /// Which rows come first.
    pub order: SearchOrder,
    /// The columns that siblings are ordered by.
    pub by: Vec<&'static str>,
    /// The column that tells the order.
    pub set: &'static str,
}

/// Which rows come first in a [`Search`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SearchOrder {
    /// `DEPTH FIRST`
    Depth,
    /// `BREADTH FIRST`
    Breadth,
}

/// `CYCLE … SET … USING …`: how a recursive query finds that it has been at a row.
#[derive(Clone, Debug)]
pub struct Cycle {
    /// The columns that tell a row.
    pub columns: Vec<&'static str>,
    /// The column that tells whether a row closes a cycle.
    pub set: &'static str,
    /// The column of the path.
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
    /// What tells it from others of the same name.
    pub fn identity(&self) -> u64 {
        self.identity
    }

    /// Shows everything that it consists of.
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

    /// It keeps its identity, so that it is written once still.
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
    /// One whose place is where it says itself.
    pub(crate) fn of<C>(cte: &Cte<C>) -> Self {
        Self {
            cte: Arc::clone(&cte.entry.cte),
            place: cte.entry.cte.place,
        }
    }
}

/// Makes a common table expression of a statement.
macro_rules! cte_methods {
    ($($statement:ident)+) => {
        $(impl<O> $statement<O> {
            /// A common table expression of this name.
            pub fn cte(self, name: &'static str) -> Cte<O> {
                Cte::new(
                    IntoQuery::into_query(self),
                    Source::table(intern_table(None, name, true)),
                )
            }

            /// A common table expression whose name the compiler makes up.
            pub fn anonymous_cte(self) -> Cte<O> {
                Cte::new(IntoQuery::into_query(self), Source::anonymous())
            }
        })+
    };
}

cte_methods!(Select Compound Text Insert Update Delete Values);

impl<O> Cte<O> {
    fn new(query: Query, source: Source) -> Self {
        Self::of(CteNode {
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

    fn of(node: CteNode) -> Self {
        let source = node.source;
        Self::named(Arc::new(node), source)
    }

    fn named(cte: Arc<CteNode>, source: Source) -> Self {
        Self {
            entry: CteEntry { cte, source },
            _row: PhantomData,
        }
    }

    /// What its columns are qualified with.
    pub fn source(&self) -> Source {
        self.entry.source
    }

    /// The same rows under another name.
    pub fn alias(&self, name: &'static str) -> Self {
        let cte = &self.entry.cte;
        Self::named(Arc::clone(cte), cte.source.aliased(name))
    }

    /// The same rows under a name that the compiler makes up.
    pub fn anonymous_alias(&self) -> Self {
        let source = Source::anonymous();
        Self::named(Arc::clone(&self.entry.cte), source)
    }

    /// Adds a part that names the expression itself, with `UNION ALL`.
    pub fn recursive<Q: IntoQuery<Row = O>>(self, part: impl FnOnce(&Self) -> Q) -> Self {
        self.recursive_by(SetOperator::UnionAll, part)
    }

    /// The same with `UNION`, which ends the recursion when no new row comes.
    pub fn recursive_union<Q: IntoQuery<Row = O>>(self, part: impl FnOnce(&Self) -> Q) -> Self {
        self.recursive_by(SetOperator::Union, part)
    }

    fn recursive_by<Q: IntoQuery<Row = O>>(
        self,
        operator: SetOperator,
        part: impl FnOnce(&Self) -> Q,
    ) -> Self {
        let node = self.into_node();
        let inside = Self::of(CteNode {
            recursion: Recursion::Inside,
            ..node.clone()
        });
        let part = part(&inside).into_query();
        let whole = Compound::<O>::of(operator, [node.query, part]);
        Self::of(CteNode {
            query: whole.into_query(),
            recursion: Recursion::Recursive,
            ..node
        })
    }

    /// Says that it is recursive where nothing else does, as for a recursive `text(…)`.
    pub fn as_recursive(self) -> Self {
        self.edit(|node| node.recursion = Recursion::Recursive)
    }

    /// Puts its `WITH` at the `SELECT` that names it, not at the top of the statement.
    pub fn nesting(self) -> Self {
        self.edit(|node| node.place = CtePlace::Nested)
    }

    /// `AS MATERIALIZED (…)`: the rows are found once and kept. It changes no row, so databases
    /// without it go without; PostgreSQL and SQLite have it.
    pub fn materialized(self) -> Self {
        self.edit(|node| node.materialized = Some(true))
    }

    /// `AS NOT MATERIALIZED (…)`: the query may become part of those that name it; see
    /// [`materialized`](Self::materialized).
    pub fn not_materialized(self) -> Self {
        self.edit(|node| node.materialized = Some(false))
    }

    /// `SEARCH … FIRST BY by SET set`, on PostgreSQL and Oracle: `set` is a column by which rows
    /// are ordered as they were found.
    pub fn search<const N: usize>(
        self,
        order: SearchOrder,
        by: [&'static str; N],
        set: &'static str,
    ) -> Self {
        let by = by.to_vec();
        self.edit(|node| node.search = Some(Search { order, by, set }))
    }

    /// `CYCLE columns SET set USING using`, on PostgreSQL: a row that was found before on its path
    /// has a true `set`, and is not followed.
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

    /// Puts words before the query in one dialect, by its name.
    pub fn prefix_with_on(self, dialect: &'static str, words: impl Into<Arc<str>>) -> Self {
        self.edit(|node| node.prefixes.push(DialectWords::of(dialect, words)))
    }

    /// Puts words after the query in one dialect, by its name: `SEARCH` and `CYCLE` clauses.
    pub fn suffix_with_on(self, dialect: &'static str, words: impl Into<Arc<str>>) -> Self {
        self.edit(|node| node.suffixes.push(DialectWords::of(dialect, words)))
    }

    fn edit(self, change: impl FnOnce(&mut CteNode)) -> Self {
        let mut node = self.into_node();
        change(&mut node);
        Self::of(node)
    }

    fn into_node(self) -> CteNode {
        Arc::unwrap_or_clone(self.entry.cte)
    }

    fn names(&self) -> Vec<&'static str> {
        crate::compile::output_names(&self.entry.cte.query)
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
    /// Adds a common table expression that nothing in the statement refers to: one that writes.
    pub fn add_cte<C>(mut self, cte: &Cte<C>) -> Self {
        self.extras().ctes.push(AddedCte::of(cte));
        self
    }

    /// The same with its `WITH` at this `SELECT`, not at the top of the statement.
    pub fn add_cte_here<C>(mut self, cte: &Cte<C>) -> Self {
        self.extras().ctes.push(AddedCte {
            cte: Arc::clone(&cte.entry.cte),
            place: CtePlace::Nested,
        });
        self
    }
}
