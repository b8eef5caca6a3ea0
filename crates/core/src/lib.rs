//! Core of Rebis: SQL without an object-relational mapper, and without a database client.
//!
//! Statements are values. The typed shells ([`Column`], [`Expr`], [`Select`]) are thin; below them
//! is one untyped tree ([`Node`]) that dialects compile.
//!
//! # Modules
//! - [`value`], [`types`]: neutral values, and the Rust and SQL types over them.
//! - [`expr`](crate::Expression), [`stmt`](crate::Statement): expressions and statements.
//! - [`schema`]: tables and [`MetaData`](schema::MetaData).
//! - [`compile`], [`dialect`]: SQL text of each database.
//! - [`visit`]: going through statements, and rewriting them.
//! - [`decode`]: rows to Rust values.

#![forbid(unsafe_code)]
#![cfg_attr(
    feature = "engine",
    doc = "- [`engine`], [`pool`], [`driver`]: running statements; [`blocking`]: without async."
)]
//!
//! # Features
//! - `engine` (default): engine, connection, pool and results. Without it, nothing here runs SQL
//!   and no async runtime is pulled in.
//! - `chrono` (default), `uuid`, `rust_decimal`, `json`: columns of those crates' types.
//!
//! # Neighbours
//! `rebis-sqlite`, `rebis-postgres`, `rebis-mysql` are drivers; `rebis-orm` maps objects; `rebis`
//! is the façade that most programs depend on.

#[cfg(feature = "engine")]
pub mod blocking;
pub mod compile;
pub mod decode;
pub mod dialect;
#[cfg(feature = "engine")]
pub mod driver;
#[cfg(feature = "engine")]
pub mod engine;
pub mod error;
mod expr;
#[cfg(feature = "engine")]
pub mod pool;
pub mod schema;
mod stmt;
pub mod types;
pub mod value;
pub mod visit;
#[cfg(feature = "engine")]
mod wait;

pub use decode::{FromRow, Row};
#[cfg(feature = "engine")]
pub use engine::{Connection, CursorResult, Engine, EngineOptions, create_engine};
pub use error::Error;
pub use expr::{
    Addable, Assignable, BaseOf, BetweenNode, BinaryOp, Bind, CastNode, CollateNode, Column,
    ColumnRef, ComputedColumn, Construct, ConstructNode, Direction, DivisionNode, ExistsNode, Expr,
    Expression, FunctionNode, InList, InNode, InOperand, Integer, IntegerExpression, IntoExpr,
    IntoNumber, IntoPattern, Junction, Labeled, LikeAnchor, LikeNode, Match, MatchColumns,
    MatchMode, MatchNode, Node, Null, NullsOrder, Numeric, NumericExpression, Operator,
    OperatorNode, Order, OrderBy, OrderNode, Pattern, Quantified, Quantifier, RegexpNode,
    RegexpReplaceNode, Source, StringExpression, TableName, Tuple, TupleElements, TupleList,
    TupleRow, TupleTypes, TupleValues, UnaryOp, ValueSet, all_, and, any_, autoescape, distinct,
    false_, func, intern, intern_table, literal, match_, not, null, or, pattern, true_, tuple_,
};
pub use stmt::{
    Assign, Assignment, Assignments, Attachments, BindValue, ColumnArray, Columns, Delete,
    DeleteNode, DerivedColumns, DerivedTable, Fields, FromItem, Insert, InsertNode, Join, JoinKind,
    JoinOn, JoinTarget, KeyValues, Optional, Query, Record, RowCount, Rows, Select, SelectItem,
    SelectNode, Selection, Set, Statement, StatementRef, Subquery, Text, TextNode, Unset, Update,
    UpdateNode, UpdateRowsNode, aliased, append_columns, append_record, delete, exists, insert,
    optional, select, text, update,
};
pub use types::{IntoNullable, IntoValue, Scalar, SqlEnum, SqlType};
pub use value::Value;
pub use visit::{map_columns, walk};

/// What Core returns: its own [`Error`] unless said otherwise.
pub type Result<T, E = Error> = std::result::Result<T, E>;
