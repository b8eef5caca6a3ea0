//! Arrays: elements, slices, operators, and arrays of expressions.

use std::marker::PhantomData;

use super::func::Arguments;
use super::node::{BinaryOp, Node};
use super::postgres::{PostgresOp, methods, operator};
use super::quantifier::ValueSet;
use super::{Column, ColumnRef, Expr, Expression, IntoExpr};
use crate::stmt::Assignment;
use crate::types::{ArrayElement, IntoValue, Scalar, SqlType, TypeRef};
use crate::value::Value;
use crate::visit::{Shared, branches, parts, variants};

/// `ARRAY[…]`.
#[derive(Clone, Debug)]
pub struct ArrayNode {
    /// The elements.
    pub elements: Vec<Node>,
    /// The type of the array.
    pub sql_type: SqlType,
}

/// `operand[…]`: an element or a slice of an array.
#[derive(Clone, Debug)]
pub struct SubscriptNode {
    /// The array.
    pub operand: Node,
    /// The element or slice.
    pub subscript: Subscript,
}

/// The element or slice that a subscript selects.
#[derive(Clone, Debug)]
pub enum Subscript {
    /// `[index]`
    Element(Node),
    /// `[from:to]`
    Slice(Node, Node),
}

/// A new value for a part of a column; valid only in `UPDATE`.
#[derive(Clone, Debug)]
pub struct PartNode {
    /// The part.
    pub subscript: Subscript,
    /// The new value.
    pub value: Node,
}

/// A part of a column that an `UPDATE` can assign; see [`Column::element`].
#[derive(Clone, Debug)]
pub struct Element<T> {
    column: ColumnRef,
    subscript: Subscript,
    _type: PhantomData<fn() -> T>,
}

variants!(Subscript { Element(index), Slice(from, to) });
branches!(Subscript);

parts! {
    ArrayNode { elements, sql_type }
    SubscriptNode { operand, subscript }
    PartNode { subscript, value }
}

/// Creates an array of expressions and values: `ARRAY[…]`.
///
/// ```
/// use rebis_core::{ArrayExpression, Column, Source, TableName, array, select};
/// const USERS: TableName = TableName::new("users");
/// const ID: Column<i32> = Column::new(Source::table(&USERS), "id");
/// const AGE: Column<i32> = Column::new(Source::table(&USERS), "age");
/// assert_eq!(
///     select(array::<i32>((ID, AGE))).to_string(),
///     "SELECT ARRAY[users.id, users.age] AS anon_1 FROM users"
/// );
/// ```
pub fn array<T: ArrayElement>(elements: impl Arguments) -> Expr<Vec<T>> {
    Expr::from_node(Node::Array(Shared::new(ArrayNode {
        elements: elements.into_nodes(),
        sql_type: Vec::<T>::sql_type(),
    })))
}

/// Operators of arrays.
///
/// Positions are counted from 1. `contains` and `concat` are inherent methods of columns and
/// expressions.
///
/// ```
/// use rebis_core::{ArrayExpression, Column, Expression, Source, TableName, select};
/// const POSTS: TableName = TableName::new("posts");
/// const TAGS: Column<Vec<String>> = Column::new(Source::table(&POSTS), "tags");
/// assert_eq!(
///     select(TAGS.get(1)).filter(TAGS.contains(["rust"])).to_string(),
///     "SELECT posts.tags[:tags_1] AS anon_1 FROM posts WHERE posts.tags @> :tags_2"
/// );
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an array",
    note = "use a column or an expression of type `Vec<T>`"
)]
pub trait ArrayExpression: Expression {
    /// The type of the elements.
    type Element: ArrayElement;

    /// Returns the element at a position, counted from 1: `self[index]`.
    ///
    /// It is `None` if the array has no element at this position.
    fn get(self, index: impl IntoExpr<i32>) -> Expr<Option<<Self::Element as Scalar>::Base>>
    where
        <Self::Element as Scalar>::Base: Scalar<Base = <Self::Element as Scalar>::Base>,
    {
        subscript(self.into_node(), Subscript::Element(index.into_operand()))
    }

    /// Returns the elements between two positions, both included: `self[from:to]`.
    fn slice(self, from: i32, to: i32) -> Expr<Option<Vec<Self::Element>>> {
        let bound = |index: i32| Node::value_of(index);
        subscript(self.into_node(), Subscript::Slice(bound(from), bound(to)))
    }

    /// Returns whether `other` contains all elements of this array: `self <@ other`.
    fn contained_by(self, other: impl IntoExpr<Vec<Self::Element>>) -> Expr<bool> {
        operator(
            PostgresOp::ContainedBy,
            self.into_node(),
            other.into_operand(),
        )
    }

    /// Returns whether the arrays have an element in common: `self && other`.
    fn overlaps(self, other: impl IntoExpr<Vec<Self::Element>>) -> Expr<bool> {
        operator(PostgresOp::Overlaps, self.into_node(), other.into_operand())
    }
}

impl<E, T> ArrayExpression for E
where
    E: Expression,
    E::Type: Scalar<Base = Vec<T>>,
    T: ArrayElement,
{
    type Element = T;
}

methods!([T: ArrayElement] Vec<T>, {
    /// Returns whether this array contains all elements of `other`: `self @> other`.
    pub fn contains(self, other: impl IntoExpr<Vec<T>>) -> Expr<bool> {
        operator(PostgresOp::Contains, self.into_node(), other.into_operand())
    }

    /// Joins this array and `other`: `self || other`.
    pub fn concat(self, other: impl IntoExpr<Vec<T>>) -> Expr<Vec<T>> {
        Expr::from_node(Node::binary(BinaryOp::Concat, self.into_node(), other.into_operand()))
    }
});

impl<T: Scalar> Element<T> {
    pub(super) fn new(column: ColumnRef, subscript: Subscript) -> Self {
        Self {
            column,
            subscript,
            _type: PhantomData,
        }
    }

    /// Assigns a value to the part: `numbers[2]=20`.
    pub fn set(self, value: impl IntoExpr<T::Base>) -> Assignment {
        let part = PartNode {
            subscript: self.subscript,
            value: value.into_operand(),
        };
        Assignment {
            column: self.column,
            value: Node::Part(Shared::new(part)),
        }
    }
}

macro_rules! parts_of_arrays {
    ($($array:ty)+) => {$(
        impl<T: ArrayElement> Column<$array> {
            /// Returns the element at a position, counted from 1, to assign in an `UPDATE`.
            ///
            /// ```
            /// use rebis_core::schema::{ColumnDef, Table};
            /// use rebis_core::{Column, Update};
            /// use std::sync::Arc;
            /// let posts = Arc::new(Table::new("posts").with_column(ColumnDef::for_type::<Vec<i32>>("votes")));
            /// let votes: Column<Vec<i32>> = posts.column("votes").unwrap();
            /// let stmt = Update::for_table(&posts).values(votes.element(2).set(20));
            /// assert_eq!(stmt.to_string(), "UPDATE posts SET votes[:votes_1]=:param_1");
            /// ```
            pub fn element(self, index: impl IntoExpr<i32>) -> Element<T> {
                Element::new(self.reference(), Subscript::Element(index.into_operand()))
            }

            /// Returns the elements between two positions, both included, to assign in an `UPDATE`.
            pub fn elements(self, from: i32, to: i32) -> Element<Vec<T>> {
                let bound = |index: i32| Node::value_of(index);
                Element::new(self.reference(), Subscript::Slice(bound(from), bound(to)))
            }
        }
    )+};
}

parts_of_arrays!(Vec<T> Option<Vec<T>>);

macro_rules! sets {
    ($($shell:ident<$array:ty>)+) => {$(
        impl<T: ArrayElement> ValueSet for $shell<$array> {
            type Base = T::Base;

            fn into_set(self) -> Node {
                self.into_node()
            }
        }
    )+};
}

sets!(Column<Vec<T>> Column<Option<Vec<T>>> Expr<Vec<T>> Expr<Option<Vec<T>>>);

fn subscript<T>(operand: Node, subscript: Subscript) -> Expr<T> {
    Expr::from_node(Node::Subscript(Shared::new(SubscriptNode {
        operand,
        subscript,
    })))
}

impl<T: ArrayElement, V: IntoValue<T>, const N: usize> IntoExpr<Vec<T>> for [V; N] {
    fn into_operand(self) -> Node {
        let values = self.into_iter().map(IntoValue::into_value);
        Node::typed_bind(
            Value::Array(values.collect()),
            TypeRef::for_type::<Vec<T>>(),
        )
    }
}

impl<T: ArrayElement, V: IntoValue<T> + Clone> IntoExpr<Vec<T>> for &[V] {
    fn into_operand(self) -> Node {
        let values = self.iter().cloned().map(IntoValue::into_value);
        Node::typed_bind(
            Value::Array(values.collect()),
            TypeRef::for_type::<Vec<T>>(),
        )
    }
}
