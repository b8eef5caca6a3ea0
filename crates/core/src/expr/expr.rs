//! [`Expr`]: a typed expression over an untyped node.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use super::node::Node;
use super::{Construct, ConstructNode, Expression};
use crate::types::Scalar;
use crate::visit::Shared;

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

    /// Applies a construct of the user's own to operands; see [`Construct`].
    ///
    /// Nothing checks the type that the caller names.
    pub fn construct(construct: impl Construct, operands: impl IntoIterator<Item = Node>) -> Self {
        Self::from_node(Node::Custom(Shared::new(ConstructNode {
            construct: Arc::new(construct),
            operands: operands.into_iter().collect(),
        })))
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
