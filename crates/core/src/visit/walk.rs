//! The two most frequent traversals: visiting all expressions, and replacing all columns.

use super::{Rewriter, Visitor};
use crate::expr::{ColumnRef, Node};
use crate::stmt::Query;

/// Calls `visit` on a node and all nodes below it, without entering subqueries.
pub fn walk<'a>(node: &'a Node, visit: &mut dyn FnMut(&'a Node)) {
    Walk(visit).node(node);
}

struct Walk<'v, 'a>(&'v mut dyn FnMut(&'a Node));

impl<'a> Visitor<'a> for Walk<'_, 'a> {
    fn node(&mut self, node: &'a Node) {
        (self.0)(node);
        node.visit_parts(self);
    }

    fn query(&mut self, _query: &'a Query) {}
}

/// Returns a copy of the expression with each column replaced by the result of `map`.
///
/// Columns in subqueries are not replaced.
pub fn map_columns(node: &Node, map: &dyn Fn(ColumnRef) -> ColumnRef) -> Node {
    MapColumns(map).node(node)
}

struct MapColumns<'m>(&'m dyn Fn(ColumnRef) -> ColumnRef);

impl Rewriter for MapColumns<'_> {
    fn column(&mut self, column: ColumnRef) -> ColumnRef {
        (self.0)(column)
    }

    fn query(&mut self, query: &Query) -> Query {
        query.clone()
    }
}
