//! Rust's operators that have the same meaning in SQL.

use std::ops::{Add, BitAnd, BitOr, Div, Mul, Neg, Not, Rem, Sub};

use super::division::division;
use super::node::{BinaryOp, Junction, Node, UnaryOp};
use super::{Column, ComputedColumn, Expr, Expression, IntoExpr, Labeled, Over};
use crate::types::Scalar;
use crate::value::Decimal;

/// A base type with arithmetic.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a number")]
pub trait Numeric: Scalar<Base = Self> {
    /// The type of a quotient with its fraction.
    type Quotient: Scalar<Base = Self::Quotient>;

    /// The type of a sum over rows.
    ///
    /// It is `i64` for small integers, and an exact number for `u32` and 64-bit integers.
    type Sum: Scalar<Base = Self::Sum>;

    /// The type of an average: exact for integers and exact numbers.
    type Average: Scalar<Base = Self::Average>;
}

/// A base type with `+`: numbers, text, points in time and intervals.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `+` in SQL",
    note = "`+` adds numbers, joins text, and adds an interval to a point in time"
)]
pub trait Addable: Scalar<Base = Self> {
    /// The base type of the right side.
    type Addend;

    /// The operator in SQL.
    const ADD: BinaryOp;
}

impl Addable for String {
    type Addend = Self;

    const ADD: BinaryOp = BinaryOp::Concat;
}

/// A base type with `-`: numbers, dates, points in time and intervals.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `-` in SQL",
    note = "`-` subtracts numbers, dates, points in time and intervals"
)]
pub trait Subtractable: Scalar<Base = Self> {
    /// The type of the difference if the left side is a `T`.
    type Difference<T: Scalar<Base = Self>>: Scalar;

    /// The operator in SQL.
    const SUB: BinaryOp;
}

/// A base type with `*`: numbers and intervals.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `*` in SQL",
    note = "`*` multiplies numbers, and an interval by a number"
)]
pub trait Multipliable: Scalar<Base = Self> {
    /// The base type of the right side.
    type Factor;

    /// The operator in SQL.
    const MUL: BinaryOp;
}

/// A base type of integers, which have `%`. Databases disagree on the remainder of other numbers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type of whole numbers",
    note = "`%` requires whole numbers: SQLite would drop the fraction, and PostgreSQL has no `%` \
            for floating point numbers"
)]
pub trait Integer: Numeric {}

macro_rules! integer {
    ($($rust:ty)+) => {
        $(impl Integer for $rust {})+
    };
}

integer!(i8 i16 i32 i64 u8 u16 u32 u64);

macro_rules! numeric {
    ($($rust:ty => $quotient:ty, $sum:ty, $average:ty;)+) => {
        $(
            impl Numeric for $rust {
                type Quotient = $quotient;
                type Sum = $sum;
                type Average = $average;
            }

            impl Addable for $rust {
                type Addend = Self;

                const ADD: BinaryOp = BinaryOp::Add;
            }

            impl Subtractable for $rust {
                type Difference<T: Scalar<Base = Self>> = T;

                const SUB: BinaryOp = BinaryOp::Sub;
            }

            impl Multipliable for $rust {
                type Factor = Self;

                const MUL: BinaryOp = BinaryOp::Mul;
            }
        )+
    };
}

numeric! {
    i8 => f64, i64, Decimal;
    i16 => f64, i64, Decimal;
    i32 => f64, i64, Decimal;
    i64 => f64, Decimal, Decimal;
    u8 => f64, i64, Decimal;
    u16 => f64, i64, Decimal;
    u32 => f64, Decimal, Decimal;
    u64 => f64, Decimal, Decimal;
    f32 => f64, f64, f64;
    f64 => f64, f64, f64;
    Decimal => Decimal, Decimal, Decimal;
}
#[cfg(feature = "rust_decimal")]
numeric! {
    rust_decimal::Decimal => rust_decimal::Decimal, rust_decimal::Decimal, rust_decimal::Decimal;
}

#[cfg(feature = "bigdecimal")]
numeric! {
    bigdecimal::BigDecimal => bigdecimal::BigDecimal, bigdecimal::BigDecimal, bigdecimal::BigDecimal;
}

/// The type of a difference if the left side is a `T`.
type DifferenceOf<T> = <<T as Scalar>::Base as Subtractable>::Difference<T>;

fn binary<T>(op: BinaryOp, left: Node, right: Node) -> Expr<T> {
    Expr::from_node(Node::binary(op, left, right))
}

fn sum<B: Addable, T>(left: Node, right: Node) -> Expr<T> {
    binary(B::ADD, left, right)
}

fn difference<B: Subtractable, T>(left: Node, right: Node) -> Expr<T> {
    binary(B::SUB, left, right)
}

fn product<B: Multipliable, T>(left: Node, right: Node) -> Expr<T> {
    binary(B::MUL, left, right)
}

fn remainder<T>(left: Node, right: Node) -> Expr<T> {
    binary(BinaryOp::Mod, left, right)
}

/// Builds `/`. Integers are divided as in Rust, without the remainder.
fn quotient<N: Numeric, T>(left: Node, right: Node) -> Expr<T> {
    let divisor = N::sql_type();
    if divisor.is_integer() {
        binary(BinaryOp::IntDiv, left, right)
    } else {
        Expr::from_node(division(left, right, divisor, false))
    }
}

macro_rules! arithmetic {
    ($shell:ident: $($operator:ident $method:ident $bound:ident $right:ty => $output:ty, $make:expr;)+) => {
        $(impl<T, R> $operator<R> for $shell<T>
        where
            T: Scalar<Base: $bound>,
            R: IntoExpr<$right>,
        {
            type Output = Expr<$output>;

            fn $method(self, other: R) -> Self::Output {
                $make(self.into_node(), other.into_operand())
            }
        })+
    };
}

/// Implements operators with a value on the left: `100 - User.age`.
macro_rules! values {
    ($shell:ident: $($rust:ty)+) => {
        $(
            values!($shell $rust, Add add sum::<$rust, T>);
            values!($shell $rust, Sub sub difference::<$rust, T>);
            values!($shell $rust, Mul mul product::<$rust, T>);
            values!($shell $rust, Div div quotient::<$rust, T>);
        )+
    };
    ($shell:ident $rust:ty, $operator:ident $method:ident $make:expr) => {
        impl<T: Scalar<Base = $rust>> $operator<$shell<T>> for $rust {
            type Output = Expr<T>;

            fn $method(self, other: $shell<T>) -> Expr<T> {
                $make(Node::value_of(self), other.into_node())
            }
        }
    };
}

macro_rules! operators {
    ($($shell:ident)+) => {
        $(
            arithmetic! { $shell:
                Add add Addable <T::Base as Addable>::Addend => T, sum::<T::Base, _>;
                Sub sub Subtractable T::Base => DifferenceOf<T>, difference::<T::Base, _>;
                Mul mul Multipliable <T::Base as Multipliable>::Factor => T, product::<T::Base, _>;
                Div div Numeric T::Base => T, quotient::<T::Base, _>;
                Rem rem Integer T::Base => T, remainder;
            }

            values!($shell: i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 crate::value::Decimal);
            #[cfg(feature = "rust_decimal")]
            values!($shell: rust_decimal::Decimal);
            #[cfg(feature = "bigdecimal")]
            values!($shell: bigdecimal::BigDecimal);

            impl<T: Scalar<Base = String>> Add<$shell<T>> for &str {
                type Output = Expr<T>;

                fn add(self, other: $shell<T>) -> Expr<T> {
                    let left = Node::value_of(self.to_owned());
                    binary(BinaryOp::Concat, left, other.into_node())
                }
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
                    let mut right = other.into_operand();
                    right.make_constant();
                    Expr::from_node(Node::join(Junction::And, self.into_node(), right))
                }
            }

            impl<R: IntoExpr<bool>> BitOr<R> for $shell<bool> {
                type Output = Expr<bool>;

                fn bitor(self, other: R) -> Expr<bool> {
                    let mut right = other.into_operand();
                    right.make_constant();
                    Expr::from_node(Node::join(Junction::Or, self.into_node(), right))
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

operators!(Column ComputedColumn Expr Labeled Over);
