//! What the benchmarks of Rebis and of its peers share: the cases, their data, and how time is
//! taken.
//!
//! Each library is a *contender*. A program registers what its contenders do in a [`Suite`] and
//! [serves](Suite::serve) it; the report starts all programs and asks them in turns, so that a slow
//! minute of the machine hits all contenders of a case alike.
//!
//! The schema and rows are those of diesel_bench (<https://github.com/diesel-rs/diesel_bench>),
//! with indexes on the foreign keys.

pub mod data;
mod measure;
mod serve;

pub use data::{Database, Rows};
pub use measure::{Bench, Measured};
pub use serve::Suite;
