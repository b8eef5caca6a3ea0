//! Walking and rewriting expressions.

use std::sync::Arc;

use super::name::ColumnRef;
use super::node::{FunctionNode, InNode, LikeNode, Node, OrderNode};

/// Calls `visit` on a node and all nodes below it, without entering subqueries.
pub fn walk<'a>(node: &'a Node, visit: &mut dyn FnMut(&'a Node)) {
    visit(node);
    match node {
        Node::Binary(_, operands) => {
            walk(&operands.0, visit);
            walk(&operands.1, visit);
        }
        Node::Unary(_, operand) => walk(operand, visit),
        Node::Junction(_, parts) => parts.iter().for_each(|part| walk(part, visit)),
        Node::In(node) => walk(&node.operand, visit),
        Node::Between { operands, .. } => {
            walk(&operands.0, visit);
            walk(&operands.1, visit);
            walk(&operands.2, visit);
        }
        Node::Like(node) => {
            walk(&node.operand, visit);
            walk(&node.pattern, visit);
        }
        Node::Function(node) => node.args.iter().for_each(|arg| walk(arg, visit)),
        Node::Cast(cast) => walk(&cast.0, visit),
        Node::Ordered(node) => walk(&node.operand, visit),
        Node::Column(_)
        | Node::Bind(_)
        | Node::Null
        | Node::Bool(_)
        | Node::Star
        | Node::Subquery(_)
        | Node::Exists { .. }
        | Node::Text(_)
        | Node::Invalid(_) => {}
    }
}

/// The same expression with each column replaced by what `map` says, outside subqueries.
pub fn map_columns(node: &Node, map: &dyn Fn(ColumnRef) -> ColumnRef) -> Node {
    let again = |node: &Node| map_columns(node, map);
    match node {
        Node::Column(column) => Node::Column(map(*column)),
        Node::Binary(op, operands) => Node::binary(*op, again(&operands.0), again(&operands.1)),
        Node::Unary(op, operand) => Node::unary(*op, again(operand)),
        Node::Junction(kind, parts) => {
            Node::Junction(*kind, Arc::new(parts.iter().map(again).collect()))
        }
        Node::In(node) => {
            let operand = again(&node.operand);
            Node::In(Arc::new(InNode {
                operand,
                ..(**node).clone()
            }))
        }
        Node::Between { negated, operands } => {
            let operands = (again(&operands.0), again(&operands.1), again(&operands.2));
            Node::Between {
                negated: *negated,
                operands: Arc::new(operands),
            }
        }
        Node::Like(node) => Node::Like(Arc::new(LikeNode {
            operand: again(&node.operand),
            pattern: again(&node.pattern),
            ..(**node).clone()
        })),
        Node::Function(node) => Node::Function(Arc::new(FunctionNode {
            args: node.args.iter().map(again).collect(),
            ..(**node).clone()
        })),
        Node::Cast(cast) => Node::Cast(Arc::new((again(&cast.0), cast.1.clone()))),
        Node::Ordered(node) => Node::Ordered(Arc::new(OrderNode {
            operand: again(&node.operand),
            ..(**node).clone()
        })),
        other => other.clone(),
    }
}
