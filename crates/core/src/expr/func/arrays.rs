//! Array functions.

use super::super::{Expr, Expression};
use super::apply;
use crate::expr::Node;
use crate::types::{ArrayElement, Scalar};

/// Returns the number of elements in one dimension, or `None` if the array is empty.
///
/// Dimensions are counted from 1.
pub fn array_length<E, T>(array: E, dimension: i32) -> Expr<Option<i64>>
where
    E: Expression<Type: Scalar<Base = Vec<T>>>,
    T: ArrayElement,
{
    let dimension = Node::value_of(dimension);
    apply("array_length", vec![array.into_node(), dimension])
}

/// Returns the number of elements: `cardinality(array)`.
pub fn cardinality<E, T>(array: E) -> Expr<Option<i64>>
where
    E: Expression<Type: Scalar<Base = Vec<T>>>,
    T: ArrayElement,
{
    apply("cardinality", vec![array.into_node()])
}

/// Returns the elements as rows: `unnest(array)`.
pub fn unnest<E, T>(array: E) -> Expr<T>
where
    E: Expression<Type: Scalar<Base = Vec<T>>>,
    T: ArrayElement,
{
    apply("unnest", vec![array.into_node()])
}
