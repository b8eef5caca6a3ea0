//! Conditions: joining and negating them, and which nodes are conditions.

use super::node::{BinaryOp, Bind, Junction, Node, UnaryOp};
use crate::value::Value;
use crate::visit::Shared;

/// The length from which a list on the right side is nested, instead of inserting before it.
const LONG: usize = 256;

impl Node {
    /// Joins the conditions with `AND`; returns `None` if there are none.
    pub fn all(conditions: impl IntoIterator<Item = Self>) -> Option<Self> {
        conditions
            .into_iter()
            .reduce(|left, right| Self::join(Junction::And, left, right))
    }

    /// Joins two conditions. Lists of the same kind become one list, and constants are folded.
    pub fn join(junction: Junction, left: Self, right: Self) -> Self {
        let neutral = junction == Junction::And;
        match (&left, &right) {
            (Self::Bool(value), _) if *value == neutral => return right,
            (_, Self::Bool(value)) if *value == neutral => return left,
            (Self::Bool(_), _) => return left,
            (_, Self::Bool(_)) => return right,
            _ => {}
        }
        // A junction without other owners is extended in place.
        let (mut left, mut right) = (left, right);
        match (left.parts_of(junction), right.parts_of(junction)) {
            (Some(parts), Some(more)) => parts.extend(std::mem::take(more)),
            (Some(parts), None) => parts.push(right),
            // Inserting at the front moves all entries, which is slow for a long list.
            (None, Some(parts)) if parts.len() < LONG => {
                parts.insert(0, left);
                return right;
            }
            (None, _) => {
                let mut parts = Vec::with_capacity(4);
                parts.extend([left, right]);
                return Self::Junction(junction, Shared::new(parts));
            }
        }
        left
    }

    /// Returns the conditions of the node, if it is a junction of this kind.
    fn parts_of(&mut self, junction: Junction) -> Option<&mut Vec<Self>> {
        match self {
            Self::Junction(kind, parts) if *kind == junction => Some(Shared::make_mut(parts)),
            _ => None,
        }
    }

    /// Returns the opposite condition, by the opposite operator if there is one.
    pub fn negate(mut self) -> Self {
        self.make_constant();
        let negated = match &mut self {
            Self::Bool(value) => value,
            Self::In(node) => &mut Shared::make_mut(node).negated,
            Self::Between(node) => &mut Shared::make_mut(node).negated,
            Self::Like(node) => &mut Shared::make_mut(node).negated,
            Self::Regexp(node) => &mut Shared::make_mut(node).negated,
            Self::Match(node) => &mut Shared::make_mut(node).negated,
            Self::Exists(node) => &mut node.negated,
            Self::Binary(op, operands) => match (op.opposite(), &operands.1) {
                // The opposite of `a = ANY (…)` is `a != ALL (…)`, not `a != ANY (…)`.
                (Some(_), Self::Quantified(_, _)) => return Self::unary(UnaryOp::Not, self),
                (Some(opposite), _) => {
                    *op = opposite;
                    return self;
                }
                (None, _) => return Self::unary(UnaryOp::IsFalse, self),
            },
            Self::Unary(op, operand) => match op {
                UnaryOp::IsFalse => return Self::clone(operand),
                UnaryOp::Not if !operand.stays_negated() => return Self::clone(operand),
                UnaryOp::IsNull => {
                    *op = UnaryOp::IsNotNull;
                    return self;
                }
                UnaryOp::IsNotNull => {
                    *op = UnaryOp::IsNull;
                    return self;
                }
                _ => return Self::unary(self.negation(), self),
            },
            _ => return Self::unary(self.negation(), self),
        };
        *negated = !*negated;
        self
    }

    /// Returns the operator that negates the node, if it has no opposite operator.
    fn negation(&self) -> UnaryOp {
        if self.is_condition() {
            UnaryOp::Not
        } else {
            UnaryOp::IsFalse
        }
    }

    /// Replaces a boolean bind without a name by a constant in the SQL text.
    #[inline]
    pub(crate) fn make_constant(&mut self) {
        if let Self::Bind(bind) = self
            && bind.name.is_none()
            && let Value::Bool(value) = bind.value
        {
            *self = Self::Bool(value);
        }
    }

    /// Returns whether every database accepts the node as a condition.
    ///
    /// A boolean value is not a condition, because some databases have no boolean type.
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

    /// Returns whether the node is `NULL` or a bound `NULL`, which comparisons write as `IS NULL`.
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

    /// Returns whether the negation of `NOT self` keeps both `NOT`s, as in SQLAlchemy.
    fn stays_negated(&self) -> bool {
        matches!(self, Self::Junction(_, _) | Self::Unary(UnaryOp::Not, _))
    }
}

impl BinaryOp {
    /// Returns whether the result is a boolean.
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

    /// Returns the comparison with its sides exchanged.
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
