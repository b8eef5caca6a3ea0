//! `DELETE`.

use std::marker::PhantomData;
use std::sync::Arc;

use super::select::and_also;
use super::{Fields, Record, SelectItem, Selection, Statement, StatementRef};
use crate::decode::FromRow;
use crate::expr::{IntoExpr, Node};
use crate::schema::Table;
use crate::visit::parts;

/// A `DELETE` that returns rows of `O` (`()` without `RETURNING`).
#[must_use]
pub struct Delete<O = ()> {
    node: Arc<DeleteNode>,
    _row: PhantomData<fn() -> O>,
}

/// The clauses of a `DELETE`.
#[derive(Clone, Debug)]
pub struct DeleteNode {
    /// The table.
    pub table: Arc<Table>,
    /// `WHERE`
    pub filter: Option<Node>,
    /// `RETURNING`
    pub returning: Vec<SelectItem>,
}

parts!(DeleteNode {
    table,
    filter,
    returning
});

/// Starts a `DELETE` from a table.
pub fn delete<F: Fields>(table: F) -> Delete {
    let _ = table;
    Delete::from_table(<F::Record as Record>::table())
}

impl Delete {
    /// Starts a `DELETE` from a table that is known at run time.
    pub fn from_table(table: &Arc<Table>) -> Self {
        let table = Arc::clone(table);
        Self::from_node(DeleteNode {
            table,
            filter: None,
            returning: Vec::new(),
        })
    }
}

impl<O> Delete<O> {
    /// Says that a node returns rows of `O`.
    pub fn from_node(node: DeleteNode) -> Self {
        Self {
            node: Arc::new(node),
            _row: PhantomData,
        }
    }

    /// The clauses.
    pub fn node(&self) -> &DeleteNode {
        &self.node
    }

    /// Deletes rows that meet the condition too; without any, all rows.
    pub fn filter(mut self, condition: impl IntoExpr<bool>) -> Self {
        let node = Arc::make_mut(&mut self.node);
        node.filter = Some(and_also(node.filter.take(), condition.into_operand()));
        self
    }

    /// What to return of each deleted row.
    pub fn returning<S: Selection>(self, selection: S) -> Delete<S::Row> {
        let mut node = Arc::unwrap_or_clone(self.node);
        selection.append_to(&mut node.returning);
        Delete::from_node(node)
    }
}

impl<O: FromRow> Statement for Delete<O> {
    type Row = O;

    fn statement(&self) -> StatementRef<'_> {
        StatementRef::Delete(&self.node)
    }
}

impl<O> Clone for Delete<O> {
    fn clone(&self) -> Self {
        Self {
            node: Arc::clone(&self.node),
            _row: PhantomData,
        }
    }
}
