//! [`Expr`]: a typed expression over an untyped node.

use std::fmt;
use std::marker::PhantomData;

use super::Expression;
use super::node::Node;
use crate::types::Scalar;

/// An expression whose value is a `T`.
pub struct Expr<T> {
    node: Node,
    _type: PhantomData<fn() -> T>,
}

impl<T> Expr<T> {
    /// Says that a node yields a `T`.
    ///
    /// Nothing checks the claim; a wrong one is a decode error when rows arrive.
    pub fn from_node(node: Node) -> Self {
        Self {
            node,
            _type: PhantomData,
        }
    }

    /// The node.
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
