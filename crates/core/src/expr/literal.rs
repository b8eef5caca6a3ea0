//! SQL text as an expression, and columns without a table.

use std::sync::Arc;

use super::Expr;
use super::node::Node;
use crate::types::Scalar;

/// Returns SQL text as an expression, written unchanged.
///
/// The text MUST NOT come from outside the program.
///
/// ```
/// use rebis_core::{literal_column, select};
/// assert_eq!(select(literal_column::<i32>("10 % 3")).to_string(), "SELECT 10 % 3");
/// ```
pub fn literal_column<T: Scalar>(sql: &'static str) -> Expr<T> {
    Expr::from_node(Node::LiteralColumn(sql))
}

/// Returns a column by its name, without a table. The name is quoted if necessary.
pub fn column<T: Scalar>(name: &'static str) -> Expr<T> {
    Expr::from_node(Node::Identifier(name))
}

/// Returns a column by a name that is known only at run time, without a table.
///
/// The name is quoted if necessary.
pub fn named_column<T: Scalar>(name: impl Into<Arc<str>>) -> Expr<T> {
    Expr::from_node(Node::Name(name.into()))
}
