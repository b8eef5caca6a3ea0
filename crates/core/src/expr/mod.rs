//! The expression language: typed shells over the untyped [`Node`].

mod column;
mod construct;
mod convert;
mod expr;
mod expression;
pub mod func;
mod name;
mod node;
mod operators;

pub use column::{Assignable, Column, ComputedColumn};
pub use construct::{Construct, ConstructNode};
pub use convert::{InOperand, IntoExpr, Labeled, Order, OrderBy, and, literal, not, or};
pub use expr::Expr;
pub use expression::{BaseOf, Expression};
pub use name::{ColumnRef, Source, TableName, intern, intern_table};
pub use node::{
    BetweenNode, BinaryOp, Bind, CastNode, ExistsNode, FunctionNode, InList, InNode, Junction,
    LikeAnchor, LikeNode, Node, NullsOrder, OrderNode, UnaryOp,
};
pub use operators::{Integer, Numeric};
