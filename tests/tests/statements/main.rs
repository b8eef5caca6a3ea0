//! Statements keep what they are given: their texts in all dialects, and what they do on every
//! database.

#![allow(clippy::unwrap_used, reason = "tests")]

mod aliases;
mod depth;
mod labels;
mod messages;
mod pages;
mod patterns;
mod said;
mod texts;
mod texts_with_binds;
