//! Tuples of expressions: `(a, b) IN ((1, 2), (3, 4))`.

use std::marker::PhantomData;

use super::node::{BinaryOp, InList, InNode, Node};
use super::{BaseOf, Expr, Expression, IntoExpr};
use crate::stmt::{Compound, IntoQuery, Select};
use crate::types::{IntoValue, Scalar, TypeRef};
use crate::value::Value;
use crate::visit::Shared;

/// A tuple of expressions of base types `B`, as returned by [`tuple()`].
#[derive(Clone, Debug)]
pub struct Tuple<B> {
    elements: Vec<Node>,
    _types: PhantomData<fn() -> B>,
}

/// The elements for [`tuple()`]: a Rust tuple of two to six expressions.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of expressions",
    note = "use a tuple of two to six columns or expressions"
)]
pub trait TupleElements {
    /// The base types of the elements.
    type Bases;

    /// Returns the untyped nodes.
    fn into_elements(self) -> Vec<Node>;
}

/// A row to compare with a tuple: a Rust tuple of values or expressions of base types `B`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of `{B}`",
    note = "the types on both sides of a comparison must agree"
)]
pub trait TupleRow<B> {
    /// Returns the untyped nodes.
    fn into_row(self) -> Vec<Node>;
}

/// A row in the list of an `IN`: a Rust tuple of values of base types `B`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of values of types `{B}`",
    note = "the types on both sides of `in_` must agree"
)]
pub trait TupleValues<B> {
    /// Returns the values to bind.
    fn into_values(self) -> Vec<Value>;
}

/// A select's row type that a tuple can be compared with.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a row of two to six columns")]
pub trait TupleTypes {
    /// The types of the columns without `Option`.
    type Bases;
}

/// The right side of a tuple's `IN`: rows of values, or a select with as many columns.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of rows of types `{B}`",
    note = "pass an array or a `Vec` of tuples, or a select"
)]
pub trait TupleList<B> {
    /// Returns the untyped list.
    fn into_rows(self) -> InList;
}

/// Combines expressions to a tuple, to compare it with rows: `(a, b)`.
///
/// ```
/// use rebis_core::{Column, Source, TableName, select, tuple};
/// const POSTS: TableName = TableName::new("posts");
/// const AUTHOR: Column<i64> = Column::new(Source::table(&POSTS), "author");
/// const SLUG: Column<String> = Column::new(Source::table(&POSTS), "slug");
/// let stmt = select(SLUG).filter(tuple((AUTHOR, SLUG)).in_([(1, "a"), (2, "b")]));
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT posts.slug FROM posts WHERE (posts.author, posts.slug) IN \
///      ((:param_1_1_1, :param_1_1_2), (:param_1_2_1, :param_1_2_2))"
/// );
/// ```
///
/// The rows must have the types of the expressions:
///
/// ```compile_fail
/// # use rebis_core::{Column, Source, TableName, tuple};
/// # const POSTS: TableName = TableName::new("posts");
/// # const AUTHOR: Column<i64> = Column::new(Source::table(&POSTS), "author");
/// # const SLUG: Column<String> = Column::new(Source::table(&POSTS), "slug");
/// let _ = tuple((AUTHOR, SLUG)).in_([1, 2]);
/// ```
pub fn tuple<T: TupleElements>(elements: T) -> Tuple<T::Bases> {
    Tuple {
        elements: elements.into_elements(),
        _types: PhantomData,
    }
}

impl<B> Tuple<B> {
    /// Returns the untyped node.
    pub fn into_node(self) -> Node {
        Node::Tuple(Shared::new(self.elements))
    }

    /// Returns `(a, b) IN (…)`, which is false for an empty list.
    pub fn in_(self, rows: impl TupleList<B>) -> Expr<bool> {
        self.one_of(false, rows.into_rows())
    }

    /// Returns `(a, b) NOT IN (…)`, which is true for an empty list.
    pub fn not_in(self, rows: impl TupleList<B>) -> Expr<bool> {
        self.one_of(true, rows.into_rows())
    }

    /// Returns whether all elements are equal: `(a, b) = (c, d)`.
    pub fn eq(self, row: impl TupleRow<B>) -> Expr<bool> {
        self.compare(BinaryOp::Eq, row)
    }

    /// Returns whether at least one element differs: `(a, b) != (c, d)`.
    pub fn ne(self, row: impl TupleRow<B>) -> Expr<bool> {
        self.compare(BinaryOp::Ne, row)
    }

    /// Returns whether the first element that differs is less: `(a, b) < (c, d)`.
    pub fn lt(self, row: impl TupleRow<B>) -> Expr<bool> {
        self.compare(BinaryOp::Lt, row)
    }

    /// Returns `(a, b) <= (c, d)`: the first element that differs is less, or none differs.
    pub fn le(self, row: impl TupleRow<B>) -> Expr<bool> {
        self.compare(BinaryOp::Le, row)
    }

    /// Returns whether the first element that differs is greater: `(a, b) > (c, d)`.
    pub fn gt(self, row: impl TupleRow<B>) -> Expr<bool> {
        self.compare(BinaryOp::Gt, row)
    }

    /// Returns `(a, b) >= (c, d)`: the first element that differs is greater, or none differs.
    pub fn ge(self, row: impl TupleRow<B>) -> Expr<bool> {
        self.compare(BinaryOp::Ge, row)
    }

    fn compare(self, op: BinaryOp, row: impl TupleRow<B>) -> Expr<bool> {
        let right = Node::Tuple(Shared::new(row.into_row()));
        Expr::from_node(Node::binary(op, self.into_node(), right))
    }

    fn one_of(self, negated: bool, list: InList) -> Expr<bool> {
        Expr::from_node(Node::In(Shared::new(InNode {
            negated,
            operand: self.into_node(),
            list,
            sql_type: TypeRef::UNKNOWN,
        })))
    }
}

impl<B, R: TupleValues<B>> TupleList<B> for Vec<R> {
    fn into_rows(self) -> InList {
        InList::Rows(self.into_iter().map(TupleValues::into_values).collect())
    }
}

impl<B, R: TupleValues<B>, const N: usize> TupleList<B> for [R; N] {
    fn into_rows(self) -> InList {
        InList::Rows(self.into_iter().map(TupleValues::into_values).collect())
    }
}

macro_rules! tuple_lists {
    ($($statement:ident)+) => {$(
        impl<O: TupleTypes> TupleList<O::Bases> for $statement<O> {
            fn into_rows(self) -> InList {
                InList::Subquery(self.into_query())
            }
        }

        impl<O: TupleTypes> TupleList<O::Bases> for &$statement<O> {
            fn into_rows(self) -> InList {
                self.clone().into_rows()
            }
        }
    )+};
}

tuple_lists!(Select Compound);

macro_rules! tuples {
    ($(($($name:ident $base:ident)+))+) => {$(
        #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
        const _: () = {
            impl<$($name: Expression),+> TupleElements for ($($name,)+) {
                type Bases = ($(BaseOf<$name>,)+);

                fn into_elements(self) -> Vec<Node> {
                    let ($($name,)+) = self;
                    vec![$($name.into_node()),+]
                }
            }

            impl<$($base, $name: IntoExpr<$base>),+> TupleRow<($($base,)+)> for ($($name,)+) {
                fn into_row(self) -> Vec<Node> {
                    let ($($name,)+) = self;
                    vec![$($name.into_operand()),+]
                }
            }

            impl<$($base, $name: IntoValue<$base>),+> TupleValues<($($base,)+)> for ($($name,)+) {
                fn into_values(self) -> Vec<Value> {
                    let ($($name,)+) = self;
                    vec![$($name.into_value()),+]
                }
            }

            impl<$($name: Scalar),+> TupleTypes for ($($name,)+) {
                type Bases = ($($name::Base,)+);
            }
        };
    )+};
}

tuples! {
    (A BA B BB)
    (A BA B BB C BC)
    (A BA B BB C BC D BD)
    (A BA B BB C BC D BD E BE)
    (A BA B BB C BC D BD E BE F BF)
}
