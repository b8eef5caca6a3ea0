//! [`QueryResult`]: the result of a statement.

use crate::driver::ExecResult;
use crate::error::Error;

/// The rows of a statement, and the number of rows it affected.
#[derive(Clone, Debug)]
pub struct QueryResult<O> {
    rows: Vec<O>,
    done: ExecResult,
}

impl<O> QueryResult<O> {
    pub(super) fn new(rows: Vec<O>, done: ExecResult) -> Self {
        Self { rows, done }
    }

    /// Returns the number of rows that were inserted, matched by an UPDATE, or deleted.
    ///
    /// A matched row is counted even if the UPDATE did not change it.
    pub fn rows_affected(&self) -> u64 {
        self.done.rows_affected
    }

    /// Returns the first auto-increment key of an INSERT, if the protocol reports it.
    pub fn last_insert_id(&self) -> Option<i64> {
        self.done.last_insert_id
    }

    /// Returns all rows.
    pub fn all(self) -> Vec<O> {
        self.rows
    }

    /// Returns the first row, or `None` if there is no row.
    pub fn first(self) -> Option<O> {
        self.rows.into_iter().next()
    }

    /// Returns the only row.
    ///
    /// # Errors
    /// Returns an error if there is no row, or more than one.
    pub fn one(self) -> Result<O, Error> {
        self.one_or_none()?.ok_or(Error::NoRows)
    }

    /// Returns the only row, or `None` if there is no row.
    ///
    /// # Errors
    /// Returns an error if there is more than one row.
    pub fn one_or_none(self) -> Result<Option<O>, Error> {
        let mut rows = self.rows.into_iter();
        match (rows.next(), rows.next()) {
            (_, Some(_)) => Err(Error::MultipleRows),
            (row, None) => Ok(row),
        }
    }

    /// Returns the single column of the first row, or `None` if there is no row.
    pub fn scalar(self) -> Option<O>
    where
        O: crate::types::Scalar,
    {
        self.first()
    }

    /// Returns an iterator over the rows in parts of at most `size`.
    pub fn partitions(self, size: usize) -> impl Iterator<Item = Vec<O>> {
        let mut rows = self.rows.into_iter();
        std::iter::from_fn(move || {
            let part: Vec<O> = rows.by_ref().take(size.max(1)).collect();
            (!part.is_empty()).then_some(part)
        })
    }
}

impl<O> IntoIterator for QueryResult<O> {
    type Item = O;
    type IntoIter = std::vec::IntoIter<O>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}
