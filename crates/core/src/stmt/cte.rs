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

/// Implements `cte` and `anonymous_cte` for statements, each with its example.
macro_rules! cte_methods {
    ($($statement:ident $(#[$named:meta])+ cte $(#[$anonymous:meta])+ anonymous_cte)+) => {
        $(impl<O> $statement<O> {
            /// Converts the statement to a common table expression of this name.
            ///
            $(#[$named])+
            pub fn cte(self, name: &'static str) -> Cte<O> {
                Cte::new(
                    IntoQuery::into_query(self),
                    Source::table(intern_table(None, name, true)),
                )
            }

            /// Converts the statement to a common table expression with a generated name.
            ///
            $(#[$anonymous])+
            pub fn anonymous_cte(self) -> Cte<O> {
                Cte::new(IntoQuery::into_query(self), Source::anonymous())
            }
        })+
    };
}

cte_methods! {
    Select
    /// ```
    /// # use rebis_doc::*;
    /// let found = select(Post.title).filter(Post.views.gt(5)).cte("found");
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH found AS (SELECT posts.title AS title FROM posts WHERE posts.views > :views_1) \
    ///      SELECT found.title FROM found"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust"]);
    /// # Ok(())
    /// # });
    /// ```
    cte
    /// ```
    /// # use rebis_doc::*;
    /// let found = select(Post.title).filter(Post.views.gt(5)).anonymous_cte();
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH anon_1 AS (SELECT posts.title AS title FROM posts WHERE posts.views > :views_1) \
    ///      SELECT anon_1.title FROM anon_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust"]);
    /// # Ok(())
    /// # });
    /// ```
    anonymous_cte

    Compound
    /// ```
    /// # use rebis_doc::*;
    /// let found = select(User.id).except(select(Post.author_id)).cte("found");
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH found AS \
    ///      (SELECT users.id AS id FROM users \
    ///      EXCEPT SELECT posts.author_id AS author_id FROM posts) \
    ///      SELECT found.id FROM found"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [2]);
    /// # Ok(())
    /// # });
    /// ```
    cte
    /// ```
    /// # use rebis_doc::*;
    /// let found = select(User.id).except(select(Post.author_id)).anonymous_cte();
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH anon_1 AS \
    ///      (SELECT users.id AS id FROM users \
    ///      EXCEPT SELECT posts.author_id AS author_id FROM posts) \
    ///      SELECT anon_1.id FROM anon_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [2]);
    /// # Ok(())
    /// # });
    /// ```
    anonymous_cte

    Text
    /// ```
    /// # use rebis_doc::*;
    /// let users = text("SELECT id FROM users WHERE email IS NULL");
    /// let found = users.columns::<i64>().column_names(["id"]).cte("found");
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH found AS (SELECT id FROM users WHERE email IS NULL) \
    ///      SELECT found.id FROM found"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [2]);
    /// # Ok(())
    /// # });
    /// ```
    cte
    /// ```
    /// # use rebis_doc::*;
    /// let users = text("SELECT id FROM users WHERE email IS NULL");
    /// let found = users.columns::<i64>().column_names(["id"]).anonymous_cte();
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH anon_1 AS (SELECT id FROM users WHERE email IS NULL) \
    ///      SELECT anon_1.id FROM anon_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [2]);
    /// # Ok(())
    /// # });
    /// ```
    anonymous_cte

    Insert
    /// ```
    /// # use rebis_doc::*;
    /// let found = insert(Tag).values(Tag.name.set("rust")).returning(Tag.id).cte("found");
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH found AS (INSERT INTO tags (name) VALUES (:param_1) RETURNING tags.id) \
    ///      SELECT found.id FROM found"
    /// );
    /// ```
    cte
    /// ```
    /// # use rebis_doc::*;
    /// let found = insert(Tag).values(Tag.name.set("rust")).returning(Tag.id).anonymous_cte();
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH anon_1 AS (INSERT INTO tags (name) VALUES (:param_1) RETURNING tags.id) \
    ///      SELECT anon_1.id FROM anon_1"
    /// );
    /// ```
    anonymous_cte

    Update
    /// ```
    /// # use rebis_doc::*;
    /// let found = update(Post).values(Post.views.set(0)).returning(Post.id).cte("found");
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH found AS (UPDATE posts SET views=:param_1 RETURNING posts.id) \
    ///      SELECT found.id FROM found"
    /// );
    /// ```
    cte
    /// ```
    /// # use rebis_doc::*;
    /// let found = update(Post).values(Post.views.set(0)).returning(Post.id).anonymous_cte();
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH anon_1 AS (UPDATE posts SET views=:param_1 RETURNING posts.id) \
    ///      SELECT anon_1.id FROM anon_1"
    /// );
    /// ```
    anonymous_cte

    Delete
    /// ```
    /// # use rebis_doc::*;
    /// let found = delete(Post).filter(Post.views.eq(0)).returning(Post.id).cte("found");
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH found AS (DELETE FROM posts WHERE posts.views = :views_1 RETURNING posts.id) \
    ///      SELECT found.id FROM found"
    /// );
    /// ```
    cte
    /// ```
    /// # use rebis_doc::*;
    /// let found = delete(Post).filter(Post.views.eq(0)).returning(Post.id).anonymous_cte();
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH anon_1 AS (DELETE FROM posts WHERE posts.views = :views_1 RETURNING posts.id) \
    ///      SELECT anon_1.id FROM anon_1"
    /// );
    /// ```
    anonymous_cte

    Values
    /// ```
    /// # use rebis_doc::*;
    /// let found = values([1_i64, 2]).columns(["id"]).cte("found");
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH found(id) AS (VALUES (:param_1), (:param_2)) \
    ///      SELECT found.id FROM found"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2]);
    /// # Ok(())
    /// # });
    /// ```
    cte
    /// ```
    /// # use rebis_doc::*;
    /// let found = values([1_i64, 2]).columns(["id"]).anonymous_cte();
    /// let stmt = select(found.column()).select_from(&found);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH anon_1(id) AS (VALUES (:param_1), (:param_2)) \
    ///      SELECT anon_1.id FROM anon_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2]);
    /// # Ok(())
    /// # });
    /// ```
    anonymous_cte
}

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
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let views = select(Post.views).cte("views");
    /// let other = views.alias("other");
    /// let stmt = select(views.column()).select_from(&views);
    /// let stmt = stmt.join(&other, views.column().lt(other.column()));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH views AS (SELECT posts.views AS views FROM posts) \
    ///      SELECT views.views FROM views JOIN views AS other ON views.views < other.views"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [3]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn alias(&self, name: &'static str) -> Self {
        let cte = &self.entry.cte;
        Self::named(Arc::clone(cte), cte.source.aliased(name))
    }

    /// Returns the same expression under a generated name, to use it twice in one `FROM`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let views = select(Post.views).cte("views");
    /// let other = views.anonymous_alias();
    /// let stmt = select(views.column()).select_from(&views);
    /// let stmt = stmt.join(&other, views.column().lt(other.column()));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH views AS (SELECT posts.views AS views FROM posts) \
    ///      SELECT views.views FROM views JOIN views AS anon_1 ON views.views < anon_1.views"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [3]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn anonymous_alias(&self) -> Self {
        let source = Source::anonymous();
        Self::named(Arc::clone(&self.entry.cte), source)
    }

    /// Adds a recursive part with `UNION ALL`. `part` receives the expression itself.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let numbers = select(literal(1_i64).label("n")).cte("numbers").recursive(|numbers| {
    ///     select(numbers.column() + 1).select_from(numbers).filter(numbers.column().lt(3))
    /// });
    /// let stmt = select(numbers.column()).select_from(&numbers);
    /// assert!(stmt.to_string().starts_with("WITH RECURSIVE numbers(n) AS (SELECT "));
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2, 3]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn recursive<Q: IntoQuery<Row = O>>(self, part: impl FnOnce(&Self) -> Q) -> Self {
        self.recursive_by(SetOperator::UnionAll, part)
    }

    /// Adds a recursive part with `UNION`. `part` receives the expression itself.
    ///
    /// `UNION` drops rows that were found before, so the recursion ends when there are no new rows.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let hours = select(literal(0_i64).label("hour")).cte("hours").recursive_union(|hours| {
    ///     select((hours.column() + 8) % 24).select_from(hours)
    /// });
    /// let stmt = select(hours.column()).select_from(&hours);
    /// assert!(stmt.to_string().contains(" UNION SELECT "));
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [0, 8, 16]);
    /// # Ok(())
    /// # });
    /// ```
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
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let numbers = text("SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 3");
    /// let numbers = numbers.columns::<i64>().column_names(["n"]).cte("numbers").as_recursive();
    /// let stmt = select(numbers.column()).select_from(&numbers);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH RECURSIVE numbers(n) AS \
    ///      (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 3) \
    ///      SELECT numbers.n FROM numbers"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2, 3]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn as_recursive(self) -> Self {
        self.edit(|node| node.recursion = Recursion::Recursive)
    }

    /// Writes its `WITH` at the `SELECT` that uses it, not at the top of the statement.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let authors = select(Post.author_id).cte("authors").nesting();
    /// let ids = select(authors.column()).select_from(&authors);
    /// let stmt = select(User.name).filter(User.id.in_(ids));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users WHERE users.id IN \
    ///      (WITH authors AS (SELECT posts.author_id AS author_id FROM posts) \
    ///      SELECT authors.author_id FROM authors)"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["ann"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn nesting(self) -> Self {
        self.edit(|node| node.place = CtePlace::Nested)
    }

    /// Adds `AS MATERIALIZED`: the query is executed once, and its rows are stored.
    ///
    /// PostgreSQL and SQLite support it. For other databases it is left out, because the result is
    /// the same.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let titles = select(Post.title).cte("titles").materialized();
    /// let stmt = select(titles.column()).select_from(&titles).order_by(titles.column());
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "WITH titles AS MATERIALIZED (SELECT posts.title AS title FROM posts) \
    ///      SELECT titles.title FROM titles ORDER BY titles.title"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust", "SQL"]);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn materialized(self) -> Self {
        self.edit(|node| node.materialized = Some(true))
    }

    /// Adds `AS NOT MATERIALIZED`: the query can be merged into the queries that use it.
    ///
    /// PostgreSQL and SQLite support it. For other databases it is left out, because the result is
    /// the same.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let titles = select(Post.title).cte("titles").not_materialized();
    /// let stmt = select(titles.column()).select_from(&titles).order_by(titles.column());
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "WITH titles AS NOT MATERIALIZED (SELECT posts.title AS title FROM posts) \
    ///      SELECT titles.title FROM titles ORDER BY titles.title"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust", "SQL"]);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn not_materialized(self) -> Self {
        self.edit(|node| node.materialized = Some(false))
    }

    /// Adds `SEARCH … FIRST BY by SET set`, the order of a recursive query.
    ///
    /// Order by the column `set` to get the rows in this order. PostgreSQL and Oracle support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::{SearchOrder, column};
    /// let ids = select(literal(1_i64).label("id")).cte("ids").recursive(|ids| {
    ///     select(ids.column() * 2).select_from(ids).filter(ids.column().lt(8))
    /// });
    /// let ids = ids.search(SearchOrder::Breadth, ["id"], "place");
    /// let stmt = select(ids.column()).select_from(&ids).order_by(column::<i64>("place"));
    /// let compiled = stmt.compile(&Postgres)?;
    /// let end = ") SEARCH BREADTH FIRST BY id SET place SELECT ids.id FROM ids ORDER BY place";
    /// assert!(compiled.sql().ends_with(end));
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
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
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let ids = select(literal(1_i64).label("id")).cte("ids").recursive(|ids| {
    ///     select((ids.column() + 1) % 4).select_from(ids)
    /// });
    /// let ids = ids.cycle(["id"], "is_cycle", "path");
    /// let compiled = select(ids.column()).select_from(&ids).compile(&Postgres)?;
    /// let end = ") CYCLE id SET is_cycle USING path SELECT ids.id FROM ids";
    /// assert!(compiled.sql().ends_with(end));
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
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
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let titles = select(Post.title).cte("titles").prefix_with_on("postgresql", "MATERIALIZED");
    /// let stmt = select(titles.column()).select_from(&titles);
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "WITH titles AS MATERIALIZED (SELECT posts.title AS title FROM posts) \
    ///      SELECT titles.title FROM titles"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt.order_by(titles.column())).await?, ["Rust", "SQL"]);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn prefix_with_on(self, dialect: &'static str, words: impl Into<Arc<str>>) -> Self {
        self.edit(|node| node.prefixes.push(DialectWords::new(dialect, words)))
    }

    /// Inserts SQL text after the query, verbatim, in the dialect of this name only.
    ///
    /// Use it for forms of `SEARCH` and `CYCLE` that [`search`](Self::search) and
    /// [`cycle`](Self::cycle) do not write.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let ids = select(literal(1_i64).label("id")).cte("ids").recursive(|ids| {
    ///     select(ids.column() + 1).select_from(ids).filter(ids.column().lt(3))
    /// });
    /// let ids = ids.suffix_with_on("oracle", "CYCLE id SET is_cycle TO 1 DEFAULT 0");
    /// let stmt = select(ids.column()).select_from(&ids);
    /// let compiled = stmt.compile(&dialect::Oracle)?;
    /// assert!(compiled.sql().contains(") CYCLE id SET is_cycle TO 1 DEFAULT 0 SELECT"));
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2, 3]);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
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

derived_columns!(Cte cte);

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
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let unread = delete(Post).filter(Post.views.eq(0)).cte("unread");
    /// let stmt = select(User.name).add_cte(&unread);
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "WITH unread AS (DELETE FROM posts WHERE posts.views = $1) SELECT users.name FROM users"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn add_cte<C>(mut self, cte: &Cte<C>) -> Self {
        self.extras().ctes.push(AddedCte::new(cte));
        self
    }

    /// Adds a common table expression that the statement does not use, at this `SELECT`.
    ///
    /// Its `WITH` is written before this `SELECT`, not at the top of the statement.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let popular = select(Post.author_id).filter(Post.views.gt(5)).cte("popular");
    /// let ids = select(text("author_id").expr::<i64>()).select_from(text("popular"));
    /// let stmt = select(User.name).filter(User.id.in_(ids.add_cte_here(&popular)));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users WHERE users.id IN (WITH popular AS \
    ///      (SELECT posts.author_id AS author_id FROM posts WHERE posts.views > :views_1) \
    ///      SELECT author_id FROM popular)"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["ann"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn add_cte_here<C>(mut self, cte: &Cte<C>) -> Self {
        self.extras().ctes.push(AddedCte {
            cte: Arc::clone(&cte.entry.cte),
            place: CtePlace::Nested,
        });
        self
    }
}
