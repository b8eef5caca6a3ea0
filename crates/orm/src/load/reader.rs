//! [`ObjectReader`]: a reader of objects from a connection into a graph.

use std::sync::Arc;

use rebis_core::Connection;

use super::LoadContext;
use crate::state::Graph;

/// A reader of objects from a connection into a graph.
///
/// Each of its statements has a result number, which the objects of the result share.
pub(crate) struct ObjectReader<'s> {
    pub(crate) connection: &'s mut Connection,
    pub(crate) graph: &'s Arc<Graph>,
    /// The number of the last result of the session.
    pub(crate) last_result: &'s mut u32,
}

impl<'s> ObjectReader<'s> {
    /// Returns a context for the next result.
    pub(super) fn next_result(&mut self) -> LoadContext<'s> {
        *self.last_result += 1;
        LoadContext::new(self.graph, *self.last_result)
    }
}
