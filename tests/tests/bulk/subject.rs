//! A model under test, and the ways to write a column of it.

use rebis::core::{Assignment, Record};
use rebis::orm::Model;
use rebis::prelude::*;

/// A model whose columns can all be `NULL`.
pub trait Subject: Model + Record {
    /// The names of the columns but the key.
    const NAMES: &'static [&'static str];

    /// Sets a column to a value of its own.
    fn assignment(name: &str, kind: usize) -> Assignment;

    /// Adds an object with one column.
    fn add(session: &mut Session, id: i64, name: &str, kind: usize);

    /// Adds an object with all columns, each with another value.
    fn add_whole(session: &mut Session, id: i64, kind: usize);

    /// Changes a column.
    fn edit(&mut self, name: &str, kind: usize);

    /// The objects of a range of keys, both ends included.
    async fn objects(session: &mut Session, from: i64, to: i64) -> Vec<Instance<Self>>;
}

/// One of the values, or `NULL` after the last.
pub fn value_of<T>(values: Vec<T>, number: usize) -> Option<T> {
    let count = values.len() + 1;
    values.into_iter().nth(number % count)
}
