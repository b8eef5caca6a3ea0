//! The expression language: typed wrappers over the untyped [`Node`].

mod aggregate;
mod array;
mod bindparam;
mod bitwise;
mod case;
mod cast;
mod collate;
mod column;
mod condition;
mod convert;
mod custom;
mod division;
mod dml_column;
mod expr;
mod expression;
mod extract;
mod full_text;
pub mod func;
mod grouping;
mod hstore;
mod inlinable;
mod json;
mod literal;
mod name;
mod node;
mod operator;
mod operators;
mod pattern;
mod postgres;
mod precedence;
mod quantifier;
mod range;
mod regexp;
mod string;
mod table_valued;
mod temporal;
mod tsvector;
mod tuple;
mod window;

pub use aggregate::{FilterNode, WithinGroupNode};
pub use array::{ArrayExpression, ArrayNode, Element, PartNode, Subscript, SubscriptNode, array};
pub use bindparam::{BindParam, BindParamNode, Given, bindparam};
pub use bitwise::IntegerExpression;
pub use case::{Case, CaseNode, CaseStart, CaseValue, CaseValueStart, case, case_value};
pub use cast::{CastExpression, CastNode};
pub use collate::CollateNode;
pub use column::{Assignable, Column, ComputedColumn};
pub(crate) use convert::append_order;
pub use convert::{
    InOperand, IntoExpr, Labeled, Null, Order, OrderBy, OutputName, and, distinct, false_, literal,
    not, null, or, output, true_,
};
pub use custom::{CustomExpression, CustomNode};
pub use division::{DivisionNode, IntoNumber, NumericExpression};
pub(crate) use dml_column::resolve;
pub use dml_column::{DmlColumnNode, from_dml_column};
pub use expr::Expr;
pub(crate) use expression::check_order;
pub use expression::{BaseOf, Expression};
pub use extract::{ExtractNode, extract};
pub use full_text::{Match, MatchColumns, MatchMode, MatchNode, match_};
pub use func::FunctionNode;
pub use grouping::{
    Grouping, GroupingKind, GroupingNode, GroupingSet, IntoGroupingSet, IntoGroupingSets, cube,
    grouping_sets, rollup,
};
pub use hstore::{HstoreExpression, hstore};
pub use inlinable::{Inlinable, InlinePlace};
pub use json::{
    JsonDocument, JsonExpression, JsonKey, JsonNode, JsonOutput, JsonPath, JsonSteps,
    JsonbExpression,
};
pub use literal::{column, literal_column, named_column};
pub(crate) use name::next_identity;
pub use name::{Alias, ColumnRef, Source, TableName, intern, intern_table};
pub use node::{
    BetweenNode, BinaryOp, Bind, Direction, ExistsNode, InList, InNode, Junction, LabelNode,
    LikeAnchor, LikeEscape, LikeNode, Node, NullsOrder, OrderNode, UnaryOp,
};
pub use operator::{Operator, OperatorNode, PrefixNode, prefix_op};
pub use operators::{Addable, Integer, Multipliable, Numeric, Subtractable};
pub use pattern::{IntoPattern, Pattern, autoescape, pattern};
pub use postgres::{PostgresOp, PostgresOpNode};
pub use precedence::Precedence;
pub(crate) use precedence::is_associative;
pub use quantifier::{Quantified, Quantifier, ValueSet, all, any};
pub use range::{RangeExpression, RangeOperand, RangeType};
pub use regexp::{RegexpNode, RegexpReplaceNode};
pub use string::StringExpression;
pub use table_valued::{
    ColumnValued, DerivedNames, FieldNode, TableFunctionNode, TableRow, TableValued,
};
pub use tsvector::TsVectorExpression;
pub use tuple::{Tuple, TupleElements, TupleList, TupleRow, TupleTypes, TupleValues, tuple};
pub use window::{
    FrameBound, FrameExclude, FrameNode, FrameUnit, NamedWindowNode, Over, OverNode, Window,
    WindowNode, window,
};
