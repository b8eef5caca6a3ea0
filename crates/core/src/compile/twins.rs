//! Expressions that occur twice in a select, and that the database compares with each other.
//!
//! `GROUP BY`, `DISTINCT` and `DISTINCT ON` require that an expression of another clause is the
//! same. Two parameters are different expressions for a database, even if their values are equal.
//! So an expression that occurs twice with equal values binds them once, and a subquery within it
//! has the generated names of its first occurrence.

use std::mem::discriminant;

use rustc_hash::FxHashMap;

use super::same::Pieces;
use crate::expr::Node;
use crate::stmt::SelectNode;
use crate::visit::{Part, Visitor};

/// The address of the first of two equal lists of values or selects, by the address of the second.
pub(super) type Twins = FxHashMap<usize, usize>;

/// Adds the pairs of equal values and selects within a select.
pub(super) fn add_twins(select: &SelectNode, twins: &mut Twins) {
    let items = select.columns.iter().filter(|_| select.distinct);
    let compared = select.group_by.iter().chain(select.distinct_on());
    let compared = compared.chain(items.map(|item| &item.node));
    let firsts: Vec<First<'_>> = compared.filter_map(First::new).collect();
    if firsts.is_empty() {
        return;
    }
    let mut search = Search { firsts, twins };
    select.columns.visit(&mut search);
    select.group_by.visit(&mut search);
    select.having.visit(&mut search);
    select.order_by.visit(&mut search);
    select.extras.visit(&mut search);
}

/// An expression that other expressions are compared with.
struct First<'a> {
    node: &'a Node,
    pieces: Pieces<'a>,
}

impl<'a> First<'a> {
    /// Returns `None` if there is nothing to compare.
    ///
    /// A database compares an expression without values and selects correctly. A single value is
    /// not a useful key of groups.
    fn new(node: &'a Node) -> Option<Self> {
        let node = match node {
            Node::Label(label) => &label.node,
            node => node,
        };
        if matches!(node, Node::Column(_) | Node::Bind(_) | Node::Param(_)) {
            return None;
        }
        let pieces = Pieces::new(node);
        let has_any = pieces.addresses().next().is_some();
        has_any.then_some(Self { node, pieces })
    }
}

struct Search<'a, 't> {
    firsts: Vec<First<'a>>,
    twins: &'t mut Twins,
}

impl<'a> Visitor<'a> for Search<'_, '_> {
    fn node(&mut self, node: &'a Node) {
        let may_be = |first: &&First<'_>| discriminant(first.node) == discriminant(node);
        let mut firsts = self.firsts.iter().filter(may_be);
        let Some(first) = firsts.find(|first| first.pieces.is(node)) else {
            return node.visit_parts(self);
        };
        let twins = Pieces::new(node);
        let pairs = twins.addresses().zip(first.pieces.addresses());
        self.twins
            .extend(pairs.filter(|(twin, first)| twin != first));
    }
}
