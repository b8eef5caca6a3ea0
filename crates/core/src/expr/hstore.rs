//! `hstore`: its operators and functions.

use super::array::{Subscript, SubscriptNode};
use super::func::FunctionNode;
use super::node::{BinaryOp, Node};
use super::postgres::{PostgresOp, methods, operator};
use super::{Expr, Expression, IntoExpr};
use crate::types::Scalar;
use crate::value::Hstore;
use crate::visit::Shared;

/// Operators and functions of `hstore`.
///
/// `contains` and `concat` are inherent methods of columns and expressions.
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
    /// Returns the value of a key, or `None` if the key does not exist: `self -> key`.
    fn get(self, key: impl IntoExpr<String>) -> Expr<Option<String>> {
        Expr::from_node(Node::HstoreValue(Shared::new(SubscriptNode {
            operand: self.into_node(),
            subscript: Subscript::Element(key.into_operand()),
        })))
    }

    /// Returns whether the key exists: `self ? key`.
    fn has_key(self, key: impl IntoExpr<String>) -> Expr<bool> {
        operator(PostgresOp::HasKey, self.into_node(), key.into_operand())
    }

    /// Returns whether all of the keys exist: `self ?& keys`.
    fn has_all(self, keys: impl IntoExpr<Vec<String>>) -> Expr<bool> {
        operator(PostgresOp::HasAll, self.into_node(), keys.into_operand())
    }

    /// Returns whether at least one of the keys exists: `self ?| keys`.
    fn has_any(self, keys: impl IntoExpr<Vec<String>>) -> Expr<bool> {
        operator(PostgresOp::HasAny, self.into_node(), keys.into_operand())
    }

    /// Returns whether `other` contains all keys and values of this `hstore`: `self <@ other`.
    fn contained_by(self, other: impl IntoExpr<Hstore>) -> Expr<bool> {
        operator(
            PostgresOp::ContainedBy,
            self.into_node(),
            other.into_operand(),
        )
    }

    /// Returns the keys: `akeys(self)`.
    fn keys(self) -> Expr<Vec<String>> {
        apply("akeys", vec![self.into_node()])
    }

    /// Returns the values in the order of the keys: `avals(self)`.
    fn vals(self) -> Expr<Vec<Option<String>>> {
        apply("avals", vec![self.into_node()])
    }

    /// Returns whether the key has a value that is not `NULL`: `defined(self, key)`.
    fn defined(self, key: impl IntoExpr<String>) -> Expr<bool> {
        apply("defined", vec![self.into_node(), key.into_operand()])
    }

    /// Returns the `hstore` without a key: `delete(self, key)`.
    fn delete(self, key: impl IntoExpr<String>) -> Expr<Hstore> {
        apply("delete", vec![self.into_node(), key.into_operand()])
    }

    /// Returns the `hstore` with only the given keys: `slice(self, keys)`.
    fn slice(self, keys: impl IntoExpr<Vec<String>>) -> Expr<Hstore> {
        apply("slice", vec![self.into_node(), keys.into_operand()])
    }
}

impl<E: Expression<Type: Scalar<Base = Hstore>>> HstoreExpression for E {}

/// Creates an `hstore` from keys and values: `hstore(keys, values)`.
pub fn hstore(
    keys: impl IntoExpr<Vec<String>>,
    values: impl IntoExpr<Vec<String>>,
) -> Expr<Hstore> {
    apply("hstore", vec![keys.into_operand(), values.into_operand()])
}

methods!([] Hstore, {
    /// Returns whether this `hstore` contains all keys and values of `other`: `self @> other`.
    pub fn contains(self, other: impl IntoExpr<Hstore>) -> Expr<bool> {
        operator(PostgresOp::Contains, self.into_node(), other.into_operand())
    }

    /// Joins both. If both have a key, the value of `other` is used: `self || other`.
    pub fn concat(self, other: impl IntoExpr<Hstore>) -> Expr<Hstore> {
        Expr::from_node(Node::binary(BinaryOp::Concat, self.into_node(), other.into_operand()))
    }
});

fn apply<T>(name: &'static str, args: Vec<Node>) -> Expr<T> {
    Expr::from_node(FunctionNode::new(name, args).into())
}
