//! [`ObjectReader`]: reads objects from a connection into a graph.

use std::sync::Arc;

use rebis_core::Connection;

use super::LoadContext;
use crate::state::Graph;

/// Reads objects from a connection into a graph. Each of its statements gets the number of a
/// result, which the objects of that result share.
pub(crate) struct ObjectReader<'s> {
    pub(crate) connection: &'s mut Connection,
    pub(crate) graph: &'s Arc<Graph>,
    /// Number of the last result of the session.
    pub(crate) last_result: &'s mut u32,
}

impl<'s> ObjectReader<'s> {
    /// The context of the next result.
    pub(super) fn next_result(&mut self) -> LoadContext<'s> {
        *self.last_result += 1;
        LoadContext::new(self.graph, *self.last_result)
    }
}
