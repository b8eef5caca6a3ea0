//! Object-relational mapper of Rebis, on the public API of `rebis-core`.
//!
//! A [`Session`] holds one object for each row ([`Instance`]), notes what changes, and writes it in
//! the order that foreign keys demand. Nothing is loaded by touching a field: I/O is always an
//! `.await` on the session.
//!
//! # Modules
//! - `mapper`: what a struct maps to; [`Registry`].
//! - `relationship`: joins, directions, cascades; the fields [`Many`] and [`One`].
//! - `state`: instances, versions, identity map.
//! - `load`, `strategy`: rows to objects; one loader strategy per file.
//! - `persist`, `unit`: objects to rows; the order of writes.
//! - `session`: [`Session`] and [`SessionMaker`]; [`blocking`]: without async.
//!
//! # Neighbours
//! `rebis-core` below; `rebis-derive` writes the implementations of [`Model`]; `rebis` is the façade.

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

/// What the ORM returns: its own [`Error`] unless said otherwise.
pub type Result<T, E = Error> = std::result::Result<T, E>;
