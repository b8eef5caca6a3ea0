//! Functions of text.

use super::super::{Expr, Expression};
use super::{apply, custom::Arguments};
use crate::types::Scalar;

/// The text in lower case.
pub fn lower<E: Expression<Type: Scalar<Base = String>>>(expr: E) -> Expr<E::Type> {
    apply("lower", vec![expr.into_node()])
}

/// The text in upper case.
pub fn upper<E: Expression<Type: Scalar<Base = String>>>(expr: E) -> Expr<E::Type> {
    apply("upper", vec![expr.into_node()])
}

/// The number of characters.
pub fn length<E: Expression<Type: Scalar<Base = String>>>(expr: E) -> Expr<Option<i64>> {
    apply("length", vec![expr.into_node()])
}

/// The number of characters, by the name of standard SQL.
pub fn char_length<E: Expression<Type: Scalar<Base = String>>>(expr: E) -> Expr<Option<i64>> {
    apply("char_length", vec![expr.into_node()])
}

/// Texts, one after the other. What a `NULL` among them gives is the database's choice; the
/// method [`concat`](crate::StringExpression::concat) gives `NULL`.
pub fn concat(texts: impl Arguments) -> Expr<Option<String>> {
    apply("concat", texts.into_nodes())
}
