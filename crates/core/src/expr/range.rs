//! Operators of ranges and multiranges.

use super::node::{BinaryOp, Node};
use super::postgres::{PostgresOp, methods, operator, typed_operator};
use super::{Column, Expr, Expression, IntoExpr};
use crate::types::{RangeElement, Scalar};
use crate::value::{Multirange, Range};

/// The other side of a range operator: a range, a multirange, or an expression of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a range of `{T}`",
    note = "use `value::Range`, a range of Rust, or a column of ranges"
)]
pub trait RangeOperand<T> {
    /// Returns the untyped range.
    fn into_range(self) -> Node;
}

macro_rules! ranges {
    ($($rust:ty),+) => {
        $(impl<T: RangeElement + Clone> RangeOperand<T> for $rust {
            fn into_range(self) -> Node {
                Node::value_of(Range::from(self))
            }
        })+
    };
}

ranges!(
    Range<T>,
    std::ops::Range<T>,
    std::ops::RangeInclusive<T>,
    std::ops::RangeFrom<T>,
    std::ops::RangeTo<T>
);

impl<T: RangeElement + Clone> RangeOperand<T> for Multirange<T> {
    fn into_range(self) -> Node {
        Node::value_of(self)
    }
}

macro_rules! expressions {
    ($($shell:ident $base:ident)+) => {
        $(
            impl<T: RangeElement + Clone> RangeOperand<T> for $shell<$base<T>> {
                fn into_range(self) -> Node {
                    self.into_node()
                }
            }

            impl<T: RangeElement + Clone> RangeOperand<T> for $shell<Option<$base<T>>> {
                fn into_range(self) -> Node {
                    self.into_node()
                }
            }
        )+
    };
}

expressions!(Column Range Expr Range Column Multirange Expr Multirange);

/// A range type: [`Range`] or [`Multirange`].
pub trait RangeType: Scalar<Base = Self> {
    /// The type of the values in the range.
    type Element: RangeElement;
}

impl<T: RangeElement + Clone> RangeType for Range<T> {
    type Element = T;
}

impl<T: RangeElement + Clone> RangeType for Multirange<T> {
    type Element = T;
}

/// The type of the values in an expression's range.
type ElementOf<E> = <<<E as Expression>::Type as Scalar>::Base as RangeType>::Element;

/// Operators of ranges and multiranges.
///
/// `contains` is an inherent method of columns and expressions.
///
/// ```
/// use rebis_core::value::Range;
/// use rebis_core::{Column, Expression, RangeExpression, Source, TableName, select};
/// const ROOMS: TableName = TableName::new("rooms");
/// const ID: Column<i32> = Column::new(Source::table(&ROOMS), "id");
/// const SPAN: Column<Range<i32>> = Column::new(Source::table(&ROOMS), "span");
/// assert_eq!(
///     select(ID).filter(SPAN.overlaps(8..=20)).to_string(),
///     "SELECT rooms.id FROM rooms WHERE rooms.span && :span_1"
/// );
/// ```
pub trait RangeExpression: Expression<Type: Scalar<Base: RangeType>> {
    /// Returns whether `other` contains this range: `self <@ other`.
    fn contained_by(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(
            PostgresOp::ContainedBy,
            self.into_node(),
            other.into_range(),
        )
    }

    /// Returns whether the ranges have values in common: `self && other`.
    fn overlaps(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(PostgresOp::Overlaps, self.into_node(), other.into_range())
    }

    /// Returns whether this range ends before `other` starts: `self << other`.
    fn strictly_left_of(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(
            PostgresOp::StrictlyLeftOf,
            self.into_node(),
            other.into_range(),
        )
    }

    /// Returns whether this range starts after `other` ends: `self >> other`.
    fn strictly_right_of(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(
            PostgresOp::StrictlyRightOf,
            self.into_node(),
            other.into_range(),
        )
    }

    /// Returns whether this range ends no later than `other`: `self &< other`.
    fn not_extend_right_of(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(
            PostgresOp::NotExtendRightOf,
            self.into_node(),
            other.into_range(),
        )
    }

    /// Returns whether this range starts no earlier than `other`: `self &> other`.
    fn not_extend_left_of(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(
            PostgresOp::NotExtendLeftOf,
            self.into_node(),
            other.into_range(),
        )
    }

    /// Returns whether one range ends where the other starts: `self -|- other`.
    fn adjacent_to(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(PostgresOp::AdjacentTo, self.into_node(), other.into_range())
    }

    /// Returns the values of both ranges: `self + other`.
    fn union(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<Self::Type> {
        arithmetic(BinaryOp::Add, self.into_node(), other.into_range())
    }

    /// Returns the values that both ranges contain: `self * other`.
    fn intersection(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<Self::Type> {
        arithmetic(BinaryOp::Mul, self.into_node(), other.into_range())
    }

    /// Returns the values of this range that `other` does not contain: `self - other`.
    fn difference(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<Self::Type> {
        arithmetic(BinaryOp::Sub, self.into_node(), other.into_range())
    }
}

impl<E: Expression<Type: Scalar<Base: RangeType>>> RangeExpression for E {}

macro_rules! contains {
    ($($base:ident)+) => {
        $(methods!([T: RangeElement + Clone] $base<T>, {
            /// Returns whether the range contains a value: `self @> value`.
            pub fn contains(self, value: impl IntoExpr<T>) -> Expr<bool> {
                let sql_type = Some(T::sql_type());
                let value = value.into_operand();
                typed_operator(PostgresOp::Contains, self.into_node(), value, sql_type)
            }

            /// Returns whether this range contains all values of `other`: `self @> other`.
            pub fn contains_range(self, other: impl RangeOperand<T>) -> Expr<bool> {
                operator(PostgresOp::Contains, self.into_node(), other.into_range())
            }
        });)+
    };
}

contains!(Range Multirange);

fn arithmetic<T>(op: BinaryOp, left: Node, right: Node) -> Expr<T> {
    Expr::from_node(Node::binary(op, left, right))
}
