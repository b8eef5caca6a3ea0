//! `ANY` and `ALL`.

use std::marker::PhantomData;

use super::node::{BinaryOp, Node};
use super::{Expr, IntoExpr};
use crate::stmt::{Compound, IntoQuery, Select};
use crate::types::{ArrayElement, Scalar};
use crate::visit::{Shared, facts};

/// The number of values for which a comparison must be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// All.
    All,
}

facts!(Quantifier);

/// Values of type `B` to compare with, as returned by [`any`] and [`all`].
#[derive(Clone, Debug)]
pub struct Quantified<B> {
    node: Node,
    _type: PhantomData<fn() -> B>,
}

/// A set of values: a select of one column, an array, or a `Vec` that is bound as an array.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of values to compare with",
    note = "pass a select of one column, an array of PostgreSQL, or a `Vec` of values"
)]
pub trait ValueSet {
    /// The type of the values.
    type Base;

    /// Returns the untyped node.
    fn into_set(self) -> Node;
}

macro_rules! value_sets {
    ($($statement:ident)+) => {$(
        impl<T: Scalar> ValueSet for $statement<T> {
            type Base = T::Base;

            fn into_set(self) -> Node {
                Node::Subquery(self.into_query())
            }
        }

        impl<T: Scalar> ValueSet for &$statement<T> {
            type Base = T::Base;

            fn into_set(self) -> Node {
                self.clone().into_set()
            }
        }
    )+};
}

value_sets!(Select Compound);

impl<T: ArrayElement<Base = T>> ValueSet for Vec<T> {
    type Base = T;

    fn into_set(self) -> Node {
        Node::value_of(self)
    }
}

/// Compares with any of the values: `id = ANY (SELECT …)`.
///
/// ```
/// use rebis_core::{Column, Expression, Source, TableName, any, select};
/// const USERS: TableName = TableName::new("users");
/// const ORDERS: TableName = TableName::new("orders");
/// const ID: Column<i64> = Column::new(Source::table(&USERS), "id");
/// const USER_ID: Column<i64> = Column::new(Source::table(&ORDERS), "user_id");
/// let stmt = select(ID).filter(ID.eq(any(select(USER_ID))));
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT users.id FROM users WHERE users.id = ANY (SELECT orders.user_id FROM orders)"
/// );
/// ```
pub fn any<S: ValueSet>(values: S) -> Quantified<S::Base> {
    Quantified::new(Quantifier::Any, values.into_set())
}

/// Compares with all of the values: `age > ALL (SELECT …)`.
pub fn all<S: ValueSet>(values: S) -> Quantified<S::Base> {
    Quantified::new(Quantifier::All, values.into_set())
}

impl<B> Quantified<B> {
    /// Quantifies an untyped node that is an array of values of type `B`.
    ///
    /// Use it for expressions whose array type Rebis does not know. `B` is not checked.
    pub fn new(quantifier: Quantifier, values: Node) -> Self {
        Self {
            node: Node::Quantified(quantifier, Shared::new(values)),
            _type: PhantomData,
        }
    }

    /// Returns `other = ANY (…)`, with the quantifier on the right.
    pub fn eq(self, other: impl IntoExpr<B>) -> Expr<bool> {
        self.compare(BinaryOp::Eq, other)
    }

    /// Returns `other != ANY (…)`, with the quantifier on the right.
    pub fn ne(self, other: impl IntoExpr<B>) -> Expr<bool> {
        self.compare(BinaryOp::Ne, other)
    }

    /// Returns `other > ANY (…)`, with the quantifier on the right.
    pub fn lt(self, other: impl IntoExpr<B>) -> Expr<bool> {
        self.compare(BinaryOp::Lt, other)
    }

    /// Returns `other >= ANY (…)`, with the quantifier on the right.
    pub fn le(self, other: impl IntoExpr<B>) -> Expr<bool> {
        self.compare(BinaryOp::Le, other)
    }

    /// Returns `other < ANY (…)`, with the quantifier on the right.
    pub fn gt(self, other: impl IntoExpr<B>) -> Expr<bool> {
        self.compare(BinaryOp::Gt, other)
    }

    /// Returns `other <= ANY (…)`, with the quantifier on the right.
    pub fn ge(self, other: impl IntoExpr<B>) -> Expr<bool> {
        self.compare(BinaryOp::Ge, other)
    }

    fn compare(self, op: BinaryOp, other: impl IntoExpr<B>) -> Expr<bool> {
        Expr::from_node(Node::binary(op.mirrored(), other.into_operand(), self.node))
    }
}

impl<B> IntoExpr<B> for Quantified<B> {
    fn into_operand(self) -> Node {
        self.node
    }
}
