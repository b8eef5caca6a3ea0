//! Core of Rebis: SQL statements, schemas, engines and connections, without the ORM and without
//! database clients.
//!
//! Statements are immutable values. The typed wrappers ([`Column`], [`Expr`], [`Select`]) are thin;
//! they build one untyped tree of [`Node`]s, which a dialect compiles to SQL.
//!
//! # Modules
//! - [`value`], [`types`]: values, and their Rust and SQL types.
//! - [`expr`](crate::Expression), [`stmt`](crate::Statement): expressions and statements.
//! - [`schema`]: tables and [`MetaData`](schema::MetaData).
//! - [`compile`], [`dialect`]: the SQL text of a statement for each database.
//! - [`visit`]: traversal and rewriting of statements.
//! - [`decode`]: decoding of rows to Rust values.

#![forbid(unsafe_code)]
#![cfg_attr(
    feature = "engine",
    doc = "- [`engine`], [`pool`], [`driver`]: statement execution; [`blocking`]: without async."
)]
//!
//! # Features
//! - `engine` (default): engine, connection, pool and results. Without this feature, the crate
//!   compiles SQL but does not execute it, and does not depend on an async runtime.
//! - `chrono` (default), `uuid`, `rust_decimal`, `serde_json`: columns of those crates' types.
//!
//! # Related crates
//! `rebis-sqlite`, `rebis-postgres` and `rebis-mysql` are the drivers. `rebis-orm` maps objects.
//! Most programs depend on `rebis`, which re-exports all of these.

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
mod tuples;
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
pub use engine::{Connection, Engine, EngineOptions, QueryResult, create_engine};
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
    WindowNode, WithinGroupNode, all, and, any, array, autoescape, bindparam, case, case_value,
    column, cube, distinct, extract, false_, from_dml_column, func, grouping_sets, hstore, intern,
    intern_table, literal, literal_column, match_, named_column, not, null, or, output, pattern,
    prefix_op, rollup, true_, tuple, window,
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

/// A result whose default error type is [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;
