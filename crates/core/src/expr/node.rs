//! [`Node`]: an untyped expression.

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

/// An untyped expression.
///
/// The typed wrappers ([`Column`](super::Column), [`Expr`](super::Expr)) build it. Compilers and
/// visitors read it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Node {
    /// A column.
    Column(ColumnRef),
    /// A bound value.
    Bind(Bind),
    /// A named parameter.
    Param(Arc<BindParamNode>),
    /// The value that the `INSERT` or `UPDATE` assigns to a column.
    DmlColumn(Shared<DmlColumnNode>),
    /// `NULL`.
    Null,
    /// `TRUE` or `FALSE`, in the spelling of the database.
    Bool(bool),
    /// `left op right`.
    Binary(BinaryOp, Shared<(Node, Node)>),
    /// `op operand`, or `operand op` for postfix operators.
    Unary(UnaryOp, Shared<Node>),
    /// Two or more conditions joined by `AND` or `OR`.
    Junction(Junction, Shared<Vec<Node>>),
    /// `operand [NOT] IN (…)`.
    In(Shared<InNode>),
    /// `operand [NOT] BETWEEN low AND high`.
    Between(Shared<BetweenNode>),
    /// `operand [NOT] [I]LIKE pattern [ESCAPE escape]`.
    Like(Shared<LikeNode>),
    /// A division with a fraction, or to a whole number.
    Division(Shared<DivisionNode>),
    /// `left op right`, with a user-defined operator.
    Operator(Shared<OperatorNode>),
    /// `operand COLLATE collation`.
    Collate(Shared<CollateNode>),
    /// A match of text with a regular expression.
    Regexp(Shared<RegexpNode>),
    /// Text with the matches of a regular expression replaced.
    RegexpReplace(Shared<RegexpReplaceNode>),
    /// A full text search.
    Match(Shared<MatchNode>),
    /// `ANY (…)` or `ALL (…)`, on the right of a comparison.
    Quantified(Quantifier, Shared<Node>),
    /// `(a, b)`.
    Tuple(Shared<Vec<Node>>),
    /// A function call.
    Function(Shared<FunctionNode>),
    /// `*`, as in `count(*)`.
    Star,
    /// `CAST(operand AS type)`.
    Cast(Shared<CastNode>),
    /// A subquery with one value.
    Subquery(Query),
    /// `[NOT] EXISTS (…)`.
    Exists(ExistsNode),
    /// `operand ASC` or `DESC`, and the position of NULLs; only in `ORDER BY`.
    Ordered(Shared<OrderNode>),
    /// An expression with a name in the result.
    Label(Shared<LabelNode>),
    /// The name of a result column; only in `ORDER BY` and `GROUP BY`.
    Output(Arc<str>),
    /// SQL text with binds.
    Text(Shared<TextNode>),
    /// SQL text without binds, written unchanged.
    LiteralColumn(&'static str),
    /// The name of an entry of `FROM`, as a value.
    Row(Source),
    /// A name without a table, quoted if necessary.
    Identifier(&'static str),
    /// A name without a table that is known only at run time, quoted if necessary.
    Name(Arc<str>),
    /// `op operand`, with a user-defined operator.
    Prefix(Shared<PrefixNode>),
    /// `CASE … END`.
    Case(Shared<CaseNode>),
    /// An expression with another Rust type and the same SQL.
    Coerced(Shared<Node>),
    /// `EXTRACT(field FROM operand)`.
    Extract(Shared<ExtractNode>),
    /// `function FILTER (WHERE …)`.
    Filter(Shared<FilterNode>),
    /// `function WITHIN GROUP (ORDER BY …)`.
    WithinGroup(Shared<WithinGroupNode>),
    /// `function OVER (…)`.
    Over(Shared<OverNode>),
    /// `ROLLUP(…)`, `CUBE(…)` or `GROUPING SETS(…)`; only in `GROUP BY`.
    Grouping(Shared<GroupingNode>),
    /// `(row).name`.
    Field(Shared<FieldNode>),
    /// An element of a JSON document.
    Json(Shared<JsonNode>),
    /// `ARRAY[…]`.
    Array(Shared<ArrayNode>),
    /// `array[…]`.
    Subscript(Shared<SubscriptNode>),
    /// A new value for a part of a column; only in the assignments of `UPDATE`.
    Part(Shared<PartNode>),
    /// The value of a key of an `hstore`.
    HstoreValue(Shared<SubscriptNode>),
    /// `left op right`, with an operator of PostgreSQL.
    Postgres(Shared<PostgresOpNode>),
    /// A user-defined expression.
    Custom(Shared<CustomNode>),
    /// An expression that could not be built. Compiling it returns this message as an error.
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

/// A bound value.
#[derive(Clone, Debug)]
pub struct Bind {
    /// The first part of the placeholder's name; `None` generates it from the surrounding SQL.
    pub name: Option<&'static str>,
    /// The value.
    pub value: Value,
    /// The SQL type, as it follows from the Rust type of the value.
    pub sql_type: TypeRef,
}

/// An operator with two operands.
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
    /// `IS NOT DISTINCT FROM`, in which `NULL` equals `NULL`.
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
    /// Integer division, which drops the remainder.
    IntDiv,
    /// `%` of integers.
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

/// An operator with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnaryOp {
    /// `NOT`
    Not,
    /// `NOT` before a boolean value, or `operand = 0` on databases without booleans.
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
    /// The left side.
    pub operand: Node,
    /// The right side.
    pub list: InList,
    /// The SQL type of the values in the list.
    pub sql_type: TypeRef,
}

/// The right side of `IN`.
#[derive(Clone, Debug)]
pub enum InList {
    /// Values, each bound.
    Values(Vec<Value>),
    /// Values bound as one array, `= ANY(…)`, for databases with array binds.
    Array(Value),
    /// Rows of values, each bound; the operand is a tuple.
    Rows(Vec<Vec<Value>>),
    /// Expressions.
    Expressions(Vec<Node>),
    /// A named parameter with a list of values.
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
    /// Whether it is `NOT BETWEEN`.
    pub negated: bool,
    /// Whether the ends can be in either order (`SYMMETRIC`).
    pub symmetric: bool,
    /// The compared value.
    pub operand: Node,
    /// The lower end.
    pub low: Node,
    /// The upper end.
    pub high: Node,
}

/// `[NOT] EXISTS (…)`.
#[derive(Clone, Debug)]
pub struct ExistsNode {
    /// Whether it is `NOT EXISTS`.
    pub negated: bool,
    /// The subquery.
    pub query: Query,
}

/// `operand [NOT] [I]LIKE pattern [ESCAPE escape]`.
#[derive(Clone, Debug)]
pub struct LikeNode {
    /// Whether it is `NOT LIKE`.
    pub negated: bool,
    /// Whether case is ignored.
    pub ignore_case: bool,
    /// The text to match.
    pub operand: Node,
    /// The position of the pattern in the text.
    pub anchor: LikeAnchor,
    /// The pattern, or the part of the text for an anchored form.
    pub pattern: Node,
    /// The escape character.
    pub escape: LikeEscape,
}

/// The escape character of a `LIKE`: a wildcard after it matches only itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikeEscape {
    /// The default of the database. The pattern does not contain it.
    Any,
    /// No escape character.
    None,
    /// This character.
    Char(char),
}

variants!(LikeEscape { Any, None, Char(character) });
branches!(LikeEscape);

/// The position of the pattern in the text, which decides where `%` is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LikeAnchor {
    /// The pattern is the whole text; no `%` is added.
    Pattern,
    /// At the start of the text.
    StartsWith,
    /// At the end of the text.
    EndsWith,
    /// Anywhere in the text.
    Contains,
}

/// An expression with a name in the result.
#[derive(Clone, Debug)]
pub struct LabelNode {
    /// The name; `None` for a generated name.
    pub name: Option<&'static str>,
    /// The expression.
    pub node: Node,
}

/// An entry of `ORDER BY`.
#[derive(Clone, Debug)]
pub struct OrderNode {
    /// The expression to order by.
    pub operand: Node,
    /// The direction; `None` if the user gave none.
    pub direction: Option<Direction>,
    /// The position of NULLs; `None` is the default of the database.
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

/// The position of NULLs in an `ORDER BY`.
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
    /// Creates a bind whose type the database infers from its place.
    ///
    /// `NULL` and booleans are bound too, and do not become constants.
    pub fn bind(value: Value) -> Self {
        Self::typed_bind(value, TypeRef::UNKNOWN)
    }

    /// Creates a bind with a SQL type.
    pub fn typed_bind(value: Value, sql_type: TypeRef) -> Self {
        Self::Bind(Bind {
            name: None,
            value,
            sql_type,
        })
    }

    /// Creates a bind with the SQL type of the Rust value.
    pub fn value_of<T: Scalar>(value: T) -> Self {
        Self::typed_bind(value.into_value(), TypeRef::for_type::<T>())
    }

    /// Creates `left op right`.
    pub fn binary(op: BinaryOp, left: Self, right: Self) -> Self {
        Self::Binary(op, Shared::new((left, right)))
    }

    /// Creates `op operand`, or `operand op` for postfix operators.
    pub fn unary(op: UnaryOp, operand: Self) -> Self {
        Self::Unary(op, Shared::new(operand))
    }
}
