//! Upserts: `ON CONFLICT` and `ON DUPLICATE KEY UPDATE`.

use std::sync::Arc;

use super::assignment::sort_by_table;
use super::{Assignment, Assignments, Fields, Insert, Record};
use crate::expr::{Column, ColumnRef, Expr, Expression, IntoExpr, Node, Source, TableName};
use crate::schema::Table;
use crate::types::Scalar;
use crate::visit::{branches, parts, variants};

/// The name of the new row in an upsert.
static EXCLUDED: TableName = TableName::derived("excluded");

/// The conflict clause of an `INSERT`.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The conflicts that the clause handles.
    pub target: ConflictTarget,
    /// The action for a conflict.
    pub action: ConflictAction,
}

/// The conflicts that a [`Conflict`] clause handles.
#[derive(Clone, Debug)]
pub enum ConflictTarget {
    /// `ON CONFLICT`: conflicts of any key or unique index.
    Any,
    /// `ON CONFLICT (…) [WHERE …]`: conflicts of an index, by its columns or expressions and its
    /// condition.
    Index(Vec<Node>, Option<Node>),
    /// `ON CONFLICT ON CONSTRAINT name`: conflicts of a constraint.
    Constraint(&'static str),
    /// `ON DUPLICATE KEY UPDATE`: conflicts of any key or unique index.
    DuplicateKey,
}

/// The action for the existing row of a conflict.
#[derive(Clone, Debug)]
pub enum ConflictAction {
    /// The existing row is unchanged, and the new row is not inserted.
    Nothing,
    /// The existing row is updated if it meets the condition.
    Update(Vec<Assignment>, Option<Node>),
}

variants!(ConflictTarget { Any, Index(columns, filter), Constraint(name), DuplicateKey });
variants!(ConflictAction { Nothing, Update(assignments, filter) });
branches!(ConflictTarget ConflictAction);
parts!(Conflict { target, action });

/// An `INSERT` with a conflict clause that has no action yet: call `do_nothing` or `do_update`.
#[must_use]
pub struct OnConflict<O = ()> {
    insert: Insert<O>,
    target: ConflictTarget,
}

impl<O> Insert<O> {
    /// Starts a conflict clause for the key or unique index of `columns`; `()` is any key.
    ///
    /// The SQL is `ON CONFLICT` on SQLite and PostgreSQL. On MySQL and MariaDB it is `ON DUPLICATE
    /// KEY UPDATE`, which has no target and handles conflicts of all keys. SQLite supports several
    /// `ON CONFLICT` clauses; only the last can be without a target.
    ///
    /// ```
    /// use rebis_core::dialect::{MySql, Postgres};
    /// use rebis_core::schema::{ColumnDef, Table};
    /// use rebis_core::{Expression, Insert, Compile, excluded};
    /// use std::sync::Arc;
    /// let words = Table::new("words")
    ///     .with_column(ColumnDef::for_type::<String>("word").primary_key())
    ///     .with_column(ColumnDef::for_type::<i64>("uses"));
    /// let word = words.column::<String>("word").unwrap();
    /// let uses = words.column::<i64>("uses").unwrap();
    /// let stmt = Insert::for_table(&Arc::new(words))
    ///     .values((word.set("rebis"), uses.set(1)))
    ///     .on_conflict(word)
    ///     .do_update(uses.set(uses + excluded(uses)));
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "INSERT INTO words (word, uses) VALUES ($1, $2) \
    ///      ON CONFLICT (word) DO UPDATE SET uses = (words.uses + excluded.uses)"
    /// );
    /// assert_eq!(
    ///     stmt.compile(&MySql::default())?.sql(),
    ///     "INSERT INTO words (word, uses) VALUES (?, ?) AS new \
    ///      ON DUPLICATE KEY UPDATE uses = (words.uses + new.uses)"
    /// );
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    pub fn on_conflict(self, columns: impl ConflictColumns) -> OnConflict<O> {
        let mut nodes = Vec::new();
        columns.append_to(&mut nodes);
        let target = if nodes.is_empty() {
            ConflictTarget::Any
        } else {
            ConflictTarget::Index(nodes, None)
        };
        self.on_conflict_with(target)
    }

    /// Starts a conflict clause for the constraint of this name: `ON CONFLICT ON CONSTRAINT name`.
    ///
    /// PostgreSQL supports it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(Tag).values(Tag.name.set("rust"));
    /// let stmt = stmt.on_conflict_of_constraint("uq_tags_name").do_nothing();
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "INSERT INTO tags (name) VALUES ($1) ON CONFLICT ON CONSTRAINT uq_tags_name DO NOTHING"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn on_conflict_of_constraint(self, name: &'static str) -> OnConflict<O> {
        self.on_conflict_with(ConflictTarget::Constraint(name))
    }

    /// Adds `ON DUPLICATE KEY UPDATE`, which updates existing rows that conflict in any key.
    ///
    /// The columns are set in the order of the table. SQLite has `ON CONFLICT DO UPDATE` without a
    /// target instead. PostgreSQL does not support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(User).values((User.name.set("ann"), User.email.set("ann@y.org")));
    /// let stmt = stmt.on_duplicate_key_update(User.email.set(excluded(User.email)));
    /// assert_eq!(
    ///     stmt.compile(&MySql::default())?.sql(),
    ///     "INSERT INTO users (name, email) VALUES (?, ?) AS new \
    ///      ON DUPLICATE KEY UPDATE email = new.email"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn on_duplicate_key_update(self, assignments: impl Assignments) -> Self {
        let conflict = self.on_conflict_with(ConflictTarget::DuplicateKey);
        conflict.do_update(assignments)
    }

    /// Adds `ON DUPLICATE KEY UPDATE`, with the assignments in the given order.
    ///
    /// MySQL sets columns one after the other, so an assignment sees the results of earlier ones.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(User).values((User.name.set("ann"), User.email.set("ann@y.org")));
    /// let stmt = stmt.on_duplicate_key_update_ordered((
    ///     User.email.set(excluded(User.email)),
    ///     User.name.set("anne"),
    /// ));
    /// let compiled = stmt.compile(&MySql::default())?;
    /// assert!(compiled.sql().ends_with("ON DUPLICATE KEY UPDATE email = new.email, name = ?"));
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn on_duplicate_key_update_ordered(self, assignments: impl Assignments) -> Self {
        let conflict = self.on_conflict_with(ConflictTarget::DuplicateKey);
        conflict.do_update_ordered(assignments)
    }

    fn on_conflict_with(self, target: ConflictTarget) -> OnConflict<O> {
        OnConflict {
            insert: self,
            target,
        }
    }
}

impl<O> OnConflict<O> {
    /// Sets the condition of a partial index: `ON CONFLICT (…) WHERE condition`.
    ///
    /// It has no effect on a clause without columns.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(User).values((User.name.set("ann"), User.email.set("ann@y.org")));
    /// let stmt = stmt.on_conflict(User.name).index_where(User.email.is_not_null()).do_nothing();
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "INSERT INTO users (name, email) VALUES ($1, $2) \
    ///      ON CONFLICT (name) WHERE email IS NOT NULL DO NOTHING"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 0);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn index_where(mut self, condition: impl IntoExpr<bool>) -> Self {
        if let ConflictTarget::Index(_, filter) = &mut self.target {
            *filter = Some(condition.into_operand());
        }
        self
    }

    /// Leaves the existing row unchanged: `DO NOTHING`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(User).values(User.name.set("ann")).on_conflict(User.name).do_nothing();
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "INSERT INTO users (name) VALUES ($1) ON CONFLICT (name) DO NOTHING"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 0);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn do_nothing(self) -> Insert<O> {
        self.with_action(ConflictAction::Nothing)
    }

    /// Updates the existing row: `DO UPDATE SET …`.
    ///
    /// [`excluded`] is the new row. The columns are set in the order of the table. Columns with
    /// `on_update_set` are not set automatically, as in SQLAlchemy.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(User).values((User.name.set("ann"), User.email.set("ann@y.org")));
    /// let stmt = stmt.on_conflict(User.name).do_update(User.email.set(excluded(User.email)));
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "INSERT INTO users (name, email) VALUES ($1, $2) \
    ///      ON CONFLICT (name) DO UPDATE SET email = excluded.email"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn do_update(self, assignments: impl Assignments) -> Insert<O> {
        let assignments = self.in_table_order(assignments);
        self.with_action(ConflictAction::Update(assignments, None))
    }

    /// Updates the existing row if it meets a condition: `DO UPDATE SET … WHERE condition`.
    ///
    /// Other existing rows are unchanged. MySQL and MariaDB do not support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(User).values((User.name.set("ann"), User.email.set("ann@y.org")));
    /// let stmt = stmt
    ///     .on_conflict(User.name)
    ///     .do_update_where(User.email.set(excluded(User.email)), User.email.is_null());
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "INSERT INTO users (name, email) VALUES ($1, $2) \
    ///      ON CONFLICT (name) DO UPDATE SET email = excluded.email WHERE users.email IS NULL"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 0);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn do_update_where(
        self,
        assignments: impl Assignments,
        condition: impl IntoExpr<bool>,
    ) -> Insert<O> {
        let assignments = self.in_table_order(assignments);
        let condition = Some(condition.into_operand());
        self.with_action(ConflictAction::Update(assignments, condition))
    }

    /// Updates the existing row, with the assignments in the given order.
    ///
    /// MySQL sets columns one after the other, so an assignment sees the results of earlier ones.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = insert(User).values((User.name.set("ann"), User.email.set("ann@y.org")));
    /// let stmt = stmt
    ///     .on_conflict(User.name)
    ///     .do_update_ordered((User.email.set(excluded(User.email)), User.name.set("anne")));
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "INSERT INTO users (name, email) VALUES ($1, $2) \
    ///      ON CONFLICT (name) DO UPDATE SET email = excluded.email, name = $3"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
    /// # Ok(())
    /// # });
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn do_update_ordered(self, assignments: impl Assignments) -> Insert<O> {
        let mut ordered = Vec::new();
        assignments.assign(&mut ordered);
        self.with_action(ConflictAction::Update(ordered, None))
    }

    fn in_table_order(&self, assignments: impl Assignments) -> Vec<Assignment> {
        let mut sorted = Vec::new();
        assignments.assign(&mut sorted);
        let node = self.insert.node();
        sort_by_table(&mut sorted, &node.table, node.target);
        sorted
    }

    fn with_action(mut self, action: ConflictAction) -> Insert<O> {
        let target = self.target;
        let conflicts = &mut self.insert.edit().conflicts;
        conflicts.push(Conflict { target, action });
        self.insert
    }
}

/// Returns the new row of an upsert for a table's constant, or a column of it for a column.
///
/// The SQL is `excluded.column`, on MySQL `new.column` or `VALUES(column)`, and on MariaDB
/// `VALUES(column)`.
///
/// ```
/// # use rebis_doc::*;
/// let stmt = insert(User).values((User.name.set("ann"), User.email.set("ann@y.org")));
/// let stmt = stmt.on_conflict(User.name).do_update(User.email.set(excluded(User).email));
/// assert_eq!(
///     stmt.compile(&Postgres)?.sql(),
///     "INSERT INTO users (name, email) VALUES ($1, $2) \
///      ON CONFLICT (name) DO UPDATE SET email = excluded.email"
/// );
/// # run(async |connection| {
/// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
/// # Ok(())
/// # });
/// # Ok::<(), core::error::CompileError>(())
/// ```
pub fn excluded<E: Excluded>(of: E) -> E {
    of.excluded()
}

/// An argument of [`excluded`]: the constant of a table, or a column.
pub trait Excluded {
    /// Returns the same column or columns, of the new row.
    #[must_use]
    fn excluded(self) -> Self;
}

impl<F: Fields> Excluded for F {
    fn excluded(self) -> Self {
        F::Record::fields(EXCLUDED_ROW)
    }
}

impl<T: Scalar> Excluded for Column<T> {
    fn excluded(self) -> Self {
        Self::from_reference(ColumnRef {
            source: EXCLUDED_ROW,
            ..self.reference()
        })
    }
}

/// The name that qualifies [`excluded`] columns.
pub(crate) const EXCLUDED_ROW: Source = Source::table(&EXCLUDED);

/// Returns assignments of the new row's values to these columns: `uses = excluded.uses`.
///
/// ```
/// # use rebis_doc::*;
/// use rebis_core::set_excluded;
/// let stmt = insert(User).values((User.name.set("ann"), User.email.set("ann@y.org")));
/// let stmt = stmt.on_conflict(User.name).do_update(set_excluded((User.name, User.email)));
/// assert_eq!(
///     stmt.compile(&Postgres)?.sql(),
///     "INSERT INTO users (name, email) VALUES ($1, $2) \
///      ON CONFLICT (name) DO UPDATE SET name = excluded.name, email = excluded.email"
/// );
/// # run(async |connection| {
/// assert_eq!(connection.execute(stmt).await?.rows_affected(), 1);
/// # Ok(())
/// # });
/// # Ok::<(), core::error::CompileError>(())
/// ```
pub fn set_excluded(columns: impl ColumnList) -> Vec<Assignment> {
    let mut references = Vec::new();
    columns.append_to(&mut references);
    let to_excluded = |column: ColumnRef| Assignment {
        column,
        value: Node::Column(ColumnRef {
            source: EXCLUDED_ROW,
            ..column
        }),
    };
    references.into_iter().map(to_excluded).collect()
}

/// Columns of a table: a column, a tuple of columns, the table's constant, or a table that is known
/// only at run time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of columns",
    note = "use a column, a tuple of columns or the constant of a table"
)]
pub trait ColumnList {
    /// Appends the columns.
    fn append_to(self, columns: &mut Vec<ColumnRef>);
}

impl<T> ColumnList for Column<T> {
    fn append_to(self, columns: &mut Vec<ColumnRef>) {
        columns.push(self.reference());
    }
}

impl ColumnList for &Table {
    fn append_to(self, columns: &mut Vec<ColumnRef>) {
        columns.extend(
            self.columns()
                .iter()
                .map(crate::schema::ColumnDef::reference),
        );
    }
}

impl ColumnList for &Arc<Table> {
    fn append_to(self, columns: &mut Vec<ColumnRef>) {
        (**self).append_to(columns);
    }
}

impl<F: Fields> ColumnList for F {
    fn append_to(self, columns: &mut Vec<ColumnRef>) {
        F::Record::table().append_to(columns);
    }
}

/// The conflict target of an upsert: columns and expressions of an index, or `()` for any key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a conflict target",
    note = "use columns, expressions, tuples of them, or `()` for any key"
)]
pub trait ConflictColumns {
    /// Appends the columns and expressions.
    fn append_to(self, nodes: &mut Vec<Node>);
}

impl ConflictColumns for () {
    fn append_to(self, _nodes: &mut Vec<Node>) {}
}

impl<T: crate::types::Scalar> ConflictColumns for Column<T> {
    fn append_to(self, nodes: &mut Vec<Node>) {
        nodes.push(self.into_node());
    }
}

impl<T: crate::types::Scalar> ConflictColumns for Expr<T> {
    fn append_to(self, nodes: &mut Vec<Node>) {
        nodes.push(self.into_node());
    }
}

macro_rules! column_tuple {
    ($($name:ident)+) => {
        impl<$($name: ColumnList),+> ColumnList for ($($name,)+) {
            fn append_to(self, columns: &mut Vec<ColumnRef>) {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                $($name.append_to(columns);)+
            }
        }

        impl<$($name: ConflictColumns),+> ConflictColumns for ($($name,)+) {
            fn append_to(self, nodes: &mut Vec<Node>) {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                $($name.append_to(nodes);)+
            }
        }
    };
}

crate::for_each_tuple!(8, column_tuple);

impl<O> std::fmt::Debug for OnConflict<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OnConflict")
            .field("insert", &self.insert)
            .field("target", &self.target)
            .finish()
    }
}
