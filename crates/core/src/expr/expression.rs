//! [`Expression`]: the operators of all columns and expressions.

use std::borrow::Cow;

use super::node::{
    BetweenNode, BinaryOp, Direction, InList, InNode, Node, NullsOrder, OrderNode, UnaryOp,
};
use super::{Expr, InOperand, IntoExpr, Labeled, Operator, Order};
use crate::types::{Scalar, TypeRef};
use crate::visit::Shared;

/// The base type of an expression: its Rust type without `Option`, which comparisons check.
pub type BaseOf<E> = <<E as Expression>::Type as Scalar>::Base;

/// A SQL expression: a column, a bound value, a function call or an operator.
///
/// The methods are SQLAlchemy's operators. Comparisons check types: the right side must be a value
/// or an expression of the same base type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a SQL expression",
    note = "use a column, a `func::…` call or a comparison; wrap a plain value in `literal(value)`"
)]
pub trait Expression: Sized {
    /// The Rust type of the value; `Option<T>` if it can be `NULL`.
    type Type: Scalar;

    /// Returns the untyped node.
    fn into_node(self) -> Node;

    /// Converts to an [`Expr`].
    fn expr(self) -> Expr<Self::Type> {
        Expr::from_node(self.into_node())
    }

    /// Returns `self = other`, or `self IS NULL` if `other` is `None`.
    fn eq(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        compare(BinaryOp::Eq, self.into_node(), other.into_operand())
    }

    /// Returns `self != other`, or `self IS NOT NULL` if `other` is `None`.
    fn ne(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        compare(BinaryOp::Ne, self.into_node(), other.into_operand())
    }

    /// Returns `self < other`. Compiling returns an error if `other` is `None`.
    fn lt(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        ordered(BinaryOp::Lt, self.into_node(), other.into_operand())
    }

    /// Returns `self <= other`. Compiling returns an error if `other` is `None`.
    fn le(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        ordered(BinaryOp::Le, self.into_node(), other.into_operand())
    }

    /// Returns `self > other`. Compiling returns an error if `other` is `None`.
    fn gt(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        ordered(BinaryOp::Gt, self.into_node(), other.into_operand())
    }

    /// Returns `self >= other`. Compiling returns an error if `other` is `None`.
    fn ge(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        ordered(BinaryOp::Ge, self.into_node(), other.into_operand())
    }

    /// Returns `self IS NOT DISTINCT FROM other`: equality in which `NULL` equals `NULL`.
    fn is_not_distinct_from(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        let right = constant(other.into_operand());
        binary(BinaryOp::NullSafeEq, self.into_node(), right)
    }

    /// Returns `self IS DISTINCT FROM other`: inequality in which `NULL` equals `NULL`.
    fn is_distinct_from(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        let right = constant(other.into_operand());
        binary(BinaryOp::NullSafeNe, self.into_node(), right)
    }

    /// Returns `self IS true`, `self IS false`, or `self IS NULL` if `constant` is `None`.
    fn is(self, constant: impl Into<Option<bool>>) -> Expr<bool> {
        match constant.into() {
            None => self.is_null(),
            Some(truth) => binary(BinaryOp::Is, self.into_node(), Node::Bool(truth)),
        }
    }

    /// Returns `self IS NOT true`, `self IS NOT false`, or `self IS NOT NULL` for `None`.
    fn is_not(self, constant: impl Into<Option<bool>>) -> Expr<bool> {
        !self.is(constant)
    }

    /// Returns `self IS NULL`.
    fn is_null(self) -> Expr<bool> {
        Expr::from_node(Node::unary(UnaryOp::IsNull, self.into_node()))
    }

    /// Returns `self IS NOT NULL`.
    fn is_not_null(self) -> Expr<bool> {
        Expr::from_node(Node::unary(UnaryOp::IsNotNull, self.into_node()))
    }

    /// Returns `self IN (…)`, which is false for an empty list.
    ///
    /// The list is an array, a slice or a `Vec` of values, a tuple of values and expressions, or a
    /// select of one column.
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
    /// A single value is not a list:
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
            TypeRef::for_type::<BaseOf<Self>>(),
        )
    }

    /// Returns `self NOT IN (…)`, which is true for an empty list.
    fn not_in(self, list: impl InOperand<BaseOf<Self>>) -> Expr<bool> {
        in_list(
            true,
            self.into_node(),
            list.into_list(),
            TypeRef::for_type::<BaseOf<Self>>(),
        )
    }

    /// Returns `self BETWEEN low AND high`, which includes both ends.
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

    /// Returns `self BETWEEN SYMMETRIC low AND high`, whose ends can be in either order.
    ///
    /// Compiling returns an error if the dialect does not support it.
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

    /// Starts a user-defined operator; [`apply`](Operator::apply) adds its right side.
    ///
    /// The operator is written into the SQL unchanged, so it MUST NOT come from outside the
    /// program. The result has the type of the left side, unless [`returns`](Operator::returns)
    /// sets another one.
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

    /// Starts a user-defined comparison operator: `geo.bool_op("&&").apply(area)`.
    ///
    /// The operator is written into the SQL unchanged, so it MUST NOT come from outside the
    /// program.
    fn bool_op(self, operator: impl Into<Cow<'static, str>>) -> Operator<bool> {
        Operator::new(operator.into(), self.into_node(), true)
    }

    /// Changes the Rust type to an `Option`, but not the SQL.
    ///
    /// Use it for columns of an outer join, which are `NULL` if the join finds no row. Use it also
    /// for expressions over columns that can be `NULL`.
    fn nullable(self) -> Expr<Option<BaseOf<Self>>>
    where
        BaseOf<Self>: Scalar<Base = BaseOf<Self>>,
    {
        Expr::from_node(self.into_node())
    }

    /// Names the expression in the result: `self AS name`.
    fn label(self, name: &'static str) -> Labeled<Self::Type> {
        Labeled::new(self.into_node(), Some(name))
    }

    /// Names the expression in the result with a generated name, such as `name_1`.
    fn anonymous_label(self) -> Labeled<Self::Type> {
        Labeled::new(self.into_node(), None)
    }

    /// Orders from low to high: `self ASC`.
    fn asc(self) -> Order {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        Order::new(self.into_node(), Some(Direction::Ascending), None)
    }

    /// Orders from high to low: `self DESC`.
    fn desc(self) -> Order {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        Order::new(self.into_node(), Some(Direction::Descending), None)
    }

    /// Orders from low to high, with NULLs before all values: `self NULLS FIRST`.
    fn nulls_first(self) -> Order {
        const { check_order(<BaseOf<Self> as Scalar>::ORDERED) };
        Order::new(self.into_node(), None, Some(NullsOrder::First))
    }

    /// Orders from low to high, with NULLs after all values: `self NULLS LAST`.
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

    /// Puts NULLs before all values: `NULLS FIRST`.
    #[must_use]
    pub fn nulls_first(mut self) -> Self {
        self.0.nulls = Some(NullsOrder::First);
        self
    }

    /// Puts NULLs after all values: `NULLS LAST`.
    #[must_use]
    pub fn nulls_last(mut self) -> Self {
        self.0.nulls = Some(NullsOrder::Last);
        self
    }
}

fn binary(op: BinaryOp, left: Node, right: Node) -> Expr<bool> {
    Expr::from_node(Node::binary(op, left, right))
}

/// Builds `=` or `!=`. A `NULL` on the right makes it `IS NULL`; a boolean becomes a constant.
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

/// Builds `<`, `<=`, `>` or `>=`. `NULL` on the right is an error, as the result is never true.
fn ordered(op: BinaryOp, left: Node, right: Node) -> Expr<bool> {
    if right.is_bound_null() {
        let message = "`<`, `<=`, `>` and `>=` with NULL are never true; \
                       use `is_null()`, or leave the condition out";
        return Expr::from_node(Node::Invalid(message.into()));
    }
    binary(op, left, right)
}

/// Replaces a bound `NULL` or boolean by a constant in the SQL text.
fn constant(mut node: Node) -> Node {
    if node.is_bound_null() {
        return Node::Null;
    }
    node.make_constant();
    node
}

/// Stops the compilation of the program if databases do not order values of the type correctly.
pub(crate) const fn check_order(is_ordered: bool) {
    assert!(
        is_ordered,
        "databases order the stored form of this type, not its values (see `Scalar::ORDERED`)"
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
