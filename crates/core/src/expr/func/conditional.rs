//! Functions that choose a value.

use super::super::{BaseOf, Expr, Expression, IntoExpr};
use super::apply;
use crate::types::Scalar;

/// The expression, or `fallback` where it is `NULL`.
pub fn coalesce<E: Expression>(expr: E, fallback: impl IntoExpr<BaseOf<E>>) -> Expr<BaseOf<E>> {
    apply("coalesce", vec![expr.into_node(), fallback.into_operand()])
}

/// The expression, or `NULL` where it equals `other`.
pub fn nullif<E: Expression>(expr: E, other: impl IntoExpr<BaseOf<E>>) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("nullif", vec![expr.into_node(), other.into_operand()])
}

/// A random number, of the kind that the database gives: `random()` or `rand()`.
pub fn random() -> Expr<f64> {
    apply("random", Vec::new())
}
