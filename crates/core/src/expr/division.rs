//! Division: with a fraction, and rounded down.

use super::node::Node;
use super::{BaseOf, Column, ComputedColumn, Expr, Expression, Numeric, Over};
use crate::types::{Scalar, SqlType};
use crate::visit::{Shared, parts};

/// `left / right`, where what the database makes of two whole numbers is not what is meant.
///
/// The `/` of Rust's operators divides whole numbers as Rust does.
#[derive(Clone, Debug)]
pub struct DivisionNode {
    /// What is divided.
    pub left: Node,
    /// By what.
    pub right: Node,
    /// The type of the right side; of a division that is rounded down, that of the quotient, which
    /// is whole only if both sides are.
    pub divisor: SqlType,
    /// Whether the quotient is rounded down to a whole number.
    pub floor: bool,
}

parts! {
    DivisionNode { left, right, divisor, floor }
}

/// A number, whatever its type: a value or an expression.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number that SQL can divide by",
    note = "numbers, and columns and expressions of numbers, are"
)]
pub trait IntoNumber {
    /// The untyped node, and its type.
    fn into_number(self) -> (Node, SqlType);
}

impl<T: Numeric> IntoNumber for T {
    fn into_number(self) -> (Node, SqlType) {
        (Node::value_of(self), T::sql_type())
    }
}

macro_rules! into_number {
    ($($shell:ident)+) => {
        $(impl<T: Scalar<Base: Numeric>> IntoNumber for $shell<T> {
            fn into_number(self) -> (Node, SqlType) {
                (self.into_node(), T::sql_type())
            }
        })+
    };
}

into_number!(Column ComputedColumn Expr Over);

/// The divisions that Rust's operators do not have.
///
/// ```
/// use rebis_core::{Column, NumericExpression, Source, TableName, select};
/// const ORDERS: TableName = TableName::new("orders");
/// const TOTAL: Column<i32> = Column::new(Source::table(&ORDERS), "total");
/// const PARTS: Column<i32> = Column::new(Source::table(&ORDERS), "parts");
/// assert_eq!(
///     select(TOTAL.true_div(PARTS)).to_string(),
///     "SELECT orders.total / CAST(orders.parts AS NUMERIC) AS anon_1 FROM orders"
/// );
/// assert_eq!(
///     select(TOTAL.floor_div(2.5)).to_string(),
///     "SELECT FLOOR(orders.total / :total_1) AS anon_1 FROM orders"
/// );
/// ```
pub trait NumericExpression: Expression<Type: Scalar<Base: Numeric>> {
    /// `self / other` with its fraction, on whole numbers too. `NULL` when `other` is zero and
    /// the database does not take that for an error.
    fn true_div(self, other: impl IntoNumber) -> Expr<Option<<BaseOf<Self> as Numeric>::Quotient>> {
        let (right, divisor) = other.into_number();
        Expr::from_node(division(self.into_node(), right, divisor, false))
    }

    /// `self / other` without its fraction. A quotient of whole numbers drops its remainder, as in Rust:
    /// -9 by 2 is -4. Any other one is rounded down: `FLOOR(self / other)`.
    fn floor_div(self, other: impl IntoNumber) -> Expr<Self::Type> {
        let (right, divisor) = other.into_number();
        let own = Self::Type::sql_type();
        let quotient = if own.is_integer() { divisor } else { own };
        Expr::from_node(division(self.into_node(), right, quotient, true))
    }
}

impl<E: Expression<Type: Scalar<Base: Numeric>>> NumericExpression for E {}

pub(super) fn division(left: Node, right: Node, divisor: SqlType, floor: bool) -> Node {
    Node::Division(Shared::new(DivisionNode {
        left,
        right,
        divisor,
        floor,
    }))
}
