//! Core on every database: rows, transactions, SQL text, types.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

mod all_types;
mod binds;
mod columns;
mod conditions;
mod harness;
mod outcomes;
mod queries;
mod rows;
mod transactions;
mod types;
mod writes;
