//! `UNION`, `INTERSECT`, `EXCEPT` and `VALUES`.

use super::ValuesTable;
use super::select::{OrderScope, Place};
use super::with::Start;
use super::{Compiler, RowLimits};
use crate::error::CompileError;
use crate::expr::Source;
use crate::stmt::{CompoundNode, Query, ValuesNode};

impl Compiler<'_> {
    /// Appends a compound. Its parts can use the tables of the enclosing statements.
    pub(super) fn compound(
        &mut self,
        compound: &CompoundNode,
        place: Place,
    ) -> Result<(), CompileError> {
        let widths = compound.parts.iter().map(|part| part.items().len());
        if let Some((first, other)) = different(widths.filter(|width| *width > 0)) {
            return Err(CompileError::Invalid(format!(
                "the parts of a {} have different numbers of columns: {first} and {other}",
                compound.operator.as_sql()
            )));
        }
        let start = self.start();
        self.depth += 1;
        self.added_ctes(&compound.ctes)?;
        let several = compound.parts.len() > 1;
        for (index, part) in compound.parts.iter().enumerate() {
            if index > 0 {
                let operator = self.dialect.set_operator(compound.operator);
                let operator =
                    operator.ok_or_else(|| self.unsupported("INTERSECT ALL and EXCEPT ALL"))?;
                self.push(" ");
                self.push(operator);
                self.push(" ");
            }
            self.part(part, several, place)?;
        }
        let scope = OrderScope::Compound(compound.parts.first().map_or(&[], Query::items));
        if !compound.order_by.is_empty() {
            self.push(" ORDER BY ");
            self.order_list(&compound.order_by, scope)?;
        }
        let dialect = self.dialect;
        dialect.limit_clause(
            self,
            &RowLimits {
                limit: compound.limit.as_ref(),
                offset: compound.offset.as_ref(),
                fetch: None,
                is_ordered: !compound.order_by.is_empty(),
                is_compound: true,
            },
        )?;
        self.nested_with(start);
        self.depth -= 1;
        Ok(())
    }

    /// Appends a part, in parentheses if it has an order, a limit, or its own parts.
    fn part(&mut self, part: &Query, several: bool, place: Place) -> Result<(), CompileError> {
        let wraps = several
            && match part {
                Query::Compound(_) => true,
                Query::Select(select) => {
                    !select.order_by.is_empty()
                        || select.limit.is_some()
                        || select.offset.is_some()
                        || select
                            .extras
                            .as_ref()
                            .is_some_and(|extras| extras.fetch.is_some())
                }
                _ => false,
            };
        let start = self.start();
        if !wraps {
            self.query_at(part, place.part())?;
            if several {
                self.wrap_with(start);
            }
            return Ok(());
        }
        if self.dialect.capabilities().parenthesized_parts {
            self.push("(");
            self.query_at(part, place.part())?;
            self.push(")");
            return Ok(());
        }
        self.push("SELECT * FROM (");
        self.query_at(part, place.part())?;
        self.push(")");
        Ok(())
    }

    /// Adds parentheses around a part that starts with its own `WITH`.
    ///
    /// The `WITH` then applies only to this part.
    fn wrap_with(&mut self, start: Start) {
        if self.has_nested_with_at(start) {
            let capabilities = self.dialect.capabilities();
            let (open, close) = match capabilities.parenthesized_with {
                true => ("(", ")"),
                false if capabilities.parenthesized_parts => ("SELECT * FROM (", ") AS rebis_part"),
                false => ("SELECT * FROM (", ")"),
            };
            self.sql.insert_str(start.0, open);
            self.push(close);
        }
    }

    /// Appends rows of values as a query.
    pub(super) fn values_query(&mut self, values: &ValuesNode) -> Result<(), CompileError> {
        let capabilities = self.dialect.capabilities();
        match (capabilities.values_query, capabilities.values_table) {
            (true, _) => self.values_rows(values),
            (false, ValuesTable::Selects) => self.values_selects(values),
            (false, _) => {
                self.push("SELECT * FROM (");
                self.values_rows(values)?;
                self.push(") AS ");
                self.push(VALUES);
                self.values_columns(values);
                Ok(())
            }
        }
    }

    /// Appends rows of values in `FROM`, under the name of a source.
    pub(super) fn values_table(
        &mut self,
        values: &ValuesNode,
        source: Source,
    ) -> Result<(), CompileError> {
        self.push("(");
        match self.dialect.capabilities().values_table {
            ValuesTable::Named => {
                self.values_rows(values)?;
                self.push(")");
                self.alias(source);
                self.values_columns(values);
                return Ok(());
            }
            ValuesTable::Renamed => {
                for (index, column) in values.columns.iter().enumerate() {
                    self.push(if index > 0 {
                        ", column"
                    } else {
                        "SELECT column"
                    });
                    self.number(i64::try_from(index + 1).unwrap_or_default());
                    self.push(" AS ");
                    self.identifier(column);
                }
                self.push(" FROM (");
                self.values_rows(values)?;
                self.push(")");
            }
            ValuesTable::Selects => self.values_selects(values)?,
        }
        self.push(")");
        self.alias(source);
        Ok(())
    }

    fn values_columns(&mut self, values: &ValuesNode) {
        self.push(" (");
        self.name_list(&values.columns);
        self.push(")");
    }

    /// Appends `VALUES` with its rows.
    fn values_rows(&mut self, values: &ValuesNode) -> Result<(), CompileError> {
        if values.rows.is_empty() {
            return Err(CompileError::Invalid("VALUES has no rows".to_owned()));
        }
        let open = self.dialect.capabilities().values_row;
        self.push("VALUES ");
        for (index, row) in values.rows.iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            self.push(open);
            self.list(row, ", ", Self::node)?;
            self.push(")");
        }
        Ok(())
    }

    /// Appends rows of values as selects without a table.
    fn values_selects(&mut self, values: &ValuesNode) -> Result<(), CompileError> {
        if values.rows.is_empty() {
            return Err(CompileError::Invalid("VALUES has no rows".to_owned()));
        }
        for (number, row) in values.rows.iter().enumerate() {
            self.push(if number > 0 {
                " UNION ALL SELECT "
            } else {
                "SELECT "
            });
            for (index, (value, column)) in row.iter().zip(&values.columns).enumerate() {
                self.push(if index > 0 { ", " } else { "" });
                self.node(value)?;
                if number == 0 {
                    self.push(" AS ");
                    self.identifier(column);
                }
            }
            self.push(self.dialect.from_nothing(false));
        }
        Ok(())
    }
}

/// The alias of rows of values that must have one.
const VALUES: &str = "rebis_values";

/// Returns the first width and a different one, if there is one.
fn different(mut widths: impl Iterator<Item = usize>) -> Option<(usize, usize)> {
    let first = widths.next()?;
    let other = widths.find(|width| *width != first)?;
    Some((first, other))
}
