//! What every file that uses Rebis needs.
//!
//! The derives, the statement constructors, `func`, the loader options, and a few types.

pub use rebis_core::{
    Connection, Engine, Expression, Scalar, SqlEnum, Statement, aliased, and, delete, exists, func,
    insert, literal, not, optional, or, select, text, update,
};
pub use rebis_derive::{Columns, Model, SqlEnum, Table};
pub use rebis_orm::{
    Error, Instance, Many, One, Registry, Result, SelectOptions, Session, SessionMaker, State,
    joinedload, selectinload,
};

pub use crate::{EngineOptions, create_engine};
