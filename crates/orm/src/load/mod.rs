//! From rows to objects: plans, row sinks, and one loader strategy per file.

mod context;
mod element;
mod options;
mod plan;
mod select_options;
mod sink;
mod strategy;

pub use context::LoadContext;
pub use element::{Load, LoadAs, Loaded};
pub use options::{Loader, PathFrom, joinedload, selectinload};
pub(crate) use plan::{LoadTree, RootTree, run};
pub(crate) use select_options::AttachedLoaders;
pub use select_options::{At, AtOption, LoaderOptions, SelectOptions, Selects};
pub(crate) use sink::LoadRows;
pub(crate) use strategy::{JoinPlan, load_related, load_siblings};
