//! `LIMIT`, `OFFSET` and `FETCH`.

use super::{BindPlace, Hint};
use super::{Compiler, inline_limit};
use crate::error::CompileError;
use crate::expr::{Bind, Node};
use crate::stmt::{Fetch, FetchUnit, RowCount, Ties};
use crate::value::Value;

/// The limits on the number of rows of a select or a compound.
#[derive(Clone, Copy, Debug)]
pub struct RowLimits<'s> {
    /// `LIMIT`
    pub limit: Option<&'s RowCount>,
    /// `OFFSET`
    pub offset: Option<&'s RowCount>,
    /// `FETCH FIRST`
    pub fetch: Option<&'s Fetch>,
    /// Whether there is an `ORDER BY`.
    pub is_ordered: bool,
    /// Whether the statement is a compound.
    pub is_compound: bool,
}

impl RowLimits<'_> {
    /// Returns whether there is no limit.
    pub fn is_empty(&self) -> bool {
        self.limit.is_none() && self.offset.is_none() && self.fetch.is_none()
    }

    /// Returns the number of rows of `LIMIT`, or of a `FETCH` that is equivalent to a `LIMIT`.
    ///
    /// # Errors
    /// Returns an error for a `FETCH` with `PERCENT` or `WITH TIES`.
    pub fn plain(&self, compiler: &Compiler<'_>) -> Result<Option<&RowCount>, CompileError> {
        match self.fetch {
            None => Ok(self.limit),
            Some(fetch) if fetch.unit == FetchUnit::Percent => {
                Err(compiler.unsupported("FETCH … PERCENT"))
            }
            Some(fetch) if fetch.ties == Ties::Keep => {
                Err(compiler.unsupported("FETCH … WITH TIES"))
            }
            Some(fetch) => Ok(Some(&fetch.rows)),
        }
    }
}

impl Compiler<'_> {
    /// Appends `LIMIT` and `OFFSET`.
    ///
    /// # Errors
    /// Returns an error if a number of rows is not an integer.
    pub fn limit_offset(
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

    /// Appends `OFFSET … ROWS FETCH FIRST … ROWS …`, the form of standard SQL.
    ///
    /// Numbers are written between `open` and `close`.
    ///
    /// # Errors
    /// Returns an error if a number of rows is not an integer.
    pub fn offset_fetch(
        &mut self,
        offset: Option<&RowCount>,
        fetch: Option<(&RowCount, FetchUnit, Ties)>,
        (open, close): (&str, &str),
    ) -> Result<(), CompileError> {
        if let Some(offset) = offset {
            self.push(" OFFSET ");
            self.push(open);
            self.row_count(offset)?;
            self.push(close);
            self.push(" ROWS");
        }
        if let Some((rows, unit, ties)) = fetch {
            self.push(" FETCH FIRST ");
            self.push(open);
            self.row_count(rows)?;
            self.push(close);
            self.push(match unit {
                FetchUnit::Rows => " ROWS",
                FetchUnit::Percent => " PERCENT ROWS",
            });
            self.push(match ties {
                Ties::Cut => " ONLY",
                Ties::Keep => " WITH TIES",
            });
        }
        Ok(())
    }

    /// Appends a number of rows.
    ///
    /// # Errors
    /// Returns an error if it is not an integer.
    pub fn row_count(&mut self, rows: &RowCount) -> Result<(), CompileError> {
        if let Node::Bind(bind) = &rows.0
            && !matches!(bind.value, Value::Int(_) | Value::Null)
        {
            let message = "a number of rows must be an integer".to_owned();
            return Err(CompileError::Invalid(message));
        }
        match inline_limit(rows, self.dialect.capabilities().inline_limits) {
            Some(rows) => {
                self.number(rows);
                Ok(())
            }
            None => self.named_node(&rows.0, Hint::NONE.at(BindPlace::BesideColumn)),
        }
    }

    /// Returns the number of rows if it is written as a literal.
    pub fn known_rows(&self, rows: &RowCount) -> Option<i64> {
        inline_limit(rows, self.dialect.capabilities().inline_limits)
    }
}

/// Returns whether a number of rows is a value without a name.
pub(crate) fn is_plain(rows: &RowCount) -> bool {
    matches!(rows.0, Node::Bind(Bind { name: None, .. }))
}
