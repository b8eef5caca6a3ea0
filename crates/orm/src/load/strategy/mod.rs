//! Loader strategies: the ways to load related objects, one per file.

mod entity_query;
mod joined;
mod related;
mod selectin;
mod siblings;
mod spelling;

pub(super) use joined::{JoinPlan, JoinedRows, joined_targets};
pub(crate) use selectin::load_related;
pub(crate) use siblings::load_siblings;
