//! [`Expression`]: the operators that every column and expression has.

use std::sync::Arc;

use super::node::{
    BetweenNode, BinaryOp, InList, InNode, LikeAnchor, LikeNode, Node, NullsOrder, OrderNode,
    UnaryOp,
};
use super::{Expr, InOperand, IntoExpr, Labeled, Order};
use crate::types::Scalar;
use crate::value::Value;

/// The escape character of the `*_escaped` forms, as SQLAlchemy's `autoescape`.
const AUTOESCAPE: char = '/';

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
        binary(BinaryOp::Lt, self.into_node(), other.into_operand())
    }

    /// `self <= other`.
    fn le(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        binary(BinaryOp::Le, self.into_node(), other.into_operand())
    }

    /// `self > other`.
    fn gt(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        binary(BinaryOp::Gt, self.into_node(), other.into_operand())
    }

    /// `self >= other`.
    fn ge(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        binary(BinaryOp::Ge, self.into_node(), other.into_operand())
    }

    /// Equality in which `NULL` equals `NULL`.
    fn is_not_distinct_from(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        binary(BinaryOp::NullSafeEq, self.into_node(), other.into_operand())
    }

    /// Inequality in which `NULL` equals `NULL`.
    fn is_distinct_from(self, other: impl IntoExpr<BaseOf<Self>>) -> Expr<bool> {
        binary(BinaryOp::NullSafeNe, self.into_node(), other.into_operand())
    }

    /// `self IS NULL`.
    fn is_null(self) -> Expr<bool> {
        Expr::from_node(Node::unary(UnaryOp::IsNull, self.into_node()))
    }

    /// `self IS NOT NULL`.
    fn is_not_null(self) -> Expr<bool> {
        Expr::from_node(Node::unary(UnaryOp::IsNotNull, self.into_node()))
    }

    /// `self IN (…)`: a list of values, or a select of one column. An empty list is false.
    fn in_(self, list: impl InOperand<BaseOf<Self>>) -> Expr<bool> {
        in_list(false, self.into_node(), list.into_list())
    }

    /// `self NOT IN (…)`. An empty list is true.
    fn not_in(self, list: impl InOperand<BaseOf<Self>>) -> Expr<bool> {
        in_list(true, self.into_node(), list.into_list())
    }

    /// `self BETWEEN low AND high`, both ends included.
    fn between(
        self,
        low: impl IntoExpr<BaseOf<Self>>,
        high: impl IntoExpr<BaseOf<Self>>,
    ) -> Expr<bool> {
        Expr::from_node(Node::Between(Arc::new(BetweenNode {
            negated: false,
            operand: self.into_node(),
            low: low.into_operand(),
            high: high.into_operand(),
        })))
    }

    /// `self LIKE pattern`: `%` stands for any text, `_` for one character.
    fn like(self, pattern: impl IntoExpr<String>) -> Expr<bool>
    where
        Self::Type: Scalar<Base = String>,
    {
        like(
            self.into_node(),
            LikeAnchor::Pattern,
            pattern.into_operand(),
            Case::Respect,
        )
    }

    /// `self NOT LIKE pattern`.
    fn not_like(self, pattern: impl IntoExpr<String>) -> Expr<bool>
    where
        Self::Type: Scalar<Base = String>,
    {
        !self.like(pattern)
    }

    /// `LIKE` that ignores case.
    fn ilike(self, pattern: impl IntoExpr<String>) -> Expr<bool>
    where
        Self::Type: Scalar<Base = String>,
    {
        like(
            self.into_node(),
            LikeAnchor::Pattern,
            pattern.into_operand(),
            Case::Ignore,
        )
    }

    /// Whether the text starts with `prefix`.
    ///
    /// `%`, `_` and the escape character in a plain value are escaped; those of an expression
    /// (another column) act as wildcards.
    fn starts_with(self, prefix: impl IntoExpr<String>) -> Expr<bool>
    where
        Self::Type: Scalar<Base = String>,
    {
        like(
            self.into_node(),
            LikeAnchor::StartsWith,
            prefix.into_operand(),
            Case::Respect,
        )
    }

    /// Whether the text ends with `suffix`; see [`starts_with`](Self::starts_with) on wildcards.
    fn ends_with(self, suffix: impl IntoExpr<String>) -> Expr<bool>
    where
        Self::Type: Scalar<Base = String>,
    {
        like(
            self.into_node(),
            LikeAnchor::EndsWith,
            suffix.into_operand(),
            Case::Respect,
        )
    }

    /// Whether the text contains `part`; see [`starts_with`](Self::starts_with) on wildcards.
    fn contains(self, part: impl IntoExpr<String>) -> Expr<bool>
    where
        Self::Type: Scalar<Base = String>,
    {
        like(
            self.into_node(),
            LikeAnchor::Contains,
            part.into_operand(),
            Case::Respect,
        )
    }

    /// Text followed by text; `NULL` when either is.
    fn concat(self, other: impl IntoExpr<String>) -> Expr<Self::Type>
    where
        Self::Type: Scalar<Base = String>,
    {
        Expr::from_node(Node::binary(
            BinaryOp::Concat,
            self.into_node(),
            other.into_operand(),
        ))
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
        Labeled::new(self.into_node(), name)
    }

    /// Orders from low to high.
    fn asc(self) -> Order {
        Order::new(self.into_node(), false)
    }

    /// Orders from high to low.
    fn desc(self) -> Order {
        Order::new(self.into_node(), true)
    }
}

impl Order {
    fn new(operand: Node, descending: bool) -> Self {
        Self(OrderNode {
            operand,
            descending,
            nulls: None,
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

#[derive(Clone, Copy)]
enum Case {
    Respect,
    Ignore,
}

fn binary(op: BinaryOp, left: Node, right: Node) -> Expr<bool> {
    Expr::from_node(Node::binary(op, left, right))
}

/// `=` and `!=`: a `NULL` on the right asks for `IS NULL`, a boolean is written as a constant.
fn compare(op: BinaryOp, left: Node, mut right: Node) -> Expr<bool> {
    if right.is_bound_null() {
        let test = if op == BinaryOp::Eq {
            UnaryOp::IsNull
        } else {
            UnaryOp::IsNotNull
        };
        return Expr::from_node(Node::unary(test, left));
    }
    if let Node::Bind(bind) = &right
        && let Value::Bool(value) = bind.value
    {
        right = Node::Bool(value);
    }
    binary(op, left, right)
}

fn in_list(negated: bool, operand: Node, list: InList) -> Expr<bool> {
    Expr::from_node(Node::In(Arc::new(InNode {
        negated,
        operand,
        list,
    })))
}

fn like(operand: Node, anchor: LikeAnchor, pattern: Node, case: Case) -> Expr<bool> {
    let (pattern, escape) = match anchor {
        LikeAnchor::Pattern => (pattern, None),
        _ => escaped(pattern),
    };
    let ignore_case = matches!(case, Case::Ignore);
    let node = LikeNode {
        negated: false,
        ignore_case,
        operand,
        anchor,
        pattern,
        escape,
    };
    Expr::from_node(Node::Like(Arc::new(node)))
}

/// Escapes the wildcards of a plain value, and says which escape character that took.
fn escaped(pattern: Node) -> (Node, Option<char>) {
    let Node::Bind(mut bind) = pattern else {
        return (pattern, None);
    };
    let crate::value::Value::Text(text) = &bind.value else {
        return (Node::Bind(bind), None);
    };
    if !text.contains(['%', '_', AUTOESCAPE]) {
        return (Node::Bind(bind), None);
    }
    let mut safe = String::with_capacity(text.len() + 4);
    for character in text.chars() {
        if matches!(character, '%' | '_' | AUTOESCAPE) {
            safe.push(AUTOESCAPE);
        }
        safe.push(character);
    }
    bind.value = crate::value::Value::Text(safe.into());
    (Node::Bind(bind), Some(AUTOESCAPE))
}
