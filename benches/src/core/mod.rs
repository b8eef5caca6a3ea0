//! Rebis's Core: statements on a connection, rows as plain structs.
//!
//! The statement is built in the timed loop, as a program's function would.

mod client;
mod insert;
mod read;
mod tree;
mod write;

use crate::cases::Cases;

pub(crate) use client::reading;
pub(crate) use insert::insert_users;

/// On tokio's current-thread runtime.
pub(crate) const NAME: &str = "rebis core";
/// Each statement commits by itself, as the raw ones do.
const AUTOCOMMIT: &str = "rebis core (autocommit)";
/// On tokio's multi-thread runtime, called from outside of it.
const MULTI: &str = "rebis core (multi)";
/// With a statement that was built before.
const BUILT: &str = "rebis core (built)";

/// Registers what Core does.
pub(crate) fn register(cases: &mut Cases) {
    read::register(cases);
    insert::register(cases);
    tree::register(cases);
    write::register(cases);
}
