//! Text functions.

use super::super::{Expr, Expression};
use super::{apply, custom::Arguments};
use crate::types::Scalar;

/// Converts the text to lower case: `lower(expr)`.
pub fn lower<E: Expression<Type: Scalar<Base = String>>>(expr: E) -> Expr<E::Type> {
    apply("lower", vec![expr.into_node()])
}

/// Converts the text to upper case: `upper(expr)`.
pub fn upper<E: Expression<Type: Scalar<Base = String>>>(expr: E) -> Expr<E::Type> {
    apply("upper", vec![expr.into_node()])
}

/// Returns the number of characters: `length(expr)`.
///
/// MySQL and MariaDB get `char_length(expr)`, because their `length` counts bytes.
pub fn length<E: Expression<Type: Scalar<Base = String>>>(expr: E) -> Expr<Option<i64>> {
    apply("length", vec![expr.into_node()])
}

/// Returns the number of characters, by the function of standard SQL: `char_length(expr)`.
pub fn char_length<E: Expression<Type: Scalar<Base = String>>>(expr: E) -> Expr<Option<i64>> {
    apply("char_length", vec![expr.into_node()])
}

/// Joins texts: `concat(…)`.
///
/// The result for a `NULL` argument depends on the database. The method
/// [`concat`](crate::StringExpression::concat) always returns `NULL` for it.
pub fn concat(texts: impl Arguments) -> Expr<Option<String>> {
    apply("concat", texts.into_nodes())
}
