//! SQL text as a column, and names.

use std::sync::Arc;

use super::Expr;
use super::node::Node;
use crate::types::Scalar;

/// SQL text as an expression, written as it stands: never put there what a user typed.
///
/// ```
/// use rebis_core::{literal_column, select};
/// assert_eq!(select(literal_column::<i32>("10 % 3")).to_string(), "SELECT 10 % 3");
/// ```
pub fn literal_column<T: Scalar>(sql: &'static str) -> Expr<T> {
    Expr::from_node(Node::LiteralColumn(sql))
}

/// A column by its name alone, without a table: quoted where it needs to be.
pub fn column<T: Scalar>(name: &'static str) -> Expr<T> {
    Expr::from_node(Node::Identifier(name))
}

/// The same of a name that is known at run time only.
pub fn named_column<T: Scalar>(name: impl Into<Arc<str>>) -> Expr<T> {
    Expr::from_node(Node::Name(name.into()))
}
