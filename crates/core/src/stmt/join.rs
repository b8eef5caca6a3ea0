//! Joins as entries of `FROM`, and joins on foreign keys.

use std::sync::Arc;

use smallvec::SmallVec;

use super::{FromItem, Join, JoinKind, JoinNode, JoinOn, JoinTarget, Query, SelectNode};
use crate::expr::{BinaryOp, ColumnRef, Node, Source, TableName, intern};
use crate::schema::{ForeignKey, Table};
use crate::visit::{Shared, Visitor, walk};

/// A join condition: the only foreign key between the two tables.
///
/// ```
/// use rebis_core::schema::{ColumnDef, ForeignKey, Table};
/// use rebis_core::{OnForeignKey, select};
/// use std::sync::Arc;
/// let users = Table::new("users").with_column(ColumnDef::for_type::<i64>("id"));
/// let id = users.column::<i64>("id").unwrap();
/// let posts = Table::new("posts")
///     .with_column(ColumnDef::for_type::<i64>("author_id"))
///     .with_foreign_key(ForeignKey::new("author_id", id.reference()));
/// let stmt = select(id).join(&Arc::new(posts), OnForeignKey);
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT users.id FROM users JOIN posts ON users.id = posts.author_id"
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OnForeignKey;

impl JoinOn for OnForeignKey {
    /// Returns a join on `true`. The caller replaces the condition when the left side is known.
    fn joins(self, kind: JoinKind, target: FromItem) -> Vec<Join> {
        vec![Join {
            kind,
            target,
            on: Node::Bool(true),
            left: None,
        }]
    }

    fn is_foreign_key(&self) -> bool {
        true
    }
}

/// A join as one entry of `FROM`: `a JOIN b ON …`, in parentheses as the right side of a join.
#[derive(Clone, Debug)]
#[must_use]
pub struct FromJoin {
    item: FromItem,
    definitions: Definitions,
}

/// Joins `left` and `target` with `JOIN`, as one entry of `FROM`.
///
/// ```
/// # use rebis_doc::*;
/// use rebis_core::join;
/// let stmt = select(Post.title).select_from(join(User, Post, OnForeignKey));
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT posts.title FROM users JOIN posts ON users.id = posts.author_id"
/// );
/// # run(async |connection| {
/// assert_eq!(connection.all(stmt.order_by(Post.id)).await?, ["Rust", "SQL"]);
/// # Ok(())
/// # });
/// ```
pub fn join(left: impl JoinTarget, target: impl JoinTarget, on: impl JoinOn) -> FromJoin {
    FromJoin::start(left).join(target, on)
}

/// Joins `left` and `target` with `LEFT OUTER JOIN`, as one entry of `FROM`.
///
/// ```
/// # use rebis_doc::*;
/// use rebis_core::outer_join;
/// let stmt = select(User.name).select_from(outer_join(User, Post, OnForeignKey));
/// let stmt = stmt.filter(Post.id.is_null());
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT users.name FROM users LEFT OUTER JOIN posts ON users.id = posts.author_id \
///      WHERE posts.id IS NULL"
/// );
/// # run(async |connection| {
/// assert_eq!(connection.all(stmt).await?, ["bob"]);
/// # Ok(())
/// # });
/// ```
pub fn outer_join(left: impl JoinTarget, target: impl JoinTarget, on: impl JoinOn) -> FromJoin {
    FromJoin::start(left).outer_join(target, on)
}

/// Joins `left` and `target` with `FULL OUTER JOIN`, as one entry of `FROM`.
///
/// ```
/// # use rebis_doc::*;
/// use rebis_core::full_join;
/// let stmt = select(User.name).select_from(full_join(User, Post, OnForeignKey));
/// let stmt = stmt.filter(Post.id.is_null());
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT users.name FROM users FULL OUTER JOIN posts ON users.id = posts.author_id \
///      WHERE posts.id IS NULL"
/// );
/// # run(async |connection| {
/// assert_eq!(connection.all(stmt).await?, ["bob"]);
/// # Ok(())
/// # });
/// ```
pub fn full_join(left: impl JoinTarget, target: impl JoinTarget, on: impl JoinOn) -> FromJoin {
    FromJoin::start(left).full_join(target, on)
}

impl FromJoin {
    fn start(left: impl JoinTarget) -> Self {
        let definitions = Definitions::default().with(&left);
        Self {
            item: left.into_from(),
            definitions,
        }
    }

    /// Joins `target` to this join with `JOIN`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::join;
    /// let tagged = join(Post, PostTag, OnForeignKey).join(Tag, OnForeignKey);
    /// let stmt = select(Post.title).select_from(tagged);
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM posts JOIN post_tags ON posts.id = post_tags.post_id \
    ///      JOIN tags ON tags.id = post_tags.tag_id"
    /// );
    /// # run(async |connection| {
    /// assert!(connection.all(stmt).await?.is_empty());
    /// # Ok(())
    /// # });
    /// ```
    pub fn join(self, target: impl JoinTarget, on: impl JoinOn) -> Self {
        self.with(JoinKind::Inner, target, on)
    }

    /// Joins `target` to this join with `LEFT OUTER JOIN`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::join;
    /// let written = join(User, Post, OnForeignKey).outer_join(PostTag, OnForeignKey);
    /// let stmt = select(Post.title).select_from(written).filter(PostTag.tag_id.is_null());
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM users JOIN posts ON users.id = posts.author_id \
    ///      LEFT OUTER JOIN post_tags ON posts.id = post_tags.post_id \
    ///      WHERE post_tags.tag_id IS NULL"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt.order_by(Post.id)).await?, ["Rust", "SQL"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn outer_join(self, target: impl JoinTarget, on: impl JoinOn) -> Self {
        self.with(JoinKind::LeftOuter, target, on)
    }

    /// Joins `target` to this join with `FULL OUTER JOIN`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// use rebis_core::join;
    /// let written = join(User, Post, OnForeignKey).full_join(Tag, Tag.name.eq(Post.title));
    /// let stmt = select(Post.title).select_from(written).filter(Tag.id.is_null());
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT posts.title FROM users JOIN posts ON users.id = posts.author_id \
    ///      FULL OUTER JOIN tags ON tags.name = posts.title WHERE tags.id IS NULL"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt.order_by(Post.id)).await?, ["Rust", "SQL"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn full_join(self, target: impl JoinTarget, on: impl JoinOn) -> Self {
        self.with(JoinKind::FullOuter, target, on)
    }

    fn with(mut self, kind: JoinKind, target: impl JoinTarget, on: impl JoinOn) -> Self {
        self.definitions = self.definitions.with(&target);
        let by_key = on.is_foreign_key();
        for mut join in on.joins(kind, target.into_from()) {
            if by_key {
                join.on = self
                    .definitions
                    .condition(std::slice::from_ref(&self.item), &join.target);
            }
            let left = self.item;
            self.item = FromItem::Join(Shared::new(JoinNode { left, join }));
        }
        self
    }
}

impl JoinTarget for FromJoin {
    fn into_from(self) -> FromItem {
        self.item
    }
}

/// The definitions of tables that are known only at run time.
#[derive(Clone, Debug, Default)]
pub(crate) struct Definitions(Vec<Arc<Table>>);

/// The pairs of columns of a foreign key: the referenced column, and the referencing column.
type Pairs = Vec<(ColumnRef, ColumnRef)>;

impl Definitions {
    pub(crate) fn with(mut self, target: &impl JoinTarget) -> Self {
        self.0.extend(target.definition());
        self
    }

    fn of(&self, name: &'static TableName) -> Option<&Table> {
        let own = self.0.iter().find(|table| table.name() == name);
        own.or_else(|| name.definition()).map(|table| &**table)
    }

    /// Returns the column of this name, if the table's definition is known and has it.
    pub(crate) fn column(&self, source: Source, name: &str) -> Option<ColumnRef> {
        let column = self.of(source.table)?.column_def(name)?;
        Some(ColumnRef {
            source,
            ..column.reference()
        })
    }

    /// Returns the condition of the only foreign key between `left` and `right`.
    fn condition(&self, left: &[FromItem], right: &FromItem) -> Node {
        let constraints = self.constraints(left, right);
        let names = || (names_of(left), name_of(right));
        match constraints.as_slice() {
            [pairs] => equal(pairs),
            [] => {
                let (left, right) = names();
                invalid(format!(
                    "there is no foreign key between {left} and {right}; \
                     pass a condition: `.join(…, left.column.eq(right.column))`"
                ))
            }
            several => {
                let (left, right) = names();
                let keys: Vec<String> = several.iter().map(describe).collect();
                invalid(format!(
                    "there is more than one foreign key between {left} and {right}: {}; \
                     pass a condition: `.join(…, left.column.eq(right.column))`",
                    keys.join(", ")
                ))
            }
        }
    }

    /// Returns the foreign keys between `left` and `right`.
    ///
    /// The entry of `left` that was joined last is searched first, then all of them.
    fn constraints(&self, left: &[FromItem], right: &FromItem) -> Vec<Pairs> {
        let last = left.last().map(|item| match item {
            FromItem::Join(join) => self.tables([&join.join.target]),
            item => self.tables([item]),
        });
        let right = self.tables([right]);
        for side in [last.unwrap_or_default(), self.tables(left)] {
            let mut found = Vec::new();
            for right in &right {
                for left in side.iter().filter(|left| left.source != right.source) {
                    found.extend(right.keys_to(left));
                    let back = left.keys_to(right).into_iter();
                    found.extend(back);
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    fn tables<'d>(&'d self, items: impl IntoIterator<Item = &'d FromItem>) -> Vec<KeyedTable<'d>> {
        let mut tables = Vec::new();
        for item in items {
            item.each(&mut |table| tables.push(self.table(table)));
        }
        tables
    }

    /// Returns the table columns of an entry, and the foreign keys of their tables.
    fn table<'d>(&'d self, item: &'d FromItem) -> KeyedTable<'d> {
        let source = item.source();
        let query = match item {
            FromItem::Derived(derived) => &derived.query,
            FromItem::Cte(entry) => &entry.cte.query,
            _ => {
                let definition = self.of(source.table);
                let keys = definition.map(Table::foreign_keys).unwrap_or_default();
                return KeyedTable {
                    source,
                    keys: keys.iter().collect(),
                    renamed: None,
                };
            }
        };
        let names = crate::stmt::output_names(query);
        let columns = query.items().iter().zip(names);
        let renamed: Vec<(ColumnRef, &'static str)> = columns
            .filter_map(|(item, name)| match item.node {
                Node::Column(column) => Some((column, name)),
                _ => None,
            })
            .collect();
        let mut keys = Vec::new();
        for table in query_tables(query) {
            let definition = self.of(table);
            keys.extend(definition.map(Table::foreign_keys).unwrap_or_default());
        }
        KeyedTable {
            source,
            keys,
            renamed: Some(renamed),
        }
    }
}

/// An entry of `FROM` with the foreign keys of its tables.
struct KeyedTable<'d> {
    source: Source,
    keys: Vec<&'d ForeignKey>,
    /// For a derived table: the table columns that it selects, with their names in it.
    renamed: Option<Vec<(ColumnRef, &'static str)>>,
}

impl KeyedTable<'_> {
    /// Returns the foreign keys of this entry to another entry, as pairs of columns.
    fn keys_to(&self, other: &Self) -> Vec<Pairs> {
        let pairs = |key: &&ForeignKey| {
            let columns = key.columns.iter().zip(&key.target_columns);
            let pairs = columns.map(|(own, referred)| {
                let referred = other.column(Some(key.target), referred)?;
                Some((referred, self.column(None, own)?))
            });
            pairs.collect::<Option<Pairs>>()
        };
        self.keys.iter().filter_map(pairs).collect()
    }

    /// Returns the entry's column for a table's column; `None` for the table means any table.
    fn column(&self, table: Option<&TableName>, name: &str) -> Option<ColumnRef> {
        let name = match &self.renamed {
            Some(renamed) => {
                let is_it = |column: &ColumnRef| {
                    column.name == name && table.is_none_or(|table| column.source.table == table)
                };
                renamed.iter().find(|(column, _)| is_it(column))?.1
            }
            None if table.is_none_or(|table| self.source.table == table) => intern(name),
            None => return None,
        };
        Some(ColumnRef::new(self.source, name))
    }
}

/// Returns the tables whose columns a query selects.
fn query_tables(query: &Query) -> SmallVec<[&'static TableName; 2]> {
    let mut tables = SmallVec::new();
    for item in query.items() {
        if let Node::Column(column) = item.node
            && !tables.contains(&column.source.table)
        {
            tables.push(column.source.table);
        }
    }
    tables
}

/// Returns the condition of a join on a foreign key, and a table of the join's left side.
pub(crate) fn foreign_key_join(
    select: &SelectNode,
    definitions: &Definitions,
    left: Option<&FromItem>,
    target: &FromItem,
) -> (Node, Option<Source>) {
    if let Some(left) = left {
        let on = definitions.condition(std::slice::from_ref(left), target);
        return (on, Some(left.source()));
    }
    let entries = entries(select);
    let candidates: Vec<&Vec<FromItem>> = entries
        .iter()
        .filter(|entry| !entry.iter().any(|item| item.source() == target.source()))
        .collect();
    let fits = |entry: &&Vec<FromItem>| !definitions.constraints(entry, target).is_empty();
    let fitting: Vec<&Vec<FromItem>> = candidates.iter().copied().filter(fits).collect();
    let name = name_of(target);
    match (fitting.as_slice(), candidates.as_slice()) {
        ([entry], _) => {
            let on = definitions.condition(entry, target);
            (on, entry.first().map(|item| item.source()))
        }
        ([], []) => {
            let message = format!(
                "there is nothing that {name} could be joined to; add `.select_from(…)` before \
                 the join, or use `.join_from(left, …)`"
            );
            (invalid(message), None)
        }
        ([], [entry]) => (definitions.condition(entry, target), None),
        ([], several) => {
            let lefts: Vec<String> = several.iter().map(|entry| names_of(entry)).collect();
            let message = format!(
                "there is no foreign key between {name} and any of {}; \
                 pass a condition: `.join(…, left.column.eq(right.column))`",
                lefts.join(", ")
            );
            (invalid(message), None)
        }
        (several, _) => {
            let lefts: Vec<String> = several.iter().map(|entry| names_of(entry)).collect();
            let message = format!(
                "{name} could be joined to any of {}; name the left side: `.join_from(left, …)`",
                lefts.join(", ")
            );
            (invalid(message), None)
        }
    }
}

/// Returns the entries of `FROM` so far, each with the entries that are joined to it.
///
/// If there are none, returns the tables of the select list and of `WHERE`.
fn entries(select: &SelectNode) -> Vec<Vec<FromItem>> {
    let mut entries: Vec<Vec<FromItem>> =
        select.from.iter().map(|item| vec![item.clone()]).collect();
    for join in &select.joins {
        let left = join.left.or_else(|| left_of(join));
        let place = match left {
            Some(left) => entries
                .iter()
                .position(|entry| entry.iter().any(|item| item.covers(left))),
            None => Some(0),
        };
        match place.and_then(|place| entries.get_mut(place)) {
            Some(entry) => entry.push(join.target.clone()),
            None => {
                let head = left.map(FromItem::Table);
                entries.push(head.into_iter().chain([join.target.clone()]).collect());
            }
        }
    }
    if entries.is_empty() {
        let sources = named_sources(select);
        entries = sources
            .into_iter()
            .map(|source| vec![FromItem::Table(source)])
            .collect();
    }
    entries
}

/// Returns the first table in a join's condition that is not the join's target.
fn left_of(join: &Join) -> Option<Source> {
    let mut left = None;
    walk(&join.on, &mut |node| {
        if let Node::Column(column) = node
            && left.is_none()
            && !join.target.covers(column.source)
        {
            left = Some(column.source);
        }
    });
    left
}

/// Returns the sources of the select list and of `WHERE`, in order of appearance.
///
/// Sources within subqueries are not included.
pub(crate) fn named_sources(select: &SelectNode) -> SmallVec<[Source; 8]> {
    let mut sources = NamedSources::default();
    for item in &select.columns {
        sources.node(&item.node);
    }
    if let Some(filter) = &select.filter {
        sources.node(filter);
    }
    sources.0
}

#[derive(Default)]
struct NamedSources(SmallVec<[Source; 8]>);

impl<'a> Visitor<'a> for NamedSources {
    fn node(&mut self, node: &'a Node) {
        match node {
            Node::Column(column) => self.note(&column.source),
            Node::Row(source) => self.note(source),
            Node::Bind(_) => {}
            node => node.visit_parts(self),
        }
    }

    fn query(&mut self, _query: &'a Query) {}
}

impl NamedSources {
    /// Adds a source if it is new.
    ///
    /// Most columns have the table of the column before, so the last source is compared first.
    fn note(&mut self, source: &Source) {
        let is_last = self.0.last().is_some_and(|last| last.is(source));
        if !is_last && !self.0.iter().any(|known| known.is(source)) {
            self.0.push(*source);
        }
    }
}

fn equal(pairs: &Pairs) -> Node {
    let equal = pairs.iter().map(|(referred, refers)| {
        Node::binary(BinaryOp::Eq, Node::Column(*referred), Node::Column(*refers))
    });
    Node::all(equal).unwrap_or(Node::Bool(true))
}

fn describe(pairs: &Pairs) -> String {
    let parts: Vec<String> = pairs
        .iter()
        .map(|(referred, refers)| {
            format!(
                "{}.{} = {}.{}",
                referred.source.name(),
                referred.name,
                refers.source.name(),
                refers.name
            )
        })
        .collect();
    parts.join(" AND ")
}

fn name_of(item: &FromItem) -> String {
    let mut names = Vec::new();
    item.each(&mut |table| names.push(format!("`{}`", table.source().name())));
    names.join(" JOIN ")
}

fn names_of(entry: &[FromItem]) -> String {
    let names: Vec<String> = entry.iter().map(name_of).collect();
    names.join(" JOIN ")
}

fn invalid(message: String) -> Node {
    Node::Invalid(message.into())
}
