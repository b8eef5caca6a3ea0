//! How related objects are loaded: one strategy per file, and the options that choose them.

mod explicit;
mod joined;
mod option;
mod query;
mod related;
mod select_options;
mod selectin;
mod spelling;
mod tree;

pub(crate) use explicit::load_siblings;
pub(crate) use joined::{JoinPlan, JoinedRows};
pub use option::{Loader, PathFrom, joinedload, selectinload};
pub(crate) use select_options::AttachedLoaders;
pub use select_options::{At, AtOption, LoaderOptions, SelectOptions, Selects};
pub(crate) use selectin::load as load_related;
pub(crate) use tree::{LoadTree, RootTree, run};
