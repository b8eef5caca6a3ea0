//! `WITH`: common table expressions are compiled at their first use and then moved to the `WITH`.

use super::select::Place;
use super::{Compiler, PlaceholderName, output_names};
use crate::error::CompileError;
use crate::expr::Source;
use crate::stmt::{
    AddedCte, CteEntry, CteNode, CtePlace, Cycle, DialectWords, Query, Recursion, Search,
    SearchOrder, TableHint,
};

/// The common table expressions of a statement.
#[derive(Default)]
pub(super) struct With {
    /// The expressions of the top `WITH`, in the order in which they were completed.
    top: Vec<Written>,
    /// The expressions of nested selects, each with the depth of its select.
    nested: Vec<(usize, Written)>,
    /// The expressions that are being written.
    open: Vec<(u64, Source)>,
    /// The position of the top `WITH`, in the text and among the parameters.
    at: (usize, usize),
    /// The position in the text of the last `WITH` of a nested select.
    last_nested: Option<usize>,
}

/// The SQL of a common table expression.
struct Written {
    identity: u64,
    source: Source,
    recursive: bool,
    sql: String,
    params: Vec<u32>,
    names: Vec<PlaceholderName>,
}

/// The start of a select, in the text and among the parameters.
pub(super) type Start = (usize, usize);

impl Compiler<'_> {
    /// Returns whether the common table expression of this source is being written.
    pub(super) fn is_inside_cte(&self, source: Source) -> bool {
        let Some(with) = &self.with else {
            return false;
        };
        with.open.iter().any(|(_, open)| open.table == source.table)
    }

    /// Returns whether a common table expression is being written.
    pub(super) fn is_in_cte(&self) -> bool {
        self.with.as_ref().is_some_and(|with| !with.open.is_empty())
    }

    /// Returns the current position in the text and among the parameters.
    pub(super) fn start(&self) -> Start {
        (self.sql.len(), self.params.len())
    }

    /// Sets the position of the statement's `WITH` to here. By default it is the start.
    pub fn with_goes_here(&mut self) {
        let start = self.start();
        self.with.get_or_insert_default().at = start;
    }

    /// Appends a common table expression as an entry of `FROM`, and compiles it at its first use.
    pub(super) fn cte_entry(
        &mut self,
        entry: &CteEntry,
        hints: &[TableHint],
    ) -> Result<(), CompileError> {
        self.write_cte(&entry.cte, entry.cte.place)?;
        self.source_name(entry.cte.source);
        if entry.source != entry.cte.source {
            self.alias(entry.source);
        }
        self.table_hints(entry.source, hints);
        Ok(())
    }

    /// Compiles the expressions that the statement contains without using them.
    pub(super) fn added_ctes(&mut self, ctes: &[AddedCte]) -> Result<(), CompileError> {
        for added in ctes {
            self.write_cte(&added.cte, added.place)?;
        }
        Ok(())
    }

    /// Compiles an expression at its first use.
    fn write_cte(&mut self, cte: &CteNode, place: CtePlace) -> Result<(), CompileError> {
        let depth = self.depth;
        let with = self.with.get_or_insert_default();
        let identity = cte.identity();
        let known = |written: &Written| written.identity == identity;
        let is_known = with.open.iter().any(|(open, _)| *open == identity)
            || with.top.iter().any(known)
            || with.nested.iter().any(|(_, written)| known(written));
        if is_known {
            return Ok(());
        }
        let name = cte.source.name();
        if cte.recursion == Recursion::Inside {
            return Err(CompileError::Invalid(format!(
                "the reference to the common table expression `{name}` in its recursive part is \
                 used outside of it"
            )));
        }
        let is_top = place == CtePlace::Top || depth <= 1;
        let named_alike = |written: &Written| written.source == cte.source;
        let clash = if is_top {
            with.top.iter().any(named_alike)
                || with.open.iter().any(|(_, open)| *open == cte.source)
        } else {
            with.nested
                .iter()
                .any(|(at, written)| *at == depth && named_alike(written))
        };
        if clash {
            return Err(CompileError::Invalid(format!(
                "two common table expressions have the name `{name}`; rename one of them"
            )));
        }
        with.open.push((identity, cte.source));
        let written = self.cte_text(cte)?;
        let with = self.with.get_or_insert_default();
        with.open.pop();
        if is_top {
            with.top.push(written)
        } else {
            with.nested.push((depth, written))
        }
        Ok(())
    }

    /// Compiles the text of an expression, and removes its parameters from the list.
    ///
    /// They are inserted again with the text. Numbered placeholders stay in the list, because they
    /// keep their numbers when the text moves.
    fn cte_text(&mut self, cte: &CteNode) -> Result<Written, CompileError> {
        let around = std::mem::take(&mut self.sql);
        let start = self.params.len();
        self.source_name(cte.source);
        let recursive = cte.recursion == Recursion::Recursive;
        if recursive || matches!(cte.query, Query::Values(_)) {
            self.push("(");
            self.name_list(&output_names(&cte.query));
            self.push(")");
        }
        self.push(" AS ");
        if let (Some(materialized), true) = (
            cte.materialized,
            self.dialect.capabilities().cte_materialized,
        ) {
            self.push(if materialized {
                "MATERIALIZED "
            } else {
                "NOT MATERIALIZED "
            });
        }
        for words in self.words_for(&cte.prefixes) {
            self.push(&words.sql);
            self.push(" ");
        }
        self.push("(");
        self.query_at(&cte.query, Place::Derived)?;
        self.push(")");
        if let Some(search) = &cte.search {
            self.search(search)?;
        }
        if let Some(cycle) = &cte.cycle {
            self.cycle(cycle)?;
        }
        for words in self.words_for(&cte.suffixes) {
            self.push(" ");
            self.push(&words.sql);
        }
        let sql = std::mem::replace(&mut self.sql, around);
        let (mut params, mut names) = (Vec::new(), Vec::new());
        if !self.dialect.capabilities().numbered_placeholders {
            params = self.params.split_off(start);
            names = self.names.split_off(start);
        }
        Ok(Written {
            identity: cte.identity(),
            source: cte.source,
            recursive,
            sql,
            params,
            names,
        })
    }

    fn search(&mut self, search: &Search) -> Result<(), CompileError> {
        if !self.dialect.capabilities().cte_search {
            return Err(self.unsupported("SEARCH of a common table expression"));
        }
        self.push(match search.order {
            SearchOrder::Depth => " SEARCH DEPTH FIRST BY ",
            SearchOrder::Breadth => " SEARCH BREADTH FIRST BY ",
        });
        self.name_list(&search.by);
        self.push(" SET ");
        self.identifier(search.set);
        Ok(())
    }

    fn cycle(&mut self, cycle: &Cycle) -> Result<(), CompileError> {
        if !self.dialect.capabilities().cte_cycle {
            return Err(self.unsupported("CYCLE of a common table expression"));
        }
        self.push(" CYCLE ");
        self.name_list(&cycle.columns);
        self.push(" SET ");
        self.identifier(cycle.set);
        self.push(" USING ");
        self.identifier(cycle.using);
        Ok(())
    }

    /// Appends names, separated by commas.
    pub(super) fn name_list(&mut self, names: &[&'static str]) {
        for (index, name) in names.iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            self.identifier(name);
        }
    }

    /// Returns the words for this dialect.
    pub(super) fn words_for<'w>(
        &self,
        words: &'w [DialectWords],
    ) -> impl Iterator<Item = &'w DialectWords> + use<'w> {
        let dialect = self.dialect.name();
        words.iter().filter(move |words| words.are_for(dialect))
    }

    /// Inserts the `WITH` of a nested select in front of it.
    pub(super) fn nested_with(&mut self, start: Start) {
        let depth = self.depth;
        let Some(with) = &mut self.with else {
            return;
        };
        let is_here = |(at, _): &(usize, Written)| *at == depth;
        if with.nested.iter().any(is_here) {
            let (here, others) = std::mem::take(&mut with.nested)
                .into_iter()
                .partition(is_here);
            with.nested = others;
            with.last_nested = Some(start.0);
            let here: Vec<(usize, Written)> = here;
            self.insert_with(
                start,
                here.into_iter().map(|(_, written)| written).collect(),
            );
        }
    }

    /// Returns whether the last nested select with a `WITH` starts here.
    pub(super) fn has_nested_with_at(&self, start: Start) -> bool {
        let with = self.with.as_ref();
        // The text of a common table expression has its own positions, so the text is checked, too.
        with.is_some_and(|with| with.last_nested == Some(start.0))
            && self
                .sql
                .get(start.0..)
                .is_some_and(|sql| sql.starts_with("WITH "))
    }

    /// Inserts the top `WITH` at its position.
    pub(super) fn top_with(&mut self) {
        if let Some(with) = &mut self.with
            && !with.top.is_empty()
        {
            let (start, top) = (with.at, std::mem::take(&mut with.top));
            self.insert_with(start, top);
        }
    }

    fn insert_with(&mut self, start: Start, expressions: Vec<Written>) {
        let rest = self.sql.split_off(start.0);
        let recursive = expressions.iter().any(|written| written.recursive);
        self.push(if recursive && self.dialect.capabilities().with_recursive {
            "WITH RECURSIVE "
        } else {
            "WITH "
        });
        let mut at = start.1;
        for (index, written) in expressions.into_iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            self.push(&written.sql);
            let count = written.params.len();
            self.params.splice(at..at, written.params);
            self.names.splice(at..at, written.names);
            at += count;
        }
        self.push(" ");
        self.push(&rest);
    }
}
