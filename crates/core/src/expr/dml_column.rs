//! [`from_dml_column`]: the value that the same `INSERT` or `UPDATE` assigns to another column.

use super::Expr;
use super::column::Column;
use super::name::ColumnRef;
use super::node::Node;
use crate::stmt::Assignment;
use crate::types::Scalar;
use crate::visit::{Rewriter, Shared, parts, walk};

/// The value that the statement assigns to a column, or the column itself if it is not assigned.
#[derive(Clone, Debug)]
pub struct DmlColumnNode {
    /// The column.
    pub column: ColumnRef,
    /// The assigned value, once it is known.
    pub value: Option<Node>,
}

parts!(DmlColumnNode { column, value });

/// Returns the value that the same `INSERT` or `UPDATE` assigns to another column.
///
/// The value or expression is written again. If the statement does not assign the column, the SQL
/// is the column itself.
///
/// ```
/// use rebis_core::schema::{ColumnDef, Table};
/// use rebis_core::{Insert, NumericExpression, from_dml_column};
/// use std::sync::Arc;
/// let items = Table::new("items")
///     .with_column(ColumnDef::for_type::<i64>("price"))
///     .with_column(ColumnDef::for_type::<i64>("with_tax"));
/// let (price, with_tax) = (items.column::<i64>("price"), items.column::<i64>("with_tax"));
/// let (price, with_tax) = (price.unwrap(), with_tax.unwrap());
/// let stmt = Insert::for_table(&Arc::new(items))
///     .values((price.set(10), with_tax.set(from_dml_column(price) + 2)));
/// assert_eq!(
///     stmt.to_string(),
///     "INSERT INTO items (price, with_tax) VALUES (:price, (:price + :param_1))"
/// );
/// ```
pub fn from_dml_column<T: Scalar>(column: Column<T>) -> Expr<T> {
    Expr::from_node(Node::DmlColumn(Shared::new(DmlColumnNode {
        column: column.reference(),
        value: None,
    })))
}

/// Fills in the assigned value of each [`from_dml_column`] in a row.
pub(crate) fn resolve(assignments: &mut [Assignment]) {
    let mut wanted = Vec::new();
    for assignment in &*assignments {
        walk(&assignment.value, &mut |node| {
            if let Node::DmlColumn(node) = node
                && node.value.is_none()
                && !wanted.contains(&node.column)
            {
                wanted.push(node.column);
            }
        });
    }
    for column in wanted {
        let own = assignments
            .iter()
            .position(|a| a.column.name == column.name);
        let Some(own) = own else {
            continue;
        };
        let shared = Shared::new(DmlColumnNode {
            column,
            value: Some(assignments[own].value.clone()),
        });
        assignments[own].value = Node::DmlColumn(shared.clone());
        for (index, assignment) in assignments.iter_mut().enumerate() {
            if index != own {
                assignment.value = Resolve(&shared).node(&assignment.value);
            }
        }
    }
}

struct Resolve<'s>(&'s Shared<DmlColumnNode>);

impl Rewriter for Resolve<'_> {
    fn node(&mut self, node: &Node) -> Node {
        match node {
            Node::DmlColumn(node) if node.value.is_none() && node.column == self.0.column => {
                Node::DmlColumn(self.0.clone())
            }
            // A value that is shared with another column stays shared.
            Node::DmlColumn(node) => Node::DmlColumn(node.clone()),
            other => other.rewrite_parts(self),
        }
    }
}
