//! Rebis beside SQLAlchemy: the same statements, compared as text and parameters in each dialect.
//!
//! `cases/<topic>.py` builds the statements with SQLAlchemy, `cases/<topic>.rs` the same with Rebis;
//! `expected/<topic>.json` holds what SQLAlchemy made of them. What differs on purpose stands in
//! `differences.toml` with its reason.

pub mod cases;
pub mod difference;
pub mod expected;
pub mod fixtures;
mod normal;
pub mod rows;

use std::path::Path;

/// Where the data of the suite stands.
pub fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
