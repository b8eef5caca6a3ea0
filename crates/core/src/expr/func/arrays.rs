//! Functions of arrays.

use super::super::{Expr, Expression};
use super::apply;
use crate::expr::Node;
use crate::types::{ArrayElement, Scalar};

/// The number of elements in one dimension, counted from 1; `None` of an empty array.
pub fn array_length<E, T>(array: E, dimension: i32) -> Expr<Option<i64>>
where
    E: Expression<Type: Scalar<Base = Vec<T>>>,
    T: ArrayElement,
{
    let dimension = Node::value_of(dimension);
    apply("array_length", vec![array.into_node(), dimension])
}

/// The number of elements.
pub fn cardinality<E, T>(array: E) -> Expr<Option<i64>>
where
    E: Expression<Type: Scalar<Base = Vec<T>>>,
    T: ArrayElement,
{
    apply("cardinality", vec![array.into_node()])
}

/// The elements, as rows.
pub fn unnest<E, T>(array: E) -> Expr<T>
where
    E: Expression<Type: Scalar<Base = Vec<T>>>,
    T: ArrayElement,
{
    apply("unnest", vec![array.into_node()])
}
