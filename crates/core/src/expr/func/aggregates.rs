//! Aggregate functions.

use std::sync::Arc;

use super::super::node::Node;
use super::super::{BaseOf, Expr, Expression, Numeric, check_order};
use super::{FunctionNode, apply};
use crate::types::{ArrayElement, Scalar};

/// Counts the rows in which the expression is not `NULL`: `count(expr)`.
pub fn count<E: Expression>(expr: E) -> Expr<i64> {
    apply("count", vec![expr.into_node()])
}

/// Counts the rows: `count(*)`.
pub fn count_star() -> Expr<i64> {
    apply("count", vec![Node::Star])
}

/// Counts the distinct values of the expression: `count(DISTINCT expr)`.
pub fn count_distinct<E: Expression>(expr: E) -> Expr<i64> {
    count(expr).distinct_args()
}

/// Returns the sum of the values, or `None` if there are no values: `sum(expr)`.
pub fn sum<E: Expression>(expr: E) -> Expr<Option<<BaseOf<E> as Numeric>::Sum>>
where
    BaseOf<E>: Numeric,
{
    apply("sum", vec![expr.into_node()])
}

/// Returns the average of the values, or `None` if there are no values: `avg(expr)`.
pub fn avg<E: Expression>(expr: E) -> Expr<Option<<BaseOf<E> as Numeric>::Average>>
where
    BaseOf<E>: Numeric,
{
    apply("avg", vec![expr.into_node()])
}

/// Returns the least value, or `None` if there are no values: `min(expr)`.
pub fn min<E: Expression>(expr: E) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    const { check_order(<BaseOf<E> as Scalar>::ORDERED) };
    apply("min", vec![expr.into_node()])
}

/// Returns the greatest value, or `None` if there are no values: `max(expr)`.
pub fn max<E: Expression>(expr: E) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    const { check_order(<BaseOf<E> as Scalar>::ORDERED) };
    apply("max", vec![expr.into_node()])
}

/// Returns whether a condition is true for all rows, or `None` if there are no rows.
///
/// The function is `every(condition)`.
pub fn every<E: Expression<Type: Scalar<Base = bool>>>(condition: E) -> Expr<Option<bool>> {
    apply("every", vec![condition.into_node()])
}

/// Joins the texts of a group, with a separator between them.
///
/// The function is `string_agg`, `group_concat` or `LISTAGG`, as the database requires. The
/// separator is part of the SQL, because some databases accept no bind there.
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

/// Returns the values of a group as an array, or `None` if there are no rows: `array_agg(expr)`.
pub fn array_agg<E: Expression<Type: ArrayElement>>(expr: E) -> Expr<Option<Vec<E::Type>>> {
    apply("array_agg", vec![expr.into_node()])
}

/// Returns the most frequent value of the ordered rows: `mode()`.
///
/// Set the order with [`within_group`](Expr::within_group). `T` is the type of its key.
pub fn mode<T: Scalar>() -> Expr<T> {
    apply("mode", Vec::new())
}

/// Returns the interpolated value at a fraction of the ordered rows: `percentile_cont(fraction)`.
///
/// `fraction` is between 0 and 1. Set the order with [`within_group`](Expr::within_group).
pub fn percentile_cont(fraction: f64) -> Expr<Option<f64>> {
    apply("percentile_cont", vec![Node::value_of(fraction)])
}

/// Returns the first value at or after a fraction of the rows: `percentile_disc(fraction)`.
///
/// `fraction` is between 0 and 1. Set the order with [`within_group`](Expr::within_group). `T` is
/// the type of its key.
pub fn percentile_disc<T: Scalar>(fraction: f64) -> Expr<T> {
    apply("percentile_disc", vec![Node::value_of(fraction)])
}

/// Returns 1 if the row is a total over the expression, and 0 otherwise: `grouping(expr)`.
///
/// Use it with [`rollup`](crate::rollup), [`cube`](crate::cube) and
/// [`grouping_sets`](crate::grouping_sets).
pub fn grouping<E: Expression>(expr: E) -> Expr<i64> {
    apply("grouping", vec![expr.into_node()])
}

impl<T> Expr<T> {
    /// Adds `DISTINCT` before the arguments of the call.
    ///
    /// Compiling returns an error if the expression is not a function call.
    #[must_use]
    pub fn distinct_args(self) -> Self {
        self.edit_function("DISTINCT", |function| function.distinct = true)
    }

    /// Changes the function call. `what` names the change in the error for other expressions.
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
            _ => Node::Invalid(Arc::from(format!("{what} requires a function call"))),
        })
    }
}
