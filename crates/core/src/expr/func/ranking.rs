//! Functions of a window: they stand before [`over`](crate::Expr::over).

use super::super::node::Node;
use super::super::{BaseOf, Expr, Expression};
use super::apply;
use crate::types::Scalar;
use crate::value::Value;

/// The number of the row in its partition, from 1.
pub fn row_number() -> Expr<i64> {
    apply("row_number", Vec::new())
}

/// The rank of the row: equal rows have one rank, and leave a gap.
pub fn rank() -> Expr<i64> {
    apply("rank", Vec::new())
}

/// The rank of the row: equal rows have one rank, without a gap.
pub fn dense_rank() -> Expr<i64> {
    apply("dense_rank", Vec::new())
}

/// The rank as a fraction from 0 to 1.
pub fn percent_rank() -> Expr<f64> {
    apply("percent_rank", Vec::new())
}

/// The fraction of rows up to this one.
pub fn cume_dist() -> Expr<f64> {
    apply("cume_dist", Vec::new())
}

/// The number of the row's bucket, of so many of about the same size.
pub fn ntile(buckets: i32) -> Expr<i64> {
    apply("ntile", vec![rows_of(buckets)])
}

/// The value so many rows before, `None` where there is no such row.
pub fn lag<E: Expression>(expr: E, rows: i32) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("lag", with_number(expr, rows))
}

/// The value so many rows after, `None` where there is no such row.
pub fn lead<E: Expression>(expr: E, rows: i32) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("lead", with_number(expr, rows))
}

/// The value of the first row of the frame.
pub fn first_value<E: Expression>(expr: E) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("first_value", vec![expr.into_node()])
}

/// The value of the last row of the frame.
pub fn last_value<E: Expression>(expr: E) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("last_value", vec![expr.into_node()])
}

/// The value of the row of this number in the frame, from 1.
pub fn nth_value<E: Expression>(expr: E, row: i32) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("nth_value", with_number(expr, row))
}

fn with_number(expr: impl Expression, number: i32) -> Vec<Node> {
    vec![expr.into_node(), rows_of(number)]
}

/// A number of rows. Its type is left to the database: MySQL takes no cast there.
fn rows_of(number: i32) -> Node {
    Node::bind(Value::Int(number.into()))
}
