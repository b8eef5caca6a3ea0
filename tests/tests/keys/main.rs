//! Objects with a key of every type: one for each row, found, related, cascaded, inserted alike.
//!
//! One model for each type of key is all that is generic; the tests themselves see models without
//! their types, so that they are compiled once.

mod cascades;
mod case;
mod cases;
mod composite;
mod get;
mod identity;
mod inserts;
mod loaders;
mod spelling;

pub(crate) use case::{Case, Object, Related, Strategy};
