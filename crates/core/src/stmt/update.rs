//! `UPDATE`.

use std::marker::PhantomData;
use std::sync::Arc;

use super::assignment::sort_by_table;
use super::select::and_also;
use super::{
    Assignment, Assignments, Attachments, Fields, FromItem, JoinTarget, Record, SelectItem,
    Selection, Statement, StatementRef, Words,
};
use crate::decode::FromRow;
use crate::expr::{ColumnRef, IntoExpr, Node, Source, resolve};
use crate::schema::Table;
use crate::visit::{Shared, map_columns, parts};

/// An `UPDATE` that returns rows of `O` (`()` without `RETURNING`).
#[must_use]
pub struct Update<O = ()> {
    node: Shared<UpdateNode>,
    _row: PhantomData<fn() -> O>,
}

/// The clauses of an `UPDATE`.
#[derive(Clone, Debug)]
pub struct UpdateNode {
    /// The table.
    pub table: Arc<Table>,
    /// The name that qualifies its columns: the table, or an alias of it.
    pub target: Source,
    /// `SET`
    pub assignments: Vec<Assignment>,
    /// Other tables that the user named. Tables of the expressions are inferred.
    pub from: Vec<FromItem>,
    /// `WHERE`
    pub filter: Option<Node>,
    /// `LIMIT`
    pub limit: Option<u32>,
    /// Prefixes and hints.
    pub words: Option<Arc<Words>>,
    /// `RETURNING`
    pub returning: Vec<SelectItem>,
    /// Data that layers above Core attach to the statement.
    pub attachments: Attachments,
}

parts!(UpdateNode {
    table,
    target,
    assignments,
    from,
    filter,
    limit,
    words,
    returning,
    attachments
});

impl UpdateNode {
    /// Creates an update of a table, without assignments.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::{Record, Update, UpdateNode};
    /// let stmt = Update::<()>::from_node(UpdateNode::new(User::table()));
    /// let stmt = stmt.values(User.email.set("all@x.org"));
    /// assert_eq!(stmt.to_string(), "UPDATE users SET email=:email");
    /// ```
    pub fn new(table: &Arc<Table>) -> Self {
        Self {
            table: Arc::clone(table),
            target: table.source(),
            assignments: Vec::new(),
            from: Vec::new(),
            filter: None,
            limit: None,
            words: None,
            returning: Vec::new(),
            attachments: Attachments::default(),
        }
    }
}

/// Starts an `UPDATE` of a table, or of an alias of it.
///
/// Columns with `on_update_set` are set automatically if the statement does not set them, as in
/// SQLAlchemy.
///
/// ```
/// # use rebis_doc::*;
/// let stmt = update(Post).values(Post.views.set(Post.views + 1)).filter(Post.title.eq("SQL"));
/// assert_eq!(
///     stmt.to_string(),
///     "UPDATE posts SET views=(posts.views + :views_1) WHERE posts.title = :title_1"
/// );
/// # run(async |connection| {
/// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
/// # Ok(())
/// # });
/// ```
pub fn update<F: Fields>(table: F) -> Update {
    Update::from_node(UpdateNode {
        target: table.source(),
        ..UpdateNode::new(<F::Record as Record>::table())
    })
}

impl Update {
    /// Starts an `UPDATE` of a table that is known only at run time.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::schema::{ColumnDef, Table};
    /// use rebis_core::Update;
    /// use std::sync::Arc;
    /// let posts = Arc::new(Table::new("posts").with_column(ColumnDef::for_type::<i64>("views")));
    /// let views = posts.column::<i64>("views").ok_or("`posts` has no column `views`")?;
    /// let stmt = Update::for_table(&posts).values(views.set(0));
    /// assert_eq!(stmt.to_string(), "UPDATE posts SET views=:views");
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 2);
    /// # Ok(())
    /// # });
    /// # Ok::<(), &str>(())
    /// ```
    pub fn for_table(table: &Arc<Table>) -> Self {
        Self::from_node(UpdateNode::new(table))
    }
}

impl<O> Update<O> {
    /// Creates an update from a node that returns rows of `O`.
    pub fn from_node(node: UpdateNode) -> Self {
        Self {
            node: Shared::new(node),
            _row: PhantomData,
        }
    }

    /// Returns the clauses.
    pub fn node(&self) -> &UpdateNode {
        &self.node
    }

    /// Adds assignments to `SET`, in the order of the table.
    ///
    /// An assignment replaces an earlier one to the same column.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = update(Post).values((Post.views.set(0), Post.title.set("Ferris")));
    /// let stmt = stmt.filter(Post.id.eq(1));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "UPDATE posts SET title=:title, views=:views WHERE posts.id = :id_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
    /// # Ok(())
    /// # });
    /// ```
    pub fn values(mut self, assignments: impl Assignments) -> Self {
        let node = self.edit();
        node.set(assignments);
        node.set_on_update();
        sort_by_table(&mut node.assignments, &node.table, node.target);
        self
    }

    /// Adds assignments to `SET`, in the given order.
    ///
    /// MySQL sets columns one after the other, so an assignment sees the results of earlier ones.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = update(Post).ordered_values((Post.views.set(0), Post.title.set("Ferris")));
    /// assert_eq!(
    ///     stmt.compile(&MySql::default())?.sql(),
    ///     "UPDATE posts SET views=?, title=?"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 2);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn ordered_values(mut self, assignments: impl Assignments) -> Self {
        let node = self.edit();
        node.set(assignments);
        node.set_on_update();
        self
    }

    /// Adds another table or a subquery that the update reads.
    ///
    /// Tables of columns in `SET` and `WHERE` are added automatically. The SQL is `FROM` on SQLite,
    /// PostgreSQL and SQL Server, and a list of tables on MySQL and MariaDB. Oracle does not
    /// support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let authors = select(Post.author_id).subquery("authors");
    /// let stmt = update(User).values(User.email.set("author@x.org")).from(&authors);
    /// let stmt = stmt.filter(User.id.eq(authors.column()));
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "UPDATE users SET email=$1 FROM (SELECT posts.author_id AS author_id FROM posts) \
    ///      AS authors WHERE users.id = authors.author_id"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn from(mut self, target: impl JoinTarget) -> Self {
        self.edit().from.push(target.into_from());
        self
    }

    /// Sets `LIMIT`, the maximum number of rows to update.
    ///
    /// Only MySQL and MariaDB support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = update(Post).values(Post.views.set(0)).limit(1);
    /// assert_eq!(stmt.compile(&MySql::default())?.sql(), "UPDATE posts SET views=? LIMIT 1");
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn limit(mut self, rows: u32) -> Self {
        self.edit().limit = Some(rows);
        self
    }

    /// Adds a condition to `WHERE`. Several conditions are joined with `AND`.
    ///
    /// An `UPDATE` without a condition updates all rows.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = update(User).values(User.email.set("bob@x.org")).filter(User.name.eq("bob"));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "UPDATE users SET email=:email WHERE users.name = :name_1"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
    /// # Ok(())
    /// # });
    /// ```
    pub fn filter(mut self, condition: impl IntoExpr<bool>) -> Self {
        let node = self.edit();
        node.filter = Some(and_also(node.filter.take(), condition.into_operand()));
        self
    }

    /// Returns these columns and expressions of each updated row: `RETURNING`.
    ///
    /// On SQL Server it is `OUTPUT`. MySQL and MariaDB do not support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = update(Post).values(Post.views.set(Post.views + 1)).filter(Post.id.eq(1));
    /// let stmt = stmt.returning(Post.views);
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "UPDATE posts SET views=(posts.views + $1) WHERE posts.id = $2 RETURNING posts.views"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [8]);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn returning<S: Selection>(self, selection: S) -> Update<S::Row> {
        let mut node = Shared::unwrap_or_clone(self.node);
        selection.append_to(&mut node.returning);
        Update::from_node(node)
    }

    pub(super) fn edit(&mut self) -> &mut UpdateNode {
        Shared::make_mut(&mut self.node)
    }
}

impl UpdateNode {
    fn set(&mut self, assignments: impl Assignments) {
        let mut new = Vec::new();
        assignments.assign(&mut new);
        for assignment in new {
            self.assignments
                .retain(|before| before.column != assignment.column);
            self.assignments.push(assignment);
        }
        resolve(&mut self.assignments);
    }

    /// Adds assignments for columns with `on_update_set` that the statement does not set.
    fn set_on_update(&mut self) {
        for column in self.table.columns() {
            let Some(value) = column.on_update_expr() else {
                continue;
            };
            let column = ColumnRef {
                source: self.target,
                ..column.reference()
            };
            if self.assignments.iter().all(|a| a.column != column) {
                let value = self.of_target(value);
                self.assignments.push(Assignment { column, value });
            }
        }
    }
}

impl UpdateNode {
    /// Replaces the table's columns in an expression with the columns of the target.
    fn of_target(&self, value: &Node) -> Node {
        let table = self.table.source();
        if self.target.is(&table) {
            return value.clone();
        }
        map_columns(value, &|column| {
            if column.source.is(&table) {
                ColumnRef {
                    source: self.target,
                    ..column
                }
            } else {
                column
            }
        })
    }
}

impl<O: FromRow> Statement for Update<O> {
    type Row = O;

    fn statement(&self) -> StatementRef<'_> {
        StatementRef::Update(&self.node)
    }
}

impl<O> Clone for Update<O> {
    fn clone(&self) -> Self {
        Self {
            node: self.node.clone(),
            _row: PhantomData,
        }
    }
}

impl<O> std::fmt::Debug for Update<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.node.fmt(f)
    }
}
