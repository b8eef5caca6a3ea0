//! [`Expr`]: a typed expression over an untyped node.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::node::Node;
use super::{CustomExpression, CustomNode, Expression};
use crate::types::Scalar;
use crate::visit::Shared;

/// An expression whose value is a `T`.
pub struct Expr<T> {
    node: Node,
    _type: PhantomData<fn() -> T>,
}

impl<T> Expr<T> {
    /// Creates an expression with values of type `T` from an untyped node.
    ///
    /// `T` is not checked. If it is wrong, decoding a row returns an error.
    pub fn from_node(node: Node) -> Self {
        Self {
            node,
            _type: PhantomData,
        }
    }

    /// Applies a user-defined expression to operands; see [`CustomExpression`].
    ///
    /// `T` is not checked. If it is wrong, decoding a row returns an error.
    pub fn custom(
        expression: impl CustomExpression,
        operands: impl IntoIterator<Item = Node>,
    ) -> Self {
        Self::from_node(Node::Custom(Shared::new(CustomNode {
            expression: Arc::new(expression),
            operands: operands.into_iter().collect(),
        })))
    }

    /// Returns the untyped node.
    pub fn node(&self) -> &Node {
        &self.node
    }
}

impl<T> Clone for Expr<T> {
    fn clone(&self) -> Self {
        Self::from_node(self.node.clone())
    }
}

impl<T> fmt::Debug for Expr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<T: Scalar> Expression for Expr<T> {
    type Type = T;

    fn into_node(self) -> Node {
        self.node
    }
}
