//! `UNION`, `INTERSECT` and `EXCEPT`.

use std::marker::PhantomData;

use super::subquery::query_methods;
use super::{
    AddedCte, Attachments, Cte, IntoQuery, IntoRowCount, Query, RowCount, Select, Statement,
    StatementRef,
};
use crate::decode::FromRow;
use crate::expr::{Node, OrderBy, append_order};
use crate::visit::{Shared, facts, parts};

/// Queries combined by `UNION`, `INTERSECT` or `EXCEPT`, with rows of `O`.
///
/// ```
/// use rebis_core::{Column, Source, TableName, select, union};
/// const USERS: TableName = TableName::new("users");
/// const ADMINS: TableName = TableName::new("admins");
/// const NAME: Column<String> = Column::new(Source::table(&USERS), "name");
/// const NICK: Column<String> = Column::new(Source::table(&ADMINS), "nick");
///
/// let stmt = union(select(NAME), select(NICK)).order_by("name").limit(3);
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT users.name FROM users UNION SELECT admins.nick FROM admins \
///      ORDER BY name LIMIT :param_1"
/// );
/// ```
#[must_use]
pub struct Compound<O> {
    node: Shared<CompoundNode>,
    _row: PhantomData<fn() -> O>,
}

/// The parts and clauses of a [`Compound`].
#[derive(Clone, Debug)]
pub struct CompoundNode {
    /// The operator between the parts.
    pub operator: SetOperator,
    /// The parts.
    pub parts: Vec<Query>,
    /// `ORDER BY` of all rows.
    pub order_by: Vec<Node>,
    /// `LIMIT` of all rows.
    pub limit: Option<RowCount>,
    /// `OFFSET` of all rows.
    pub offset: Option<RowCount>,
    /// Common table expressions that the statement does not use.
    pub ctes: Vec<AddedCte>,
    /// Data that layers above Core attach to the statement.
    pub attachments: Attachments,
}

parts!(CompoundNode {
    operator,
    parts,
    order_by,
    limit,
    offset,
    ctes,
    attachments
});

/// The operator between the parts of a [`Compound`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SetOperator {
    /// `UNION`
    Union,
    /// `UNION ALL`
    UnionAll,
    /// `INTERSECT`
    Intersect,
    /// `INTERSECT ALL`
    IntersectAll,
    /// `EXCEPT`
    Except,
    /// `EXCEPT ALL`
    ExceptAll,
}

facts!(SetOperator);

impl SetOperator {
    /// Returns the operator in standard SQL.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::SetOperator;
    /// assert_eq!(SetOperator::UnionAll.as_sql(), "UNION ALL");
    /// ```
    pub fn as_sql(self) -> &'static str {
        match self {
            Self::Union => "UNION",
            Self::UnionAll => "UNION ALL",
            Self::Intersect => "INTERSECT",
            Self::IntersectAll => "INTERSECT ALL",
            Self::Except => "EXCEPT",
            Self::ExceptAll => "EXCEPT ALL",
        }
    }

    /// Returns whether `(a op b) op c` and `a op (b op c)` both equal `a op b op c`.
    fn is_associative(self) -> bool {
        !matches!(self, Self::Except | Self::ExceptAll)
    }
}

/// Implements the operators as functions, and as methods of both statements, with examples.
macro_rules! operators {
    ($(
        $name:ident $operator:ident $doc:literal
        $(#[$function:meta])+ function
        $(#[$select:meta])+ select
        $(#[$compound:meta])+ compound
    )+) => {
        $(#[doc = $doc]
        ///
        /// A part that is a compound or has an order or a limit is written in parentheses, or on
        /// SQLite as a subquery.
        ///
        $(#[$function])+
        pub fn $name<A, B>(first: A, second: B) -> Compound<A::Row>
        where
            A: IntoQuery,
            B: IntoQuery<Row = A::Row>,
        {
            Compound::new(
                SetOperator::$operator,
                [first.into_query(), second.into_query()],
            )
        })+

        impl<O> Select<O> {
            $(#[doc = $doc]
            ///
            $(#[$select])+
            pub fn $name(self, other: impl IntoQuery<Row = O>) -> Compound<O> {
                $name(self, other)
            })+
        }

        impl<O> Compound<O> {
            $(#[doc = $doc]
            ///
            $(#[$compound])+
            pub fn $name(self, other: impl IntoQuery<Row = O>) -> Self {
                self.and_also(SetOperator::$operator, other.into_query())
            })+
        }
    };
}

operators! {
    union Union "Returns the rows of both queries, without duplicates: `UNION`."
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = union(select(User.id), select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users UNION SELECT posts.author_id FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2]);
    /// # Ok(())
    /// # });
    /// ```
    function
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.id).union(select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users UNION SELECT posts.author_id FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2]);
    /// # Ok(())
    /// # });
    /// ```
    select
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.id).union(select(Post.author_id)).union(select(Post.id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users UNION SELECT posts.author_id FROM posts \
    ///      UNION SELECT posts.id FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2]);
    /// # Ok(())
    /// # });
    /// ```
    compound

    union_all UnionAll "Returns the rows of both queries, with duplicates: `UNION ALL`."
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = union_all(select(User.id), select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users UNION ALL SELECT posts.author_id FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2, 1, 1]);
    /// # Ok(())
    /// # });
    /// ```
    function
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.id).union_all(select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users UNION ALL SELECT posts.author_id FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2, 1, 1]);
    /// # Ok(())
    /// # });
    /// ```
    select
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.id).union_all(select(Post.id)).union_all(select(Tag.id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users UNION ALL SELECT posts.id FROM posts \
    ///      UNION ALL SELECT tags.id FROM tags"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2, 1, 2]);
    /// # Ok(())
    /// # });
    /// ```
    compound

    intersect Intersect "Returns the rows in both queries, without duplicates: `INTERSECT`."
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = intersect(select(User.id), select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users INTERSECT SELECT posts.author_id FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1]);
    /// # Ok(())
    /// # });
    /// ```
    function
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.id).intersect(select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users INTERSECT SELECT posts.author_id FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1]);
    /// # Ok(())
    /// # });
    /// ```
    select
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.id).union(select(Post.id)).intersect(select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "(SELECT users.id FROM users UNION SELECT posts.id FROM posts) \
    ///      INTERSECT SELECT posts.author_id FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1]);
    /// # Ok(())
    /// # });
    /// ```
    compound

    intersect_all IntersectAll "Returns the rows in both queries, with duplicates: `INTERSECT ALL`."
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::intersect_all;
    /// let stmt = intersect_all(select(User.id), select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users INTERSECT ALL SELECT posts.author_id FROM posts"
    /// );
    /// ```
    function
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.id).intersect_all(select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users INTERSECT ALL SELECT posts.author_id FROM posts"
    /// );
    /// ```
    select
    /// ```
    /// # use rebis_doc::*;
    /// let both = select(User.id).union_all(select(Post.id));
    /// let stmt = both.intersect_all(select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "(SELECT users.id FROM users UNION ALL SELECT posts.id FROM posts) \
    ///      INTERSECT ALL SELECT posts.author_id FROM posts"
    /// );
    /// ```
    compound

    except Except "Returns the rows of the first query that are not in the second: `EXCEPT`."
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = except(select(User.id), select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users EXCEPT SELECT posts.author_id FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [2]);
    /// # Ok(())
    /// # });
    /// ```
    function
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.id).except(select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users EXCEPT SELECT posts.author_id FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [2]);
    /// # Ok(())
    /// # });
    /// ```
    select
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.id).union(select(Post.id)).except(select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "(SELECT users.id FROM users UNION SELECT posts.id FROM posts) \
    ///      EXCEPT SELECT posts.author_id FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [2]);
    /// # Ok(())
    /// # });
    /// ```
    compound

    except_all ExceptAll "Removes each row of the second query once from the first: `EXCEPT ALL`."
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::except_all;
    /// let stmt = except_all(select(User.id), select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users EXCEPT ALL SELECT posts.author_id FROM posts"
    /// );
    /// ```
    function
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.id).except_all(select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users EXCEPT ALL SELECT posts.author_id FROM posts"
    /// );
    /// ```
    select
    /// ```
    /// # use rebis_doc::*;
    /// let both = select(User.id).union_all(select(Post.id));
    /// let stmt = both.except_all(select(Post.author_id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "(SELECT users.id FROM users UNION ALL SELECT posts.id FROM posts) \
    ///      EXCEPT ALL SELECT posts.author_id FROM posts"
    /// );
    /// ```
    compound
}

impl<O> Compound<O> {
    /// Combines any number of queries whose rows are `O`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::{Compound, IntoQuery, SetOperator};
    /// let ids = |title| select(Post.id).filter(Post.title.eq(title)).into_query();
    /// let stmt = Compound::<i64>::new(SetOperator::UnionAll, ["Rust", "SQL"].map(ids));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.id FROM posts WHERE posts.title = :title_1 UNION ALL \
    ///      SELECT posts.id FROM posts WHERE posts.title = :title_2"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn new(operator: SetOperator, parts: impl IntoIterator<Item = Query>) -> Self {
        Self::from_node(CompoundNode {
            operator,
            parts: parts.into_iter().collect(),
            order_by: Vec::new(),
            limit: None,
            offset: None,
            ctes: Vec::new(),
            attachments: Attachments::default(),
        })
    }

    /// Creates a compound from a node whose rows are `O`.
    ///
    /// If the rows are not `O`, decoding them fails when the statement is executed.
    pub fn from_node(node: CompoundNode) -> Self {
        Self {
            node: Shared::new(node),
            _row: PhantomData,
        }
    }

    /// Returns the parts and clauses.
    pub fn node(&self) -> &CompoundNode {
        &self.node
    }

    /// Adds keys to the `ORDER BY` of all rows: names of columns, or columns of the first part.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = union(select(User.name), select(Post.title)).order_by(User.name);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users UNION SELECT posts.title FROM posts ORDER BY name"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust", "SQL", "ann", "bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn order_by(mut self, keys: impl OrderBy) -> Self {
        append_order(keys, &mut self.edit().order_by);
        self
    }

    /// Sets the `LIMIT` of all rows. `None` removes it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = union(select(User.name), select(Post.title)).order_by("name").limit(2);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users UNION SELECT posts.title FROM posts \
    ///      ORDER BY name LIMIT :param_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust", "SQL"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn limit(mut self, rows: impl IntoRowCount) -> Self {
        self.edit().limit = rows.into_row_count();
        self
    }

    /// Sets the `OFFSET` of all rows: the number of rows to skip. `None` removes it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = union(select(User.name), select(Post.title)).order_by("name").limit(2).offset(1);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users UNION SELECT posts.title FROM posts \
    ///      ORDER BY name LIMIT :param_1 OFFSET :param_2"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["SQL", "ann"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn offset(mut self, rows: impl IntoRowCount) -> Self {
        self.edit().offset = rows.into_row_count();
        self
    }

    /// Adds a common table expression that the statement does not use, such as one that writes.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let unread = delete(Post).filter(Post.views.eq(0)).cte("unread");
    /// let stmt = union(select(User.name), select(Tag.name)).add_cte(&unread);
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "WITH unread AS (DELETE FROM posts WHERE posts.views = $1) \
    ///      SELECT users.name FROM users UNION SELECT tags.name FROM tags"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn add_cte<C>(mut self, cte: &Cte<C>) -> Self {
        self.edit().ctes.push(AddedCte::new(cte));
        self
    }

    /// Adds a part. If the operator differs, the compound becomes the first part of a new one.
    fn and_also(mut self, operator: SetOperator, part: Query) -> Self {
        let node = &*self.node;
        let plain = node.order_by.is_empty() && node.limit.is_none() && node.offset.is_none();
        if plain && node.operator == operator && operator.is_associative() {
            self.edit().parts.push(part);
            return self;
        }
        Self::new(operator, [Query::Compound(self.node), part])
    }

    fn edit(&mut self) -> &mut CompoundNode {
        Shared::make_mut(&mut self.node)
    }
}

query_methods! {
    Compound
    /// ```
    /// # use rebis_doc::*;
    /// let words = select(User.name).union(select(Post.title)).subquery("words");
    /// let stmt = select(func::count_star()).select_from(&words);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT count(*) AS count_1 FROM (SELECT users.name AS name FROM users \
    ///      UNION SELECT posts.title AS title FROM posts) AS words"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [4]);
    /// # Ok(())
    /// # });
    /// ```
    subquery
    /// ```
    /// # use rebis_doc::*;
    /// let words = select(User.name).union(select(Post.title)).anonymous_subquery();
    /// let stmt = select(func::count_star()).select_from(&words);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT count(*) AS count_1 FROM (SELECT users.name AS name FROM users \
    ///      UNION SELECT posts.title AS title FROM posts) AS anon_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [4]);
    /// # Ok(())
    /// # });
    /// ```
    anonymous_subquery
    /// ```
    /// # use rebis_doc::*;
    /// let posts = select(Post.title).filter(Post.author_id.eq(User.id));
    /// let words = posts.union(select(Tag.name)).lateral("words");
    /// let stmt = select((User.name, words.column())).join(&words, true);
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "SELECT users.name, words.title FROM users \
    ///      JOIN LATERAL (SELECT posts.title AS title FROM posts WHERE posts.author_id = users.id \
    ///      UNION SELECT tags.name AS name FROM tags) AS words ON true"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    lateral
    /// ```
    /// # use rebis_doc::*;
    /// let posts = select(Post.title).filter(Post.author_id.eq(User.id));
    /// let stmt = select(User.name).filter(posts.union(select(Tag.name)).exists());
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users WHERE EXISTS (SELECT posts.title FROM posts \
    ///      WHERE posts.author_id = users.id UNION SELECT tags.name FROM tags)"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["ann"]);
    /// # Ok(())
    /// # });
    /// ```
    exists
    /// ```
    /// # use rebis_doc::*;
    /// let last = select(User.name).union(select(Post.title)).order_by(User.name.desc()).limit(1);
    /// let stmt = select(User.id).filter(User.name.eq(last.scalar_subquery()));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id FROM users WHERE users.name = (SELECT users.name FROM users \
    ///      UNION SELECT posts.title FROM posts ORDER BY name DESC LIMIT :param_1)"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [2]);
    /// # Ok(())
    /// # });
    /// ```
    scalar_subquery
    /// ```
    /// # use rebis_doc::*;
    /// let words = select(User.name).union(select(Post.title)).order_by(User.name).limit(1);
    /// let stmt = select((Post.title, words.label("first")));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title, (SELECT users.name FROM users \
    ///      UNION SELECT posts.title FROM posts ORDER BY name LIMIT :param_1) AS first FROM posts"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?[0], ("Rust".to_owned(), Some("Rust".to_owned())));
    /// # Ok(())
    /// # });
    /// ```
    label
}

impl<O> IntoQuery for Compound<O> {
    type Row = O;

    fn into_query(self) -> Query {
        Query::Compound(self.node)
    }
}

impl<O: FromRow> Statement for Compound<O> {
    type Row = O;

    fn statement(&self) -> StatementRef<'_> {
        StatementRef::Compound(&self.node)
    }
}

impl<O> Clone for Compound<O> {
    fn clone(&self) -> Self {
        Self {
            node: self.node.clone(),
            _row: PhantomData,
        }
    }
}

impl<O> std::fmt::Debug for Compound<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.node.fmt(f)
    }
}
