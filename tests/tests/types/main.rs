//! Values of every type, written and read on every database.

mod ddl;
mod decimals;
mod everything;
mod harness;
mod numbers;
mod texts;
