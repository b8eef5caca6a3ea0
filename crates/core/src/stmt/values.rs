//! `VALUES`: rows of values within a statement.

use std::marker::PhantomData;
use std::sync::Arc;

use super::{Query, Subquery};
use crate::expr::{BindParamNode, Expr, InList, InOperand, Node, Source, intern, intern_table};
use crate::types::Scalar;
use crate::visit::{Shared, parts};

/// `VALUES (…), (…)`: rows of type `O` within a statement.
///
/// ```
/// use rebis_core::{select, values};
/// let pairs = values([(1_i64, "a".to_owned()), (2, "b".to_owned())]).named("pairs", ["n", "word"]);
/// let (n, _) = pairs.columns();
/// assert_eq!(
///     select(n).select_from(&pairs).to_string(),
///     "SELECT pairs.n FROM (VALUES (:param_1, :param_2), (:param_3, :param_4)) \
///      AS pairs (n, word)"
/// );
/// ```
#[derive(Debug)]
#[must_use]
pub struct Values<O> {
    pub(crate) node: Shared<ValuesNode>,
    _row: PhantomData<fn() -> O>,
}

/// The rows of a [`Values`] and the names of their columns.
#[derive(Clone, Debug)]
pub struct ValuesNode {
    /// The names of the columns.
    pub columns: Vec<&'static str>,
    /// The rows.
    pub rows: Vec<Vec<Node>>,
}

parts!(ValuesNode { columns, rows });

/// Creates `VALUES` for `FROM`, for a common table expression or for the right side of `IN`.
///
/// The columns are named `column1`, `column2` and so on.
///
/// ```
/// # use rebis_doc::*;
/// let stmt = select(User.name).filter(User.id.in_(values([2_i64, 3])));
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT users.name FROM users WHERE users.id IN (VALUES (:param_1), (:param_2))"
/// );
/// # run(async |connection| {
/// assert_eq!(connection.all(stmt).await?, ["bob"]);
/// # Ok(())
/// # });
/// ```
pub fn values<O: ValueRow>(rows: impl IntoIterator<Item = O>) -> Values<O> {
    let rows: Vec<Vec<Node>> = rows.into_iter().map(ValueRow::into_nodes).collect();
    let columns = (1..=O::WIDTH)
        .map(|number| intern(&format!("column{number}")))
        .collect();
    Values {
        node: Shared::new(ValuesNode { columns, rows }),
        _row: PhantomData,
    }
}

impl<O: ValueRow> Values<O> {
    /// Adds rows.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let ids = values([1_i64]).rows([2, 3]).named("ids", ["id"]);
    /// let stmt = select(ids.column()).select_from(&ids);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT ids.id FROM (VALUES (:param_1), (:param_2), (:param_3)) AS ids (id)"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2, 3]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn rows(mut self, rows: impl IntoIterator<Item = O>) -> Self {
        let node = Shared::make_mut(&mut self.node);
        node.rows.extend(rows.into_iter().map(ValueRow::into_nodes));
        self
    }

    /// Writes the values as literals instead of bind parameters.
    ///
    /// Each list of values then has its own entry in the compiled cache.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let ids = values([1_i64, 2]).literal_binds().named("ids", ["id"]);
    /// let stmt = select(ids.column()).select_from(&ids);
    /// assert_eq!(stmt.to_string(), "SELECT ids.id FROM (VALUES (1), (2)) AS ids (id)");
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn literal_binds(mut self) -> Self {
        let rows = &mut Shared::make_mut(&mut self.node).rows;
        for node in rows.iter_mut().flatten() {
            if let Node::Bind(bind) = node {
                let value = std::mem::take(&mut bind.value);
                *node = Node::Param(Arc::new(BindParamNode::literal(value, bind.sql_type)));
            }
        }
        self
    }

    /// Sets the names of the columns, for [`cte`](Self::cte).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let ids = values([1_i64, 2]).columns(["id"]).cte("ids");
    /// let stmt = select(ids.column()).select_from(&ids);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "WITH ids(id) AS (VALUES (:param_1), (:param_2)) SELECT ids.id FROM ids"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [1, 2]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn columns<const N: usize>(mut self, names: [&'static str; N]) -> Self {
        Shared::make_mut(&mut self.node).columns = names.to_vec();
        self
    }

    /// Returns a derived table with this name and these names of columns.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let limits = values([(1_i64, 5_i64), (2, 3)]).named("limits", ["id", "views"]);
    /// let (id, views) = limits.columns();
    /// let stmt = select(Post.title).join(&limits, id.eq(Post.id)).filter(Post.views.gt(views));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM posts \
    ///      JOIN (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS limits (id, views) \
    ///      ON limits.id = posts.id WHERE posts.views > limits.views"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["Rust"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn named<const N: usize>(
        self,
        name: &'static str,
        columns: [&'static str; N],
    ) -> Subquery<O> {
        let source = Source::table(intern_table(None, name, true));
        Subquery::new(Query::Values(self.columns(columns).node), source)
    }
}

impl<O: Scalar + ValueRow> Values<O> {
    /// Returns the only value as an expression.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = select(User.name).filter(User.id.eq(values([2_i64]).scalar_values()));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users WHERE users.id = (VALUES (:param_1))"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn scalar_values(self) -> Expr<O> {
        Expr::from_node(Node::Subquery(Query::Values(self.node)))
    }
}

impl<T: Scalar> InOperand<T::Base> for Values<T> {
    fn into_list(self) -> InList {
        InList::Subquery(Query::Values(self.node))
    }
}

impl<O> Clone for Values<O> {
    fn clone(&self) -> Self {
        Self {
            node: self.node.clone(),
            _row: PhantomData,
        }
    }
}

/// A row of [`values`]: a value, or a tuple of values.
pub trait ValueRow {
    /// The number of columns.
    const WIDTH: usize;

    /// Returns the values as expressions.
    fn into_nodes(self) -> Vec<Node>;
}

impl<T: Scalar> ValueRow for T {
    const WIDTH: usize = 1;

    fn into_nodes(self) -> Vec<Node> {
        vec![Node::value_of(self)]
    }
}

macro_rules! value_tuple {
    ($($name:ident)+) => {
        impl<$($name: Scalar),+> ValueRow for ($($name,)+) {
            const WIDTH: usize = [$(stringify!($name)),+].len();

            fn into_nodes(self) -> Vec<Node> {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                vec![$(Node::value_of($name)),+]
            }
        }
    };
}

crate::for_each_tuple!(8, value_tuple);
