//! SQL text: one statement in all dialects side by side, without a database.
//!
//! The generic text is what `to_string()` shows. Where the dialects differ in nothing but
//! placeholders and quotes, only the generic text is written.

#![allow(clippy::panic, clippy::unwrap_used, reason = "helpers of tests")]

mod binds;
mod clauses;
mod comparisons;
mod conditions;
mod functions;
mod harness;
mod in_lists;
mod insert;
mod joins;
mod keys;
mod names;
mod operators;
mod patterns;
mod select_list;
mod subqueries;
mod tables;
mod text;
mod update_delete;
mod upserts;
