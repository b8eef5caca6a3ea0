//! Division with a fraction, and division to a whole number.

use super::node::Node;
use super::{BaseOf, Column, ComputedColumn, Expr, Expression, Numeric, Over};
use crate::types::{Scalar, SqlType};
use crate::visit::{Shared, parts};

/// `left / right`, with the fraction or rounded to a whole number.
///
/// Databases disagree on the quotient of two integers, so a dialect writes this node in its own
/// way. Rust's `/` on two integers is `BinaryOp::IntDiv` instead, which drops the remainder.
#[derive(Clone, Debug)]
pub struct DivisionNode {
    /// The dividend.
    pub left: Node,
    /// The divisor.
    pub right: Node,
    /// The SQL type of the right side, or of the quotient if `floor` is set.
    ///
    /// A quotient is of an integer type only if both sides are integers.
    pub divisor: SqlType,
    /// Whether the quotient is rounded to a whole number.
    pub floor: bool,
}

parts! {
    DivisionNode { left, right, divisor, floor }
}

/// A value or an expression of any numeric type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number that SQL can divide by",
    note = "use a number, or a column or an expression of numbers"
)]
pub trait IntoNumber {
    /// Returns the untyped node and its SQL type.
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
    /// Divides and keeps the fraction, also of two integers: `self / other`.
    ///
    /// If `other` is zero, the result is `NULL` or an error of the database.
    fn true_div(self, other: impl IntoNumber) -> Expr<Option<<BaseOf<Self> as Numeric>::Quotient>> {
        let (right, divisor) = other.into_number();
        Expr::from_node(division(self.into_node(), right, divisor, false))
    }

    /// Divides to a whole number.
    ///
    /// A quotient of two integers drops the remainder, as in Rust: -9 by 2 is -4. Other quotients
    /// are rounded down: `FLOOR(self / other)`.
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
