//! [`Node`]: the untyped expression that compilers see.

use std::sync::Arc;

use super::aggregate::{FilterNode, WithinGroupNode};
use super::array::{ArrayNode, PartNode, SubscriptNode};
use super::bindparam::BindParamNode;
use super::case::CaseNode;
use super::cast::CastNode;
use super::collate::CollateNode;
use super::custom::CustomNode;
use super::division::DivisionNode;
use super::dml_column::DmlColumnNode;
use super::extract::ExtractNode;
use super::full_text::MatchNode;
use super::func::FunctionNode;
use super::grouping::GroupingNode;
use super::json::JsonNode;
use super::name::{ColumnRef, Source};
use super::operator::{OperatorNode, PrefixNode};
use super::postgres::PostgresOpNode;
use super::quantifier::Quantifier;
use super::regexp::{RegexpNode, RegexpReplaceNode};
use super::table_valued::FieldNode;
use super::window::OverNode;
use crate::stmt::{Query, TextNode};
use crate::types::{Scalar, TypeRef};
use crate::value::Value;
use crate::visit::{Shared, branches, facts, parts, variants};

/// One expression. The typed shells ([`Column`](super::Column), [`Expr`](super::Expr)) build it;
/// compilers and visitors read it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Node {
    /// A column.
    Column(ColumnRef),
    /// A bound value.
    Bind(Bind),
    /// A parameter with a name.
    Param(Arc<BindParamNode>),
    /// What a column of an `INSERT` or `UPDATE` is set to.
    DmlColumn(Shared<DmlColumnNode>),
    /// `NULL`.
    Null,
    /// `TRUE` or `FALSE`, spelled as the database spells it.
    Bool(bool),
    /// `left op right`.
    Binary(BinaryOp, Shared<(Node, Node)>),
    /// `op operand`, or `operand op` for the postfix ones.
    Unary(UnaryOp, Shared<Node>),
    /// Two or more conditions joined by `AND` or `OR`.
    Junction(Junction, Shared<Vec<Node>>),
    /// `operand [NOT] IN (…)`.
    In(Shared<InNode>),
    /// `operand [NOT] BETWEEN low AND high`.
    Between(Shared<BetweenNode>),
    /// `operand [NOT] [I]LIKE pattern [ESCAPE escape]`.
    Like(Shared<LikeNode>),
    /// A division whose result has a fraction, or that is rounded down.
    Division(Shared<DivisionNode>),
    /// `left op right`, with an operator that the user names.
    Operator(Shared<OperatorNode>),
    /// `operand COLLATE collation`.
    Collate(Shared<CollateNode>),
    /// Whether a text matches a regular expression.
    Regexp(Shared<RegexpNode>),
    /// A text in which matches of a regular expression are replaced.
    RegexpReplace(Shared<RegexpReplaceNode>),
    /// A search for words.
    Match(Shared<MatchNode>),
    /// `ANY (…)` or `ALL (…)`, right of a comparison.
    Quantified(Quantifier, Shared<Node>),
    /// `(a, b)`.
    Tuple(Shared<Vec<Node>>),
    /// A function call.
    Function(Shared<FunctionNode>),
    /// `*`, as in `count(*)`.
    Star,
    /// `CAST(operand AS type)`.
    Cast(Shared<CastNode>),
    /// A subquery that yields one value.
    Subquery(Query),
    /// `[NOT] EXISTS (…)`.
    Exists(ExistsNode),
    /// `operand ASC` or `DESC`, with the place of NULLs; only in `ORDER BY`.
    Ordered(Shared<OrderNode>),
    /// An expression with a name in the result.
    Label(Shared<LabelNode>),
    /// A column of the result, by its name; only in `ORDER BY` and `GROUP BY`.
    Output(Arc<str>),
    /// A fragment of SQL text with binds.
    Text(Shared<TextNode>),
    /// SQL text as a column, written as it stands.
    LiteralColumn(&'static str),
    /// An entry of `FROM` as a value: its name alone.
    Row(Source),
    /// A name without a table, quoted where it needs to be.
    Identifier(&'static str),
    /// The same of a name that is known at run time only.
    Name(Arc<str>),
    /// An operator of the user's before its operand.
    Prefix(Shared<PrefixNode>),
    /// `CASE … END`.
    Case(Shared<CaseNode>),
    /// An expression that is said to have another type; no SQL.
    Coerced(Shared<Node>),
    /// `EXTRACT(field FROM operand)`.
    Extract(Shared<ExtractNode>),
    /// `function FILTER (WHERE …)`.
    Filter(Shared<FilterNode>),
    /// `function WITHIN GROUP (ORDER BY …)`.
    WithinGroup(Shared<WithinGroupNode>),
    /// `function OVER (…)`.
    Over(Shared<OverNode>),
    /// `ROLLUP(…)` and its siblings; only in `GROUP BY`.
    Grouping(Shared<GroupingNode>),
    /// `(row).name`.
    Field(Shared<FieldNode>),
    /// An element of a JSON document.
    Json(Shared<JsonNode>),
    /// `ARRAY[…]`.
    Array(Shared<ArrayNode>),
    /// `array[…]`.
    Subscript(Shared<SubscriptNode>),
    /// What a part of a column gets; only in the assignments of `UPDATE`.
    Part(Shared<PartNode>),
    /// The value of a key of an `hstore`.
    HstoreValue(Shared<SubscriptNode>),
    /// `left op right`, with an operator that PostgreSQL has.
    Postgres(Shared<PostgresOpNode>),
    /// A construct of the user's own.
    Custom(Shared<CustomNode>),
    /// An expression that could not be built; compiling it reports the message.
    Invalid(Arc<str>),
}

variants!(Node {
    Column(column),
    Bind(bind),
    Param(param),
    DmlColumn(column),
    Null,
    Bool(value),
    Binary(op, operands),
    Unary(op, operand),
    Junction(kind, conditions),
    In(node),
    Between(node),
    Like(node),
    Division(node),
    Operator(node),
    Collate(node),
    Regexp(node),
    RegexpReplace(node),
    Match(node),
    Quantified(quantifier, operand),
    Tuple(elements),
    Function(node),
    Star,
    Cast(node),
    Subquery(query),
    Exists(node),
    Ordered(node),
    Label(node),
    Output(name),
    Text(text),
    LiteralColumn(sql),
    Row(source),
    Identifier(name),
    Name(name),
    Prefix(node),
    Case(node),
    Coerced(operand),
    Extract(node),
    Filter(node),
    WithinGroup(node),
    Over(node),
    Grouping(node),
    Field(node),
    Json(node),
    Array(node),
    Subscript(node),
    Part(node),
    HstoreValue(node),
    Postgres(node),
    Custom(node),
    Invalid(message),
});

/// A value to bind, with a name if the user gave one.
#[derive(Clone, Debug)]
pub struct Bind {
    /// The user's name, or `None` for one that the compiler makes up.
    pub name: Option<&'static str>,
    /// The value.
    pub value: Value,
    /// The SQL type, by the Rust type of the value.
    pub sql_type: TypeRef,
}

/// Operators with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BinaryOp {
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `IS NOT DISTINCT FROM`: equality in which `NULL` equals `NULL`.
    NullSafeEq,
    /// `IS DISTINCT FROM`
    NullSafeNe,
    /// `IS`, before a constant.
    Is,
    /// `IS NOT`, before a constant.
    IsNot,
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// Division of integers that drops the remainder.
    IntDiv,
    /// `%` on whole numbers.
    Mod,
    /// String concatenation.
    Concat,
    /// `&` on bits.
    BitAnd,
    /// `|` on bits.
    BitOr,
    /// Exclusive or on bits.
    BitXor,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
    /// `+` of a point in time and an interval, or of two intervals.
    TimeAdd,
    /// `-` of two points in time, or of two intervals.
    TimeSub,
    /// `*` of an interval and a number.
    TimeMul,
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnaryOp {
    /// `NOT`
    Not,
    /// `NOT` before a boolean that is no comparison; `operand = 0` where there are no booleans.
    IsFalse,
    /// `-`
    Neg,
    /// `~` on bits.
    BitNot,
    /// `DISTINCT`, before an argument of an aggregate function.
    Distinct,
    /// `IS NULL`
    IsNull,
    /// `IS NOT NULL`
    IsNotNull,
}

/// `AND` or `OR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Junction {
    /// `AND`
    And,
    /// `OR`
    Or,
}

/// `operand [NOT] IN (…)`.
#[derive(Clone, Debug)]
pub struct InNode {
    /// Whether it is `NOT IN`.
    pub negated: bool,
    /// What is looked for.
    pub operand: Node,
    /// Where.
    pub list: InList,
    /// The type of the values of the list.
    pub sql_type: TypeRef,
}

/// The right side of `IN`.
#[derive(Clone, Debug)]
pub enum InList {
    /// Values, each bound.
    Values(Vec<Value>),
    /// Values, bound as one array: `= ANY(…)`, for databases with array binds.
    Array(Value),
    /// Rows of values, each bound; the operand is a tuple.
    Rows(Vec<Vec<Value>>),
    /// Expressions.
    Expressions(Vec<Node>),
    /// A parameter with a name, for a list of values.
    Param(Arc<BindParamNode>),
    /// A subquery of one column.
    Subquery(Query),
}

variants!(InList {
    Values(values),
    Array(array),
    Param(param),
    Rows(rows),
    Expressions(expressions),
    Subquery(query),
});
branches!(InList);

/// `operand [NOT] BETWEEN low AND high`.
#[derive(Clone, Debug)]
pub struct BetweenNode {
    /// Whether `NOT` stands before it.
    pub negated: bool,
    /// Whether the ends may come in either order.
    pub symmetric: bool,
    /// What is compared.
    pub operand: Node,
    /// The lower end.
    pub low: Node,
    /// The upper end.
    pub high: Node,
}

/// `[NOT] EXISTS (…)`.
#[derive(Clone, Debug)]
pub struct ExistsNode {
    /// Whether `NOT` stands before it.
    pub negated: bool,
    /// The subquery.
    pub query: Query,
}

/// `operand [NOT] [I]LIKE pattern [ESCAPE escape]`.
#[derive(Clone, Debug)]
pub struct LikeNode {
    /// Whether `NOT` stands before it.
    pub negated: bool,
    /// Whether case is ignored.
    pub ignore_case: bool,
    /// What is matched.
    pub operand: Node,
    /// What goes before and after the pattern.
    pub anchor: LikeAnchor,
    /// The pattern, or for the anchored forms the text.
    pub pattern: Node,
    /// What makes a wildcard mean itself.
    pub escape: LikeEscape,
}

/// What makes a wildcard of a `LIKE` mean itself, when it stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikeEscape {
    /// Whatever the database takes: the pattern has no such character.
    Any,
    /// Nothing.
    None,
    /// A character.
    Char(char),
}

variants!(LikeEscape { Any, None, Char(character) });
branches!(LikeEscape);

/// Where the wildcard of an anchored `LIKE` goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LikeAnchor {
    /// The pattern stands as it is.
    Pattern,
    /// Text, then anything.
    StartsWith,
    /// Anything, then text.
    EndsWith,
    /// Text anywhere.
    Contains,
}

/// An expression with a name in the result.
#[derive(Clone, Debug)]
pub struct LabelNode {
    /// The name; `None` for one that the compiler makes up.
    pub name: Option<&'static str>,
    /// The expression.
    pub node: Node,
}

/// One entry of `ORDER BY`.
#[derive(Clone, Debug)]
pub struct OrderNode {
    /// What is ordered by.
    pub operand: Node,
    /// In which direction, if the user said so.
    pub direction: Option<Direction>,
    /// Where NULLs go; `None` leaves it to the database.
    pub nulls: Option<NullsOrder>,
}

/// A direction of `ORDER BY`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From low to high.
    Ascending,
    /// From high to low.
    Descending,
}

/// Where `ORDER BY` puts NULLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NullsOrder {
    /// Before all values.
    First,
    /// After all values.
    Last,
}

facts!(BinaryOp UnaryOp Junction LikeAnchor Direction NullsOrder);

parts! {
    Bind { name, value, sql_type }
    InNode { negated, operand, list, sql_type }
    BetweenNode { negated, symmetric, operand, low, high }
    ExistsNode { negated, query }
    LikeNode { negated, ignore_case, operand, anchor, pattern, escape }
    OrderNode { operand, direction, nulls }
    LabelNode { name, node }
}

impl Node {
    /// A bound value whose type the database infers from the place; `NULL` and booleans stay binds
    /// too.
    pub fn bind(value: Value) -> Self {
        Self::typed_bind(value, TypeRef::UNKNOWN)
    }

    /// A bound value of a SQL type.
    pub fn typed_bind(value: Value, sql_type: TypeRef) -> Self {
        Self::Bind(Bind {
            name: None,
            value,
            sql_type,
        })
    }

    /// A bound value of a Rust type.
    pub fn value_of<T: Scalar>(value: T) -> Self {
        Self::typed_bind(value.into_value(), TypeRef::of::<T>())
    }

    /// `left op right`.
    pub fn binary(op: BinaryOp, left: Self, right: Self) -> Self {
        Self::Binary(op, Shared::new((left, right)))
    }

    /// `op operand`.
    pub fn unary(op: UnaryOp, operand: Self) -> Self {
        Self::Unary(op, Shared::new(operand))
    }
}
