//! `hstore`: values by key, and operators.

use super::array::{Subscript, SubscriptNode};
use super::func::FunctionNode;
use super::node::{BinaryOp, Node};
use super::postgres::{PostgresOp, methods, operator};
use super::{Expr, Expression, IntoExpr};
use crate::types::Scalar;
use crate::value::Hstore;
use crate::visit::Shared;

/// What an `hstore` has; `contains` and `concat` are methods of the columns and expressions
/// themselves.
///
/// ```
/// use rebis_core::value::Hstore;
/// use rebis_core::{Column, Expression, HstoreExpression, Source, TableName, select};
/// const GOODS: TableName = TableName::new("goods");
/// const ID: Column<i32> = Column::new(Source::table(&GOODS), "id");
/// const ATTRS: Column<Hstore> = Column::new(Source::table(&GOODS), "attrs");
/// assert_eq!(
///     select(ID).filter(ATTRS.get("size").eq("m")).to_string(),
///     "SELECT goods.id FROM goods WHERE (goods.attrs -> :attrs_1) = :param_1"
/// );
/// ```
pub trait HstoreExpression: Expression<Type: Scalar<Base = Hstore>> {
    /// The value of a key, `None` where there is none.
    fn get(self, key: impl IntoExpr<String>) -> Expr<Option<String>> {
        Expr::from_node(Node::HstoreValue(Shared::new(SubscriptNode {
            operand: self.into_node(),
            subscript: Subscript::Element(key.into_operand()),
        })))
    }

    /// Whether there is such a key: `?`.
    fn has_key(self, key: impl IntoExpr<String>) -> Expr<bool> {
        operator(PostgresOp::HasKey, self.into_node(), key.into_operand())
    }

    /// Whether there are all of the keys: `?&`.
    fn has_all(self, keys: impl IntoExpr<Vec<String>>) -> Expr<bool> {
        operator(PostgresOp::HasAll, self.into_node(), keys.into_operand())
    }

    /// Whether there is one of the keys: `?|`.
    fn has_any(self, keys: impl IntoExpr<Vec<String>>) -> Expr<bool> {
        operator(PostgresOp::HasAny, self.into_node(), keys.into_operand())
    }

    /// Whether all keys and values are in another `hstore`: `<@`.
    fn contained_by(self, other: impl IntoExpr<Hstore>) -> Expr<bool> {
        operator(
            PostgresOp::ContainedBy,
            self.into_node(),
            other.into_operand(),
        )
    }

    /// The keys.
    fn keys(self) -> Expr<Vec<String>> {
        apply("akeys", vec![self.into_node()])
    }

    /// The values, in the order of the keys.
    fn vals(self) -> Expr<Vec<Option<String>>> {
        apply("avals", vec![self.into_node()])
    }

    /// Whether the key has a value that is not `NULL`.
    fn defined(self, key: impl IntoExpr<String>) -> Expr<bool> {
        apply("defined", vec![self.into_node(), key.into_operand()])
    }

    /// The same without a key.
    fn delete(self, key: impl IntoExpr<String>) -> Expr<Hstore> {
        apply("delete", vec![self.into_node(), key.into_operand()])
    }

    /// The same with only some of the keys.
    fn slice(self, keys: impl IntoExpr<Vec<String>>) -> Expr<Hstore> {
        apply("slice", vec![self.into_node(), keys.into_operand()])
    }
}

impl<E: Expression<Type: Scalar<Base = Hstore>>> HstoreExpression for E {}

/// An `hstore` of keys and values: `hstore(keys, values)`.
pub fn hstore(
    keys: impl IntoExpr<Vec<String>>,
    values: impl IntoExpr<Vec<String>>,
) -> Expr<Hstore> {
    apply("hstore", vec![keys.into_operand(), values.into_operand()])
}

methods!([] Hstore, {
    /// Whether all keys and values of another `hstore` are in this one: `@>`.
    pub fn contains(self, other: impl IntoExpr<Hstore>) -> Expr<bool> {
        operator(PostgresOp::Contains, self.into_node(), other.into_operand())
    }

    /// The keys and values of both; those of the other count where both have a key: `||`.
    pub fn concat(self, other: impl IntoExpr<Hstore>) -> Expr<Hstore> {
        Expr::from_node(Node::binary(BinaryOp::Concat, self.into_node(), other.into_operand()))
    }
});

fn apply<T>(name: &'static str, args: Vec<Node>) -> Expr<T> {
    Expr::from_node(FunctionNode::new(name, args).into())
}
