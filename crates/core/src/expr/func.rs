//! SQL functions.
//!
//! ```
//! use rebis_core::{Column, Expression, Source, TableName, func, select};
//! const ID: Column<i64> = Column::new(Source::table(&TableName::new("posts")), "id");
//! let stmt = select(func::count(ID).label("post_count"));
//! assert_eq!(stmt.to_string(), "SELECT count(posts.id) AS post_count FROM posts");
//! ```

use std::sync::Arc;

use super::node::{FunctionNode, Node};
use super::{BaseOf, Expr, Expression, IntoExpr};
use crate::types::Scalar;
use crate::value::{Date, DateTime};

/// Rows in which the expression is not `NULL`.
pub fn count<E: Expression>(expr: E) -> Expr<i64> {
    call("count", vec![expr.into_node()])
}

/// Rows: `count(*)`.
pub fn count_star() -> Expr<i64> {
    call("count", vec![Node::Star])
}

/// Distinct values: `count(DISTINCT …)`.
pub fn count_distinct<E: Expression>(expr: E) -> Expr<i64> {
    let args = vec![expr.into_node()];
    node(FunctionNode {
        name: "count",
        args,
        distinct: true,
        bare: false,
    })
}

/// The sum, `None` of no rows.
pub fn sum<E: Expression>(expr: E) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: super::Numeric,
{
    call("sum", vec![expr.into_node()])
}

/// The mean, `None` of no rows.
pub fn avg<E: Expression>(expr: E) -> Expr<Option<f64>>
where
    BaseOf<E>: super::Numeric,
{
    call("avg", vec![expr.into_node()])
}

/// The least value, `None` of no rows.
pub fn min<E: Expression>(expr: E) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    call("min", vec![expr.into_node()])
}

/// The greatest value, `None` of no rows.
pub fn max<E: Expression>(expr: E) -> Expr<Option<BaseOf<E>>>
where
    BaseOf<E>: Scalar<Base = BaseOf<E>>,
{
    call("max", vec![expr.into_node()])
}

/// The text in lower case.
pub fn lower<E: Expression<Type: Scalar<Base = String>>>(expr: E) -> Expr<E::Type> {
    call("lower", vec![expr.into_node()])
}

/// The text in upper case.
pub fn upper<E: Expression<Type: Scalar<Base = String>>>(expr: E) -> Expr<E::Type> {
    call("upper", vec![expr.into_node()])
}

/// The number of characters.
pub fn length<E: Expression<Type: Scalar<Base = String>>>(expr: E) -> Expr<Option<i64>> {
    call("length", vec![expr.into_node()])
}

/// The expression, or `fallback` where it is `NULL`.
pub fn coalesce<E: Expression>(expr: E, fallback: impl IntoExpr<BaseOf<E>>) -> Expr<BaseOf<E>> {
    call("coalesce", vec![expr.into_node(), fallback.into_operand()])
}

/// The start of the transaction, or of the statement where the database has no such thing.
///
/// It fits any date-and-time column, as the database gives it: without a zone it is UTC on SQLite
/// and in the session's time zone elsewhere.
pub fn now() -> Now {
    Now
}

/// Any function, by name. The type is what the caller says.
pub fn custom<T: Scalar>(name: &'static str, args: impl IntoIterator<Item = Node>) -> Expr<T> {
    call(name, args.into_iter().collect())
}

/// What [`now`] returns: an expression that fits each date-and-time type.
#[derive(Clone, Copy, Debug)]
pub struct Now;

/// A base type that [`now`] can fill.
pub trait Instant: Scalar<Base = Self> {}

impl Instant for DateTime {}
impl Instant for Date {}
#[cfg(feature = "chrono")]
impl Instant for chrono::NaiveDateTime {}
#[cfg(feature = "chrono")]
impl Instant for chrono::DateTime<chrono::Utc> {}

impl Expression for Now {
    type Type = DateTime;

    fn into_node(self) -> Node {
        let node = FunctionNode {
            name: "now",
            args: Vec::new(),
            distinct: false,
            bare: false,
        };
        Node::Function(Arc::new(node))
    }
}

impl<T: Instant> IntoExpr<T> for Now {
    fn into_operand(self) -> Node {
        self.into_node()
    }
}

fn call<T>(name: &'static str, args: Vec<Node>) -> Expr<T> {
    node(FunctionNode {
        name,
        args,
        distinct: false,
        bare: false,
    })
}

fn node<T>(function: FunctionNode) -> Expr<T> {
    Expr::from_node(Node::Function(Arc::new(function)))
}
