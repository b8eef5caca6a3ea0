//! `INSERT`.

use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;

use super::{
    Assign, Assignment, Assignments, ColumnList, Conflict, Fields, IntoQuery, Query, SelectItem,
    Selection, Statement, StatementRef, Words,
};
use crate::decode::FromRow;
use crate::expr::{Bind, BindParamNode, ColumnRef, Given, Node, Source, resolve};
use crate::schema::{ColumnDef, Table};
use crate::types::TypeRef;
use crate::value::Value;
use crate::visit::{Part, Rewriter, Shared, Visitor};

/// An `INSERT` that returns rows of `O` (`()` without `RETURNING`).
#[must_use]
pub struct Insert<O = ()> {
    node: Shared<InsertNode>,
    /// The statement with a row of client-side defaults, if no row was added.
    defaults: OnceLock<Shared<InsertNode>>,
    _row: PhantomData<fn() -> O>,
}

/// The clauses of an `INSERT`.
#[derive(Clone, Debug)]
pub struct InsertNode {
    /// The table.
    pub table: Arc<Table>,
    /// The name that qualifies its columns: the table, or an alias of it.
    pub target: Source,
    /// The names of the columns that get values. Unless the rows come from a query, the SQL
    /// lists them in the order of the table.
    pub columns: Vec<&'static str>,
    /// The values.
    pub rows: Rows,
    /// `ON CONFLICT`, or `ON DUPLICATE KEY UPDATE` on MySQL and MariaDB.
    pub conflicts: Vec<Conflict>,
    /// Prefixes and hints.
    pub words: Option<Arc<Words>>,
    /// `RETURNING`
    pub returning: Vec<SelectItem>,
}

/// The rows of an `INSERT`, each as wide as its column list.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Rows {
    /// One row of defaults.
    Default,
    /// Rows of values only: a [`Value::Array`] for each column, with a value for each row.
    Columns(Vec<Value>),
    /// Rows of expressions.
    Nodes(Vec<Vec<Node>>),
    /// The rows of a query.
    Query(Query),
}

impl InsertNode {
    /// Creates an insert of a row of defaults.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::{Insert, InsertNode, Record};
    /// let stmt = Insert::<()>::from_node(InsertNode::new(Tag::table()));
    /// assert_eq!(stmt.to_string(), "INSERT INTO tags DEFAULT VALUES");
    /// ```
    pub fn new(table: &Arc<Table>) -> Self {
        Self {
            table: Arc::clone(table),
            target: table.source(),
            columns: Vec::new(),
            rows: Rows::Default,
            conflicts: Vec::new(),
            words: None,
            returning: Vec::new(),
        }
    }

    /// Visits every part of the statement.
    pub fn visit_parts<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        let Self {
            table,
            target,
            columns,
            rows,
            conflicts,
            words,
            returning,
        } = self;
        table.visit(visitor);
        target.visit(visitor);
        columns.visit(visitor);
        rows.visit(visitor);
        conflicts.visit(visitor);
        words.visit(visitor);
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
            target: self.target.rewrite(rewriter),
            columns: self.columns.rewrite(rewriter),
            rows: self.rows.rewrite(rewriter),
            conflicts: self.conflicts.rewrite(rewriter),
            words: self.words.rewrite(rewriter),
            returning: self.returning.rewrite(rewriter),
        }
    }
}

/// Each value of a column is visited as a separate bind, as in `VALUES`.
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
            Self::Query(query) => {
                visitor.tag(3);
                query.visit(visitor);
            }
        }
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        match self {
            Self::Default => Self::Default,
            Self::Columns(columns) => Self::Columns(columns.clone()),
            Self::Nodes(rows) => Self::Nodes(rows.rewrite(rewriter)),
            Self::Query(query) => Self::Query(query.rewrite(rewriter)),
        }
    }
}

impl Rows {
    /// Returns the number of rows, or 1 for a query, whose number of rows is unknown.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(User).rows([User.name.set("eve"), User.name.set("kim")]);
    /// assert_eq!(stmt.node().rows.len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        match self {
            Self::Default | Self::Query(_) => 1,
            Self::Columns(columns) => columns.first().map_or(0, |values| elements(values).len()),
            Self::Nodes(rows) => rows.len(),
        }
    }

    /// Returns whether there are no rows. A query counts as one row.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(Tag).rows(Vec::<rebis_core::Assignment>::new());
    /// assert!(stmt.node().rows.is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Default | Self::Query(_) => false,
            Self::Columns(_) => self.len() == 0,
            Self::Nodes(rows) => rows.is_empty(),
        }
    }
}

/// The maximum number of rows for which memory is reserved in advance.
const MOST_EXPECTED: usize = 1000;

/// Starts an `INSERT` into a table, or into an alias of it.
///
/// An alias is a name for the existing row in [`on_conflict`](Insert::on_conflict). A column that a
/// row leaves out gets its client-side `default`, if it has one, as in SQLAlchemy.
///
/// ```
/// # use rebis_doc::*;
/// let stmt = insert(User).values((User.name.set("eve"), User.email.set("eve@x.org")));
/// assert_eq!(stmt.to_string(), "INSERT INTO users (name, email) VALUES (:name, :email)");
/// # run(async |connection| {
/// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
/// # Ok(())
/// # });
/// ```
pub fn insert<F: Fields>(into: F) -> Insert {
    Insert::from_node(InsertNode {
        target: into.source(),
        ..InsertNode::new(<F::Record as super::Record>::table())
    })
}

impl Insert {
    /// Starts an `INSERT` into a table that is known only at run time.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::schema::{ColumnDef, Table};
    /// use rebis_core::Insert;
    /// use std::sync::Arc;
    /// let tags = Arc::new(Table::new("tags").with_column(ColumnDef::for_type::<String>("name")));
    /// let name = tags.column::<String>("name").ok_or("`tags` has no column `name`")?;
    /// let stmt = Insert::for_table(&tags).values(name.set("rust"));
    /// assert_eq!(stmt.to_string(), "INSERT INTO tags (name) VALUES (:name)");
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
    /// # Ok(())
    /// # });
    /// # Ok::<(), &str>(())
    /// ```
    pub fn for_table(table: &Arc<Table>) -> Self {
        Self::from_node(InsertNode::new(table))
    }
}

impl<O> Insert<O> {
    /// Creates an insert from a node that returns rows of `O`.
    pub fn from_node(node: InsertNode) -> Self {
        Self {
            node: Shared::new(node),
            defaults: OnceLock::new(),
            _row: PhantomData,
        }
    }

    /// Returns the clauses.
    pub fn node(&self) -> &InsertNode {
        &self.node
    }

    /// Adds a row.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(Post).values((Post.title.set("Tokio"), Post.author_id.set(2)));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "INSERT INTO posts (title, views, author_id) VALUES (:title, :views, :author_id)"
    /// );
    /// # run(async |connection| {
    /// let stmt = stmt.returning((Post.id, Post.views));
    /// assert_eq!(connection.all(stmt).await?, [(3, 0)]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn values(mut self, row: impl Assignments) -> Self {
        self.edit().add_row(row, 1);
        self
    }

    /// Adds rows. Each must assign the same columns as the first.
    ///
    /// Compiling fails if the insert has no rows.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let names = ["eve", "kim"];
    /// let stmt = insert(User).rows(names.map(|name| User.name.set(name)));
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "INSERT INTO users (name) VALUES (:name_m0), (:name_m1)"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 2);
    /// # Ok(())
    /// # });
    /// ```
    pub fn rows<R: Assignments>(mut self, rows: impl IntoIterator<Item = R>) -> Self {
        let node = self.edit();
        if matches!(node.rows, Rows::Default) {
            node.rows = Rows::Nodes(Vec::new());
        }
        let rows = rows.into_iter();
        let expected = rows.size_hint().0.clamp(1, MOST_EXPECTED);
        for row in rows {
            node.add_row(row, expected);
        }
        self
    }

    /// Inserts the rows of a query: `INSERT INTO … (columns) SELECT …`.
    ///
    /// Columns that are not listed get their client-side `default`, if they have one and the query
    /// is a select.
    ///
    /// ```
    /// use rebis_core::schema::{ColumnDef, Table};
    /// use rebis_core::{Expression, Insert, select};
    /// use std::sync::Arc;
    /// let table = |name| Table::new(name).with_column(ColumnDef::for_type::<String>("word"));
    /// let (words, seen) = (Arc::new(table("words")), table("seen"));
    /// let (word, seen) = (words.column::<String>("word"), seen.column::<String>("word"));
    /// let stmt = Insert::for_table(&words).from_select(word.unwrap(), select(seen.unwrap()));
    /// assert_eq!(stmt.to_string(), "INSERT INTO words (word) SELECT seen.word FROM seen");
    /// ```
    pub fn from_select(self, columns: impl ColumnList, query: impl IntoQuery) -> Self {
        self.from_query(columns, query.into_query(), true)
    }

    /// Inserts the rows of a query, without client-side defaults for other columns.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(Post).from_select_without_defaults(
    ///     (Post.title, Post.author_id),
    ///     select((Post.title, Post.author_id)),
    /// );
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "INSERT INTO posts (title, author_id) SELECT posts.title, posts.author_id FROM posts"
    /// );
    /// ```
    pub fn from_select_without_defaults(
        self,
        columns: impl ColumnList,
        query: impl IntoQuery,
    ) -> Self {
        self.from_query(columns, query.into_query(), false)
    }

    fn from_query(mut self, columns: impl ColumnList, query: Query, defaults: bool) -> Self {
        let mut references = Vec::new();
        columns.append_to(&mut references);
        let node = self.edit();
        node.columns = references.iter().map(|column| column.name).collect();
        node.rows = Rows::Query(query);
        if defaults {
            node.select_defaults();
        }
        self
    }

    pub(super) fn edit(&mut self) -> &mut InsertNode {
        Shared::make_mut(&mut self.node)
    }

    /// Returns these columns and expressions of each inserted row: `RETURNING`.
    ///
    /// Their values are those after defaults and triggers. On SQL Server it is `OUTPUT`. MySQL does
    /// not support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(User).values(User.name.set("eve")).returning(User.id);
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "INSERT INTO users (name) VALUES ($1) RETURNING users.id"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [3]);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn returning<S: Selection>(self, selection: S) -> Insert<S::Row> {
        let mut node = Shared::unwrap_or_clone(self.node);
        selection.append_to(&mut node.returning);
        Insert::from_node(node)
    }

    /// Returns the clauses, with a row of client-side defaults if no row was added.
    fn node_with_defaults(&self) -> &InsertNode {
        let mut columns = self.node.table.columns().iter();
        let has_defaults = matches!(self.node.rows, Rows::Default)
            && columns.any(|column| column.has_client_default());
        if has_defaults {
            self.defaults.get_or_init(|| {
                let mut node = InsertNode::clone(&self.node);
                node.add_row(Vec::new(), 1);
                Shared::new(node)
            })
        } else {
            &self.node
        }
    }
}

impl InsertNode {
    /// Adds a row, with client-side defaults for columns that it leaves out.
    ///
    /// `expected` is the number of rows to reserve memory for.
    fn add_row(&mut self, assignments: impl Assignments, expected: usize) {
        let mut row = NewRow::new(self, expected);
        assignments.assign(&mut row);
        row.finish();
    }

    /// Prepares the statement for its first row of values.
    fn start(&mut self) {
        let width = self.table.columns().len();
        self.columns = Vec::with_capacity(width);
        self.rows = Rows::Columns(Vec::with_capacity(width));
    }

    /// Adds a column, with a list that has room for `expected` rows.
    fn add_column(&mut self, name: &'static str, expected: usize) {
        if let Rows::Columns(columns) = &mut self.rows {
            columns.push(Value::Array(Vec::with_capacity(expected)));
        }
        self.columns.push(name);
    }

    /// Adds the columns with a client-side default that the first row leaves out.
    fn add_default_columns(&mut self, expected: usize) {
        let is_left_out = |column: &&ColumnDef| {
            column.has_client_default() && !self.columns.contains(&column.name())
        };
        let left_out = self.table.columns().iter().filter(is_left_out);
        let names: SmallVec<[&'static str; 4]> =
            left_out.map(|column| column.reference().name).collect();
        for name in names {
            self.add_column(name, expected);
        }
    }

    /// Adds a value to the column at this position, or returns it if the column has another name.
    fn add_value(&mut self, position: usize, name: &str, value: Value) -> Result<(), Value> {
        let column = match (&mut self.rows, self.columns.get(position)) {
            (Rows::Columns(columns), Some(next)) if *next == name => columns.get_mut(position),
            _ => None,
        };
        match column {
            Some(Value::Array(list)) => {
                list.push(value);
                Ok(())
            }
            _ => Err(value),
        }
    }

    /// Adds the defaults of the columns from this position on. Returns whether each column has one.
    fn add_defaults(&mut self, from: usize) -> bool {
        if from > 0 && from == self.columns.len() {
            return true;
        }
        let missing = self.columns.iter().skip(from).map(|name| {
            let column = self.table.column_def(name)?;
            column.client_default()
        });
        let defaults: Option<SmallVec<[Value; 4]>> = missing.collect();
        let (Some(defaults), Rows::Columns(columns)) = (defaults, &mut self.rows) else {
            return false;
        };
        for (column, value) in columns.iter_mut().skip(from).zip(defaults) {
            if let Value::Array(list) = column {
                list.push(value);
            }
        }
        !columns.is_empty()
    }

    /// Removes the values that a row added to the first columns, and returns them as assignments.
    fn take_back(&mut self, given: usize) -> Vec<Assignment> {
        let Rows::Columns(columns) = &mut self.rows else {
            return Vec::new();
        };
        let source = self.target;
        let row = self.columns.iter().zip(columns).take(given);
        row.filter_map(|(name, column)| match column {
            Value::Array(list) => Some(Assignment {
                column: ColumnRef::new(source, name),
                value: Node::bind(list.pop()?),
            }),
            _ => None,
        })
        .collect()
    }

    /// Adds the client-side defaults of columns that are not listed to the select of the rows.
    fn select_defaults(&mut self) {
        let Rows::Query(Query::Select(select)) = &mut self.rows else {
            return;
        };
        for column in self.table.columns() {
            let name = column.reference().name;
            if let (false, Some(default)) = (self.columns.contains(&name), column.client_default())
            {
                self.columns.push(name);
                Shared::make_mut(select).columns.push(SelectItem {
                    node: Node::Param(Arc::new(BindParamNode {
                        name,
                        unique: false,
                        given: Given::Value(default),
                        literal: None,
                        sql_type: TypeRef::known(column.sql_type()),
                    })),
                    label: None,
                });
            }
        }
    }

    /// Adds a row of expressions. A row with other columns than the first becomes an error.
    fn add_nodes(&mut self, mut assignments: Vec<Assignment>) {
        for column in self.table.columns() {
            let assigned = assignments.iter().any(|a| a.column.name == column.name());
            if let (false, Some(default)) = (assigned, column.client_default()) {
                let column = column.reference();
                let value = Node::bind(default);
                assignments.push(Assignment { column, value });
            }
        }
        resolve(&mut assignments);
        let columns = self.columns.iter();
        let row = columns.map(|name| take(&mut assignments, name)).collect();
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
            Rows::Default | Rows::Query(_) => Vec::new(),
        };
        rows.push(row);
        self.rows = Rows::Nodes(rows);
    }
}

/// A row that is being added. As long as it assigns values to the columns in order, each value is
/// added to the list of its column at once.
struct NewRow<'n> {
    insert: &'n mut InsertNode,
    /// Whether it is the first row, which determines the columns.
    first: bool,
    /// The number of rows that are expected.
    expected: usize,
    /// The number of columns that have their value.
    given: usize,
    /// All assignments of the row, if it has expressions or another order of columns.
    gathered: Option<Vec<Assignment>>,
}

impl<'n> NewRow<'n> {
    fn new(insert: &'n mut InsertNode, expected: usize) -> Self {
        let first = insert.rows.is_empty() || matches!(insert.rows, Rows::Default | Rows::Query(_));
        if first {
            insert.start();
        }
        let plain = matches!(insert.rows, Rows::Columns(_));
        Self {
            insert,
            first,
            expected,
            given: 0,
            gathered: (!plain).then(Vec::new),
        }
    }

    fn finish(mut self) {
        if self.first {
            self.insert.add_default_columns(self.expected);
        }
        if self.gathered.is_none() && !self.insert.add_defaults(self.given) {
            self.gathered = Some(self.insert.take_back(self.given));
        }
        if let Some(gathered) = self.gathered {
            self.insert.add_nodes(gathered);
        }
    }

    fn add_value(&mut self, name: &'static str, value: Value) {
        self.note_column(name);
        if self.gathered.is_some() {
            return self.gather(name, Node::bind(value));
        }
        match self.insert.add_value(self.given, name, value) {
            Ok(()) => self.given += 1,
            Err(value) => self.gather(name, Node::bind(value)),
        }
    }

    fn add_node(&mut self, name: &'static str, node: Node) {
        self.note_column(name);
        self.gather(name, node);
    }

    fn note_column(&mut self, name: &'static str) {
        if self.first {
            self.insert.add_column(name, self.expected);
        }
    }

    /// Stores an assignment, and the ones before it, until the row is complete.
    #[cold]
    fn gather(&mut self, name: &'static str, value: Node) {
        let source = self.insert.target;
        let given = std::mem::take(&mut self.given);
        let before = || self.insert.take_back(given);
        self.gathered.get_or_insert_with(before).push(Assignment {
            column: ColumnRef::new(source, name),
            value,
        });
    }
}

impl Assign for NewRow<'_> {
    // Inlined: if the assignment is known to be a value, no node is built for it.
    #[inline]
    fn assign(&mut self, assignment: Assignment) {
        let Assignment { column, value } = assignment;
        match value {
            Node::Bind(Bind {
                name: None, value, ..
            }) => self.add_value(column.name, value),
            value => self.add_node(column.name, value),
        }
    }
}

impl InsertNode {
    /// Returns the indexes of the columns in the order of the table, or unchanged for a query.
    pub(crate) fn table_order(&self) -> SmallVec<[usize; 16]> {
        let mut order: SmallVec<[usize; 16]> = (0..self.columns.len()).collect();
        if !matches!(self.rows, Rows::Query(_)) {
            let place = |number: &usize| self.table.position(self.columns[*number]);
            if !order.is_sorted_by_key(place) {
                order.sort_by_cached_key(place);
            }
        }
        order
    }
}

/// Returns the values of a column.
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
            node: self.node.clone(),
            defaults: self.defaults.clone(),
            _row: PhantomData,
        }
    }
}

impl<O> std::fmt::Debug for Insert<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.node.fmt(f)
    }
}
