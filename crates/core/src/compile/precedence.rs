//! [`Precedence`]: which operands stand in parentheses.

use crate::expr::{BinaryOp, Junction, Node, UnaryOp};

/// How tightly an operator binds, in the steps of SQLAlchemy's `_PRECEDENCE`.
///
/// An operand that binds no tighter than its operator stands in parentheses, unless it is the same
/// associative operator. The steps are coarser than any database's: `||` and all comparisons are
/// one step, so that no reader has to know which of them a database takes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Precedence(i8);

impl Precedence {
    /// Below everything: raw text, lists.
    pub const LOWEST: Self = Self(-1);
    /// `EXISTS`
    pub const EXISTS: Self = Self(0);
    /// `OR`
    pub const OR: Self = Self(2);
    /// `AND`, and the modifiers of `ORDER BY`.
    pub const AND: Self = Self(3);
    /// `COLLATE`
    pub const COLLATE: Self = Self(4);
    /// Comparisons, `LIKE`, `IN`, `BETWEEN`, `NOT`, `||`.
    pub const COMPARISON: Self = Self(5);
    /// `FILTER`
    pub const FILTER: Self = Self(6);
    /// `+`, `-` and the operators on bits.
    pub const SUM: Self = Self(7);
    /// `*`, `/`, `%` and the sign.
    pub const PRODUCT: Self = Self(8);
    /// Subscripts.
    pub const SUBSCRIPT: Self = Self(15);
    /// What never stands in parentheses: columns, calls.
    pub const ATOM: Self = Self(i8::MAX);

    /// That of a binary operator.
    pub fn of_binary(op: BinaryOp) -> Self {
        match op {
            BinaryOp::Eq
            | BinaryOp::Ne
            | BinaryOp::Lt
            | BinaryOp::Le
            | BinaryOp::Gt
            | BinaryOp::Ge
            | BinaryOp::NullSafeEq
            | BinaryOp::NullSafeNe
            | BinaryOp::Concat => Self::COMPARISON,
            BinaryOp::Add | BinaryOp::Sub => Self::SUM,
            BinaryOp::Mul | BinaryOp::Div | BinaryOp::IntDiv | BinaryOp::Mod => Self::PRODUCT,
        }
    }

    /// That of an expression.
    pub fn of(node: &Node) -> Self {
        match node {
            Node::Binary(op, _) => Self::of_binary(*op),
            Node::Unary(UnaryOp::Neg, _) => Self::PRODUCT,
            Node::Unary(_, _) | Node::In(_) | Node::Between(_) | Node::Like(_) => Self::COMPARISON,
            Node::Junction(Junction::And, _) => Self::AND,
            Node::Junction(Junction::Or, _) => Self::OR,
            Node::Exists(exists) if exists.negated => Self::COMPARISON,
            Node::Ordered(_) | Node::Text(_) => Self::LOWEST,
            Node::Custom(node) => node.construct.precedence(),
            _ => Self::ATOM,
        }
    }
}

/// Whether `(a op b) op c` needs no parentheses.
pub(super) fn is_associative(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Add | BinaryOp::Mul | BinaryOp::Concat)
}
