//! Bitwise operators. They are named methods, because `&`, `|` and `!` are used for conditions.

use super::node::{BinaryOp, Node, UnaryOp};
use super::{BaseOf, Expr, Expression, Integer, IntoExpr};
use crate::types::Scalar;

/// Bitwise operators of integers.
///
/// ```
/// use rebis_core::{Column, Expression, IntegerExpression, Source, TableName, select};
/// const FLAGS: Column<i32> = Column::new(Source::table(&TableName::new("files")), "flags");
/// assert_eq!(
///     select(FLAGS).filter(FLAGS.bitwise_and(4).eq(4)).to_string(),
///     "SELECT files.flags FROM files WHERE files.flags & :flags_1 = :param_1"
/// );
/// ```
pub trait IntegerExpression: Expression<Type: Scalar<Base: Integer>> {
    /// Returns the bits that both sides have: `self & other`.
    fn bitwise_and(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<Self::Type> {
        bits(BinaryOp::BitAnd, self, other)
    }

    /// Returns the bits that at least one side has: `self | other`.
    fn bitwise_or(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<Self::Type> {
        bits(BinaryOp::BitOr, self, other)
    }

    /// Returns the bits that exactly one side has (exclusive or).
    fn bitwise_xor(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<Self::Type> {
        bits(BinaryOp::BitXor, self, other)
    }

    /// Inverts all bits: `~self`.
    fn bitwise_not(self) -> Expr<Self::Type> {
        Expr::from_node(Node::unary(UnaryOp::BitNot, self.into_node()))
    }

    /// Shifts the bits to the left: `self << places`. Each place doubles the number.
    fn bitwise_lshift(self, places: impl IntoExpr<BaseOf<Self>>) -> Expr<Self::Type> {
        bits(BinaryOp::ShiftLeft, self, places)
    }

    /// Shifts the bits to the right: `self >> places`. Each place halves a number that is not negative.
    ///
    /// PostgreSQL and SQLite keep the sign of a negative number. MySQL and MariaDB shift zeros in, so
    /// the result is a large positive number.
    fn bitwise_rshift(self, places: impl IntoExpr<BaseOf<Self>>) -> Expr<Self::Type> {
        bits(BinaryOp::ShiftRight, self, places)
    }
}

impl<E: Expression<Type: Scalar<Base: Integer>>> IntegerExpression for E {}

fn bits<E: Expression>(op: BinaryOp, left: E, right: impl IntoExpr<BaseOf<E>>) -> Expr<E::Type> {
    Expr::from_node(Node::binary(op, left.into_node(), right.into_operand()))
}
