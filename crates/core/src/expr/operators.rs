//! Rust's operators, where they mean the same in SQL.

use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Rem, Sub};

use super::node::{BinaryOp, Junction, Node, UnaryOp};
use super::{Column, ComputedColumn, Expr, Expression, IntoExpr};
use crate::types::Scalar;

/// A base type with arithmetic.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a number")]
pub trait Numeric: Scalar<Base = Self> {
    /// Which division the type has: integers drop the remainder, as in Rust.
    const DIVISION: BinaryOp;
}

/// A base type of whole numbers: those have a remainder, which databases do not agree on for
/// others.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type of whole numbers",
    note = "`%` takes whole numbers: SQLite would drop the fraction, and PostgreSQL has no such \
            operator for floating point numbers"
)]
pub trait Integer: Numeric {}

macro_rules! integer {
    ($($rust:ty)+) => {
        $(impl Integer for $rust {})+
    };
}

integer!(i16 i32 i64 u8 u16 u32);

macro_rules! numeric {
    ($division:ident: $($rust:ty)+) => {
        $(impl Numeric for $rust {
            const DIVISION: BinaryOp = BinaryOp::$division;
        })+
    };
}

numeric!(IntDiv: i16 i32 i64 u8 u16 u32);
numeric!(Div: f32 f64 crate::value::Decimal);
#[cfg(feature = "rust_decimal")]
numeric!(Div: rust_decimal::Decimal);

macro_rules! arithmetic {
    ($shell:ident: $($operator:ident $method:ident $bound:ident $op:expr;)+) => {
        $(impl<T, R> $operator<R> for $shell<T>
        where
            T: Scalar<Base: $bound>,
            R: IntoExpr<T::Base>,
        {
            type Output = Expr<T>;

            fn $method(self, other: R) -> Expr<T> {
                Expr::from_node(Node::binary($op, self.into_node(), other.into_operand()))
            }
        })+
    };
}

macro_rules! operators {
    ($($shell:ident)+) => {
        $(
            arithmetic! { $shell:
                Add add Numeric BinaryOp::Add;
                Sub sub Numeric BinaryOp::Sub;
                Mul mul Numeric BinaryOp::Mul;
                Div div Numeric <T::Base as Numeric>::DIVISION;
                Rem rem Integer BinaryOp::Mod;
            }

            impl<T: Scalar<Base: Numeric>> Neg for $shell<T> {
                type Output = Expr<T>;

                fn neg(self) -> Expr<T> {
                    Expr::from_node(Node::unary(UnaryOp::Neg, self.into_node()))
                }
            }

            impl<R: IntoExpr<bool>> BitAnd<R> for $shell<bool> {
                type Output = Expr<bool>;

                fn bitand(self, other: R) -> Expr<bool> {
                    let (left, right) = (self.into_node(), other.into_operand());
                    Expr::from_node(Node::join(Junction::And, left, right))
                }
            }

            impl<R: IntoExpr<bool>> BitOr<R> for $shell<bool> {
                type Output = Expr<bool>;

                fn bitor(self, other: R) -> Expr<bool> {
                    let (left, right) = (self.into_node(), other.into_operand());
                    Expr::from_node(Node::join(Junction::Or, left, right))
                }
            }

            impl Not for $shell<bool> {
                type Output = Expr<bool>;

                fn not(self) -> Expr<bool> {
                    Expr::from_node(self.into_node().negate())
                }
            }
        )+
    };
}

operators!(Column ComputedColumn Expr);
