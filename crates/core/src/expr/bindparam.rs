//! [`bindparam`]: a parameter with a name, whose value may come later.

use std::marker::PhantomData;
use std::sync::Arc;

use super::node::{InList, Node};
use super::{Expr, InOperand, IntoExpr, TupleList, TupleValues};
use crate::types::{IntoNullable, IntoValue, Scalar, TypeRef};
use crate::value::Value;
use crate::visit::{Part, Rewriter, Visitor, branches, variants};

/// A parameter with a name.
///
/// ```
/// use rebis_core::{Column, Expression, Source, TableName, bindparam, select};
/// const USERS: TableName = TableName::new("users");
/// const ID: Column<i64> = Column::new(Source::table(&USERS), "id");
/// const NAME: Column<String> = Column::new(Source::table(&USERS), "name");
/// let by_name = select(ID).filter(NAME.eq(bindparam("who")));
/// assert_eq!(by_name.to_string(), "SELECT users.id FROM users WHERE users.name = :who");
/// let alice = by_name.bind("who", "alice");
/// let some = select(ID).filter(ID.in_(bindparam("ids"))).bind_list("ids", [1_i64, 2]);
/// assert_eq!(some.to_string(), "SELECT users.id FROM users WHERE users.id IN (:ids_1, :ids_2)");
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct BindParam<B> {
    node: BindParamNode,
    _type: PhantomData<fn() -> B>,
}

/// A parameter with a name, untyped.
#[derive(Clone, Debug)]
pub struct BindParamNode {
    /// The name.
    pub name: &'static str,
    /// Whether the name is numbered, so that others may have it too.
    pub unique: bool,
    /// What was given for it.
    pub given: Given,
    /// The text that the value is known by in the compiled cache, if the SQL has the value as a
    /// literal.
    pub literal: Option<Box<str>>,
    /// The SQL type.
    pub sql_type: TypeRef,
}

/// What was given for a parameter.
#[derive(Clone, Debug)]
pub enum Given {
    /// Nothing yet. The statement compiles, and cannot be executed.
    Nothing,
    /// A value.
    Value(Value),
    /// Values, for `IN`.
    List(Vec<Value>),
    /// Rows of values, for `IN` of a tuple.
    Rows(Vec<Vec<Value>>),
}

variants!(Given {
    Nothing,
    Value(value),
    List(values),
    Rows(rows),
});
branches!(Given);

/// A parameter with a name.
///
/// It has the type of what it is compared with. Its value comes from [`value`](BindParam::value),
/// or later from the statement's `bind`; executing a statement without it is an error.
pub fn bindparam<B>(name: &'static str) -> BindParam<B> {
    BindParam {
        node: BindParamNode {
            name,
            unique: false,
            given: Given::Nothing,
            literal: None,
            sql_type: TypeRef::UNKNOWN,
        },
        _type: PhantomData,
    }
}

impl<B> BindParam<B> {
    /// Gives it a value, or `None` for `NULL`. The statement's `bind` may replace it.
    pub fn value(mut self, value: impl IntoNullable<B>) -> Self {
        self.node.given = Given::Value(value.into_nullable());
        self
    }

    /// Gives it values, for [`in_`](super::Expression::in_).
    pub fn values<V: IntoValue<B>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        let values = values.into_iter().map(IntoValue::into_value);
        self.node.given = Given::List(values.collect());
        self
    }

    /// Gives it rows, for [`in_`](super::Tuple::in_) of a tuple.
    pub fn rows<V: TupleValues<B>>(mut self, rows: impl IntoIterator<Item = V>) -> Self {
        let rows = rows.into_iter().map(TupleValues::into_values);
        self.node.given = Given::Rows(rows.collect());
        self
    }

    /// Numbers the name (`who_1`), so that other parameters may have it too.
    pub fn unique(mut self) -> Self {
        self.node.unique = true;
        self
    }

    /// Writes the value into the SQL as a literal, where a database takes no parameter. Each value
    /// is a statement of its own in the compiled cache.
    pub fn literal_execute(mut self) -> Self {
        self.node.literal = Some(Box::default());
        self
    }

    /// The parameter as an expression of a type that the caller names.
    pub fn expr<T: Scalar<Base = B>>(self) -> Expr<T> {
        Expr::from_node(self.into_node(TypeRef::of::<T>()))
    }

    fn into_node(mut self, sql_type: TypeRef) -> Node {
        self.node.sql_type = sql_type;
        Node::Param(self.into_param())
    }

    fn into_param(mut self) -> Arc<BindParamNode> {
        self.node.name_literal();
        Arc::new(self.node)
    }
}

impl BindParamNode {
    /// A value that the SQL has as a literal.
    pub(crate) fn literal(value: Value, sql_type: TypeRef) -> Self {
        let mut param = Self {
            name: "param",
            unique: true,
            given: Given::Value(value),
            literal: Some(Box::default()),
            sql_type,
        };
        param.name_literal();
        param
    }

    /// Whether it was given a list without values.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.given {
            Given::List(values) => values.is_empty(),
            Given::Rows(rows) => rows.is_empty(),
            _ => false,
        }
    }

    /// Notes the text that a literal value is known by.
    fn name_literal(&mut self) {
        if self.literal.is_some() {
            self.literal = Some(format!("{:?}", self.given).into());
        }
    }
}

impl<B: Scalar> IntoExpr<B> for BindParam<B> {
    fn into_operand(self) -> Node {
        self.into_node(TypeRef::of::<B>())
    }
}

impl<B> TupleList<B> for BindParam<B> {
    fn into_rows(self) -> InList {
        InList::Param(self.into_param())
    }
}

impl<B> InOperand<B> for BindParam<B> {
    fn into_list(self) -> InList {
        InList::Param(self.into_param())
    }
}

impl Part for BindParamNode {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        let Self {
            name,
            unique,
            given,
            literal,
            sql_type,
        } = self;
        name.visit(visitor);
        unique.visit(visitor);
        literal.visit(visitor);
        given.visit(visitor);
        sql_type.visit(visitor);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        let mut param = self.clone();
        if let (false, Some(given)) = (self.unique, rewriter.given(self.name)) {
            param.given = given.clone();
            param.name_literal();
        }
        param
    }
}
