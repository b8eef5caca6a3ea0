//! Window functions. Call [`over`](crate::Expr::over) on their result.

use super::super::node::Node;
use super::super::{BaseOf, Expr, Expression};
use super::apply;
use crate::types::Scalar;
use crate::value::Value;

/// Returns the number of the row in its partition, counted from 1: `row_number()`.
pub fn row_number() -> Expr<i64> {
    apply("row_number", Vec::new())
}

/// Returns the rank of the row: `rank()`. Equal rows share a rank, and a gap follows.
pub fn rank() -> Expr<i64> {
    apply("rank", Vec::new())
}

/// Returns the rank of the row: `dense_rank()`. Equal rows share a rank, and no gap follows.
pub fn dense_rank() -> Expr<i64> {
    apply("dense_rank", Vec::new())
}

/// Returns the rank of the row as a fraction from 0 to 1: `percent_rank()`.
pub fn percent_rank() -> Expr<f64> {
    apply("percent_rank", Vec::new())
}

/// Returns the fraction of rows up to this row and its equals: `cume_dist()`.
pub fn cume_dist() -> Expr<f64> {
    apply("cume_dist", Vec::new())
}

/// Returns the bucket of the row, counted from 1: `ntile(buckets)`.
///
/// The rows are divided into `buckets` of about equal size.
pub fn ntile(buckets: i32) -> Expr<i64> {
    apply("ntile", vec![rows_of(buckets)])
}

/// Returns the value `rows` rows before this row, or `None` if that row does not exist.
pub fn lag<E: Expression>(expr: E, rows: i32) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("lag", with_number(expr, rows))
}

/// Returns the value `rows` rows after this row, or `None` if that row does not exist.
pub fn lead<E: Expression>(expr: E, rows: i32) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("lead", with_number(expr, rows))
}

/// Returns the value in the first row of the frame: `first_value(expr)`.
pub fn first_value<E: Expression>(expr: E) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("first_value", vec![expr.into_node()])
}

/// Returns the value in the last row of the frame: `last_value(expr)`.
pub fn last_value<E: Expression>(expr: E) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("last_value", vec![expr.into_node()])
}

/// Returns the value in row number `row` of the frame, counted from 1: `nth_value(expr, row)`.
pub fn nth_value<E: Expression>(expr: E, row: i32) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("nth_value", with_number(expr, row))
}

fn with_number(expr: impl Expression, number: i32) -> Vec<Node> {
    vec![expr.into_node(), rows_of(number)]
}

/// Returns a number of rows as a bind without a type, because MySQL accepts no cast there.
fn rows_of(number: i32) -> Node {
    Node::bind(Value::Int(number.into()))
}
