//! `UPDATE`.

use std::marker::PhantomData;
use std::sync::Arc;

use super::select::and_also;
use super::{
    Assignment, Assignments, Attachments, Fields, Record, SelectItem, Selection, Statement,
    StatementRef,
};
use crate::decode::FromRow;
use crate::expr::{IntoExpr, Node};
use crate::schema::Table;
use crate::visit::parts;

/// An `UPDATE` that returns rows of `O` (`()` without `RETURNING`).
#[must_use]
pub struct Update<O = ()> {
    node: Arc<UpdateNode>,
    _row: PhantomData<fn() -> O>,
}

/// The clauses of an `UPDATE`.
#[derive(Clone, Debug)]
pub struct UpdateNode {
    /// The table.
    pub table: Arc<Table>,
    /// `SET`
    pub assignments: Vec<Assignment>,
    /// `WHERE`
    pub filter: Option<Node>,
    /// `RETURNING`
    pub returning: Vec<SelectItem>,
    /// What layers above Core hang on the statement.
    pub attachments: Attachments,
}

parts!(UpdateNode {
    table,
    assignments,
    filter,
    returning,
    attachments
});

/// Starts an `UPDATE` of a table.
///
/// Columns with `onupdate` that it does not set are set to that, as in SQLAlchemy.
pub fn update<F: Fields>(table: F) -> Update {
    let _ = table;
    Update::of_table(<F::Record as Record>::table())
}

impl Update {
    /// Starts an `UPDATE` of a table that is known at run time.
    pub fn of_table(table: &Arc<Table>) -> Self {
        Self::from_node(UpdateNode {
            table: Arc::clone(table),
            assignments: Vec::new(),
            filter: None,
            returning: Vec::new(),
            attachments: Attachments::default(),
        })
    }
}

impl<O> Update<O> {
    /// Says that a node returns rows of `O`.
    pub fn from_node(node: UpdateNode) -> Self {
        Self {
            node: Arc::new(node),
            _row: PhantomData,
        }
    }

    /// The clauses.
    pub fn node(&self) -> &UpdateNode {
        &self.node
    }

    /// Sets columns. A column that was set before gets the new value.
    pub fn values(mut self, assignments: impl Assignments) -> Self {
        let node = self.edit();
        let mut new = Vec::new();
        assignments.assign(&mut new);
        for assignment in new {
            node.assignments
                .retain(|before| before.column.name != assignment.column.name);
            node.assignments.push(assignment);
        }
        for column in node.table.columns() {
            let set = node
                .assignments
                .iter()
                .any(|a| a.column.name == column.name());
            if let (false, Some(value)) = (set, column.on_update()) {
                let value = value.clone();
                node.assignments.push(Assignment {
                    column: column.reference(),
                    value,
                });
            }
        }
        self
    }

    /// Updates rows that meet the condition too.
    pub fn filter(mut self, condition: impl IntoExpr<bool>) -> Self {
        let node = self.edit();
        node.filter = Some(and_also(node.filter.take(), condition.into_operand()));
        self
    }

    /// What to return of each updated row.
    pub fn returning<S: Selection>(self, selection: S) -> Update<S::Row> {
        let mut node = Arc::unwrap_or_clone(self.node);
        selection.append_to(&mut node.returning);
        Update::from_node(node)
    }

    fn edit(&mut self) -> &mut UpdateNode {
        Arc::make_mut(&mut self.node)
    }
}

impl<O: FromRow> Statement for Update<O> {
    type Row = O;

    fn statement(&self) -> StatementRef<'_> {
        StatementRef::Update(&self.node)
    }
}

impl<O> Clone for Update<O> {
    fn clone(&self) -> Self {
        Self {
            node: Arc::clone(&self.node),
            _row: PhantomData,
        }
    }
}
