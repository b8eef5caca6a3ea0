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
mod derived;
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
#[cfg(feature = "engine")]
mod url;
pub mod value;
pub mod visit;
#[cfg(feature = "engine")]
mod wait;

pub use compile::Compile;
pub use decode::{FromRow, Row};
#[cfg(feature = "engine")]
pub use engine::{Connection, CursorResult, Engine, EngineOptions, create_engine};
pub use error::Error;
pub use expr::{
    Addable, Alias, ArrayExpression, ArrayNode, Assignable, BaseOf, BetweenNode, BinaryOp, Bind,
    BindParam, BindParamNode, Case, CaseNode, CaseStart, CaseValue, CaseValueStart, CastExpression,
    CastNode, CollateNode, Column, ColumnRef, ColumnValued, ComputedColumn, CustomExpression,
    CustomNode, DerivedNames, Direction, DivisionNode, DmlColumnNode, Element, ExistsNode, Expr,
    Expression, ExtractNode, FieldNode, FilterNode, FrameBound, FrameExclude, FrameNode, FrameUnit,
    FunctionNode, Given, Grouping, GroupingKind, GroupingNode, GroupingSet, HstoreExpression,
    InList, InNode, InOperand, Inlinable, InlinePlace, Integer, IntegerExpression, IntoExpr,
    IntoGroupingSet, IntoGroupingSets, IntoNumber, IntoPattern, JsonDocument, JsonExpression,
    JsonKey, JsonNode, JsonOutput, JsonPath, JsonSteps, JsonbExpression, Junction, LabelNode,
    Labeled, LikeAnchor, LikeEscape, LikeNode, Match, MatchColumns, MatchMode, MatchNode,
    Multipliable, NamedWindowNode, Node, Null, NullsOrder, Numeric, NumericExpression, Operator,
    OperatorNode, Order, OrderBy, OrderNode, OutputName, Over, OverNode, PartNode, Pattern,
    PostgresOp, PostgresOpNode, PrefixNode, Quantified, Quantifier, RangeExpression, RangeOperand,
    RangeType, RegexpNode, RegexpReplaceNode, Source, StringExpression, Subscript, SubscriptNode,
    Subtractable, TableFunctionNode, TableName, TableRow, TableValued, TsVectorExpression, Tuple,
    TupleElements, TupleList, TupleRow, TupleTypes, TupleValues, UnaryOp, ValueSet, Window,
    WindowNode, WithinGroupNode, all_, and, any_, array, autoescape, bindparam, case, case_value,
    column, cube, distinct, extract, false_, from_dml_column, func, grouping_sets, hstore, intern,
    intern_table, literal, literal_column, match_, named_column, not, null, or, output, pattern,
    prefix_op, rollup, true_, tuple_, window,
};
pub use stmt::{
    AddedCte, Assign, Assignment, Assignments, Attachments, BindValue, ColumnArray, ColumnList,
    Columns, Compound, CompoundNode, Conflict, ConflictAction, ConflictColumns, ConflictTarget,
    Correlation, Cte, CteEntry, CteNode, CtePlace, Cycle, Delete, DeleteNode, DerivedColumns,
    DerivedTable, DialectWords, Excluded, Fetch, FetchUnit, Fields, ForUpdate, FromItem, FromJoin,
    Insert, InsertNode, IntoQuery, IntoRowCount, IntoTextPart, Join, JoinKind, JoinNode, JoinOn,
    JoinTarget, KeyStart, KeyValues, LabelStyle, LockStrength, LockTarget, LockWait, Lockable,
    Matched, Merge, MergeAction, MergeClause, MergeNode, MergeSource, OnConflict, OnForeignKey,
    Optional, Query, Record, Recursion, RowCount, Rows, SampleNode, Search, SearchOrder, Select,
    SelectExtras, SelectItem, SelectNode, Selection, Set, SetOperator, Sources, Statement,
    StatementRef, Subquery, TableHint, TableSample, Text, TextNode, TextPart, Ties, Unset, Update,
    UpdateNode, UpdateRowsNode, ValueRow, Values, ValuesNode, WhenMatched, WhenNotMatched, Words,
    aliased, anonymous_alias, anonymous_tablesample, append_columns, append_record, delete, except,
    except_all, excluded, exists, exists_where, for_update, full_join, insert, intersect,
    intersect_all, join, merge, optional, outer_join, select, set_excluded, tablesample, text,
    union, union_all, update, values,
};
#[doc(hidden)]
pub use stmt::{check_template, part, template};
pub use types::{
    ArrayElement, IntoNullable, IntoValue, RangeElement, Scalar, SqlEnum, SqlType, TypeRef,
};
pub use value::Value;
pub use visit::{map_columns, walk};

/// What Core returns: its own [`Error`] unless said otherwise.
pub type Result<T, E = Error> = std::result::Result<T, E>;
