//! Conversions to expressions, to lists of `IN` and to entries of `ORDER BY`.

use std::marker::PhantomData;
use std::sync::Arc;

use super::node::{Bind, Direction, InList, Junction, LabelNode, Node, OrderNode, UnaryOp};
use super::{BaseOf, Column, ComputedColumn, Expr, Expression, check_order};
use crate::stmt::Text;
use crate::types::{IntoNullable, IntoValue, Scalar, TypeRef, for_each_alias};
use crate::value::Value;
use crate::visit::Shared;

/// A value or an expression of base type `B`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used where SQL expects a value of type `{B}`",
    label = "expected a value or an expression of type `{B}`",
    note = "the types on both sides of a comparison or an assignment must agree"
)]
pub trait IntoExpr<B> {
    /// Returns the untyped node.
    fn into_operand(self) -> Node;
}

impl<T: Scalar<Base = T>> IntoExpr<T> for T {
    fn into_operand(self) -> Node {
        Node::value_of(self)
    }
}

impl<T: Scalar<Base = T>> IntoExpr<T> for Option<T> {
    fn into_operand(self) -> Node {
        Node::value_of(self)
    }
}

impl<T: Scalar<Base = T>> IntoExpr<T> for &T {
    fn into_operand(self) -> Node {
        Node::typed_bind(self.to_value(), TypeRef::for_type::<T>())
    }
}

/// Implements [`IntoExpr`] for types whose values compare with values of another type.
macro_rules! aliases {
    ($($(#[$meta:meta])* $rust:ty => $base:ty;)+) => {$(
        $(#[$meta])*
        impl IntoExpr<$base> for $rust {
            fn into_operand(self) -> Node {
                Node::value_of(self)
            }
        }

        $(#[$meta])*
        impl IntoExpr<$base> for &$rust {
            fn into_operand(self) -> Node {
                Node::typed_bind(self.to_value(), TypeRef::for_type::<$base>())
            }
        }

        $(#[$meta])*
        impl IntoExpr<$base> for Option<$rust> {
            fn into_operand(self) -> Node {
                Node::value_of(self)
            }
        }
    )+};
}

for_each_alias!(aliases);

fn text(value: Value) -> Node {
    Node::typed_bind(value, TypeRef::for_type::<String>())
}

impl IntoExpr<String> for &str {
    fn into_operand(self) -> Node {
        text(IntoValue::<String>::into_value(self))
    }
}

impl IntoExpr<String> for Option<&str> {
    fn into_operand(self) -> Node {
        text(self.into_nullable())
    }
}

impl IntoExpr<Vec<u8>> for &[u8] {
    fn into_operand(self) -> Node {
        Node::typed_bind(
            IntoValue::<Vec<u8>>::into_value(self),
            TypeRef::for_type::<Vec<u8>>(),
        )
    }
}

impl<T: Scalar> IntoExpr<T::Base> for Column<T> {
    fn into_operand(self) -> Node {
        self.into_node()
    }
}

impl<T: Scalar> IntoExpr<T::Base> for ComputedColumn<T> {
    fn into_operand(self) -> Node {
        self.into_node()
    }
}

impl<T: Scalar> IntoExpr<T::Base> for Expr<T> {
    fn into_operand(self) -> Node {
        self.into_node()
    }
}

impl<T: Scalar> IntoExpr<T::Base> for Labeled<T> {
    fn into_operand(self) -> Node {
        self.into_node()
    }
}

/// SQL text that the user wrote. It is assumed to have the expected type.
impl<B, O> IntoExpr<B> for Text<O> {
    fn into_operand(self) -> Node {
        Node::Text(Shared::new(self.node().clone()))
    }
}

/// The right side of `IN`: values, expressions, or a select of one column.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of `{B}`",
    note = "pass an array, a slice or a `Vec` of values, a tuple of values and expressions, \
            or a select of one column"
)]
pub trait InOperand<B> {
    /// Returns the untyped list.
    fn into_list(self) -> InList;
}

impl<B, V: IntoValue<B>> InOperand<B> for Vec<V> {
    fn into_list(self) -> InList {
        InList::Values(self.into_iter().map(IntoValue::into_value).collect())
    }
}

impl<B, V: IntoValue<B>, const N: usize> InOperand<B> for [V; N] {
    fn into_list(self) -> InList {
        InList::Values(self.into_iter().map(IntoValue::into_value).collect())
    }
}

impl<B, V: IntoValue<B> + Clone> InOperand<B> for &[V] {
    fn into_list(self) -> InList {
        InList::Values(self.iter().cloned().map(IntoValue::into_value).collect())
    }
}

impl<B, V: IntoValue<B> + Clone> InOperand<B> for &Vec<V> {
    fn into_list(self) -> InList {
        self.as_slice().into_list()
    }
}

macro_rules! in_tuple {
    ($($name:ident)+) => {
        impl<Base, $($name: IntoExpr<Base>),+> InOperand<Base> for ($($name,)+) {
            fn into_list(self) -> InList {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                InList::Expressions(vec![$($name.into_operand()),+])
            }
        }
    };
}

crate::for_each_tuple!(6, in_tuple);

impl<T: Scalar> InOperand<T::Base> for Text<T> {
    fn into_list(self) -> InList {
        InList::Subquery(self.into_query())
    }
}

/// An expression with a name in the result.
#[derive(Clone, Debug)]
pub struct Labeled<T> {
    pub(crate) node: Node,
    pub(crate) name: Option<&'static str>,
    _type: PhantomData<fn() -> T>,
}

impl<T> Labeled<T> {
    pub(crate) fn new(node: Node, name: Option<&'static str>) -> Self {
        Self {
            node,
            name,
            _type: PhantomData,
        }
    }

    /// Returns the expression with its name.
    pub(crate) fn node(&self) -> Node {
        Node::Label(Shared::new(LabelNode {
            name: self.name,
            node: self.node.clone(),
        }))
    }
}

/// `ORDER BY` writes a labelled expression as its name, if the name is selected.
///
/// Other clauses write the expression.
impl<T: Scalar> Expression for Labeled<T> {
    type Type = T;

    fn into_node(self) -> Node {
        Node::Label(Shared::new(LabelNode {
            name: self.name,
            node: self.node,
        }))
    }

    fn label(self, name: &'static str) -> Self {
        Self::new(self.node, Some(name))
    }
}

/// An entry of `ORDER BY`.
#[derive(Clone, Debug)]
pub struct Order(pub(crate) OrderNode);

/// The name of a result column, for `ORDER BY` and `GROUP BY`.
#[derive(Clone, Debug)]
pub struct OutputName(Arc<str>);

/// Names a result column by its label or column name, for `ORDER BY` and `GROUP BY`.
pub fn output(name: impl Into<Arc<str>>) -> OutputName {
    OutputName(name.into())
}

impl OutputName {
    /// Orders from low to high: `ASC`.
    pub fn asc(self) -> Order {
        Order::new(Node::Output(self.0), Some(Direction::Ascending), None)
    }

    /// Orders from high to low: `DESC`.
    pub fn desc(self) -> Order {
        Order::new(Node::Output(self.0), Some(Direction::Descending), None)
    }
}

impl OrderBy for OutputName {
    fn append_to(self, entries: &mut Vec<Node>) {
        entries.push(Node::Output(self.0));
    }
}

/// The name of a result column.
impl OrderBy for &str {
    fn append_to(self, entries: &mut Vec<Node>) {
        output(self).append_to(entries);
    }
}

/// SQL text that the user wrote.
impl<O> OrderBy for Text<O> {
    fn append_to(self, entries: &mut Vec<Node>) {
        entries.push(Node::Text(Shared::new(self.node().clone())));
    }
}

/// Entries of `ORDER BY` or `GROUP BY`: expressions, names of result columns, and tuples of these.
pub trait OrderBy {
    /// Whether databases order all entries as the Rust values are ordered.
    const ORDERED: bool = true;

    /// Appends the entries.
    fn append_to(self, entries: &mut Vec<Node>);
}

impl OrderBy for Order {
    fn append_to(self, entries: &mut Vec<Node>) {
        entries.push(Node::Ordered(Shared::new(self.0)));
    }
}

impl<E: Expression> OrderBy for E {
    const ORDERED: bool = <BaseOf<E> as Scalar>::ORDERED;

    fn append_to(self, entries: &mut Vec<Node>) {
        entries.push(self.into_node());
    }
}

/// Entries whose number is known only at run time.
impl<O: OrderBy> OrderBy for Vec<O> {
    const ORDERED: bool = O::ORDERED;

    fn append_to(self, entries: &mut Vec<Node>) {
        self.into_iter().for_each(|entry| entry.append_to(entries));
    }
}

/// Appends the entries of an `ORDER BY`.
pub(crate) fn append_order<O: OrderBy>(keys: O, entries: &mut Vec<Node>) {
    const { check_order(O::ORDERED) };
    keys.append_to(entries);
}

macro_rules! order_by_tuple {
    ($($name:ident)+) => {
        impl<$($name: OrderBy),+> OrderBy for ($($name,)+) {
            const ORDERED: bool = $($name::ORDERED)&&+;

            fn append_to(self, entries: &mut Vec<Node>) {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                $($name.append_to(entries);)+
            }
        }
    };
}

crate::for_each_tuple!(6, order_by_tuple);

/// Joins conditions with `AND`. The result is true if there are none.
pub fn and(conditions: impl IntoIterator<Item = Expr<bool>>) -> Expr<bool> {
    let nodes = conditions.into_iter().map(Expression::into_node);
    Expr::from_node(Node::all(nodes).unwrap_or(Node::Bool(true)))
}

/// Joins conditions with `OR`. The result is false if there are none.
pub fn or(conditions: impl IntoIterator<Item = Expr<bool>>) -> Expr<bool> {
    let nodes = conditions.into_iter().map(Expression::into_node);
    let joined = nodes.reduce(|left, right| Node::join(Junction::Or, left, right));
    Expr::from_node(joined.unwrap_or(Node::Bool(false)))
}

/// Returns the opposite condition, by the opposite operator or `NOT`.
pub fn not(condition: impl IntoExpr<bool>) -> Expr<bool> {
    Expr::from_node(condition.into_operand().negate())
}

/// The constant `NULL`, of any type.
#[derive(Clone, Copy, Debug)]
pub struct Null;

/// Returns the constant `NULL`. `eq` and `ne` write it as `IS NULL` and `IS NOT NULL`.
pub fn null() -> Null {
    Null
}

impl<B> IntoExpr<B> for Null {
    fn into_operand(self) -> Node {
        Node::Null
    }
}

/// Returns the constant `TRUE`, in the spelling of the database.
pub fn true_() -> Expr<bool> {
    Expr::from_node(Node::Bool(true))
}

/// Returns the constant `FALSE`, in the spelling of the database.
pub fn false_() -> Expr<bool> {
    Expr::from_node(Node::Bool(false))
}

/// Returns `DISTINCT expr`, as the argument of an aggregate function.
///
/// ```
/// use rebis_core::{Column, Source, TableName, distinct, func, select};
/// const NAME: Column<String> = Column::new(Source::table(&TableName::new("users")), "name");
/// assert_eq!(
///     select(func::count(distinct(NAME))).to_string(),
///     "SELECT count(DISTINCT users.name) AS count_1 FROM users"
/// );
/// ```
pub fn distinct<E: Expression>(expr: E) -> Expr<E::Type> {
    Expr::from_node(Node::unary(UnaryOp::Distinct, expr.into_node()))
}

/// Returns a bound value as an expression.
pub fn literal<T: Scalar>(value: T) -> Expr<T> {
    Expr::from_node(Node::Bind(Bind {
        name: Some("param"),
        value: value.into_value(),
        sql_type: TypeRef::for_type::<T>(),
    }))
}
