//! [`LoadContext`]: what one result brought.

use std::sync::Arc;

use crate::state::{Graph, NodeId};

/// Where the objects of one result go, and which they were. Only a session can make one.
#[derive(Debug)]
pub struct LoadContext<'s> {
    pub(crate) graph: &'s Arc<Graph>,
    /// Number of the result: siblings share it.
    pub(crate) batch: u32,
    /// The objects of the current row, one for each model in the select list.
    pub(crate) row: Vec<Option<NodeId>>,
    /// Whether anybody asks for these.
    pub(crate) notes_row: bool,
    /// Whether objects that are unchanged and current are read again all the same.
    pub(crate) populate_existing: bool,
}

impl<'s> LoadContext<'s> {
    pub(crate) fn new(graph: &'s Arc<Graph>, batch: u32) -> Self {
        Self {
            graph,
            batch,
            row: Vec::new(),
            notes_row: false,
            populate_existing: false,
        }
    }

    /// Notes the next object of the row.
    pub(super) fn note(&mut self, object: Option<NodeId>) {
        if self.notes_row {
            self.row.push(object);
        }
    }
}
