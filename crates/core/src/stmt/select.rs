//! `SELECT`.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use super::join::{Definitions, foreign_key_join, named_sources};
use super::subquery::query_methods;
use super::{
    BindValue, FromItem, IntoQuery, JoinKind, JoinOn, JoinTarget, LabelStyle, Query, SelectExtras,
    SelectItem, SelectNode, Selection, Statement, StatementRef,
};
use crate::decode::FromRow;
use crate::expr::{
    BinaryOp, ColumnRef, ExistsNode, Expr, IntoExpr, Junction, Node, OrderBy, Source, UnaryOp,
    Window, append_order,
};
use crate::value::Value;
use crate::visit::{Shared, walk};

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
    node: Shared<SelectNode>,
    _row: PhantomData<fn() -> O>,
}

/// Starts a `SELECT` of a model, a column, an expression, or a tuple of them.
///
/// ```
/// # use rebis_doc::*;
/// let stmt = select((User.id, User.name)).order_by(User.id);
/// assert_eq!(stmt.to_string(), "SELECT users.id, users.name FROM users ORDER BY users.id");
/// # run(async |connection| {
/// assert_eq!(connection.all(stmt).await?, [(1, "ann".to_owned()), (2, "bob".to_owned())]);
/// # Ok(())
/// # });
/// ```
///
/// A select cannot be selected directly. Use its [`scalar_subquery`](Select::scalar_subquery).
///
/// ```compile_fail,E0277
/// # use rebis_core::{literal, select};
/// let _ = select(select(literal(1)));
/// ```
pub fn select<S: Selection>(selection: S) -> Select<S::Row> {
    let mut node = Shared::<SelectNode>::default();
    let clauses = Shared::make_mut(&mut node);
    selection.append_to(&mut clauses.columns);
    selection.append_from(&mut clauses.from);
    Select {
        node,
        _row: PhantomData,
    }
}

/// Returns the condition `EXISTS (query)`, which is true if the query returns a row.
///
/// ```
/// # use rebis_doc::*;
/// let stmt = select(User.name).filter(exists(select(Post.id).filter(Post.author_id.eq(User.id))));
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT users.name FROM users \
///      WHERE EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id)"
/// );
/// # run(async |connection| {
/// assert_eq!(connection.all(stmt).await?, ["ann"]);
/// # Ok(())
/// # });
/// ```
pub fn exists(query: impl IntoQuery) -> Expr<bool> {
    Expr::from_node(Node::Exists(ExistsNode {
        negated: false,
        query: query.into_query(),
    }))
}

/// Returns the condition `EXISTS (SELECT * FROM … WHERE condition)`.
///
/// `FROM` has the tables of the condition, without the tables of the enclosing statement.
///
/// ```
/// use rebis_core::{Column, Expression, Source, TableName, exists_where, select};
/// const USERS: TableName = TableName::new("users");
/// const POSTS: TableName = TableName::new("posts");
/// const ID: Column<i64> = Column::new(Source::table(&USERS), "id");
/// const AUTHOR: Column<i64> = Column::new(Source::table(&POSTS), "author_id");
/// assert_eq!(
///     select(ID).filter(exists_where(AUTHOR.eq(ID))).to_string(),
///     "SELECT users.id FROM users \
///      WHERE EXISTS (SELECT * FROM posts WHERE posts.author_id = users.id)"
/// );
/// ```
pub fn exists_where(condition: impl IntoExpr<bool>) -> Expr<bool> {
    let select = SelectNode {
        columns: vec![SelectItem {
            node: Node::Star,
            label: None,
        }],
        filter: Some(condition.into_operand()),
        ..SelectNode::default()
    };
    exists(Select::<()>::from_node(select))
}

impl<O> Select<O> {
    /// Creates a select from a node whose rows are `O`.
    ///
    /// If the rows are not `O`, decoding them fails when the statement is executed.
    pub fn from_node(node: SelectNode) -> Self {
        Self {
            node: Shared::new(node),
            _row: PhantomData,
        }
    }

    /// Returns the clauses.
    pub fn node(&self) -> &SelectNode {
        &self.node
    }

    pub(crate) fn into_query(self) -> Query {
        // Nobody applies the attachment within another statement.
        match self.node.attachments.refused() {
            None => Query::Select(self.node),
            Some(what) => {
                let message = format!("a select with {what} cannot be part of another statement");
                let mut refused = self;
                refused.edit().filter = Some(Node::Invalid(message.into()));
                Query::Select(refused.node)
            }
        }
    }

    /// Adds a condition to `WHERE`. Several conditions are joined with `AND`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.title).filter(Post.views.gt(5)).filter(Post.author_id.eq(1));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM posts WHERE posts.views > :views_1 AND posts.author_id = :author_id_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn filter(mut self, condition: impl IntoExpr<bool>) -> Self {
        let node = self.edit();
        node.filter = Some(and_also(node.filter.take(), condition.into_operand()));
        self
    }

    /// Adds `column = value` to `WHERE`, for the column of this name in `FROM`.
    ///
    /// A `NULL` value adds `column IS NULL`. Exactly one table of the select must have the column;
    /// otherwise compiling fails. The definitions of the tables must be known: models are, and so
    /// are tables that were passed to `select_from` or a join.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.id).filter_by("name", "ann");
    /// assert_eq!(stmt.to_string(), "SELECT users.id FROM users WHERE users.name = :name_1");
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn filter_by(mut self, name: &str, value: impl BindValue) -> Self {
        let definitions = self.definitions();
        let condition = match column_named(&self.node, &definitions, name) {
            Ok(column) => equals(column, value.bind_value()),
            Err(message) => Node::Invalid(message.into()),
        };
        let node = self.edit();
        node.filter = Some(and_also(node.filter.take(), condition));
        self
    }

    /// Adds entries to the select list. Each row becomes a pair: the earlier row, and the new part.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.title).order_by(Post.id).add_columns(Post.views);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title, posts.views FROM posts ORDER BY posts.id"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [("Rust".to_owned(), 7), ("SQL".to_owned(), 3)]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn add_columns<S: Selection>(mut self, selection: S) -> Select<(O, S::Row)> {
        let node = self.edit();
        selection.append_to(&mut node.columns);
        selection.append_from(&mut node.from);
        self.with_rows()
    }

    /// Replaces the select list.
    ///
    /// Joins and named entries of `FROM` remain. Other tables are inferred from the new list.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let posts = select(Post).filter(Post.views.gt(5));
    /// let stmt = posts.with_only_columns(func::count(Post.id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT count(posts.id) AS count_1 FROM posts WHERE posts.views > :views_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn with_only_columns<S: Selection>(mut self, selection: S) -> Select<S::Row> {
        if !self.node.joins.is_empty() && self.node.from.is_empty() {
            self = self.maintain_column_froms();
        }
        let node = self.edit();
        node.columns.clear();
        selection.append_to(&mut node.columns);
        selection.append_from(&mut node.from);
        self.with_rows()
    }

    /// Adds the tables of the selected columns to `FROM`.
    ///
    /// They then remain when the select list is replaced.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).maintain_column_froms().with_only_columns(func::count_star());
    /// assert_eq!(stmt.to_string(), "SELECT count(*) AS count_1 FROM users");
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [2]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn maintain_column_froms(mut self) -> Self {
        let node = self.edit();
        let joined = |source: Source| {
            node.joins.iter().any(|join| join.target.covers(source))
                || node.from.iter().any(|item| item.covers(source))
        };
        let mut sources = Vec::new();
        for item in &node.columns {
            walk(&item.node, &mut |node| {
                if let Node::Column(column) = node
                    && !sources.contains(&column.source)
                    && !joined(column.source)
                {
                    sources.push(column.source);
                }
            });
        }
        node.from.extend(sources.into_iter().map(FromItem::Table));
        self
    }

    /// Joins `target` with `JOIN target ON …`.
    ///
    /// `on` is a condition or [`OnForeignKey`](super::OnForeignKey); in the ORM, it can be a
    /// relationship.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select((Post.title, User.name)).join(User, Post.author_id.eq(User.id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title, users.name FROM posts JOIN users ON posts.author_id = users.id"
    /// );
    /// # run(async |connection| {
    /// let rows = connection.all(stmt.order_by(Post.id)).await?;
    /// assert_eq!(rows[0], ("Rust".to_owned(), "ann".to_owned()));
    /// # Ok(())
    /// # });
    /// ```
    pub fn join(self, target: impl JoinTarget, on: impl JoinOn) -> Self {
        self.join_as(JoinKind::Inner, None, target, on)
    }

    /// Joins `target` with `LEFT OUTER JOIN`. Rows without a match remain, with NULLs for `target`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name)
    ///     .outer_join(Post, Post.author_id.eq(User.id))
    ///     .filter(Post.id.is_null());
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users LEFT OUTER JOIN posts ON posts.author_id = users.id \
    ///      WHERE posts.id IS NULL"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn outer_join(self, target: impl JoinTarget, on: impl JoinOn) -> Self {
        self.join_as(JoinKind::LeftOuter, None, target, on)
    }

    /// Joins `target` with `FULL OUTER JOIN`.
    ///
    /// Rows of both sides without a match remain, with NULLs. MySQL and MariaDB do not support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name)
    ///     .full_join(Post, Post.author_id.eq(User.id))
    ///     .filter(Post.id.is_null());
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users FULL OUTER JOIN posts ON posts.author_id = users.id \
    ///      WHERE posts.id IS NULL"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn full_join(self, target: impl JoinTarget, on: impl JoinOn) -> Self {
        self.join_as(JoinKind::FullOuter, None, target, on)
    }

    /// Joins `target` to `left` with `JOIN`. Adds `left` to `FROM` if it is not there.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.title).join_from(User, Post, OnForeignKey).order_by(Post.title);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM users JOIN posts ON users.id = posts.author_id \
    ///      ORDER BY posts.title"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust", "SQL"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn join_from(
        self,
        left: impl JoinTarget,
        target: impl JoinTarget,
        on: impl JoinOn,
    ) -> Self {
        let (this, left) = self.with_left(left);
        this.join_as(JoinKind::Inner, Some(left), target, on)
    }

    /// Joins `target` to `left` with `LEFT OUTER JOIN`. Adds `left` to `FROM` if it is not there.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name)
    ///     .outer_join_from(User, Post, OnForeignKey)
    ///     .filter(Post.id.is_null());
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users LEFT OUTER JOIN posts ON users.id = posts.author_id \
    ///      WHERE posts.id IS NULL"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn outer_join_from(
        self,
        left: impl JoinTarget,
        target: impl JoinTarget,
        on: impl JoinOn,
    ) -> Self {
        let (this, left) = self.with_left(left);
        this.join_as(JoinKind::LeftOuter, Some(left), target, on)
    }

    /// Joins `target` to `left` with `FULL OUTER JOIN`. Adds `left` to `FROM` if it is not there.
    ///
    /// MySQL and MariaDB do not support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name)
    ///     .full_join_from(User, Post, OnForeignKey)
    ///     .filter(Post.id.is_null());
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users FULL OUTER JOIN posts ON users.id = posts.author_id \
    ///      WHERE posts.id IS NULL"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn full_join_from(
        self,
        left: impl JoinTarget,
        target: impl JoinTarget,
        on: impl JoinOn,
    ) -> Self {
        let (this, left) = self.with_left(left);
        this.join_as(JoinKind::FullOuter, Some(left), target, on)
    }

    /// Adds `left` to `FROM` unless `FROM` or a join has it. Returns it as an entry, too.
    fn with_left(mut self, left: impl JoinTarget) -> (Self, FromItem) {
        self.define(&left);
        let item = left.into_from();
        let source = item.source();
        let node = self.edit();
        let known = node.from.iter().any(|known| known.covers(source))
            || node.joins.iter().any(|join| join.target.covers(source));
        if !known {
            node.from.push(item.clone());
        }
        (self, item)
    }

    fn join_as(
        mut self,
        kind: JoinKind,
        left: Option<FromItem>,
        target: impl JoinTarget,
        on: impl JoinOn,
    ) -> Self {
        self.define(&target);
        let by_key = on.is_foreign_key();
        for mut join in on.joins(kind, target.into_from()) {
            if by_key {
                let definitions = self.definitions();
                let left = left.as_ref();
                (join.on, join.left) =
                    foreign_key_join(&self.node, &definitions, left, &join.target);
            } else if let Some(left) = &left {
                join.left = Some(left.source());
            }
            self.edit().joins.push(join);
        }
        self
    }

    /// Adds an entry to `FROM`: one that the columns do not imply, or one that must come first.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).select_from(Post).join(User, Post.author_id.eq(User.id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM posts JOIN users ON posts.author_id = users.id"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["ann", "ann"]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// A select needs a name in `FROM`. Use its [`subquery`](Self::subquery).
    ///
    /// ```compile_fail,E0277
    /// # use rebis_core::{literal, select};
    /// let _ = select(literal(1)).select_from(select(literal(2)));
    /// ```
    pub fn select_from(mut self, target: impl JoinTarget) -> Self {
        self.define(&target);
        self.edit().from.push(target.into_from());
        self
    }

    /// Stores the definition of a table that is known only at run time.
    fn define(&mut self, target: &impl JoinTarget) {
        if target.definition().is_some() {
            let definitions = self.definitions().with(target);
            self.edit().attachments.set(definitions);
        }
    }

    fn definitions(&self) -> Definitions {
        self.attachment::<Definitions>()
            .cloned()
            .unwrap_or_default()
    }

    /// Adds keys to `GROUP BY`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select((Post.author_id, func::count(Post.id))).group_by(Post.author_id);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.author_id, count(posts.id) AS count_1 FROM posts GROUP BY posts.author_id"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [(1, 2)]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn group_by(mut self, keys: impl OrderBy) -> Self {
        keys.append_to(&mut self.edit().group_by);
        self
    }

    /// Adds a condition to `HAVING`. Several conditions are joined with `AND`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let authors = select(Post.author_id).group_by(Post.author_id);
    /// let stmt = authors.having(func::count(Post.id).gt(1));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.author_id FROM posts GROUP BY posts.author_id \
    ///      HAVING count(posts.id) > :count_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn having(mut self, condition: impl IntoExpr<bool>) -> Self {
        let node = self.edit();
        node.having = Some(and_also(node.having.take(), condition.into_operand()));
        self
    }

    /// Adds a named window to `WINDOW`. Functions use it with [`Expr::over_window`].
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::window;
    /// let by_views = window("by_views").order_by(Post.views.desc());
    /// let rank = func::rank().over_window(&by_views);
    /// let stmt = select((Post.title, rank.label("rank"))).window(&by_views);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title, rank() OVER by_views AS rank FROM posts \
    ///      WINDOW by_views AS (ORDER BY posts.views DESC)"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [("Rust".to_owned(), 1), ("SQL".to_owned(), 2)]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn window(mut self, window: &Window) -> Self {
        let entry = window.clone().into_entry();
        self.extras().windows.push(entry);
        self
    }

    /// Adds keys to `ORDER BY`, after the keys of earlier calls.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.title).order_by((Post.author_id, Post.views.desc()));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM posts ORDER BY posts.author_id, posts.views DESC"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust", "SQL"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn order_by(mut self, keys: impl OrderBy) -> Self {
        append_order(keys, &mut self.edit().order_by);
        self
    }

    /// Removes duplicate rows: `SELECT DISTINCT`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(Post.author_id).distinct();
    /// assert_eq!(stmt.to_string(), "SELECT DISTINCT posts.author_id FROM posts");
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn distinct(mut self) -> Self {
        self.edit().distinct = true;
        self
    }

    /// Keeps only the first row for each combination of `keys`: `SELECT DISTINCT ON (…)`.
    ///
    /// PostgreSQL supports it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let most_read = select(Post.title)
    ///     .distinct_on(Post.author_id)
    ///     .order_by((Post.author_id, Post.views.desc()));
    /// assert_eq!(
    ///     most_read.compile(&Postgres)?.sql(),
    ///     "SELECT DISTINCT ON (posts.author_id) posts.title FROM posts \
    ///      ORDER BY posts.author_id, posts.views DESC"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn distinct_on(mut self, keys: impl OrderBy) -> Self {
        keys.append_to(&mut self.extras().distinct_on);
        self
    }

    /// Removes `ORDER BY`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let newest = select(Post.title).order_by(Post.id.desc());
    /// let stmt = newest.without_order().order_by(Post.title);
    /// assert_eq!(stmt.to_string(), "SELECT posts.title FROM posts ORDER BY posts.title");
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust", "SQL"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn without_order(mut self) -> Self {
        self.edit().order_by.clear();
        self
    }

    /// Sets how columns without a label are named. The default is [`LabelStyle::Disambiguate`].
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::LabelStyle;
    /// let stmt = select((User.id, User.name)).label_style(LabelStyle::TablePrefix);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.id AS users_id, users.name AS users_name FROM users"
    /// );
    /// # run(async |connection| {
    /// let rows = connection.mappings(stmt).await?;
    /// assert_eq!(rows[0].get::<String>("users_name")?, "ann");
    /// # Ok(())
    /// # });
    /// ```
    pub fn label_style(mut self, style: LabelStyle) -> Self {
        self.extras().label_style = style;
        self
    }

    /// Returns the attachment of type `A`, if there is one.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// struct Origin(&'static str);
    /// let stmt = select(User.name).with_attachment(Origin("report"));
    /// assert_eq!(stmt.attachment::<Origin>().map(|origin| origin.0), Some("report"));
    /// assert!(stmt.attachment::<String>().is_none());
    /// ```
    pub fn attachment<A: Any + Send + Sync>(&self) -> Option<&A> {
        self.node.attachments.get()
    }

    /// Attaches a value to the statement and replaces an earlier one of the same type.
    ///
    /// Core ignores attachments. Layers above it store their data in them.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// struct Origin(&'static str);
    /// let stmt = select(User.name).with_attachment(Origin("report"));
    /// let stmt = stmt.with_attachment(Origin("page"));
    /// assert_eq!(stmt.attachment::<Origin>().map(|origin| origin.0), Some("page"));
    /// assert_eq!(stmt.to_string(), "SELECT users.name FROM users");
    /// ```
    pub fn with_attachment<A: Any + Send + Sync>(mut self, attachment: A) -> Self {
        self.edit().attachments.set(attachment);
        self
    }

    /// Attaches a value that a layer above Core must apply, and replaces an earlier one of the same
    /// type.
    ///
    /// A connection refuses the statement with an error that names `what`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).with_refused_attachment("a loader option", 7);
    /// # run(async |connection| {
    /// let error = connection.all(stmt).await.err().map(|error| error.to_string());
    /// assert!(error.is_some_and(|error| error.contains("a loader option")));
    /// # Ok(())
    /// # });
    /// ```
    pub fn with_refused_attachment<A: Any + Send + Sync>(
        mut self,
        what: &'static str,
        attachment: A,
    ) -> Self {
        self.edit().attachments.set_refused(what, attachment);
        self
    }

    /// Changes the row type without changing the statement.
    fn with_rows<R>(self) -> Select<R> {
        Select {
            node: self.node,
            _row: PhantomData,
        }
    }

    pub(super) fn edit(&mut self) -> &mut SelectNode {
        Shared::make_mut(&mut self.node)
    }

    pub(super) fn extras(&mut self) -> &mut SelectExtras {
        Arc::make_mut(self.edit().extras.get_or_insert_default())
    }
}

query_methods! {
    Select
    /// ```
    /// # use rebis_doc::*;
    /// let authors = select(Post.author_id).distinct().subquery("authors");
    /// let stmt = select(User.name).join(&authors, authors.column().eq(User.id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users \
    ///      JOIN (SELECT DISTINCT posts.author_id AS author_id FROM posts) AS authors \
    ///      ON authors.author_id = users.id"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["ann"]);
    /// # Ok(())
    /// # });
    /// ```
    subquery
    /// ```
    /// # use rebis_doc::*;
    /// let authors = select(Post.author_id).distinct().anonymous_subquery();
    /// let stmt = select(User.name).join(&authors, authors.column().eq(User.id));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users \
    ///      JOIN (SELECT DISTINCT posts.author_id AS author_id FROM posts) AS anon_1 \
    ///      ON anon_1.author_id = users.id"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["ann"]);
    /// # Ok(())
    /// # });
    /// ```
    anonymous_subquery
    /// ```
    /// # use rebis_doc::*;
    /// let posts = select(Post.title).filter(Post.author_id.eq(User.id));
    /// let first = posts.order_by(Post.title).limit(1).lateral("first");
    /// let stmt = select((User.name, first.column())).join(&first, true);
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "SELECT users.name, first.title FROM users \
    ///      JOIN LATERAL (SELECT posts.title AS title FROM posts WHERE posts.author_id = users.id \
    ///      ORDER BY posts.title LIMIT $1) AS first ON true"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    lateral
    /// ```
    /// # use rebis_doc::*;
    /// let posts = select(Post.id).filter(Post.author_id.eq(User.id));
    /// let stmt = select(User.name).filter(not(posts.exists()));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users \
    ///      WHERE NOT (EXISTS (SELECT posts.id FROM posts WHERE posts.author_id = users.id))"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["bob"]);
    /// # Ok(())
    /// # });
    /// ```
    exists
    /// ```
    /// # use rebis_doc::*;
    /// let most = select(func::max(Post.views)).scalar_subquery();
    /// let stmt = select(Post.title).filter(Post.views.eq(most));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM posts \
    ///      WHERE posts.views = (SELECT max(posts.views) AS max_1 FROM posts)"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust"]);
    /// # Ok(())
    /// # });
    /// ```
    scalar_subquery
    /// ```
    /// # use rebis_doc::*;
    /// let posts = select(func::count(Post.id)).filter(Post.author_id.eq(User.id));
    /// let stmt = select((User.name, posts.label("posts"))).order_by(User.id);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name, (SELECT count(posts.id) AS count_1 FROM posts \
    ///      WHERE posts.author_id = users.id) AS posts FROM users ORDER BY users.id"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?[1], ("bob".to_owned(), Some(0)));
    /// # Ok(())
    /// # });
    /// ```
    label
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
            node: self.node.clone(),
            _row: PhantomData,
        }
    }
}

impl<O> std::fmt::Debug for Select<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.node.fmt(f)
    }
}

/// Joins a condition to the conditions before it with `AND`.
pub(crate) fn and_also(before: Option<Node>, mut condition: Node) -> Node {
    condition.make_constant();
    match before {
        Some(before) => Node::join(Junction::And, before, condition),
        None => condition,
    }
}

/// Returns `column = value`, or `column IS NULL` for a `NULL` value.
fn equals(column: ColumnRef, value: Value) -> Node {
    match value {
        Value::Null => Node::unary(UnaryOp::IsNull, Node::Column(column)),
        Value::Bool(value) => Node::binary(BinaryOp::Eq, Node::Column(column), Node::Bool(value)),
        value => Node::binary(BinaryOp::Eq, Node::Column(column), Node::bind(value)),
    }
}

/// Returns the only column of this name in `FROM` and the joins, or a message.
fn column_named(
    select: &SelectNode,
    definitions: &Definitions,
    name: &str,
) -> Result<ColumnRef, String> {
    let mut sources = named_sources(select);
    let items = select
        .from
        .iter()
        .chain(select.joins.iter().map(|join| &join.target));
    for item in items {
        item.each(&mut |table| {
            if !sources.contains(&table.source()) {
                sources.push(table.source());
            }
        });
    }
    let found = sources
        .iter()
        .filter_map(|source| definitions.column(*source, name));
    let found: Vec<ColumnRef> = found.collect();
    let names = |sources: &mut dyn Iterator<Item = &Source>| {
        let names: Vec<String> = sources
            .map(|source| format!("`{}`", source.name()))
            .collect();
        names.join(", ")
    };
    match found.as_slice() {
        [column] => Ok(*column),
        [] => Err(format!(
            "no entry of FROM has a column `{name}`; looked in {}",
            names(&mut sources.iter())
        )),
        several => Err(format!(
            "the column `{name}` is ambiguous: {} have it; use `.filter(table.{name}.eq(…))`",
            names(&mut several.iter().map(|column| &column.source))
        )),
    }
}
