//! Upserts: what an `INSERT` does with a row that is there already.

use std::sync::Arc;

use super::assignment::sort_by_table;
use super::{Assignment, Assignments, Fields, Insert, Record};
use crate::expr::{Column, ColumnRef, Expr, Expression, IntoExpr, Node, Source, TableName};
use crate::schema::Table;
use crate::types::Scalar;
use crate::visit::{branches, parts, variants};

/// What the row that was to be inserted is called.
static EXCLUDED: TableName = TableName::derived("excluded");

/// What an `INSERT` does with a row that is there already.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// Which rows count as the same.
    pub target: ConflictTarget,
    /// What is done.
    pub action: ConflictAction,
}

/// Which rows count as the same.
#[derive(Clone, Debug)]
pub enum ConflictTarget {
    /// Any that a key or unique index tells, in the words of `ON CONFLICT`.
    Any,
    /// Those of an index, by its columns or expressions, and its condition.
    Index(Vec<Node>, Option<Node>),
    /// Those of a constraint.
    Constraint(&'static str),
    /// Any that a key or unique index tells, in the words of `ON DUPLICATE KEY`.
    DuplicateKey,
}

/// What is done with a row that is there already.
#[derive(Clone, Debug)]
pub enum ConflictAction {
    /// It stays, and the new one is dropped.
    Nothing,
    /// It is changed, if it meets the condition.
    Update(Vec<Assignment>, Option<Node>),
}

variants!(ConflictTarget { Any, Index(columns, filter), Constraint(name), DuplicateKey });
variants!(ConflictAction { Nothing, Update(assignments, filter) });
branches!(ConflictTarget ConflictAction);
parts!(Conflict { target, action });

/// An `INSERT` of which it is still to be said what it does with a row that is there already.
#[must_use]
pub struct OnConflict<O = ()> {
    insert: Insert<O>,
    target: ConflictTarget,
}

impl<O> Insert<O> {
    /// Says what to do with rows that are there already, by a key or unique index of these columns;
    /// `()` for any key.
    ///
    /// It is `ON CONFLICT` on SQLite and PostgreSQL. MySQL and MariaDB have no target in `ON
    /// DUPLICATE KEY UPDATE`: there a row counts as the same by any of its keys. SQLite takes
    /// several such clauses, and the last of them may be without a target.
    ///
    /// ```
    /// use rebis_core::dialect::{MySql, Postgres};
    /// use rebis_core::schema::{ColumnDef, Table};
    /// use rebis_core::{Expression, Insert, Compile, excluded};
    /// use std::sync::Arc;
    /// let words = Table::new("words")
    ///     .with_column(ColumnDef::of::<String>("word").primary_key())
    ///     .with_column(ColumnDef::of::<i64>("uses"));
    /// let word = words.column::<String>("word").unwrap();
    /// let uses = words.column::<i64>("uses").unwrap();
    /// let stmt = Insert::into_table(&Arc::new(words))
    ///     .values((word.to("rebis"), uses.to(1)))
    ///     .on_conflict(word)
    ///     .do_update(uses.to(uses + excluded(uses)));
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
        let target = match nodes.is_empty() {
            true => ConflictTarget::Any,
            false => ConflictTarget::Index(nodes, None),
        };
        self.on_conflict_with(target)
    }

    /// The same by the name of a constraint, which PostgreSQL takes.
    pub fn on_conflict_of_constraint(self, name: &'static str) -> OnConflict<O> {
        self.on_conflict_with(ConflictTarget::Constraint(name))
    }

    /// `ON DUPLICATE KEY UPDATE`: changes the rows that are there already, by any key. Elsewhere
    /// than on MySQL and MariaDB it is `ON CONFLICT` without a target, where the database has that.
    pub fn on_duplicate_key_update(self, assignments: impl Assignments) -> Self {
        let conflict = self.on_conflict_with(ConflictTarget::DuplicateKey);
        conflict.do_update(assignments)
    }

    /// The same in the order in which the assignments are given: MySQL sets columns one after the
    /// other, so that a later one sees the value of an earlier one.
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
    /// The condition of a partial index.
    pub fn index_where(mut self, condition: impl IntoExpr<bool>) -> Self {
        if let ConflictTarget::Index(_, filter) = &mut self.target {
            *filter = Some(condition.into_operand());
        }
        self
    }

    /// Leaves the row that is there as it is.
    pub fn do_nothing(self) -> Insert<O> {
        self.with_action(ConflictAction::Nothing)
    }

    /// Changes the row that is there. [`excluded`] is the row that was to be inserted. Columns with
    /// `onupdate` are not set, as in SQLAlchemy.
    pub fn do_update(self, assignments: impl Assignments) -> Insert<O> {
        let assignments = self.in_table_order(assignments);
        self.with_action(ConflictAction::Update(assignments, None))
    }

    /// The same for rows that meet a condition; others stay as they are.
    pub fn do_update_where(
        self,
        assignments: impl Assignments,
        condition: impl IntoExpr<bool>,
    ) -> Insert<O> {
        let assignments = self.in_table_order(assignments);
        let condition = Some(condition.into_operand());
        self.with_action(ConflictAction::Update(assignments, condition))
    }

    /// The same in the order in which the assignments are given: MySQL sets columns one after the
    /// other, so that a later one sees the value of an earlier one.
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

/// The row that was to be inserted, in an upsert: of a table's constant, or of a column.
///
/// It is written `excluded.uses`, or as MySQL and MariaDB say it.
pub fn excluded<E: Excluded>(of: E) -> E {
    of.excluded()
}

/// What [`excluded`] takes: the constant of a table, or a column.
pub trait Excluded {
    /// The same of the row that was to be inserted.
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
        Self::of(ColumnRef {
            source: EXCLUDED_ROW,
            ..self.reference()
        })
    }
}

/// What [`excluded`] columns are qualified with.
pub(crate) const EXCLUDED_ROW: Source = Source::table(&EXCLUDED);

/// Sets columns to the values that were to be inserted: `uses = excluded.uses`.
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

/// Columns of a table: one, a tuple of them, the table's constant, or a table of run time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of columns",
    note = "a column is one, and so are a tuple of columns and the constant of a table"
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

/// What tells rows apart in an upsert: columns and expressions, or `()` for any key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be what rows conflict by",
    note = "columns, expressions, tuples of them, and `()` for any key can"
)]
pub trait ConflictColumns {
    /// Appends them.
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

column_tuple!(A);
column_tuple!(A B);
column_tuple!(A B C);
column_tuple!(A B C D);
column_tuple!(A B C D E);
column_tuple!(A B C D E F);
column_tuple!(A B C D E F G);
column_tuple!(A B C D E F G H);
