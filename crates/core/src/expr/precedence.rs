//! [`Precedence`]: which operands get parentheses.

use super::{BinaryOp, Junction, LikeAnchor, Node, UnaryOp};
use crate::visit::{Part, Rewriter, Visitor};

/// How tightly an operator binds, in the levels of SQLAlchemy's `_PRECEDENCE`.
///
/// An operand gets parentheses if it binds no tighter than its operator. A chain of one associative
/// operator needs none. The levels are coarser than the levels of any database: `||` and all
/// comparisons share a level. A reader of the SQL therefore need not know which operator a database
/// applies first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Precedence(i8);

impl Precedence {
    /// Below all others: `starts_with`, `ends_with` and `contains`, which always get parentheses.
    pub const LOOSEST: Self = Self(-100);
    /// A clause with one condition, such as `WHERE`.
    pub const CLAUSE: Self = Self(-10);
    /// SQL text of the user, and entries of `ORDER BY`.
    pub const LOWEST: Self = Self(-1);
    /// `EXISTS`, and the default of user-defined operators.
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
    /// `+`, `-` and the bitwise operators.
    pub const SUM: Self = Self(7);
    /// `*`, `/`, `%` and the sign.
    pub const PRODUCT: Self = Self(8);
    /// Subscripts.
    pub const SUBSCRIPT: Self = Self(15);
    /// Above all operators: any operator within the operand gets parentheses.
    pub const TIGHTEST: Self = Self(100);
    /// Expressions that never get parentheses: columns, function calls.
    pub const ATOM: Self = Self(i8::MAX);

    /// Creates a level. Higher levels bind tighter.
    pub const fn new(step: i8) -> Self {
        Self(step)
    }

    /// Returns the precedence of a binary operator.
    pub fn from_operator(op: BinaryOp) -> Self {
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

    /// Returns the precedence of an expression.
    pub fn from_node(node: &Node) -> Self {
        match node {
            Node::Binary(op, _) => Self::from_operator(*op),
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
            Node::Label(label) => Self::from_node(&label.node),
            Node::Ordered(_) | Node::Text(_) => Self::LOWEST,
            Node::Postgres(_) => Self::COMPARISON,
            Node::Filter(_) => Self::FILTER,
            Node::Coerced(operand) => Self::from_node(operand),
            Node::DmlColumn(node) => node.value.as_ref().map_or(Self::ATOM, Self::from_node),
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

/// Returns whether `(a op b) op c` needs no parentheses.
///
/// On the right side of `+` and `*`, the compiler keeps them, because rounding depends on the
/// order.
pub(crate) fn is_associative(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Add | BinaryOp::Mul | BinaryOp::Concat)
}
