//! What may stand where an expression is asked for.

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
    /// The untyped node.
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
        Node::typed_bind(self.to_value(), TypeRef::of::<T>())
    }
}

/// Types whose values compare with those of another type.
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
                Node::typed_bind(self.to_value(), TypeRef::of::<$base>())
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
    Node::typed_bind(value, TypeRef::of::<String>())
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
            TypeRef::of::<Vec<u8>>(),
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

/// SQL that the user wrote, said to be of the type that is asked for.
impl<B, O> IntoExpr<B> for Text<O> {
    fn into_operand(self) -> Node {
        Node::Text(Shared::new(self.node().clone()))
    }
}

/// What may stand right of `IN`: values, expressions, or a select of one column.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of `{B}`",
    note = "`in_` takes an array, a slice or a `Vec` of values, a tuple of values and expressions, \
            or a select of one column"
)]
pub trait InOperand<B> {
    /// The untyped list.
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
        impl<B, $($name: IntoExpr<B>),+> InOperand<B> for ($($name,)+) {
            fn into_list(self) -> InList {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                InList::Expressions(vec![$($name.into_operand()),+])
            }
        }
    };
}

in_tuple!(A0);
in_tuple!(A0 A1);
in_tuple!(A0 A1 A2);
in_tuple!(A0 A1 A2 A3);
in_tuple!(A0 A1 A2 A3 A4);
in_tuple!(A0 A1 A2 A3 A4 A5);

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

    /// The expression with its name.
    pub(crate) fn node(&self) -> Node {
        Node::Label(Shared::new(LabelNode {
            name: self.name,
            node: self.node.clone(),
        }))
    }
}

/// In `ORDER BY` a labelled expression is its name, if that is selected; elsewhere it is the
/// expression.
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

/// One entry of `ORDER BY`.
#[derive(Clone, Debug)]
pub struct Order(pub(crate) OrderNode);

/// A column of the result, by its name: for `ORDER BY` and `GROUP BY`.
#[derive(Clone, Debug)]
pub struct OutputName(Arc<str>);

/// A column of the result, by its name: a label, or the name of a column.
pub fn output(name: impl Into<Arc<str>>) -> OutputName {
    OutputName(name.into())
}

impl OutputName {
    /// Orders from low to high.
    pub fn asc(self) -> Order {
        Order::new(Node::Output(self.0), Some(Direction::Ascending), None)
    }

    /// Orders from high to low.
    pub fn desc(self) -> Order {
        Order::new(Node::Output(self.0), Some(Direction::Descending), None)
    }
}

impl OrderBy for OutputName {
    fn append_to(self, entries: &mut Vec<Node>) {
        entries.push(Node::Output(self.0));
    }
}

/// A column of the result, by its name.
impl OrderBy for &str {
    fn append_to(self, entries: &mut Vec<Node>) {
        output(self).append_to(entries);
    }
}

/// SQL that the user wrote.
impl<O> OrderBy for Text<O> {
    fn append_to(self, entries: &mut Vec<Node>) {
        entries.push(Node::Text(Shared::new(self.node().clone())));
    }
}

/// What may stand in `ORDER BY` or `GROUP BY`: expressions, names of columns of the result, and
/// tuples of them.
pub trait OrderBy {
    /// Whether databases order all of it as values are ordered.
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

/// As many as are known at run time.
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

order_by_tuple!(A);
order_by_tuple!(A B);
order_by_tuple!(A B C);
order_by_tuple!(A B C D);
order_by_tuple!(A B C D E);
order_by_tuple!(A B C D E F);

/// All of the conditions; true of none.
pub fn and(conditions: impl IntoIterator<Item = Expr<bool>>) -> Expr<bool> {
    let nodes = conditions.into_iter().map(Expression::into_node);
    Expr::from_node(Node::all(nodes).unwrap_or(Node::Bool(true)))
}

/// Any of the conditions; false of none.
pub fn or(conditions: impl IntoIterator<Item = Expr<bool>>) -> Expr<bool> {
    let nodes = conditions.into_iter().map(Expression::into_node);
    let joined = nodes.reduce(|left, right| Node::join(Junction::Or, left, right));
    Expr::from_node(joined.unwrap_or(Node::Bool(false)))
}

/// The opposite condition.
pub fn not(condition: impl IntoExpr<bool>) -> Expr<bool> {
    Expr::from_node(condition.into_operand().negate())
}

/// The constant `NULL`, of any type.
#[derive(Clone, Copy, Debug)]
pub struct Null;

/// The constant `NULL`; a comparison with it is `IS NULL` or `IS NOT NULL`.
pub fn null() -> Null {
    Null
}

impl<B> IntoExpr<B> for Null {
    fn into_operand(self) -> Node {
        Node::Null
    }
}

/// The constant `TRUE`.
pub fn true_() -> Expr<bool> {
    Expr::from_node(Node::Bool(true))
}

/// The constant `FALSE`.
pub fn false_() -> Expr<bool> {
    Expr::from_node(Node::Bool(false))
}

/// `DISTINCT expr`, as the argument of an aggregate function.
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

/// A bound value as an expression.
pub fn literal<T: Scalar>(value: T) -> Expr<T> {
    Expr::from_node(Node::Bind(Bind {
        name: Some("param"),
        value: value.into_value(),
        sql_type: TypeRef::of::<T>(),
    }))
}
