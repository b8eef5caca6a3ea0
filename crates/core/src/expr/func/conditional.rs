//! Functions that choose a value.

use super::super::{BaseOf, Expr, Expression, IntoExpr};
use super::apply;
use crate::types::Scalar;

/// Returns the expression, or `fallback` if it is `NULL`: `coalesce(expr, fallback)`.
pub fn coalesce<E: Expression>(expr: E, fallback: impl IntoExpr<BaseOf<E>>) -> Expr<BaseOf<E>> {
    apply("coalesce", vec![expr.into_node(), fallback.into_operand()])
}

/// Returns the expression, or `NULL` if it equals `other`: `nullif(expr, other)`.
pub fn nullif<E: Expression>(expr: E, other: impl IntoExpr<BaseOf<E>>) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    apply("nullif", vec![expr.into_node(), other.into_operand()])
}

/// Returns a random number: `random()` or `rand()`. Its range depends on the database.
pub fn random() -> Expr<f64> {
    apply("random", Vec::new())
}
