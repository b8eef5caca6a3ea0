//! Rebis's ORM: tracked objects, a new session in each iteration.

mod client;
mod insert;
mod read;
mod tree;
mod unit;

use crate::cases::Cases;

const NAME: &str = "rebis orm";

/// Registers what the ORM does.
pub(crate) fn register(cases: &mut Cases) {
    read::register(cases);
    insert::register(cases);
    tree::register(cases);
    unit::register(cases);
}
