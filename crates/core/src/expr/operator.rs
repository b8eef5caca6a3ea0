//! Operators that the user names.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::node::Node;
use super::precedence::Precedence;
use super::{Expr, IntoExpr};
use crate::types::Scalar;
use crate::visit::{Shared, parts};

/// `left operator right`, with an operator that the user names.
#[derive(Clone, Debug)]
pub struct OperatorNode {
    /// The operator, as it is written.
    pub operator: Cow<'static, str>,
    /// How tightly it binds.
    pub precedence: Precedence,
    /// Whether the result is a truth value.
    pub comparison: bool,
    /// The left side.
    pub left: Node,
    /// The right side.
    pub right: Node,
}

/// `operator operand`, with an operator that the user names.
#[derive(Clone, Debug)]
pub struct PrefixNode {
    /// The operator, as it is written.
    pub operator: Cow<'static, str>,
    /// How tightly it binds.
    pub precedence: Precedence,
    /// The operand.
    pub operand: Node,
}

parts! {
    PrefixNode { operator, precedence, operand }
    OperatorNode { operator, precedence, comparison, left, right }
}

/// An operator that waits for its right side: what [`op`](super::Expression::op) and
/// [`bool_op`](super::Expression::bool_op) return.
#[derive(Clone, Debug)]
#[must_use = "an operator takes its right side by `apply`"]
pub struct Operator<T> {
    operator: Cow<'static, str>,
    precedence: Precedence,
    comparison: bool,
    left: Node,
    _type: PhantomData<fn() -> T>,
}

impl<T: Scalar> Operator<T> {
    pub(super) fn new(operator: Cow<'static, str>, left: Node, comparison: bool) -> Self {
        Self {
            operator,
            precedence: Precedence::EXISTS,
            comparison,
            left,
            _type: PhantomData,
        }
    }

    /// How tightly it binds; without, it stands in parentheses next to any other operator.
    pub fn precedence(self, precedence: Precedence) -> Self {
        Self { precedence, ..self }
    }

    /// Says that the result is a truth value, as [`bool_op`](super::Expression::bool_op) does.
    pub fn is_comparison(self) -> Operator<bool> {
        Operator {
            comparison: true,
            ..self.returns()
        }
    }

    /// Says what type the result has. Nothing checks the claim; a wrong one is a decode error.
    pub fn returns<R: Scalar>(self) -> Operator<R> {
        Operator {
            operator: self.operator,
            precedence: self.precedence,
            comparison: self.comparison,
            left: self.left,
            _type: PhantomData,
        }
    }

    /// The operator with its right side: a value or an expression of any type.
    pub fn apply<B>(self, right: impl IntoExpr<B>) -> Expr<T> {
        Expr::from_node(Node::Operator(Shared::new(OperatorNode {
            operator: self.operator,
            precedence: self.precedence,
            comparison: self.comparison,
            left: self.left,
            right: right.into_operand(),
        })))
    }
}

/// An operator of the user's before its operand, written as it stands: never put there what a user
/// typed. It binds tighter than other operators; an operand that is one stands in parentheses.
///
/// ```
/// use rebis_core::{Column, Source, TableName, prefix_op, select};
/// const X: Column<f64> = Column::new(Source::table(&TableName::new("points")), "x");
/// assert_eq!(
///     select(prefix_op::<f64, _>("|/ ", X + 1.0)).to_string(),
///     "SELECT |/ (points.x + :x_1) AS anon_1 FROM points"
/// );
/// ```
pub fn prefix_op<T: Scalar, B>(
    operator: impl Into<Cow<'static, str>>,
    operand: impl IntoExpr<B>,
) -> Expr<T> {
    Expr::from_node(Node::Prefix(Shared::new(PrefixNode {
        operator: operator.into(),
        precedence: Precedence::TIGHTEST,
        operand: operand.into_operand(),
    })))
}
