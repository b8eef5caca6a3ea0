//! [`Expression`]: the operators that every column and expression has.

use std::borrow::Cow;

use super::node::{
    BetweenNode, BinaryOp, Direction, InList, InNode, Node, NullsOrder, OrderNode, UnaryOp,
};
use super::{Expr, InOperand, IntoExpr, Labeled, Operator, Order};
use crate::types::{Scalar, TypeRef};
use crate::visit::Shared;

/// Shorthand for the type that comparisons check.
pub type BaseOf<E> = <<E as Expression>::Type as Scalar>::Base;

/// Something with a value in SQL: a column, a bound value, a function call, an operator.
///
/// The methods are SQLAlchemy's operators. Comparisons check types: the right side is a value or
/// an expression of the same base type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a SQL expression",
    note = "columns, `func::…` calls and comparisons are; a plain value becomes one by `literal(value)`"
)]
pub trait Expression: Sized {
    /// The Rust type of the value; `Option<T>` when it can be `NULL`.
    type Type: Scalar;

    /// The untyped node.
    fn into_node(self) -> Node;

    /// The same, as an owned [`Expr`].
    fn expr(self) -> Expr<Self::Type> {
        Expr::from_node(self.into_node())
    }

    /// `self = other`; `IS NULL` when `other` is `None`.
    fn eq(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        compare(BinaryOp::Eq, self.into_node(), other.into_operand())
    }

    /// `self != other`; `IS NOT NULL` when `other` is `None`.
    fn ne(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        compare(BinaryOp::Ne, self.into_node(), other.into_operand())
    }

    /// `self < other`.
    fn lt(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        ordered(BinaryOp::Lt, self.into_node(), other.into_operand())
    }

    /// `self <= other`.
    fn le(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        ordered(BinaryOp::Le, self.into_node(), other.into_operand())
    }

    /// `self > other`.
    fn gt(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        ordered(BinaryOp::Gt, self.into_node(), other.into_operand())
    }

    /// `self >= other`.
    fn ge(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        ordered(BinaryOp::Ge, self.into_node(), other.into_operand())
    }

    /// Equality in which `NULL` equals `NULL`.
    fn is_not_distinct_from(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        let right = constant(other.into_operand());
        binary(BinaryOp::NullSafeEq, self.into_node(), right)
    }

    /// Inequality in which `NULL` equals `NULL`.
    fn is_distinct_from(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        let right = constant(other.into_operand());
        binary(BinaryOp::NullSafeNe, self.into_node(), right)
    }

    /// `self IS true`, `self IS false`, or `self IS NULL` of `None`.
    fn is_(self, constant: impl Into<Option<bool>>) -> Expr<bool> {
        match constant.into() {
            None => self.is_null(),
            Some(truth) => binary(BinaryOp::Is, self.into_node(), Node::Bool(truth)),
        }
    }

    /// The opposite of [`is_`](Self::is_).
    fn is_not(self, constant: impl Into<Option<bool>>) -> Expr<bool> {
        !self.is_(constant)
    }

    /// `self IS NULL`.
    fn is_null(self) -> Expr<bool> {
        Expr::from_node(Node::unary(UnaryOp::IsNull, self.into_node()))
    }

    /// `self IS NOT NULL`.
    fn is_not_null(self) -> Expr<bool> {
        Expr::from_node(Node::unary(UnaryOp::IsNotNull, self.into_node()))
    }

    /// `self IN (…)`: a list of values, a tuple of values and expressions, or a select of one
    /// column. An empty list is false.
    ///
    /// ```
    /// use rebis_core::{Column, Expression, Source, TableName, select};
    /// const USERS: TableName = TableName::new("users");
    /// const ID: Column<i64> = Column::new(Source::table(&USERS), "id");
    /// const BOSS: Column<i64> = Column::new(Source::table(&USERS), "boss");
    /// let users = |condition| select(ID).filter(condition).to_string();
    /// assert_eq!(
    ///     users(ID.in_([1, 2])),
    ///     "SELECT users.id FROM users WHERE users.id IN (:id_1_1, :id_1_2)"
    /// );
    /// assert_eq!(
    ///     users(ID.in_((1, BOSS))),
    ///     "SELECT users.id FROM users WHERE users.id IN (:id_1, users.boss)"
    /// );
    /// ```
    ///
    /// One value is no list:
    ///
    /// ```compile_fail
    /// # use rebis_core::{Column, Expression, Source, TableName};
    /// # const ID: Column<i64> = Column::new(Source::table(&TableName::new("users")), "id");
    /// let _ = ID.in_(5);
    /// ```
    fn in_(self, list: impl InOperand<BaseOf<Self>>) -> Expr<bool> {
        in_list(
            false,
            self.into_node(),
            list.into_list(),
            TypeRef::of::<BaseOf<Self>>(),
        )
    }

    /// `self NOT IN (…)`. An empty list is true.
    fn not_in(self, list: impl InOperand<BaseOf<Self>>) -> Expr<bool> {
        in_list(
            true,
            self.into_node(),
            list.into_list(),
            TypeRef::of::<BaseOf<Self>>(),
        )
    }

    /// `self BETWEEN low AND high`, both ends included.
    fn between(
        self,
        low: impl IntoExpr<BaseOf<Self>>,
        high: impl IntoExpr<BaseOf<Self>>,
    ) -> Expr<bool> {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        between(
            self.into_node(),
            low.into_operand(),
            high.into_operand(),
            false,
        )
    }

    /// The same, whichever of both ends is the lower one.
    fn between_symmetric(
        self,
        low: impl IntoExpr<BaseOf<Self>>,
        high: impl IntoExpr<BaseOf<Self>>,
    ) -> Expr<bool> {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        between(
            self.into_node(),
            low.into_operand(),
            high.into_operand(),
            true,
        )
    }

    /// An operator that the user names, which takes its right side by
    /// [`apply`](Operator::apply).
    ///
    /// The name becomes part of the SQL as it stands, so it MUST NOT come from outside the
    /// program. The result has the type of the left side unless
    /// [`returns`](Operator::returns) says otherwise.
    ///
    /// ```
    /// use rebis_core::compile::Precedence;
    /// use rebis_core::{Column, Expression, Source, TableName, select};
    /// const ID: Column<i64> = Column::new(Source::table(&TableName::new("users")), "id");
    /// let masked = ID.op("&").precedence(Precedence::SUM).apply(7);
    /// assert_eq!(
    ///     select(ID).filter(masked.eq(1)).to_string(),
    ///     "SELECT users.id FROM users WHERE users.id & :id_1 = :param_1"
    /// );
    /// ```
    fn op(self, operator: impl Into<Cow<'static, str>>) -> Operator<Self::Type> {
        Operator::new(operator.into(), self.into_node(), false)
    }

    /// The same for an operator that compares: `geo.bool_op("&&").apply(area)`.
    fn bool_op(self, operator: impl Into<Cow<'static, str>>) -> Operator<bool> {
        Operator::new(operator.into(), self.into_node(), true)
    }

    /// The same expression, `None` where it is `NULL`: for columns of a table that an outer join may
    /// not find a row of, and for expressions over columns that can be `NULL`.
    fn nullable(self) -> Expr<Option<BaseOf<Self>>>
    where
        BaseOf<Self>: Scalar<Base = BaseOf<Self>>,
    {
        Expr::from_node(self.into_node())
    }

    /// Names the expression in the result.
    fn label(self, name: &'static str) -> Labeled<Self::Type> {
        Labeled::new(self.into_node(), Some(name))
    }

    /// Gives the expression a name in the result that the compiler makes up: `name_1`.
    fn anonymous_label(self) -> Labeled<Self::Type> {
        Labeled::new(self.into_node(), None)
    }

    /// Orders from low to high.
    fn asc(self) -> Order {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        Order::new(self.into_node(), Some(Direction::Ascending), None)
    }

    /// Orders from high to low.
    fn desc(self) -> Order {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        Order::new(self.into_node(), Some(Direction::Descending), None)
    }

    /// Orders from low to high, NULLs before all values.
    fn nulls_first(self) -> Order {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        Order::new(self.into_node(), None, Some(NullsOrder::First))
    }

    /// Orders from low to high, NULLs after all values.
    fn nulls_last(self) -> Order {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        Order::new(self.into_node(), None, Some(NullsOrder::Last))
    }
}

impl Order {
    pub(super) fn new(
        operand: Node,
        direction: Option<Direction>,
        nulls: Option<NullsOrder>,
    ) -> Self {
        Self(OrderNode {
            operand,
            direction,
            nulls,
        })
    }

    /// Puts NULLs before all values.
    #[must_use]
    pub fn nulls_first(mut self) -> Self {
        self.0.nulls = Some(NullsOrder::First);
        self
    }

    /// Puts NULLs after all values.
    #[must_use]
    pub fn nulls_last(mut self) -> Self {
        self.0.nulls = Some(NullsOrder::Last);
        self
    }
}

fn binary(op: BinaryOp, left: Node, right: Node) -> Expr<bool> {
    Expr::from_node(Node::binary(op, left, right))
}

/// `=` and `!=`: a `NULL` on the right asks for `IS NULL`, a boolean is written as a constant.
#[inline]
fn compare(op: BinaryOp, left: Node, mut right: Node) -> Expr<bool> {
    if right.is_bound_null() {
        let test = if op == BinaryOp::Eq {
            UnaryOp::IsNull
        } else {
            UnaryOp::IsNotNull
        };
        return Expr::from_node(Node::unary(test, left));
    }
    right.make_constant();
    binary(op, left, right)
}

/// `<` and its like: with `NULL` they are never true, which nobody means.
fn ordered(op: BinaryOp, left: Node, right: Node) -> Expr<bool> {
    if right.is_bound_null() {
        let message = "`<`, `<=`, `>` and `>=` with NULL are never true; \
                       use `is_null()`, or leave the condition out";
        return Expr::from_node(Node::Invalid(message.into()));
    }
    binary(op, left, right)
}

/// A value of the program that is written as a constant: `NULL` or a boolean.
fn constant(mut node: Node) -> Node {
    if node.is_bound_null() {
        return Node::Null;
    }
    node.make_constant();
    node
}

/// Ends the compilation where an order is asked for of a type that databases do not order.
pub(crate) const fn check_order(is_ordered: bool) {
    assert!(
        is_ordered,
        "databases do not order what this type is stored as (`Scalar::ORDERED`)"
    );
}

fn between(operand: Node, low: Node, high: Node, symmetric: bool) -> Expr<bool> {
    Expr::from_node(Node::Between(Shared::new(BetweenNode {
        negated: false,
        symmetric,
        operand,
        low,
        high,
    })))
}

fn in_list(negated: bool, operand: Node, list: InList, sql_type: TypeRef) -> Expr<bool> {
    Expr::from_node(Node::In(Shared::new(InNode {
        negated,
        operand,
        list,
        sql_type,
    })))
}
