//! `FROM`: its entries, their joins, and the correlation of subqueries.

use smallvec::SmallVec;

use super::Compiler;
use super::lint::{Group, Sources, cartesian_product};
use super::select::Place;
use crate::error::CompileError;
use crate::expr::{Node, Source};
use crate::stmt::{
    Correlation, DerivedTable, FromItem, Join, Query, SampleNode, SelectNode, TableHint,
    named_sources,
};
use crate::visit::{Part, walk};

/// An entry of `FROM`, and the entries that are joined to it.
pub(super) struct Tree<'s> {
    head: Head<'s>,
    joins: SmallVec<[&'s Join; 4]>,
}

enum Head<'s> {
    /// An entry that the user named.
    Named(&'s FromItem),
    /// A table of the columns and conditions.
    Inferred(Source),
}

/// The entries of one `FROM`.
pub(super) type Trees<'s> = SmallVec<[Tree<'s>; 2]>;

impl<'s> Tree<'s> {
    fn new(head: Head<'s>) -> Self {
        Self {
            head,
            joins: SmallVec::new(),
        }
    }

    fn covers(&self, source: Source) -> bool {
        let head = match &self.head {
            Head::Named(item) => item.covers(source),
            Head::Inferred(known) => *known == source,
        };
        head || self.joins.iter().any(|join| join.target.covers(source))
    }

    /// Returns whether the entry is this table, or has this name and this query.
    fn is(&self, item: &FromItem) -> bool {
        match (&self.head, item) {
            (Head::Named(FromItem::Cte(known)), FromItem::Cte(entry)) => {
                known.source == entry.source && known.cte.identity() == entry.cte.identity()
            }
            (Head::Named(FromItem::Derived(known)), FromItem::Derived(derived)) => {
                known.source == derived.source && known.query.is(&derived.query)
            }
            (Head::Named(FromItem::Table(known)), FromItem::Table(source)) => known == source,
            _ => false,
        }
    }

    /// Returns the table or derived table, if nothing is joined to it.
    fn alone(&self) -> Option<Source> {
        match &self.head {
            _ if !self.joins.is_empty() => None,
            Head::Named(FromItem::Join(_)) => None,
            Head::Named(item) => Some(item.source()),
            Head::Inferred(source) => Some(*source),
        }
    }

    /// Calls `visit` with each entry that the user named: the first one, and the joined ones.
    pub(super) fn each(&self, visit: &mut impl FnMut(&FromItem)) {
        if let Head::Named(item) = &self.head {
            visit(item);
        }
        self.joins.iter().for_each(|join| visit(&join.target));
    }

    /// Appends the sources of the entry.
    pub(super) fn append_sources(&self, sources: &mut Group) {
        let mut append = |item: &FromItem| sources.push(item.source());
        match &self.head {
            Head::Named(item) => item.each(&mut append),
            Head::Inferred(source) => sources.push(*source),
        }
        let mut append = |item: &FromItem| sources.push(item.source());
        self.joins
            .iter()
            .for_each(|join| join.target.each(&mut append));
    }

    /// Returns the sources that the entry connects: its own tables, and tables whose rows it reads.
    fn group(&self) -> Group {
        let mut group = match &self.head {
            Head::Named(item) => group_of(item),
            Head::Inferred(source) => Group::from_slice(&[*source]),
        };
        for join in &self.joins {
            group.extend(group_of(&join.target));
        }
        group
    }

    fn name(&self) -> String {
        let mut sources = SmallVec::new();
        self.append_sources(&mut sources);
        let names: Vec<String> = sources
            .iter()
            .map(|source| format!("`{}`", source.name()))
            .collect();
        names.join(" JOIN ")
    }
}

impl Compiler<'_> {
    /// Stores the first cartesian product of the statement.
    pub(super) fn lint_select(&mut self, trees: &Trees<'_>, condition: Option<&Node>) {
        if trees.len() > 1 && self.cartesian_product.is_none() {
            let groups: Vec<Group> = trees.iter().map(Tree::group).collect();
            self.cartesian_product = cartesian_product("SELECT", &groups, condition);
        }
    }

    /// Stores the first cartesian product of a statement that writes to a table and reads others.
    pub(super) fn lint_write(
        &mut self,
        statement: &'static str,
        target: Source,
        others: &[FromItem],
        condition: Option<&Node>,
    ) {
        if !others.is_empty() && self.cartesian_product.is_none() {
            let mut groups = vec![Group::from_slice(&[target])];
            groups.extend(others.iter().map(group_of));
            self.cartesian_product = cartesian_product(statement, &groups, condition);
        }
    }

    /// Returns the entries of `FROM`, without correlated tables.
    ///
    /// Entries that the user named are first. Tables of columns that no entry or join has follow.
    pub(super) fn trees<'s>(
        &self,
        select: &'s SelectNode,
        place: Place,
    ) -> Result<Trees<'s>, CompileError> {
        let mut trees = Trees::new();
        for item in &select.from {
            if !trees.iter().any(|tree| tree.is(item)) {
                trees.push(Tree::new(Head::Named(item)));
            }
        }
        let inferred = named_sources(select);
        for join in &select.joins {
            let place = match join.left {
                Some(left) => trees.iter().position(|tree| tree.covers(left)).ok_or(left),
                None => implicit_left(&trees, &inferred, join)?,
            };
            let place = place.unwrap_or_else(|left| {
                trees.push(Tree::new(Head::Inferred(left)));
                trees.len() - 1
            });
            trees[place].joins.push(join);
        }
        if trees.len() > 1 {
            let joined: SmallVec<[Source; 8]> = {
                let mut sources = SmallVec::new();
                let with_joins = trees.iter().filter(|tree| tree.alone().is_none());
                with_joins.for_each(|tree| tree.append_sources(&mut sources));
                sources
            };
            trees.retain(|tree| tree.alone().is_none_or(|source| !joined.contains(&source)));
        }
        for source in inferred {
            if !trees.iter().any(|tree| tree.covers(source)) {
                trees.push(Tree::new(Head::Inferred(source)));
            }
        }
        self.correlate(&mut trees, select, place)?;
        for tree in &trees {
            if let Head::Inferred(source) = &tree.head
                && source.table.derived
                && !self.is_inside_cte(*source)
            {
                return Err(CompileError::Invalid(format!(
                    "the columns of the subquery `{}` are used, but it is not in FROM; \
                     add `.join(&…, …)` or `.select_from(&…)`",
                    source.name()
                )));
            }
        }
        Ok(trees)
    }

    /// Removes the tables that the subquery correlates with the enclosing statements.
    fn correlate(
        &self,
        trees: &mut Trees<'_>,
        select: &SelectNode,
        place: Place,
    ) -> Result<(), CompileError> {
        let Some((around, further)) = self.enclosing.split() else {
            return Ok(());
        };
        let correlation = select.extras.as_ref().map(|extras| &extras.correlation);
        let is_outside = |source: Source| {
            let near = place != Place::Derived && around.contains(&source);
            near || further.contains(&source)
        };
        let mut keep = |keep: &dyn Fn(Source) -> bool| {
            trees.retain(|tree| tree.alone().is_none_or(keep));
        };
        match correlation {
            Some(Correlation::Only(sources)) => {
                keep(&|source| !(is_outside(source) && sources.contains(&source)));
            }
            Some(Correlation::Except(sources)) => {
                keep(&|source| !is_outside(source) || sources.contains(&source));
            }
            Some(Correlation::Auto) | None => {
                if place == Place::Derived || trees.len() < 2 {
                    return Ok(());
                }
                let names: Vec<String> = if trees
                    .iter()
                    .all(|tree| tree.alone().is_some_and(|source| around.contains(&source)))
                {
                    trees.iter().map(Tree::name).collect()
                } else {
                    Vec::new()
                };
                if !names.is_empty() {
                    return Err(CompileError::Invalid(format!(
                        "all tables of a subquery ({}) are tables of the enclosing statement, so \
                         its FROM would be empty; name the correlated tables: `.correlate(…)`",
                        names.join(", ")
                    )));
                }
                trees.retain(|tree| tree.alone().is_none_or(|source| !around.contains(&source)));
            }
        }
        Ok(())
    }

    /// Appends the entries of `FROM`.
    ///
    /// Each is followed by its joins, because `JOIN` binds tighter than a comma.
    pub(super) fn from_clause(
        &mut self,
        trees: &Trees<'_>,
        hints: &[TableHint],
    ) -> Result<(), CompileError> {
        for (index, tree) in trees.iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            match &tree.head {
                Head::Named(item) => self.from_item(item, hints)?,
                Head::Inferred(source) => self.table_entry(*source, hints),
            }
            for join in &tree.joins {
                self.join(join, hints)?;
            }
        }
        Ok(())
    }

    fn join(&mut self, join: &Join, hints: &[TableHint]) -> Result<(), CompileError> {
        let words = self.dialect.join_words(join.kind);
        let words = words.ok_or_else(|| self.unsupported("FULL OUTER JOIN"))?;
        self.push(words);
        match &join.target {
            nested @ FromItem::Join(_) => {
                self.push("(");
                self.from_item(nested, hints)?;
                self.push(")");
            }
            target => self.from_item(target, hints)?,
        }
        self.push(" ON ");
        self.condition(&join.on)
    }

    pub(super) fn from_item(
        &mut self,
        item: &FromItem,
        hints: &[TableHint],
    ) -> Result<(), CompileError> {
        match item {
            FromItem::Table(source) => self.table_entry(*source, hints),
            FromItem::Derived(derived) => self.derived(derived)?,
            FromItem::Cte(entry) => self.cte_entry(entry, hints)?,
            FromItem::Join(join) => {
                self.from_item(&join.left, hints)?;
                self.join(&join.join, hints)?;
            }
            FromItem::Text(text) => self.text(text)?,
            FromItem::Sample(sample) => self.sample(sample, hints)?,
            FromItem::Function(function) => self.table_function(function)?,
        }
        Ok(())
    }

    pub(super) fn table_entry(&mut self, source: Source, hints: &[TableHint]) {
        if std::ptr::eq(source.table, crate::expr::TableName::ANONYMOUS) {
            self.source_name(source);
        } else {
            self.table_name(source.table);
            if !source.alias.is_none() {
                self.alias(source);
            }
        }
        self.table_hints(source, hints);
    }

    /// Appends the alias of a source, after `AS` if the dialect writes it.
    pub(super) fn alias(&mut self, source: Source) {
        let words = if self.dialect.capabilities().table_alias_as {
            " AS "
        } else {
            " "
        };
        self.push(words);
        self.source_name(source);
    }

    pub(super) fn table_hints(&mut self, source: Source, hints: &[TableHint]) {
        if hints.is_empty() || !self.dialect.capabilities().table_hints {
            return;
        }
        let dialect = self.dialect.name();
        let own = hints
            .iter()
            .filter(|hint| hint.source == source && hint.words.are_for(dialect));
        for hint in own {
            self.push(" ");
            self.push(&hint.words.sql);
        }
    }

    fn derived(&mut self, derived: &DerivedTable) -> Result<(), CompileError> {
        if derived.lateral {
            if !self.dialect.capabilities().lateral {
                return Err(self.unsupported("LATERAL"));
            }
            self.push("LATERAL ");
        }
        if let Query::Values(values) = &derived.query {
            return self.values_table(values, derived.source);
        }
        let place = if derived.lateral {
            Place::Lateral
        } else {
            Place::Derived
        };
        self.push("(");
        self.query_at(&derived.query, place)?;
        self.push(")");
        self.alias(derived.source);
        Ok(())
    }

    fn sample(&mut self, sample: &SampleNode, hints: &[TableHint]) -> Result<(), CompileError> {
        if !self.dialect.capabilities().table_sample {
            return Err(self.unsupported("TABLESAMPLE"));
        }
        self.table_entry(sample.source, hints);
        self.push(" TABLESAMPLE ");
        self.node(&sample.method)?;
        if let Some(seed) = &sample.seed {
            self.push(" REPEATABLE (");
            self.node(seed)?;
            self.push(")");
        }
        Ok(())
    }
}

/// Returns the tables of an entry, and the tables whose rows its lateral parts read.
fn group_of(item: &FromItem) -> Group {
    let mut read = Sources::default();
    item.each(&mut |item| {
        read.note(item.source());
        match item {
            FromItem::Derived(derived) if derived.lateral => derived.visit(&mut read),
            FromItem::Function(function) => function.visit(&mut read),
            _ => {}
        }
    });
    read.0
}

/// Returns the entry that a join without a left side is added to, or the table that becomes one.
fn implicit_left(
    trees: &[Tree<'_>],
    inferred: &[Source],
    join: &Join,
) -> Result<Result<usize, Source>, CompileError> {
    if trees.len() == 1 {
        return Ok(Ok(0));
    }
    let named = columns_of(&join.on);
    let fits = |covers: &dyn Fn(Source) -> bool| {
        named
            .iter()
            .all(|source| covers(*source) || join.target.covers(*source))
    };
    if !trees.is_empty() {
        let fitting: SmallVec<[usize; 2]> = (0..trees.len())
            .filter(|tree| fits(&|source| trees[*tree].covers(source)))
            .collect();
        return match fitting.as_slice() {
            [tree] => Ok(Ok(*tree)),
            _ => Err(ambiguous(join, trees.iter().map(Tree::name))),
        };
    }
    let others: SmallVec<[Source; 4]> = inferred
        .iter()
        .filter(|source| !join.target.covers(**source))
        .copied()
        .collect();
    let fitting: SmallVec<[Source; 4]> = others
        .iter()
        .filter(|other| fits(&|source| source == **other))
        .copied()
        .collect();
    match (others.as_slice(), fitting.as_slice()) {
        ([source], _) | (_, [source]) => Ok(Err(*source)),
        ([], _) => Err(CompileError::Invalid(
            "the select has a join without a left side; add `.select_from(…)`".to_owned(),
        )),
        _ => {
            let names = others.iter().map(|source| format!("`{}`", source.name()));
            Err(ambiguous(join, names))
        }
    }
}

fn ambiguous(join: &Join, names: impl Iterator<Item = String>) -> CompileError {
    let names: Vec<String> = names.collect();
    CompileError::Invalid(format!(
        "`{}` could be joined to any of {}; name the left side: `.join_from(left, …)`",
        join.target.source().name(),
        names.join(", ")
    ))
}

/// Returns the sources of the columns of a condition.
fn columns_of(condition: &Node) -> SmallVec<[Source; 4]> {
    let mut sources = SmallVec::new();
    walk(condition, &mut |node| {
        if let Node::Column(column) = node
            && !sources.contains(&column.source)
        {
            sources.push(column.source);
        }
    });
    sources
}
