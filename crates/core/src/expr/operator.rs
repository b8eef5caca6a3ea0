//! User-defined operators.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::node::Node;
use super::precedence::Precedence;
use super::{Expr, IntoExpr};
use crate::types::Scalar;
use crate::visit::{Shared, parts};

/// `left operator right`, with a user-defined operator.
#[derive(Clone, Debug)]
pub struct OperatorNode {
    /// The operator, as written in the SQL.
    pub operator: Cow<'static, str>,
    /// The precedence of the operator.
    pub precedence: Precedence,
    /// Whether the result is a boolean.
    pub comparison: bool,
    /// The left side.
    pub left: Node,
    /// The right side.
    pub right: Node,
}

/// `operator operand`, with a user-defined operator.
#[derive(Clone, Debug)]
pub struct PrefixNode {
    /// The operator, as written in the SQL.
    pub operator: Cow<'static, str>,
    /// The precedence of the operator.
    pub precedence: Precedence,
    /// The operand.
    pub operand: Node,
}

parts! {
    PrefixNode { operator, precedence, operand }
    OperatorNode { operator, precedence, comparison, left, right }
}

/// A user-defined operator without its right side.
///
/// [`op`](super::Expression::op) and [`bool_op`](super::Expression::bool_op) return it.
#[derive(Clone, Debug)]
#[must_use = "call `apply` to add the right side of the operator"]
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

    /// Sets the precedence. By default, the operator is in parentheses beside any other operator.
    pub fn precedence(self, precedence: Precedence) -> Self {
        Self { precedence, ..self }
    }

    /// Changes the type of the result to a boolean, like [`bool_op`](super::Expression::bool_op).
    pub fn is_comparison(self) -> Operator<bool> {
        Operator {
            comparison: true,
            ..self.returns()
        }
    }

    /// Sets the Rust type of the result.
    ///
    /// `R` is not checked. If it is wrong, decoding a row returns an error.
    pub fn returns<R: Scalar>(self) -> Operator<R> {
        Operator {
            operator: self.operator,
            precedence: self.precedence,
            comparison: self.comparison,
            left: self.left,
            _type: PhantomData,
        }
    }

    /// Adds the right side: a value or an expression of any type.
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

/// Returns a user-defined operator before its operand.
///
/// The operator is written into the SQL unchanged, so it MUST NOT come from outside the program. It
/// binds tighter than other operators: an operand with an operator gets parentheses.
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
