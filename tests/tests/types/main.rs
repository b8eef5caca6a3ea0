//! Values of every type, written and read on every database.

mod ddl;
mod decimals;
mod everything;
mod exact;
mod harness;
mod moments;
mod numbers;
mod own;
mod texts;
mod vendors;
mod words;
