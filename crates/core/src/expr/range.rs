//! Ranges and multiranges: their operators.

use super::node::{BinaryOp, Node};
use super::postgres::{PostgresOp, methods, operator, typed_operator};
use super::{Column, Expr, Expression, IntoExpr};
use crate::types::{RangeElement, Scalar};
use crate::value::{Multirange, Range};

/// What may stand beside a range: a range, a multirange, or an expression of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a range of `{T}`",
    note = "`value::Range`, Rust's own ranges, and columns of them are"
)]
pub trait RangeOperand<T> {
    /// The untyped range.
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

/// A type of ranges: [`Range`] or [`Multirange`].
pub trait RangeType: Scalar<Base = Self> {
    /// What it is a range of.
    type Element: RangeElement;
}

impl<T: RangeElement + Clone> RangeType for Range<T> {
    type Element = T;
}

impl<T: RangeElement + Clone> RangeType for Multirange<T> {
    type Element = T;
}

/// The element of an expression's range.
type ElementOf<E> = <<<E as Expression>::Type as Scalar>::Base as RangeType>::Element;

/// What ranges and multiranges have; `contains` is a method of the columns and expressions
/// themselves.
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
    /// Whether the range is within another: `<@`.
    fn contained_by(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(
            PostgresOp::ContainedBy,
            self.into_node(),
            other.into_range(),
        )
    }

    /// Whether the ranges have values in common: `&&`.
    fn overlaps(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(PostgresOp::Overlaps, self.into_node(), other.into_range())
    }

    /// Whether the range ends before another starts: `<<`.
    fn strictly_left_of(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(
            PostgresOp::StrictlyLeftOf,
            self.into_node(),
            other.into_range(),
        )
    }

    /// Whether the range starts after another ends: `>>`.
    fn strictly_right_of(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(
            PostgresOp::StrictlyRightOf,
            self.into_node(),
            other.into_range(),
        )
    }

    /// Whether the range ends no later than another: `&<`.
    fn not_extend_right_of(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(
            PostgresOp::NotExtendRightOf,
            self.into_node(),
            other.into_range(),
        )
    }

    /// Whether the range starts no earlier than another: `&>`.
    fn not_extend_left_of(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(
            PostgresOp::NotExtendLeftOf,
            self.into_node(),
            other.into_range(),
        )
    }

    /// Whether one range ends where the other starts: `-|-`.
    fn adjacent_to(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<bool> {
        operator(PostgresOp::AdjacentTo, self.into_node(), other.into_range())
    }

    /// The values of both ranges: `+`.
    fn union(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<Self::Type> {
        arithmetic(BinaryOp::Add, self.into_node(), other.into_range())
    }

    /// The values that both ranges have: `*`.
    fn intersection(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<Self::Type> {
        arithmetic(BinaryOp::Mul, self.into_node(), other.into_range())
    }

    /// The values of this range without those of another: `-`.
    fn difference(self, other: impl RangeOperand<ElementOf<Self>>) -> Expr<Self::Type> {
        arithmetic(BinaryOp::Sub, self.into_node(), other.into_range())
    }
}

impl<E: Expression<Type: Scalar<Base: RangeType>>> RangeExpression for E {}

macro_rules! contains {
    ($($base:ident)+) => {
        $(methods!([T: RangeElement + Clone] $base<T>, {
            /// Whether a value is in the range: `@>`.
            pub fn contains(self, value: impl IntoExpr<T>) -> Expr<bool> {
                let sql_type = Some(T::sql_type());
                let value = value.into_operand();
                typed_operator(PostgresOp::Contains, self.into_node(), value, sql_type)
            }

            /// Whether all values of another range are in this one: `@>`.
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
