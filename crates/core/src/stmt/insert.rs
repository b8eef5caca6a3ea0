//! `INSERT`.

use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use super::{Assignments, ColumnArray, Fields, SelectItem, Selection, Statement, StatementRef};
use crate::decode::FromRow;
use crate::expr::{Bind, Node};
use crate::schema::Table;
use crate::value::Value;

/// An `INSERT` that returns rows of `O` (`()` without `RETURNING`).
#[must_use]
pub struct Insert<O = ()> {
    node: Arc<InsertNode>,
    /// The same with a row of client-side defaults, if no row was given.
    defaults: OnceLock<Arc<InsertNode>>,
    _row: PhantomData<fn() -> O>,
}

/// The clauses of an `INSERT`.
#[derive(Clone, Debug)]
pub struct InsertNode {
    /// The table.
    pub table: Arc<Table>,
    /// Names of the columns that get values.
    pub columns: Vec<&'static str>,
    /// The values.
    pub rows: Rows,
    /// `RETURNING`
    pub returning: Vec<SelectItem>,
}

/// The rows of an `INSERT`, each as wide as its column list.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Rows {
    /// One row of defaults.
    Default,
    /// Values only, row after row in one list: the form of bulk inserts.
    Values(Vec<Value>),
    /// Rows of expressions.
    Nodes(Vec<Vec<Node>>),
    /// One array for each column, for databases that take arrays.
    Columns(Vec<ColumnArray>),
}

impl Rows {
    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Default => false,
            Self::Values(values) => values.is_empty(),
            Self::Nodes(rows) => rows.is_empty(),
            Self::Columns(columns) => columns.is_empty(),
        }
    }
}

/// Starts an `INSERT` into a table.
///
/// Columns with a client-side `default` that a row leaves out get it, as in SQLAlchemy.
pub fn insert<F: Fields>(into: F) -> Insert {
    let _ = into;
    Insert::into_table(<F::Record as super::Record>::table())
}

impl Insert {
    /// Starts an `INSERT` into a table that is known at run time.
    pub fn into_table(table: &Arc<Table>) -> Self {
        Self::from_node(InsertNode {
            table: Arc::clone(table),
            columns: Vec::new(),
            rows: Rows::Default,
            returning: Vec::new(),
        })
    }
}

impl<O> Insert<O> {
    /// Says that a node returns rows of `O`.
    pub fn from_node(node: InsertNode) -> Self {
        Self {
            node: Arc::new(node),
            defaults: OnceLock::new(),
            _row: PhantomData,
        }
    }

    /// The clauses.
    pub fn node(&self) -> &InsertNode {
        &self.node
    }

    /// Adds a row.
    pub fn values(self, row: impl Assignments) -> Self {
        let mut assignments = Vec::new();
        row.append_to(&mut assignments);
        self.row(assignments)
    }

    /// Adds many rows. Each must assign the same columns as the first. An insert of no rows is an
    /// error when it is compiled.
    pub fn rows<R: Assignments>(mut self, rows: impl IntoIterator<Item = R>) -> Self {
        let node = Arc::make_mut(&mut self.node);
        if matches!(node.rows, Rows::Default) {
            node.rows = Rows::Nodes(Vec::new());
        }
        rows.into_iter().fold(self, Self::values)
    }

    /// What to return of each row: its columns after defaults and triggers.
    pub fn returning<S: Selection>(self, selection: S) -> Insert<S::Row> {
        let mut node = Arc::unwrap_or_clone(self.node);
        selection.append_to(&mut node.returning);
        Insert::from_node(node)
    }

    /// The clauses, with a row of client-side defaults if no row was given.
    fn node_with_defaults(&self) -> &InsertNode {
        let mut columns = self.node.table.columns().iter();
        let has_defaults = matches!(self.node.rows, Rows::Default)
            && columns.any(|column| column.has_client_default());
        match has_defaults {
            true => self
                .defaults
                .get_or_init(|| self.clone().row(Vec::new()).node),
            false => &self.node,
        }
    }

    fn row(mut self, mut assignments: Vec<super::Assignment>) -> Self {
        let node = Arc::make_mut(&mut self.node);
        for column in node.table.columns() {
            let assigned = assignments.iter().any(|a| a.column.name == column.name());
            if let (false, Some(default)) = (assigned, column.client_default()) {
                let value = Node::Bind(Bind {
                    name: None,
                    value: default,
                });
                assignments.push(super::Assignment {
                    column: column.reference(),
                    value,
                });
            }
        }
        if matches!(node.rows, Rows::Default) || node.rows.is_empty() {
            node.columns = assignments.iter().map(|a| a.column.name).collect();
        }
        let row = node
            .columns
            .iter()
            .map(|name| take(&mut assignments, name))
            .collect();
        let row = match assignments.first() {
            None => row,
            Some(extra) => vec![Node::Invalid(
                format!(
                    "a row assigns `{}`, which the first row does not",
                    extra.column.name
                )
                .into(),
            )],
        };
        let mut rows = match std::mem::replace(&mut node.rows, Rows::Default) {
            Rows::Nodes(rows) => rows,
            Rows::Default | Rows::Values(_) | Rows::Columns(_) => Vec::new(),
        };
        rows.push(row);
        node.rows = Rows::Nodes(rows);
        self
    }
}

/// Takes the value of a column out of a row's assignments; a missing one is an error in the SQL.
fn take(assignments: &mut Vec<super::Assignment>, name: &str) -> Node {
    match assignments
        .iter()
        .position(|assignment| assignment.column.name == name)
    {
        Some(index) => assignments.swap_remove(index).value,
        None => {
            Node::Invalid(format!("a row leaves out `{name}`, which the first row assigns").into())
        }
    }
}

impl<O: FromRow> Statement for Insert<O> {
    type Row = O;

    fn statement(&self) -> StatementRef<'_> {
        StatementRef::Insert(self.node_with_defaults())
    }
}

impl<O> Clone for Insert<O> {
    fn clone(&self) -> Self {
        Self {
            node: Arc::clone(&self.node),
            defaults: self.defaults.clone(),
            _row: PhantomData,
        }
    }
}
