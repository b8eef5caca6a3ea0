//! Functions of many rows.

use std::sync::Arc;

use super::super::node::Node;
use super::super::{BaseOf, Expr, Expression, Numeric, check_order};
use super::{FunctionNode, apply};
use crate::types::{ArrayElement, Scalar};

/// Rows in which the expression is not `NULL`.
pub fn count<E: Expression>(expr: E) -> Expr<i64> {
    apply("count", vec![expr.into_node()])
}

/// Rows: `count(*)`.
pub fn count_star() -> Expr<i64> {
    apply("count", vec![Node::Star])
}

/// Distinct values: `count(DISTINCT …)`.
pub fn count_distinct<E: Expression>(expr: E) -> Expr<i64> {
    count(expr).distinct_args()
}

/// The sum, `None` of no rows.
pub fn sum<E: Expression>(expr: E) -> Expr<Option<<BaseOf<E> as Numeric>::Sum>>
where
    BaseOf<E>: Numeric,
{
    apply("sum", vec![expr.into_node()])
}

/// The mean, `None` of no rows.
pub fn avg<E: Expression>(expr: E) -> Expr<Option<<BaseOf<E> as Numeric>::Average>>
where
    BaseOf<E>: Numeric,
{
    apply("avg", vec![expr.into_node()])
}

/// The least value, `None` of no rows.
pub fn min<E: Expression>(expr: E) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    const { check_order(<BaseOf<E> as Scalar>::ORDERED) };
    apply("min", vec![expr.into_node()])
}

/// The greatest value, `None` of no rows.
pub fn max<E: Expression>(expr: E) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    const { check_order(<BaseOf<E> as Scalar>::ORDERED) };
    apply("max", vec![expr.into_node()])
}

/// Whether a condition is true of all rows, `None` of no rows.
pub fn every<E: Expression<Type: Scalar<Base = bool>>>(condition: E) -> Expr<Option<bool>> {
    apply("every", vec![condition.into_node()])
}

/// The texts of a group, joined: `string_agg`, `group_concat` or `LISTAGG`, as the database calls
/// it. The separator is part of the SQL, since some databases take no bind there.
///
/// ```
/// use rebis_core::{Column, Expression, Source, Compile, TableName, dialect, func, select};
/// const NAME: Column<String> = Column::new(Source::table(&TableName::new("users")), "name");
/// let stmt = select(func::aggregate_strings(NAME, ", ").aggregate_order_by(NAME).label("names"));
/// assert_eq!(
///     stmt.compile(&dialect::Postgres)?.sql(),
///     "SELECT string_agg(users.name, ', ' ORDER BY users.name) AS names FROM users"
/// );
/// assert_eq!(
///     stmt.compile(&dialect::MySql::default())?.sql(),
///     "SELECT group_concat(users.name ORDER BY users.name SEPARATOR ', ') AS names FROM users"
/// );
/// # Ok::<(), rebis_core::error::CompileError>(())
/// ```
pub fn aggregate_strings<E>(expr: E, separator: &str) -> Expr<Option<String>>
where
    E: Expression<Type: Scalar<Base = String>>,
{
    let function = FunctionNode {
        separator: Some(separator.into()),
        ..FunctionNode::new("aggregate_strings", vec![expr.into_node()])
    };
    Expr::from_node(function.into())
}

/// The values of a group as an array, `None` of no rows.
pub fn array_agg<E: Expression<Type: ArrayElement>>(expr: E) -> Expr<Option<Vec<E::Type>>> {
    apply("array_agg", vec![expr.into_node()])
}

/// The most frequent value of an order, which [`within_group`](Expr::within_group) names.
pub fn mode<T: Scalar>() -> Expr<T> {
    apply("mode", Vec::new())
}

/// The value at a fraction of an order, interpolated; the order is that of
/// [`within_group`](Expr::within_group).
pub fn percentile_cont(fraction: f64) -> Expr<Option<f64>> {
    apply("percentile_cont", vec![Node::value_of(fraction)])
}

/// The first value at or past a fraction of an order; the order, and with it the type, is that of
/// [`within_group`](Expr::within_group).
pub fn percentile_disc<T: Scalar>(fraction: f64) -> Expr<T> {
    apply("percentile_disc", vec![Node::value_of(fraction)])
}

/// Whether a row is a total over the expression (1) or not (0), under
/// [`rollup`](crate::rollup) and its siblings.
pub fn grouping<E: Expression>(expr: E) -> Expr<i64> {
    apply("grouping", vec![expr.into_node()])
}

impl<T> Expr<T> {
    /// The same call with `DISTINCT` before its arguments.
    #[must_use]
    pub fn distinct_args(self) -> Self {
        self.edit_function("DISTINCT", |function| function.distinct = true)
    }

    /// Changes the function that the expression is.
    pub(crate) fn edit_function(
        self,
        what: &'static str,
        change: impl FnOnce(&mut FunctionNode),
    ) -> Self {
        Self::from_node(match self.node() {
            Node::Function(function) => {
                let mut function = FunctionNode::clone(function);
                change(&mut function);
                function.into()
            }
            _ => Node::Invalid(Arc::from(format!("{what} belongs to a function"))),
        })
    }
}
