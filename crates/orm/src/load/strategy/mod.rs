//! How related objects are loaded: one strategy per file.

mod entity_query;
mod joined;
mod related;
mod selectin;
mod siblings;
mod spelling;

pub(crate) use joined::{JoinPlan, JoinedRows};
pub(crate) use selectin::load as load_related;
pub(crate) use siblings::load_siblings;
