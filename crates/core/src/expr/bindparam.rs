//! [`bindparam`]: a named parameter, whose value can be set later.

use std::marker::PhantomData;
use std::sync::Arc;

use super::node::{InList, Node};
use super::{Expr, InOperand, IntoExpr, TupleList, TupleValues};
use crate::types::{IntoNullable, IntoValue, Scalar, TypeRef};
use crate::value::Value;
use crate::visit::{Part, Rewriter, Visitor, branches, variants};

/// A named parameter, as returned by [`bindparam`].
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

/// A named parameter without a Rust type.
#[derive(Clone, Debug)]
pub struct BindParamNode {
    /// The name.
    pub name: &'static str,
    /// Whether the name gets a number, so that other parameters can have the same name.
    pub unique: bool,
    /// The value.
    pub given: Given,
    /// The text that identifies the value in the compiled cache, if it is written as a literal.
    pub literal: Option<Box<str>>,
    /// The SQL type.
    pub sql_type: TypeRef,
}

/// The value of a named parameter.
#[derive(Clone, Debug)]
pub enum Given {
    /// No value yet. The statement compiles, but cannot be executed.
    Nothing,
    /// One value.
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

/// Creates a named parameter, with the type of the expression that it is compared with.
///
/// Set its value with [`value`](BindParam::value), or later with the statement's `bind`. Executing
/// a statement that has a parameter without a value returns an error.
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
    /// Sets the value; `None` is `NULL`. The statement's `bind` can replace it.
    pub fn value(mut self, value: impl IntoNullable<B>) -> Self {
        self.node.given = Given::Value(value.into_nullable());
        self
    }

    /// Sets a list of values, for [`in_`](super::Expression::in_).
    pub fn values<V: IntoValue<B>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        let values = values.into_iter().map(IntoValue::into_value);
        self.node.given = Given::List(values.collect());
        self
    }

    /// Sets a list of rows, for [`in_`](super::Tuple::in_) of a tuple.
    pub fn rows<V: TupleValues<B>>(mut self, rows: impl IntoIterator<Item = V>) -> Self {
        let rows = rows.into_iter().map(TupleValues::into_values);
        self.node.given = Given::Rows(rows.collect());
        self
    }

    /// Adds a number to the name (`who_1`), so that other parameters can have the same name.
    ///
    /// The statement's `bind` does not change this parameter; set its value here.
    pub fn unique(mut self) -> Self {
        self.node.unique = true;
        self
    }

    /// Writes the value as a literal, for places where a database accepts no parameter.
    ///
    /// Each value has its own entry in the compiled cache.
    pub fn literal_execute(mut self) -> Self {
        self.node.literal = Some(Box::default());
        self
    }

    /// Converts the parameter to an expression of type `T`.
    pub fn expr<T: Scalar<Base = B>>(self) -> Expr<T> {
        Expr::from_node(self.into_node(TypeRef::for_type::<T>()))
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
    /// Creates a parameter whose value is written as a literal.
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

    /// Returns whether the value is an empty list.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.given {
            Given::List(values) => values.is_empty(),
            Given::Rows(rows) => rows.is_empty(),
            _ => false,
        }
    }

    /// Sets the text that identifies a literal value in the compiled cache.
    fn name_literal(&mut self) {
        if self.literal.is_some() {
            self.literal = Some(format!("{:?}", self.given).into());
        }
    }
}

impl<B: Scalar> IntoExpr<B> for BindParam<B> {
    fn into_operand(self) -> Node {
        self.into_node(TypeRef::for_type::<B>())
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
