//! The common parts of `INSERT`, `UPDATE` and `DELETE`.

use super::hint::Typing;
use super::{Compiler, Hint, NO_VALUE, PlaceholderName, Precedence, Renamed};
use super::{Returning, TargetAlias};
use crate::error::CompileError;
use crate::expr::{Bind, ColumnRef, DmlColumnNode, Node, Source};
use crate::stmt::{DialectWords, FromItem, SelectItem, Words};
use crate::types::{ParameterType, StorageLimit};
use crate::visit::walk;

impl Compiler<'_> {
    /// Compiles the common table expressions that the statement contains without using them.
    pub(super) fn ctes_of_words(&mut self, words: Option<&Words>) -> Result<(), CompileError> {
        match words {
            Some(words) if !words.ctes.is_empty() => {
                if !self.dialect.capabilities().with_before_write {
                    return Err(self.unsupported("WITH before INSERT, UPDATE or DELETE"));
                }
                self.added_ctes(&words.ctes)
            }
            _ => Ok(()),
        }
    }

    /// Appends the user's prefixes, which are after the verb.
    pub(super) fn prefixes(&mut self, words: Option<&Words>) {
        self.dialect_words(words.map_or(&[], |words| &words.prefixes));
    }

    /// Appends the user's hints, which are after the table.
    pub(super) fn hints(&mut self, words: Option<&Words>) {
        self.dialect_words(words.map_or(&[], |words| &words.hints));
    }

    fn dialect_words(&mut self, words: &[DialectWords]) {
        for words in self.words_for(words) {
            self.push(" ");
            self.push(&words.sql);
        }
    }

    /// Appends the target of a statement, with its alias.
    ///
    /// Returns whether `FROM` must define the alias.
    pub(super) fn target(
        &mut self,
        target: Source,
        form: TargetAlias,
        feature: &'static str,
    ) -> Result<bool, CompileError> {
        match form {
            _ if target.alias.is_none() => self.table_name(target.table),
            TargetAlias::None => return Err(self.unsupported(feature)),
            TargetAlias::Beside => self.table_entry(target, &[]),
            TargetAlias::InFrom => {
                self.source_name(target);
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns the tables of a statement without its target.
    ///
    /// They are the tables that the user named, and the tables of columns in `nodes`.
    pub(super) fn other_tables<'n>(
        &self,
        target: Source,
        named: &[FromItem],
        nodes: impl Iterator<Item = &'n Node>,
    ) -> Result<Vec<FromItem>, CompileError> {
        let mut tables = named.to_vec();
        for node in nodes {
            let mut note = |node: &Node| {
                let (Node::Column(ColumnRef { source, .. }) | Node::Row(source)) = node else {
                    return;
                };
                if *source != target && !tables.iter().any(|table| table.covers(*source)) {
                    tables.push(FromItem::Table(*source));
                }
            };
            walk(node, &mut note);
        }
        tables.retain(|table| !self.enclosing.contains(table.source()));
        let derived = |table: &&FromItem| matches!(table, FromItem::Table(of) if of.table.derived);
        match tables.iter().find(derived) {
            None => Ok(tables),
            Some(table) => Err(CompileError::Invalid(format!(
                "the columns of the subquery `{}` are used, but it is not one of the tables; add \
                 `.from(&…)` to an update, or `.using(&…)` to a delete",
                table.source().name()
            ))),
        }
    }

    /// Appends the target, if it is listed among the tables that are read, and the other tables.
    pub(super) fn tables_with(
        &mut self,
        target: Option<Source>,
        others: &[FromItem],
    ) -> Result<(), CompileError> {
        if let Some(target) = target {
            self.table_entry(target, &[]);
        }
        let separate = target.is_some() && !others.is_empty();
        self.more_tables(if separate { ", " } else { "" }, others)
    }

    pub(super) fn more_tables(
        &mut self,
        before: &str,
        tables: &[FromItem],
    ) -> Result<(), CompileError> {
        self.push(before);
        self.list(tables, ", ", |compiler, item| compiler.from_item(item, &[]))
    }

    pub(super) fn where_clause(&mut self, filter: Option<&Node>) -> Result<(), CompileError> {
        match filter {
            None => Ok(()),
            Some(filter) => {
                self.push(" WHERE ");
                self.condition(filter)
            }
        }
    }

    /// Appends `LIMIT` with a literal. MySQL does not support a bind in each place.
    pub(super) fn write_limit(
        &mut self,
        limit: Option<u32>,
        feature: &'static str,
    ) -> Result<(), CompileError> {
        let Some(limit) = limit else {
            return Ok(());
        };
        if !self.dialect.capabilities().write_limit {
            return Err(self.unsupported(feature));
        }
        self.push(" LIMIT ");
        self.number(limit.into());
        Ok(())
    }

    /// Appends the value that is assigned to a column.
    ///
    /// Its placeholder has the name of the column. An operator is written in parentheses, as in
    /// SQLAlchemy.
    pub(super) fn assigned(
        &mut self,
        node: &Node,
        column: &'static str,
        row: Option<usize>,
        limit: Option<StorageLimit>,
    ) -> Result<(), CompileError> {
        let start = self.params.len();
        match node {
            Node::Bind(Bind {
                name: None, value, ..
            }) if !self.is_in_cte() => {
                let index = self.bind_index(value)?;
                let name = PlaceholderName::Column(column, row);
                self.placeholder(index, name, Typing::ASSIGNED, Some(value))?;
            }
            Node::Bind(_) | Node::Param(_) => self.named_node(node, Hint::ASSIGNED)?,
            Node::Text(text) => self.text(text)?,
            other => self.operand(other, Precedence::SUBSCRIPT, Hint::NONE)?,
        }
        self.limit_results(node, start, column, limit);
        Ok(())
    }

    /// Appends the value that the statement assigns to a column, or else the column.
    pub(super) fn dml_column(&mut self, node: &DmlColumnNode) -> Result<(), CompileError> {
        match &node.value {
            None => self.column(node.column),
            Some(Node::Bind(Bind {
                name: None, value, ..
            })) => {
                // A separate placeholder, because the two places can have different types.
                let index = self.bind_index(value)?;
                let name = PlaceholderName::Column(node.column.name, None);
                self.placeholder(index, name, Typing::ASSIGNED, Some(value))?;
            }
            Some(value) => self.node(value)?,
        }
        Ok(())
    }

    /// Appends `OUTPUT`, which is in the middle of a statement of SQL Server.
    pub(super) fn output_clause(
        &mut self,
        items: &[SelectItem],
        rows: &'static str,
        target: Source,
    ) -> Result<(), CompileError> {
        if items.is_empty() || self.dialect.capabilities().returning != Returning::Output {
            return Ok(());
        }
        self.push(" OUTPUT ");
        self.renamed = Some((target, Renamed::Name(rows)));
        self.select_items(items)?;
        self.renamed = None;
        Ok(())
    }

    /// Returns an error for columns of `RETURNING` whose table the statement does not use.
    ///
    /// If the dialect supports only columns of the target, columns of other tables are errors, too.
    pub(super) fn returning_of_one(
        &self,
        items: &[SelectItem],
        target: Source,
        others: &[FromItem],
    ) -> Result<(), CompileError> {
        let bare = self.dialect.capabilities().returning == Returning::Bare;
        let (mut foreign, mut unknown) = (false, None);
        let mut note = |node: &Node| match node {
            Node::Column(column) if !column.source.is(&target) => {
                foreign = true;
                if !others.iter().any(|other| other.covers(column.source)) {
                    unknown = Some(*column);
                }
            }
            _ => {}
        };
        items.iter().for_each(|item| walk(&item.node, &mut note));
        match unknown {
            Some(column) => Err(CompileError::Invalid(format!(
                "RETURNING names `{0}.{1}`, but the statement does not write to or read `{0}`",
                column.source.name(),
                column.name
            ))),
            None if foreign && bare => {
                Err(self.unsupported("RETURNING of another table's columns"))
            }
            None => Ok(()),
        }
    }

    /// Appends `RETURNING`, at the end of a statement.
    pub(super) fn returning_after(
        &mut self,
        items: &[SelectItem],
        supported: bool,
        feature: &'static str,
    ) -> Result<(), CompileError> {
        if items.is_empty() {
            return Ok(());
        }
        if !supported {
            return Err(self.unsupported(feature));
        }
        match self.dialect.capabilities().returning {
            Returning::Output => Ok(()),
            Returning::Qualified => {
                self.push(" RETURNING ");
                self.select_items(items)
            }
            Returning::Bare => {
                self.push(" RETURNING ");
                self.bare_columns = true;
                self.select_items(items)?;
                self.bare_columns = false;
                Ok(())
            }
            Returning::Into => self.returning_into(items),
        }
    }

    /// Appends Oracle's `RETURNING … INTO`, with an output placeholder for each column.
    fn returning_into(&mut self, items: &[SelectItem]) -> Result<(), CompileError> {
        self.push(" RETURNING ");
        self.list(items, ", ", |compiler, item| compiler.node(&item.node))?;
        self.push(" INTO ");
        for number in 0..items.len() {
            self.push(if number > 0 { ", " } else { "" });
            let name = PlaceholderName::Out(number);
            self.named_placeholder(NO_VALUE, name, ParameterType::Inferred);
        }
        Ok(())
    }
}
