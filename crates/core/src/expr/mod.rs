//! The expression language: typed shells over the untyped [`Node`].

mod bitwise;
mod collate;
mod column;
mod condition;
mod construct;
mod convert;
mod division;
mod expr;
mod expression;
mod full_text;
pub mod func;
mod name;
mod node;
mod operator;
mod operators;
mod pattern;
mod quantifier;
mod regexp;
mod string;
mod tuple;

pub use bitwise::IntegerExpression;
pub use collate::CollateNode;
pub use column::{Assignable, Column, ComputedColumn};
pub use construct::{Construct, ConstructNode};
pub use convert::{
    InOperand, IntoExpr, Labeled, Null, Order, OrderBy, OutputName, and, distinct, false_, literal,
    not, null, or, output, true_,
};
pub use division::{DivisionNode, IntoNumber, NumericExpression};
pub use expr::Expr;
pub use expression::{BaseOf, Expression};
pub use full_text::{Match, MatchColumns, MatchMode, MatchNode, match_};
pub(crate) use name::next_identity;
pub use name::{Alias, ColumnRef, Source, TableName, intern, intern_table};
pub use node::{
    BetweenNode, BinaryOp, Bind, CastNode, Direction, ExistsNode, FunctionNode, InList, InNode,
    Junction, LabelNode, LikeAnchor, LikeNode, Node, NullsOrder, OrderNode, UnaryOp,
};
pub use operator::{Operator, OperatorNode};
pub use operators::{Addable, Integer, Numeric};
pub use pattern::{IntoPattern, Pattern, autoescape, pattern};
pub use quantifier::{Quantified, Quantifier, ValueSet, all_, any_};
pub use regexp::{RegexpNode, RegexpReplaceNode};
pub use string::StringExpression;
pub use tuple::{Tuple, TupleElements, TupleList, TupleRow, TupleTypes, TupleValues, tuple_};
