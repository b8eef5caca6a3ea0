//! Conversion of rows to objects: plans, row sinks, and one loader strategy per file.

mod context;
mod element;
mod options;
mod plan;
mod query;
mod reader;
mod select_options;
mod sink;
mod strategy;

pub use context::LoadContext;
pub use element::{Load, LoadAs, Loaded};
pub use options::{Loader, PathFrom, joinedload, selectinload};
pub(crate) use plan::LoadTree;
pub(crate) use query::{QueryOptions, load_rows};
pub(crate) use reader::ObjectReader;
pub use select_options::{At, AtOption, LoaderOptions, SelectOptions, Selects};
pub(crate) use strategy::{load_related, load_siblings};
