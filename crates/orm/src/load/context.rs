//! [`LoadContext`]: the state of a result while its rows are read.

use std::sync::Arc;

use crate::state::{Graph, ObjectId, ResultContext};

/// The state of a result while its rows are read. Only sessions create it.
#[derive(Debug)]
pub struct LoadContext<'s> {
    pub(crate) result: ResultContext<'s>,
    /// The objects of the current row, one for each model in the select list.
    pub(crate) row: Vec<Option<ObjectId>>,
    /// Whether `row` is filled in.
    pub(crate) notes_row: bool,
}

impl<'s> LoadContext<'s> {
    pub(crate) fn new(graph: &'s Arc<Graph>, number: u32) -> Self {
        Self {
            result: ResultContext {
                graph,
                number,
                populate_existing: false,
            },
            row: Vec::new(),
            notes_row: false,
        }
    }

    /// Adds the next object of the row, if `row` is filled in.
    pub(super) fn note(&mut self, object: Option<ObjectId>) {
        if self.notes_row {
            self.row.push(object);
        }
    }
}
