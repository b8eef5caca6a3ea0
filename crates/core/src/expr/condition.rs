//! Conditions: what is one, how they are joined, and what is the opposite of one.

use std::sync::Arc;

use super::full_text::MatchNode;
use super::node::{
    BetweenNode, BinaryOp, Bind, ExistsNode, InNode, Junction, LikeNode, Node, UnaryOp,
};
use super::regexp::RegexpNode;
use crate::value::Value;

impl Node {
    /// All of the conditions, or `None` of none.
    pub fn all(conditions: impl IntoIterator<Item = Self>) -> Option<Self> {
        conditions
            .into_iter()
            .reduce(|left, right| Self::join(Junction::And, left, right))
    }

    /// Joins two conditions; lists of the same kind become one list, and constants fold.
    pub fn join(junction: Junction, left: Self, right: Self) -> Self {
        let neutral = junction == Junction::And;
        match (&left, &right) {
            (Self::Bool(value), _) if *value == neutral => return right,
            (_, Self::Bool(value)) if *value == neutral => return left,
            (Self::Bool(_), _) => return left,
            (_, Self::Bool(_)) => return right,
            _ => {}
        }
        let mut parts = match left {
            Self::Junction(kind, parts) if kind == junction => parts,
            left => {
                let mut parts = Vec::with_capacity(4);
                parts.push(left);
                Arc::new(parts)
            }
        };
        // A junction that nothing else holds grows where it is.
        let list = Arc::make_mut(&mut parts);
        match right {
            Self::Junction(kind, inner) if kind == junction => {
                list.extend(Arc::unwrap_or_clone(inner));
            }
            right => list.push(right),
        }
        Self::Junction(junction, parts)
    }

    /// The opposite condition, by flipping the operator where it has an opposite.
    pub fn negate(mut self) -> Self {
        self.make_constant();
        match self {
            Self::Bool(value) => Self::Bool(!value),
            Self::Binary(op, operands) => negated_binary(op, operands),
            Self::Unary(UnaryOp::IsFalse, operand) => Arc::unwrap_or_clone(operand),
            Self::Unary(UnaryOp::Not, operand) if !operand.stays_negated() => {
                Arc::unwrap_or_clone(operand)
            }
            Self::Unary(UnaryOp::IsNull, operand) => Self::Unary(UnaryOp::IsNotNull, operand),
            Self::Unary(UnaryOp::IsNotNull, operand) => Self::Unary(UnaryOp::IsNull, operand),
            Self::In(node) => {
                let node = Arc::unwrap_or_clone(node);
                Self::In(Arc::new(InNode {
                    negated: !node.negated,
                    ..node
                }))
            }
            Self::Between(node) => {
                let node = Arc::unwrap_or_clone(node);
                Self::Between(Arc::new(BetweenNode {
                    negated: !node.negated,
                    ..node
                }))
            }
            Self::Like(node) => {
                let node = Arc::unwrap_or_clone(node);
                Self::Like(Arc::new(LikeNode {
                    negated: !node.negated,
                    ..node
                }))
            }
            Self::Regexp(node) => {
                let node = Arc::unwrap_or_clone(node);
                Self::Regexp(Arc::new(RegexpNode {
                    negated: !node.negated,
                    ..node
                }))
            }
            Self::Match(node) => {
                let node = Arc::unwrap_or_clone(node);
                Self::Match(Arc::new(MatchNode {
                    negated: !node.negated,
                    ..node
                }))
            }
            Self::Exists(node) => Self::Exists(ExistsNode {
                negated: !node.negated,
                ..node
            }),
            other if other.is_condition() => Self::unary(UnaryOp::Not, other),
            value => Self::unary(UnaryOp::IsFalse, value),
        }
    }

    /// Makes a boolean value of the program a constant of the text.
    #[inline]
    pub(crate) fn make_constant(&mut self) {
        if let Self::Bind(bind) = self
            && bind.name.is_none()
            && let Value::Bool(value) = bind.value
        {
            *self = Self::Bool(value);
        }
    }

    /// Whether every database takes the node as a condition: it is no value of a boolean type,
    /// which some do not have.
    pub(crate) fn is_condition(&self) -> bool {
        match self {
            Self::Binary(op, _) => op.is_comparison(),
            Self::Unary(op, _) => matches!(
                op,
                UnaryOp::Not | UnaryOp::IsFalse | UnaryOp::IsNull | UnaryOp::IsNotNull
            ),
            Self::Label(label) => label.node.is_condition(),
            Self::Junction(_, _)
            | Self::In(_)
            | Self::Between(_)
            | Self::Like(_)
            | Self::Operator(_)
            | Self::Regexp(_)
            | Self::Match(_)
            | Self::Exists(_)
            | Self::Null
            | Self::Text(_)
            | Self::Custom(_)
            | Self::Invalid(_) => true,
            _ => false,
        }
    }

    /// Whether the node is a bound `NULL`, which comparisons turn into `IS NULL`.
    pub(crate) fn is_bound_null(&self) -> bool {
        matches!(
            self,
            Self::Null
                | Self::Bind(Bind {
                    value: Value::Null,
                    ..
                })
        )
    }

    /// Whether `NOT` before `NOT` of it is written, as SQLAlchemy does.
    fn stays_negated(&self) -> bool {
        matches!(self, Self::Junction(_, _) | Self::Unary(UnaryOp::Not, _))
    }
}

/// A comparison with `ANY` has no opposite: that of `a = ANY (…)` is `a != ALL (…)`.
fn negated_binary(op: BinaryOp, operands: Arc<(Node, Node)>) -> Node {
    let quantified = matches!(operands.1, Node::Quantified(_, _));
    match op.opposite() {
        Some(opposite) if !quantified => Node::Binary(opposite, operands),
        None if !op.is_comparison() => Node::unary(UnaryOp::IsFalse, Node::Binary(op, operands)),
        _ => Node::unary(UnaryOp::Not, Node::Binary(op, operands)),
    }
}

impl BinaryOp {
    /// Whether the result is a truth value.
    pub fn is_comparison(self) -> bool {
        self.opposite().is_some()
    }

    fn opposite(self) -> Option<Self> {
        match self {
            Self::Eq => Some(Self::Ne),
            Self::Ne => Some(Self::Eq),
            Self::Lt => Some(Self::Ge),
            Self::Ge => Some(Self::Lt),
            Self::Gt => Some(Self::Le),
            Self::Le => Some(Self::Gt),
            Self::NullSafeEq => Some(Self::NullSafeNe),
            Self::NullSafeNe => Some(Self::NullSafeEq),
            Self::Is => Some(Self::IsNot),
            Self::IsNot => Some(Self::Is),
            _ => None,
        }
    }

    /// The comparison with the sides exchanged.
    pub(crate) fn mirrored(self) -> Self {
        match self {
            Self::Lt => Self::Gt,
            Self::Gt => Self::Lt,
            Self::Le => Self::Ge,
            Self::Ge => Self::Le,
            other => other,
        }
    }
}
