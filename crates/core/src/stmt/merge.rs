//! `MERGE`.

use std::sync::Arc;

use super::assignment::sort_by_table;
use super::select::and_also;
use super::{
    Assignment, Assignments, Fields, FromItem, JoinTarget, Record, Statement, StatementRef,
};
use crate::expr::{IntoExpr, Node, Source};
use crate::schema::Table;
use crate::visit::{Shared, branches, facts, parts, variants};

/// A `MERGE`, which updates, deletes and inserts rows of a table by the rows of a source.
///
/// PostgreSQL supports it since version 15. SQL Server and Oracle support it, too.
///
/// ```
/// use rebis_core::dialect::Postgres;
/// use rebis_core::schema::{ColumnDef, Table};
/// use rebis_core::{Expression, Merge, Compile};
/// use std::sync::Arc;
/// let table = |name| {
///     Table::new(name)
///         .with_column(ColumnDef::for_type::<String>("word").primary_key())
///         .with_column(ColumnDef::for_type::<i64>("uses"))
/// };
/// let (words, seen) = (Arc::new(table("words")), table("seen"));
/// let word = words.column::<String>("word").unwrap();
/// let uses = words.column::<i64>("uses").unwrap();
/// let seen_word = seen.column::<String>("word").unwrap();
/// let seen_uses = seen.column::<i64>("uses").unwrap();
/// let stmt = Merge::for_table(&words)
///     .using(&seen, word.eq(seen_word))
///     .when_matched_and(seen_uses.eq(0)).delete()
///     .when_matched().update(uses.set(uses + seen_uses))
///     .when_not_matched().insert((word.set(seen_word), uses.set(seen_uses)));
/// assert_eq!(
///     stmt.compile(&Postgres)?.sql(),
///     "MERGE INTO words USING seen ON words.word = seen.word \
///      WHEN MATCHED AND seen.uses = $1 THEN DELETE \
///      WHEN MATCHED THEN UPDATE SET uses=(words.uses + seen.uses) \
///      WHEN NOT MATCHED THEN INSERT (word, uses) VALUES (seen.word, seen.uses)"
/// );
/// # Ok::<(), rebis_core::error::CompileError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Merge {
    node: Shared<MergeNode>,
}

/// The clauses of a `MERGE`.
#[derive(Clone, Debug)]
pub struct MergeNode {
    /// The target table.
    pub table: Arc<Table>,
    /// The name that qualifies its columns: the table, or an alias of it.
    pub target: Source,
    /// The source; `None` until `using` is called.
    pub source: Option<MergeSource>,
    /// The `WHEN` clauses, in order.
    pub clauses: Vec<MergeClause>,
}

/// The source of a `MERGE`, and the condition that matches its rows with the table.
#[derive(Clone, Debug)]
pub struct MergeSource {
    /// `USING`
    pub from: FromItem,
    /// `ON`
    pub on: Node,
}

/// One `WHEN … THEN …`.
#[derive(Clone, Debug)]
pub struct MergeClause {
    /// The rows that the clause applies to.
    pub matched: Matched,
    /// The additional condition, after `AND`.
    pub condition: Option<Node>,
    /// The action for the rows.
    pub action: MergeAction,
}

/// The rows that a clause of a `MERGE` applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matched {
    /// `WHEN MATCHED`: rows of the table that match a row of the source.
    Both,
    /// `WHEN NOT MATCHED`: rows of the source that match no row of the table.
    Source,
    /// `WHEN NOT MATCHED BY SOURCE`: rows of the table that match no row of the source.
    Target,
}

/// The action of a clause of a `MERGE`.
#[derive(Clone, Debug)]
pub enum MergeAction {
    /// `UPDATE SET …`
    Update(Vec<Assignment>),
    /// `DELETE`
    Delete,
    /// `INSERT (…) VALUES (…)`
    Insert(Vec<Assignment>),
    /// `DO NOTHING`
    Nothing,
}

facts!(Matched);
variants!(MergeAction { Update(assignments), Delete, Insert(assignments), Nothing });
branches!(MergeAction);

parts! {
    MergeSource { from, on }
    MergeClause { matched, condition, action }
    MergeNode { table, target, source, clauses }
}

/// Starts a `MERGE` into a table, or into an alias of it.
///
/// ```
/// # use rebis_doc::*;
/// let stmt = merge(Tag)
///     .using(Post, Tag.name.eq(Post.title))
///     .when_not_matched()
///     .insert(Tag.name.set(Post.title));
/// assert_eq!(
///     stmt.compile(&Postgres)?.sql(),
///     "MERGE INTO tags USING posts ON tags.name = posts.title \
///      WHEN NOT MATCHED THEN INSERT (name) VALUES (posts.title)"
/// );
/// # Ok::<(), core::error::CompileError>(())
/// ```
pub fn merge<F: Fields>(into: F) -> Merge {
    let mut merge = Merge::for_table(<F::Record as Record>::table());
    Shared::make_mut(&mut merge.node).target = into.source();
    merge
}

impl Merge {
    /// Starts a `MERGE` into a table that is known only at run time.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::schema::Table;
    /// use rebis_core::Merge;
    /// use std::sync::Arc;
    /// let words = Arc::new(Table::new("words"));
    /// let stmt = Merge::for_table(&words).using(Tag, true_()).when_matched().delete();
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "MERGE INTO words USING tags ON true WHEN MATCHED THEN DELETE"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn for_table(table: &Arc<Table>) -> Self {
        Self {
            node: Shared::new(MergeNode {
                table: Arc::clone(table),
                target: table.source(),
                source: None,
                clauses: Vec::new(),
            }),
        }
    }

    /// Returns the clauses.
    pub fn node(&self) -> &MergeNode {
        &self.node
    }

    /// Sets the source and the condition: `USING source ON on`.
    ///
    /// The source is a table, an alias of one, or a subquery.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let popular = select(Post.title).filter(Post.views.gt(5)).subquery("popular");
    /// let stmt = merge(Tag).using(&popular, Tag.name.eq(popular.column()));
    /// assert_eq!(
    ///     stmt.when_matched().delete().compile(&Postgres)?.sql(),
    ///     "MERGE INTO tags USING (SELECT posts.title AS title FROM posts WHERE posts.views > $1) \
    ///      AS popular ON tags.name = popular.title WHEN MATCHED THEN DELETE"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn using(mut self, source: impl JoinTarget, on: impl IntoExpr<bool>) -> Self {
        Shared::make_mut(&mut self.node).source = Some(MergeSource {
            from: source.into_from(),
            on: on.into_operand(),
        });
        self
    }

    /// Starts `WHEN MATCHED`, for rows of the table that match a row of the source.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = merge(Tag).using(Post, Tag.name.eq(Post.title));
    /// assert_eq!(
    ///     stmt.when_matched().delete().compile(&Postgres)?.sql(),
    ///     "MERGE INTO tags USING posts ON tags.name = posts.title WHEN MATCHED THEN DELETE"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn when_matched(self) -> WhenMatched {
        WhenMatched(When::new(self, Matched::Both))
    }

    /// Starts `WHEN MATCHED AND condition`, for matched rows of the table that meet it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = merge(Tag).using(Post, Tag.name.eq(Post.title));
    /// assert_eq!(
    ///     stmt.when_matched_and(Post.views.eq(0)).delete().compile(&Postgres)?.sql(),
    ///     "MERGE INTO tags USING posts ON tags.name = posts.title \
    ///      WHEN MATCHED AND posts.views = $1 THEN DELETE"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn when_matched_and(self, condition: impl IntoExpr<bool>) -> WhenMatched {
        WhenMatched(When::new(self, Matched::Both).and(condition))
    }

    /// Starts `WHEN NOT MATCHED`, for rows of the source that match no row of the table.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = merge(Tag).using(Post, Tag.name.eq(Post.title));
    /// let stmt = stmt.when_not_matched().insert(Tag.name.set(Post.title));
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "MERGE INTO tags USING posts ON tags.name = posts.title \
    ///      WHEN NOT MATCHED THEN INSERT (name) VALUES (posts.title)"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn when_not_matched(self) -> WhenNotMatched {
        WhenNotMatched(When::new(self, Matched::Source))
    }

    /// Starts `WHEN NOT MATCHED AND condition`, for unmatched rows of the source that meet it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = merge(Tag).using(Post, Tag.name.eq(Post.title));
    /// let stmt = stmt.when_not_matched_and(Post.views.gt(5)).insert(Tag.name.set(Post.title));
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "MERGE INTO tags USING posts ON tags.name = posts.title \
    ///      WHEN NOT MATCHED AND posts.views > $1 THEN INSERT (name) VALUES (posts.title)"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn when_not_matched_and(self, condition: impl IntoExpr<bool>) -> WhenNotMatched {
        WhenNotMatched(When::new(self, Matched::Source).and(condition))
    }

    /// Starts `WHEN NOT MATCHED BY SOURCE`, for rows of the table that match no row of the source.
    ///
    /// SQL Server supports it, and PostgreSQL since version 17.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = merge(Tag).using(Post, Tag.name.eq(Post.title));
    /// assert_eq!(
    ///     stmt.when_not_matched_by_source().delete().compile(&Postgres)?.sql(),
    ///     "MERGE INTO tags USING posts ON tags.name = posts.title \
    ///      WHEN NOT MATCHED BY SOURCE THEN DELETE"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn when_not_matched_by_source(self) -> WhenMatched {
        WhenMatched(When::new(self, Matched::Target))
    }
}

#[derive(Clone, Debug)]
struct When {
    merge: Merge,
    matched: Matched,
    condition: Option<Node>,
}

impl When {
    fn new(merge: Merge, matched: Matched) -> Self {
        Self {
            merge,
            matched,
            condition: None,
        }
    }

    fn and(mut self, condition: impl IntoExpr<bool>) -> Self {
        self.condition = Some(and_also(self.condition, condition.into_operand()));
        self
    }

    fn then(mut self, action: MergeAction) -> Merge {
        let node = Shared::make_mut(&mut self.merge.node);
        node.clauses.push(MergeClause {
            matched: self.matched,
            condition: self.condition,
            action,
        });
        self.merge
    }

    fn sorted(&self, assignments: impl Assignments) -> Vec<Assignment> {
        let mut sorted = Vec::new();
        assignments.assign(&mut sorted);
        let node = &self.merge.node;
        sort_by_table(&mut sorted, &node.table, node.target);
        sorted
    }
}

/// A `WHEN MATCHED` without an action: call `update`, `delete` or `do_nothing`.
#[derive(Clone, Debug)]
#[must_use]
pub struct WhenMatched(When);

impl WhenMatched {
    /// Updates the row: `THEN UPDATE SET …`, with the columns in the order of the table.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = merge(Tag).using(Post, Tag.id.eq(Post.id));
    /// assert_eq!(
    ///     stmt.when_matched().update(Tag.name.set(Post.title)).compile(&Postgres)?.sql(),
    ///     "MERGE INTO tags USING posts ON tags.id = posts.id \
    ///      WHEN MATCHED THEN UPDATE SET name=posts.title"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn update(self, assignments: impl Assignments) -> Merge {
        let assignments = self.0.sorted(assignments);
        self.0.then(MergeAction::Update(assignments))
    }

    /// Deletes the row: `THEN DELETE`. Oracle does not support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = merge(Tag).using(Post, Tag.id.eq(Post.id));
    /// assert_eq!(
    ///     stmt.when_matched().delete().compile(&Postgres)?.sql(),
    ///     "MERGE INTO tags USING posts ON tags.id = posts.id WHEN MATCHED THEN DELETE"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn delete(self) -> Merge {
        self.0.then(MergeAction::Delete)
    }

    /// Leaves the row unchanged: `THEN DO NOTHING`. Later clauses do not apply to it.
    ///
    /// SQL Server and Oracle do not support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = merge(Tag).using(Post, Tag.id.eq(Post.id));
    /// let stmt = stmt.when_matched_and(Post.views.gt(5)).do_nothing().when_matched().delete();
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "MERGE INTO tags USING posts ON tags.id = posts.id \
    ///      WHEN MATCHED AND posts.views > $1 THEN DO NOTHING WHEN MATCHED THEN DELETE"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn do_nothing(self) -> Merge {
        self.0.then(MergeAction::Nothing)
    }
}

/// A `WHEN NOT MATCHED` without an action: call `insert` or `do_nothing`.
#[derive(Clone, Debug)]
#[must_use]
pub struct WhenNotMatched(When);

impl WhenNotMatched {
    /// Inserts a row: `THEN INSERT (…) VALUES (…)`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = merge(Tag).using(Post, Tag.id.eq(Post.id));
    /// let stmt = stmt.when_not_matched().insert((Tag.id.set(Post.id), Tag.name.set(Post.title)));
    /// assert_eq!(
    ///     stmt.compile(&Postgres)?.sql(),
    ///     "MERGE INTO tags USING posts ON tags.id = posts.id \
    ///      WHEN NOT MATCHED THEN INSERT (id, name) VALUES (posts.id, posts.title)"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn insert(self, row: impl Assignments) -> Merge {
        let row = self.0.sorted(row);
        self.0.then(MergeAction::Insert(row))
    }

    /// Inserts nothing: `THEN DO NOTHING`. Later clauses do not apply to the row.
    ///
    /// SQL Server and Oracle do not support it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = merge(Tag).using(Post, Tag.id.eq(Post.id));
    /// assert_eq!(
    ///     stmt.when_not_matched().do_nothing().compile(&Postgres)?.sql(),
    ///     "MERGE INTO tags USING posts ON tags.id = posts.id WHEN NOT MATCHED THEN DO NOTHING"
    /// );
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn do_nothing(self) -> Merge {
        self.0.then(MergeAction::Nothing)
    }
}

impl Statement for Merge {
    type Row = ();

    fn statement(&self) -> StatementRef<'_> {
        StatementRef::Merge(&self.node)
    }
}
