//! `INSERT`.

use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use super::{Assignment, Assignments, Fields, SelectItem, Selection, Statement, StatementRef};
use smallvec::SmallVec;

use crate::decode::FromRow;
use crate::expr::{Bind, Node};
use crate::schema::Table;
use crate::value::Value;
use crate::visit::{Part, Rewriter, Visitor};

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
    /// Values only: a [`Value::Array`] for each column, with as many values as there are rows.
    Columns(Vec<Value>),
    /// Rows of expressions.
    Nodes(Vec<Vec<Node>>),
}

impl InsertNode {
    /// Shows everything that it consists of.
    pub fn visit_parts<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        let Self {
            table,
            columns,
            rows,
            returning,
        } = self;
        table.visit(visitor);
        columns.visit(visitor);
        rows.visit(visitor);
        returning.visit(visitor);
    }
}

impl Part for InsertNode {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        visitor.insert(self);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        Self {
            table: self.table.rewrite(rewriter),
            columns: self.columns.rewrite(rewriter),
            rows: self.rows.rewrite(rewriter),
            returning: self.returning.rewrite(rewriter),
        }
    }
}

/// The values of a column are bound one by one, as `VALUES` writes them.
impl Part for Rows {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        match self {
            Self::Default => visitor.tag(0),
            Self::Columns(columns) => {
                visitor.tag(1);
                visitor.number(self.len() as u64);
                columns
                    .iter()
                    .for_each(|column| visitor.values(elements(column)));
            }
            Self::Nodes(rows) => {
                visitor.tag(2);
                rows.visit(visitor);
            }
        }
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        match self {
            Self::Default => Self::Default,
            Self::Columns(columns) => Self::Columns(columns.clone()),
            Self::Nodes(rows) => Self::Nodes(rows.rewrite(rewriter)),
        }
    }
}

impl Rows {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Default => 1,
            Self::Columns(columns) => columns.first().map_or(0, |values| elements(values).len()),
            Self::Nodes(rows) => rows.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Default => false,
            Self::Columns(_) => self.len() == 0,
            Self::Nodes(rows) => rows.is_empty(),
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
    pub fn values(mut self, row: impl Assignments) -> Self {
        let mut assignments = Vec::new();
        row.append_to(&mut assignments);
        Arc::make_mut(&mut self.node).add_row(&mut assignments);
        self
    }

    /// Adds many rows. Each must assign the same columns as the first. An insert of no rows is an
    /// error when it is compiled.
    pub fn rows<R: Assignments>(mut self, rows: impl IntoIterator<Item = R>) -> Self {
        let node = Arc::make_mut(&mut self.node);
        if matches!(node.rows, Rows::Default) {
            node.rows = Rows::Nodes(Vec::new());
        }
        let mut assignments = Vec::new();
        for row in rows {
            row.append_to(&mut assignments);
            node.add_row(&mut assignments);
            assignments.clear();
        }
        self
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
            true => self.defaults.get_or_init(|| {
                let mut node = InsertNode::clone(&self.node);
                node.add_row(&mut Vec::new());
                Arc::new(node)
            }),
            false => &self.node,
        }
    }
}

impl InsertNode {
    /// Adds a row, which is taken out of the list. Columns with a client-side default that it
    /// leaves out get that.
    fn add_row(&mut self, assignments: &mut Vec<Assignment>) {
        if self.rows.is_empty() || matches!(self.rows, Rows::Default) {
            self.start(assignments);
        }
        if !self.add_values(assignments) {
            self.add_nodes(assignments);
        }
    }

    /// Takes the columns from the first row.
    fn start(&mut self, assignments: &[Assignment]) {
        self.columns.clear();
        let assigned = assignments.iter().map(|assignment| assignment.column.name);
        self.columns.extend(assigned);
        for column in self.table.columns() {
            if column.has_client_default() && !self.columns.contains(&column.name()) {
                self.columns.push(column.reference().name);
            }
        }
        let columns = vec![Value::Array(Vec::new()); self.columns.len()];
        self.rows = Rows::Columns(columns);
    }

    /// Adds a row of plain values for the columns in order, if it is one.
    fn add_values(&mut self, assignments: &mut Vec<Assignment>) -> bool {
        let Rows::Columns(columns) = &mut self.rows else {
            return false;
        };
        let is_plain = |(assignment, name): (&Assignment, &&'static str)| {
            assignment.column.name == *name
                && matches!(assignment.value, Node::Bind(Bind { name: None, .. }))
        };
        let plain = assignments.len() <= self.columns.len()
            && !columns.is_empty()
            && assignments.iter().zip(&self.columns).all(is_plain);
        if !plain {
            return false;
        }
        let defaults = self.columns[assignments.len()..].iter().map(|name| {
            let column = self.table.column_def(name)?;
            column.client_default()
        });
        let defaults: Option<SmallVec<[Value; 4]>> = defaults.collect();
        let Some(defaults) = defaults else {
            return false;
        };
        let values = assignments
            .drain(..)
            .filter_map(|assignment| match assignment.value {
                Node::Bind(bind) => Some(bind.value),
                _ => None,
            });
        for (column, value) in columns.iter_mut().zip(values.chain(defaults)) {
            if let Value::Array(list) = column {
                list.push(value);
            }
        }
        true
    }

    /// Adds a row of expressions, or one with a mistake.
    fn add_nodes(&mut self, assignments: &mut Vec<Assignment>) {
        for column in self.table.columns() {
            let assigned = assignments.iter().any(|a| a.column.name == column.name());
            if let (false, Some(default)) = (assigned, column.client_default()) {
                let column = column.reference();
                let value = Node::bind(default);
                assignments.push(Assignment { column, value });
            }
        }
        let columns = self.columns.iter();
        let row = columns.map(|name| take(assignments, name)).collect();
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
        let mut rows = match std::mem::replace(&mut self.rows, Rows::Default) {
            Rows::Nodes(rows) => rows,
            Rows::Columns(columns) => rows_of(columns),
            Rows::Default => Vec::new(),
        };
        rows.push(row);
        self.rows = Rows::Nodes(rows);
    }
}

/// The values of a column.
pub(crate) fn elements(column: &Value) -> &[Value] {
    match column {
        Value::Array(values) => values,
        single => std::slice::from_ref(single),
    }
}

/// Columns of values as rows of expressions.
fn rows_of(columns: Vec<Value>) -> Vec<Vec<Node>> {
    let mut rows: Vec<Vec<Node>> = Vec::new();
    for column in columns {
        let Value::Array(values) = column else {
            continue;
        };
        rows.resize_with(values.len().max(rows.len()), Vec::new);
        for (row, value) in rows.iter_mut().zip(values) {
            row.push(Node::bind(value));
        }
    }
    rows
}

/// Takes the value of a column out of a row's assignments; a missing one is an error in the SQL.
fn take(assignments: &mut Vec<Assignment>, name: &str) -> Node {
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
