//! [`Precedence`]: which operands stand in parentheses.

use super::{BinaryOp, Junction, LikeAnchor, Node, UnaryOp};
use crate::visit::{Part, Rewriter, Visitor};

/// How tightly an operator binds, in the steps of SQLAlchemy's `_PRECEDENCE`.
///
/// An operand that binds no tighter than its operator stands in parentheses, unless it is the same
/// associative operator. The steps are coarser than any database's: `||` and all comparisons are
/// one step, so that no reader has to know which of them a database takes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Precedence(i8);

impl Precedence {
    /// Below all others: `starts_with`, `contains` and their relatives, which stand in parentheses
    /// everywhere.
    pub const LOOSEST: Self = Self(-100);
    /// A clause that takes one condition, such as `WHERE`.
    pub const CLAUSE: Self = Self(-10);
    /// Raw text, lists.
    pub const LOWEST: Self = Self(-1);
    /// `EXISTS`, and operators that the user names, unless he says otherwise.
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
    /// Above all operators: an operand that stands in parentheses unless it is none.
    pub const TIGHTEST: Self = Self(100);
    /// What never stands in parentheses: columns, calls.
    pub const ATOM: Self = Self(i8::MAX);

    /// A step of the user's own: the higher, the tighter.
    pub const fn new(step: i8) -> Self {
        Self(step)
    }

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
            | BinaryOp::Is
            | BinaryOp::IsNot
            | BinaryOp::Concat => Self::COMPARISON,
            BinaryOp::Add
            | BinaryOp::Sub
            | BinaryOp::BitAnd
            | BinaryOp::BitOr
            | BinaryOp::BitXor
            | BinaryOp::ShiftLeft
            | BinaryOp::ShiftRight
            | BinaryOp::TimeAdd
            | BinaryOp::TimeSub => Self::SUM,
            BinaryOp::TimeMul | BinaryOp::Mul | BinaryOp::IntDiv | BinaryOp::Mod => Self::PRODUCT,
        }
    }

    /// That of an expression.
    pub fn of(node: &Node) -> Self {
        match node {
            Node::Binary(op, _) => Self::of_binary(*op),
            Node::Unary(UnaryOp::Neg | UnaryOp::BitNot, _) | Node::Division(_) => Self::PRODUCT,
            Node::Like(like) if like.anchor != LikeAnchor::Pattern => Self::LOOSEST,
            Node::Unary(_, _)
            | Node::In(_)
            | Node::Between(_)
            | Node::Like(_)
            | Node::Regexp(_)
            | Node::RegexpReplace(_)
            | Node::Match(_) => Self::COMPARISON,
            Node::Operator(operator) => operator.precedence,
            Node::Collate(_) => Self::COLLATE,
            Node::Quantified(_, _) => Self::SUBSCRIPT,
            Node::Junction(Junction::And, _) => Self::AND,
            Node::Junction(Junction::Or, _) => Self::OR,
            Node::Exists(exists) if exists.negated => Self::COMPARISON,
            Node::Exists(_) => Self::EXISTS,
            Node::Label(label) => Self::of(&label.node),
            Node::Ordered(_) | Node::Text(_) => Self::LOWEST,
            Node::Postgres(_) => Self::COMPARISON,
            Node::Filter(_) => Self::FILTER,
            Node::Coerced(operand) => Self::of(operand),
            Node::DmlColumn(node) => node.value.as_ref().map_or(Self::ATOM, Self::of),
            Node::Custom(node) => node.expression.precedence(),
            _ => Self::ATOM,
        }
    }
}

impl Part for Precedence {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.tag(self.0.cast_unsigned());
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, _rewriter: &mut R) -> Self {
        *self
    }
}

/// Whether `(a op b) op c` and `a op (b op c)` need no parentheses.
pub(crate) fn is_associative(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Add | BinaryOp::Mul | BinaryOp::Concat)
}
