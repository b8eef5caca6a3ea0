//! `ANY` and `ALL`.

use std::marker::PhantomData;

use super::node::{BinaryOp, Node};
use super::{Expr, IntoExpr};
use crate::stmt::{Compound, IntoQuery, Select};
use crate::types::{ArrayElement, Scalar};
use crate::visit::{Shared, facts};

/// With how many of the values a comparison must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantifier {
    /// With one at least.
    Any,
    /// With each.
    All,
}

facts!(Quantifier);

/// Values of type `B` that a comparison is made with: what [`any_`] and [`all_`] return.
#[derive(Clone, Debug)]
pub struct Quantified<B> {
    node: Node,
    _type: PhantomData<fn() -> B>,
}

/// What `any_` and `all_` take: a select of one column, an array, or a list that is bound as one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of values to compare with",
    note = "`any_` and `all_` take a select of one column, an array of PostgreSQL, or a `Vec` of \
            values"
)]
pub trait ValueSet {
    /// The type of the values.
    type Base;

    /// The untyped node.
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
/// use rebis_core::{Column, Expression, Source, TableName, any_, select};
/// const USERS: TableName = TableName::new("users");
/// const ORDERS: TableName = TableName::new("orders");
/// const ID: Column<i64> = Column::new(Source::table(&USERS), "id");
/// const USER_ID: Column<i64> = Column::new(Source::table(&ORDERS), "user_id");
/// let stmt = select(ID).filter(ID.eq(any_(select(USER_ID))));
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT users.id FROM users WHERE users.id = ANY (SELECT orders.user_id FROM orders)"
/// );
/// ```
pub fn any_<S: ValueSet>(values: S) -> Quantified<S::Base> {
    Quantified::new(Quantifier::Any, values.into_set())
}

/// Compares with all of the values: `age > ALL (SELECT …)`.
pub fn all_<S: ValueSet>(values: S) -> Quantified<S::Base> {
    Quantified::new(Quantifier::All, values.into_set())
}

impl<B> Quantified<B> {
    /// Says that a node is an array of values of type `B`, such as a column of a type of
    /// PostgreSQL. Nothing checks the claim.
    pub fn new(quantifier: Quantifier, values: Node) -> Self {
        Self {
            node: Node::Quantified(quantifier, Shared::new(values)),
            _type: PhantomData,
        }
    }

    /// `other = ANY (…)`: the quantifier stands on the right.
    pub fn eq(self, other: impl IntoExpr<B>) -> Expr<bool> {
        self.compare(BinaryOp::Eq, other)
    }

    /// `other != ANY (…)`.
    pub fn ne(self, other: impl IntoExpr<B>) -> Expr<bool> {
        self.compare(BinaryOp::Ne, other)
    }

    /// `other > ANY (…)`.
    pub fn lt(self, other: impl IntoExpr<B>) -> Expr<bool> {
        self.compare(BinaryOp::Lt, other)
    }

    /// `other >= ANY (…)`.
    pub fn le(self, other: impl IntoExpr<B>) -> Expr<bool> {
        self.compare(BinaryOp::Le, other)
    }

    /// `other < ANY (…)`.
    pub fn gt(self, other: impl IntoExpr<B>) -> Expr<bool> {
        self.compare(BinaryOp::Gt, other)
    }

    /// `other <= ANY (…)`.
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
