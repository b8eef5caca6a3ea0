//! `CASE` expressions.

use std::fmt;
use std::marker::PhantomData;

use super::node::Node;
use super::{Expr, Expression, IntoExpr};
use crate::decode::FromRow;
use crate::stmt::{SelectItem, Selection};
use crate::types::Scalar;
use crate::visit::{Shared, parts};

/// `CASE [operand] WHEN … THEN … [ELSE …] END`.
#[derive(Clone, Debug)]
pub struct CaseNode {
    /// The expression that a simple `CASE` compares; `None` for a searched `CASE`.
    pub operand: Option<Node>,
    /// The branches: conditions, or values to compare with, and their results.
    pub whens: Vec<(Node, Node)>,
    /// The result if no branch applies; `None` for `NULL`.
    pub otherwise: Option<Node>,
}

parts!(CaseNode {
    operand,
    whens,
    otherwise
});

/// Starts a searched `CASE`, whose branches have conditions.
///
/// Without [`else_`](Case::else_), the value is `None` if no condition is true.
///
/// ```
/// use rebis_core::{Column, Expression, Source, TableName, case, select};
/// const AGE: Column<i32> = Column::new(Source::table(&TableName::new("users")), "age");
/// let group = case().when(AGE.gt(60), "old").when(AGE.gt(18), "adult").else_("young");
/// assert_eq!(
///     select(group.label("group_name")).to_string(),
///     "SELECT CASE WHEN (users.age > :age_1) THEN :param_1 WHEN (users.age > :age_2) \
///      THEN :param_2 ELSE :param_3 END AS group_name FROM users"
/// );
/// ```
pub fn case() -> CaseStart {
    CaseStart(())
}

/// Starts a simple `CASE`, which compares an expression with values.
///
/// Without [`else_`](CaseValue::else_), the value is `None` if the expression equals no value.
///
/// ```
/// use rebis_core::{Column, Expression, Source, TableName, case_value, select};
/// const NAME: Column<String> = Column::new(Source::table(&TableName::new("users")), "name");
/// let number = case_value(NAME).when("alice", 1).when("bob", 2).else_(3);
/// assert_eq!(
///     select(number.label("n")).to_string(),
///     "SELECT CASE users.name WHEN :param_1 THEN :param_2 WHEN :param_3 THEN :param_4 \
///      ELSE :param_5 END AS n FROM users"
/// );
/// ```
pub fn case_value<E: Expression>(operand: E) -> CaseValueStart<E::Type> {
    CaseValueStart {
        operand: operand.into_node(),
        _type: PhantomData,
    }
}

/// A searched `CASE` without branches; see [`case`].
#[derive(Clone, Copy, Debug)]
pub struct CaseStart(());

/// A simple `CASE` without branches; see [`case_value`].
#[derive(Clone, Debug)]
pub struct CaseValueStart<V> {
    operand: Node,
    _type: PhantomData<fn() -> V>,
}

/// A searched `CASE` with results of base type `B`; see [`case`].
pub struct Case<B> {
    node: CaseNode,
    _type: PhantomData<fn() -> B>,
}

/// A simple `CASE` over a value of type `V`, with results of base type `B`; see [`case_value`].
pub struct CaseValue<V, B> {
    case: Case<B>,
    _type: PhantomData<fn() -> V>,
}

impl CaseStart {
    /// Adds a branch: the result if `condition` is true.
    pub fn when<B>(self, condition: impl IntoExpr<bool>, result: impl IntoExpr<B>) -> Case<B> {
        Case::new(None).push(condition.into_operand(), result.into_operand())
    }
}

impl<V: Scalar> CaseValueStart<V> {
    /// Adds a branch: the result if the expression equals `value`.
    pub fn when<B>(
        self,
        value: impl IntoExpr<V::Base>,
        result: impl IntoExpr<B>,
    ) -> CaseValue<V, B> {
        let case = Case::new(Some(self.operand));
        CaseValue {
            case: case.push(value.into_operand(), result.into_operand()),
            _type: PhantomData,
        }
    }
}

impl<B> Case<B> {
    fn new(operand: Option<Node>) -> Self {
        let node = CaseNode {
            operand,
            whens: Vec::new(),
            otherwise: None,
        };
        Self {
            node,
            _type: PhantomData,
        }
    }

    fn push(mut self, condition: Node, result: Node) -> Self {
        self.node.whens.push((condition, result));
        self
    }

    /// Adds a branch: the result if `condition` is true and no earlier branch applies.
    #[must_use]
    pub fn when(self, condition: impl IntoExpr<bool>, result: impl IntoExpr<B>) -> Self {
        self.push(condition.into_operand(), result.into_operand())
    }

    /// Sets the result if no condition is true: `ELSE result`.
    ///
    /// If a result can be `NULL`, call [`nullable`](Expression::nullable) on the returned
    /// expression.
    pub fn else_(mut self, result: impl IntoExpr<B>) -> Expr<B> {
        self.node.otherwise = Some(result.into_operand());
        Expr::from_node(Node::Case(Shared::new(self.node)))
    }
}

impl<V: Scalar, B> CaseValue<V, B> {
    /// Adds a branch: the result if the expression equals `value` and no earlier branch applies.
    #[must_use]
    pub fn when(self, value: impl IntoExpr<V::Base>, result: impl IntoExpr<B>) -> Self {
        Self {
            case: self.case.push(value.into_operand(), result.into_operand()),
            _type: PhantomData,
        }
    }

    /// Sets the result if the expression equals no value: `ELSE result`.
    ///
    /// If a result can be `NULL`, call [`nullable`](Expression::nullable) on the returned
    /// expression.
    pub fn else_(self, result: impl IntoExpr<B>) -> Expr<B> {
        self.case.else_(result)
    }
}

impl<B: Scalar<Base = B>> Expression for Case<B> {
    type Type = Option<B>;

    fn into_node(self) -> Node {
        Node::Case(Shared::new(self.node))
    }
}

impl<V, B: Scalar<Base = B>> Expression for CaseValue<V, B> {
    type Type = Option<B>;

    fn into_node(self) -> Node {
        self.case.into_node()
    }
}

impl<B: Scalar<Base = B>> IntoExpr<B> for Case<B> {
    fn into_operand(self) -> Node {
        self.into_node()
    }
}

impl<V, B: Scalar<Base = B>> IntoExpr<B> for CaseValue<V, B> {
    fn into_operand(self) -> Node {
        self.into_node()
    }
}

impl<B: Scalar<Base = B> + FromRow> Selection for Case<B> {
    type Row = Option<B>;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        let node = Node::Case(Shared::new(self.node.clone()));
        items.push(SelectItem { node, label: None });
    }
}

impl<V, B: Scalar<Base = B> + FromRow> Selection for CaseValue<V, B> {
    type Row = Option<B>;

    fn append_to(&self, items: &mut Vec<SelectItem>) {
        self.case.append_to(items);
    }
}

impl<B> Clone for Case<B> {
    fn clone(&self) -> Self {
        Self {
            node: self.node.clone(),
            _type: PhantomData,
        }
    }
}

impl<V, B> Clone for CaseValue<V, B> {
    fn clone(&self) -> Self {
        Self {
            case: self.case.clone(),
            _type: PhantomData,
        }
    }
}

impl<B> fmt::Debug for Case<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl<V, B> fmt::Debug for CaseValue<V, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.case.fmt(f)
    }
}
