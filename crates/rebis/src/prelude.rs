//! The names that every file of a program needs.
//!
//! They are the derive macros, the constructors of statements, `func`, the methods of expressions
//! by type, the loader options, and a few types.

pub use rebis_core::{
    ArrayExpression, CastExpression, Compile, Connection, Engine, Expression, HstoreExpression,
    IntegerExpression, JsonExpression, JsonbExpression, NumericExpression, OnForeignKey,
    RangeExpression, Scalar, SqlEnum, Statement, StringExpression, TsVectorExpression, aliased,
    all, and, any, bindparam, case, case_value, delete, distinct, except, excluded, exists,
    exists_where, false_, for_update, func, insert, intersect, literal, merge, not, null, optional,
    or, select, sql, text, true_, tuple, union, union_all, update, values,
};
pub use rebis_derive::{Columns, Model, Scalar, SqlEnum, Table};
pub use rebis_orm::{
    Error, Instance, Many, ObjectState, One, Registry, Result, SelectOptions, Session,
    SessionMaker, joinedload, selectinload,
};

pub use crate::{EngineOptions, create_engine};
