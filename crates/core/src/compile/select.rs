//! `SELECT`.

use super::labels::{OutputName, name_items};
use super::{Compiler, inline_limit};
use crate::error::CompileError;
use crate::expr::Source;
use crate::stmt::{
    FromItem, Join, JoinKind, Query, RowCount, SelectItem, SelectNode, correlated_sources,
};

impl Compiler<'_> {
    /// Appends a statement inside the statement.
    ///
    /// # Errors
    /// When the dialect cannot say it.
    pub fn query(&mut self, query: &Query) -> Result<(), CompileError> {
        match query {
            Query::Select(select) => self.select(select),
        }
    }

    /// Appends a select. Inside another one, sources of that one are not repeated in `FROM`.
    pub(super) fn select(&mut self, select: &SelectNode) -> Result<(), CompileError> {
        if select.columns.is_empty() {
            return Err(CompileError::Invalid("SELECT has no columns".to_owned()));
        }
        let bare_columns = std::mem::replace(&mut self.bare_columns, false);
        let from = self.from_items(select)?;
        self.enclosing
            .push(from.iter().map(FromItem::source).collect());
        if let Some(sources) = self.enclosing.last_mut() {
            sources.extend(select.joins.iter().map(|join| join.target.source()));
        }
        self.select_clauses(select, &from)?;
        self.enclosing.pop();
        self.bare_columns = bare_columns;
        Ok(())
    }

    fn select_clauses(
        &mut self,
        select: &SelectNode,
        from: &[FromItem],
    ) -> Result<(), CompileError> {
        self.push(if select.distinct {
            "SELECT DISTINCT "
        } else {
            "SELECT "
        });
        self.select_items(&select.columns)?;
        if !from.is_empty() {
            self.push(" FROM ");
            self.from_clause(from, &select.joins)?;
        }
        if let Some(filter) = &select.filter {
            self.push(" WHERE ");
            self.condition(filter)?;
        }
        if !select.group_by.is_empty() {
            self.push(" GROUP BY ");
            self.list(&select.group_by, ", ", Self::node)?;
        }
        if let Some(having) = &select.having {
            self.push(" HAVING ");
            self.condition(having)?;
        }
        if !select.order_by.is_empty() {
            self.push(" ORDER BY ");
            self.list(&select.order_by, ", ", Self::node)?;
        }
        self.limit_clause(select.limit.as_ref(), select.offset.as_ref())
    }

    /// Appends a select list, or that of `RETURNING`.
    pub(super) fn select_items(&mut self, items: &[SelectItem]) -> Result<(), CompileError> {
        let names = name_items(items);
        for (index, (item, name)) in items.iter().zip(names).enumerate() {
            if index > 0 {
                self.push(", ");
            }
            self.dialect.select_item(self, &item.node)?;
            if let OutputName::Label(label) = name {
                self.push(" AS ");
                self.identifier(label);
            }
        }
        Ok(())
    }

    /// The entries of `FROM`: those that the user named, then the tables of columns that no entry
    /// or join covers.
    fn from_items(&self, select: &SelectNode) -> Result<Vec<FromItem>, CompileError> {
        let mut items = select.from.clone();
        let mut inferred = correlated_sources(select);
        inferred.retain(|source| items.iter().all(|item| item.source() != *source));
        let outer = |source: &Source| self.enclosing.iter().any(|from| from.contains(source));
        let remaining = items.len() + inferred.iter().filter(|source| !outer(source)).count();
        if remaining > 0 {
            inferred.retain(|source| !outer(source));
        }
        for source in inferred {
            if source.table.derived {
                return Err(CompileError::Invalid(format!(
                    "the columns of the subquery `{}` are used, but it is not in FROM; \
                     add `.join(&…, …)` or `.select_from(&…)`",
                    source.name()
                )));
            }
            items.push(FromItem::Table(source));
        }
        if items.is_empty() && !select.joins.is_empty() {
            return Err(CompileError::Invalid(
                "the select joins, but nothing says from what; add `.select_from(…)`".to_owned(),
            ));
        }
        Ok(items)
    }

    /// Joins belong to the first entry of `FROM`; the others stand after them, because a comma
    /// binds less than `JOIN`.
    fn from_clause(&mut self, items: &[FromItem], joins: &[Join]) -> Result<(), CompileError> {
        let Some((first, others)) = items.split_first() else {
            return Ok(());
        };
        self.from_item(first)?;
        for join in joins {
            self.push(match join.kind {
                JoinKind::Inner => " JOIN ",
                JoinKind::LeftOuter => " LEFT OUTER JOIN ",
                JoinKind::FullOuter if self.dialect.capabilities().full_join => " FULL OUTER JOIN ",
                JoinKind::FullOuter => return Err(self.unsupported("FULL OUTER JOIN")),
            });
            self.from_item(&join.target)?;
            self.push(" ON ");
            self.condition(&join.on)?;
        }
        for item in others {
            self.push(", ");
            self.from_item(item)?;
        }
        Ok(())
    }

    fn from_item(&mut self, item: &FromItem) -> Result<(), CompileError> {
        match item {
            FromItem::Table(source) => {
                self.table_name(source.table);
                if let Some(alias) = source.alias {
                    self.push(" AS ");
                    self.identifier(alias);
                }
            }
            FromItem::Derived(derived) => {
                // A derived table does not see the sources beside it.
                let enclosing = std::mem::take(&mut self.enclosing);
                self.push("(");
                self.query(&derived.query)?;
                self.push(") AS ");
                self.identifier(derived.source.name());
                self.enclosing = enclosing;
            }
        }
        Ok(())
    }

    fn limit_clause(
        &mut self,
        limit: Option<&RowCount>,
        offset: Option<&RowCount>,
    ) -> Result<(), CompileError> {
        match (limit, self.dialect.capabilities().offset_without_limit) {
            (Some(limit), _) => {
                self.push(" LIMIT ");
                self.row_count(limit)?;
            }
            (None, Some(no_limit)) if offset.is_some() => {
                self.push(" LIMIT ");
                self.push(no_limit);
            }
            (None, _) => {}
        }
        if let Some(offset) = offset {
            self.push(" OFFSET ");
            self.row_count(offset)?;
        }
        Ok(())
    }

    fn row_count(&mut self, rows: &RowCount) -> Result<(), CompileError> {
        match inline_limit(rows, self.dialect.capabilities().inline_limits) {
            Some(rows) => {
                self.number(rows);
                Ok(())
            }
            None => self.node(&rows.0),
        }
    }
}
