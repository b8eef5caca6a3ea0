//! `DELETE`.

use std::marker::PhantomData;
use std::sync::Arc;

use super::select::and_also;
use super::{
    Fields, FromItem, JoinTarget, Record, SelectItem, Selection, Statement, StatementRef, Words,
};
use crate::decode::FromRow;
use crate::expr::{IntoExpr, Node, Source};
use crate::schema::Table;
use crate::visit::{Shared, parts};

/// A `DELETE` that returns rows of `O` (`()` without `RETURNING`).
#[must_use]
pub struct Delete<O = ()> {
    node: Shared<DeleteNode>,
    _row: PhantomData<fn() -> O>,
}

/// The clauses of a `DELETE`.
#[derive(Clone, Debug)]
pub struct DeleteNode {
    /// The table.
    pub table: Arc<Table>,
    /// The name that qualifies its columns: the table, or an alias of it.
    pub target: Source,
    /// Other tables that the user named. Tables of the condition are inferred.
    pub using: Vec<FromItem>,
    /// `WHERE`
    pub filter: Option<Node>,
    /// `LIMIT`
    pub limit: Option<u32>,
    /// Prefixes and hints.
    pub words: Option<Arc<Words>>,
    /// `RETURNING`
    pub returning: Vec<SelectItem>,
}

parts!(DeleteNode {
    table,
    target,
    using,
    filter,
    limit,
    words,
    returning
});

impl DeleteNode {
    /// Creates a delete of all rows of a table.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::{Delete, DeleteNode, Record};
    /// let stmt = Delete::<()>::from_node(DeleteNode::new(PostTag::table()));
    /// assert_eq!(stmt.to_string(), "DELETE FROM post_tags");
    /// ```
    pub fn new(table: &Arc<Table>) -> Self {
        Self {
            table: Arc::clone(table),
            target: table.source(),
            using: Vec::new(),
            filter: None,
            limit: None,
            words: None,
            returning: Vec::new(),
        }
    }
}

/// Starts a `DELETE` from a table, or from an alias of it.
///
/// ```
/// # use rebis_doc::*;
/// let stmt = delete(Post).filter(Post.title.eq("SQL"));
/// assert_eq!(stmt.to_string(), "DELETE FROM posts WHERE posts.title = :title_1");
/// # run(async |connection| {
/// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
/// # Ok(())
/// # });
/// ```
pub fn delete<F: Fields>(table: F) -> Delete {
    Delete::from_node(DeleteNode {
        target: table.source(),
        ..DeleteNode::new(<F::Record as Record>::table())
    })
}

impl Delete {
    /// Starts a `DELETE` from a table that is known only at run time.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::schema::Table;
    /// use rebis_core::Delete;
    /// use std::sync::Arc;
    /// let stmt = Delete::for_table(&Arc::new(Table::new("posts")));
    /// assert_eq!(stmt.to_string(), "DELETE FROM posts");
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 2);
    /// # Ok(())
    /// # });
    /// ```
    pub fn for_table(table: &Arc<Table>) -> Self {
        Self::from_node(DeleteNode::new(table))
    }
}

impl<O> Delete<O> {
    /// Creates a delete from a node that returns rows of `O`.
    pub fn from_node(node: DeleteNode) -> Self {
        Self {
            node: Shared::new(node),
            _row: PhantomData,
        }
    }

    /// Returns the clauses.
    pub fn node(&self) -> &DeleteNode {
        &self.node
    }

    /// Adds a condition to `WHERE`. Several conditions are joined with `AND`.
    ///
    /// A `DELETE` without a condition deletes all rows.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = delete(Post).filter(Post.author_id.eq(1)).filter(Post.views.lt(5));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "DELETE FROM posts WHERE posts.author_id = :author_id_1 AND posts.views < :views_1"
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

    /// Adds another table or a subquery that the delete reads.
    ///
    /// Tables of columns in `WHERE` are added automatically. The SQL is `USING` on PostgreSQL,
    /// MySQL and MariaDB, and a second `FROM` on SQL Server. SQLite and Oracle do not support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stale = select(Post.id).filter(Post.views.lt(5)).subquery("stale");
    /// let stmt = delete(Post).using(&stale).filter(Post.id.eq(stale.column()));
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "DELETE FROM posts USING (SELECT posts.id AS id FROM posts WHERE posts.views < $1) \
    ///      AS stale WHERE posts.id = stale.id"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn using(mut self, target: impl JoinTarget) -> Self {
        self.edit().using.push(target.into_from());
        self
    }

    /// Sets `LIMIT`, the maximum number of rows to delete.
    ///
    /// Only MySQL and MariaDB support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = delete(Post).filter(Post.views.eq(0)).limit(100);
    /// assert_eq!(
    ///     stmt.compile(&MySql::default())?.sql(),
    ///     "DELETE FROM posts WHERE posts.views = ? LIMIT 100"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn limit(mut self, rows: u32) -> Self {
        self.edit().limit = Some(rows);
        self
    }

    pub(super) fn edit(&mut self) -> &mut DeleteNode {
        Shared::make_mut(&mut self.node)
    }

    /// Returns these columns and expressions of each deleted row: `RETURNING`.
    ///
    /// On SQL Server it is `OUTPUT`. MySQL does not support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = delete(Post).filter(Post.views.lt(5)).returning(Post.title);
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "DELETE FROM posts WHERE posts.views < $1 RETURNING posts.title"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["SQL"]);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn returning<S: Selection>(self, selection: S) -> Delete<S::Row> {
        let mut node = Shared::unwrap_or_clone(self.node);
        selection.append_to(&mut node.returning);
        Delete::from_node(node)
    }
}

impl<O: FromRow> Statement for Delete<O> {
    type Row = O;

    fn statement(&self) -> StatementRef<'_> {
        StatementRef::Delete(&self.node)
    }
}

impl<O> Clone for Delete<O> {
    fn clone(&self) -> Self {
        Self {
            node: self.node.clone(),
            _row: PhantomData,
        }
    }
}

impl<O> std::fmt::Debug for Delete<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.node.fmt(f)
    }
}
