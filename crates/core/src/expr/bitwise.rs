//! Operators on bits, which are functions by name: `&`, `|` and `!` join conditions.

use super::node::{BinaryOp, Node, UnaryOp};
use super::{BaseOf, Expr, Expression, Integer, IntoExpr};
use crate::types::Scalar;

/// Operators on the bits of whole numbers.
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
    /// Bits that both have.
    fn bitwise_and(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<Self::Type> {
        bits(BinaryOp::BitAnd, self, other)
    }

    /// Bits that either has.
    fn bitwise_or(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<Self::Type> {
        bits(BinaryOp::BitOr, self, other)
    }

    /// Bits that one of them has.
    fn bitwise_xor(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<Self::Type> {
        bits(BinaryOp::BitXor, self, other)
    }

    /// Bits that it has not.
    fn bitwise_not(self) -> Expr<Self::Type> {
        Expr::from_node(Node::unary(UnaryOp::BitNot, self.into_node()))
    }

    /// Bits moved to the left: each place doubles the number.
    fn bitwise_lshift(self, places: impl IntoExpr<BaseOf<Self>>) -> Expr<Self::Type> {
        bits(BinaryOp::ShiftLeft, self, places)
    }

    /// Bits moved to the right: each place halves the number.
    fn bitwise_rshift(self, places: impl IntoExpr<BaseOf<Self>>) -> Expr<Self::Type> {
        bits(BinaryOp::ShiftRight, self, places)
    }
}

impl<E: Expression<Type: Scalar<Base: Integer>>> IntegerExpression for E {}

fn bits<E: Expression>(op: BinaryOp, left: E, right: impl IntoExpr<BaseOf<E>>) -> Expr<E::Type> {
    Expr::from_node(Node::binary(op, left.into_node(), right.into_operand()))
}
