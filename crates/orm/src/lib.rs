//! Object-relational mapper of Rebis, based on the public API of `rebis-core`.
//!
//! A [`Session`] holds one object ([`Instance`]) for each row. It tracks changes and writes them in
//! the order that foreign keys require. Reading a field never loads anything: I/O is always an
//! `.await` on the session.
//!
//! # Modules
//! - `mapper`: mappings of structs to tables; relationships, joins, cascades; [`Registry`].
//! - `state`: instances, versions, identity map, slots of relationships.
//! - `load`: rows to objects; one loader strategy per file.
//! - `flush`: objects to rows; the order of writes.
//! - `session`: [`Session`] and [`SessionMaker`]; the fields [`Many`] and [`One`].
//! - [`blocking`]: the session without async.
//!
//! # Related crates
//! `rebis-core` is the layer below. `rebis-derive` generates the implementations of [`Model`].
//! `rebis` is the façade that programs use.

#![forbid(unsafe_code)]

pub mod blocking;
mod error;
mod flush;
mod keys;
mod load;
mod mapper;
mod object_state;
mod session;
mod state;

pub use error::{ConfigurationError, Error, RelationshipError};
pub use load::{
    At, AtOption, Load, LoadAs, LoadContext, Loaded, Loader, LoaderOptions, PathFrom,
    SelectOptions, Selects, joinedload, selectinload,
};
pub use mapper::{
    Cascade, Direction, Mapper, Model, Models, Registry, Relationship, RelationshipDef, ToMany,
    ToOne,
};
pub use session::{Many, One, OneTarget, Session, SessionMaker};
pub use state::{Draft, Edit, Instance, IntoDraft, IsSet, ObjectState, Relation};

/// A result with the ORM's [`Error`] as the default error type.
pub type Result<T, E = Error> = std::result::Result<T, E>;
