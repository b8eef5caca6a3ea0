//! `LIMIT`, `OFFSET` and `FETCH`.

use super::{BindPlace, Hint};
use super::{Compiler, inline_limit};
use crate::error::CompileError;
use crate::expr::{Bind, Node};
use crate::stmt::{Fetch, FetchUnit, RowCount, Ties};
use crate::value::Value;

/// How many rows a select or a compound gives.
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
    /// Whether it is a compound.
    pub is_compound: bool,
}

impl RowLimits<'_> {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.limit.is_none() && self.offset.is_none() && self.fetch.is_none()
    }

    /// The number of rows of `LIMIT`, or of a `FETCH` that says no more than one.
    ///
    /// # Errors
    /// When it is a `FETCH` that `LIMIT` cannot say.
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
    /// When a number of rows is no number.
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

    /// Appends `OFFSET … ROWS FETCH FIRST … ROWS …`, as standard SQL has it; numbers stand between
    /// `open` and `close`.
    ///
    /// # Errors
    /// When a number of rows is no number.
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
    /// When it is no number.
    pub fn row_count(&mut self, rows: &RowCount) -> Result<(), CompileError> {
        if let Node::Bind(bind) = &rows.0
            && !matches!(bind.value, Value::Int(_) | Value::Null)
        {
            let message = "a number of rows is a whole number".to_owned();
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

    /// The number of rows, if it is one that the text may hold.
    pub fn known_rows(&self, rows: &RowCount) -> Option<i64> {
        inline_limit(rows, self.dialect.capabilities().inline_limits)
    }
}

/// Whether a number of rows is a value without a name.
pub(crate) fn is_plain(rows: &RowCount) -> bool {
    matches!(rows.0, Node::Bind(Bind { name: None, .. }))
}
