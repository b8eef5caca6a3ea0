//! The expression language: typed shells over the untyped [`Node`].

mod column;
mod convert;
mod expr;
mod expression;
pub mod func;
mod name;
mod node;
mod operators;
mod visit;

pub use column::{Assignable, Column, ComputedColumn};
pub use convert::{InOperand, IntoExpr, Labeled, Order, OrderBy, and, literal, not, or};
pub use expr::Expr;
pub use expression::{BaseOf, Expression};
pub use name::{ColumnRef, Source, TableName, intern, intern_table};
pub use node::{
    BinaryOp, Bind, FunctionNode, InList, InNode, Junction, LikeAnchor, LikeNode, Node, NullsOrder,
    OrderNode, UnaryOp,
};
pub use operators::{Integer, Numeric};
pub use visit::{map_columns, walk};
