//! [`CursorResult`]: what a statement returned.

use crate::driver::Done;
use crate::error::Error;

/// The rows of a statement, and what it did.
#[derive(Clone, Debug)]
pub struct CursorResult<O> {
    rows: Vec<O>,
    done: Done,
}

impl<O> CursorResult<O> {
    pub(super) fn new(rows: Vec<O>, done: Done) -> Self {
        Self { rows, done }
    }

    /// Rows inserted, matched by an UPDATE (changed or not), or deleted.
    pub fn rowcount(&self) -> u64 {
        self.done.rows_affected
    }

    /// The first key that the database counted up for an INSERT, where its protocol tells it.
    pub fn last_insert_id(&self) -> Option<i64> {
        self.done.last_insert_id
    }

    /// All rows.
    pub fn all(self) -> Vec<O> {
        self.rows
    }

    /// The first row, if there is one.
    pub fn first(self) -> Option<O> {
        self.rows.into_iter().next()
    }

    /// The only row.
    ///
    /// # Errors
    /// When there is none, or more than one.
    pub fn one(self) -> Result<O, Error> {
        self.one_or_none()?.ok_or(Error::NoRows)
    }

    /// The only row, if there is one.
    ///
    /// # Errors
    /// When there is more than one.
    pub fn one_or_none(self) -> Result<Option<O>, Error> {
        let mut rows = self.rows.into_iter();
        match (rows.next(), rows.next()) {
            (_, Some(_)) => Err(Error::MultipleRows),
            (row, None) => Ok(row),
        }
    }

    /// The value of a single column in the first row, if there is a row.
    pub fn scalar(self) -> Option<O>
    where
        O: crate::types::Scalar,
    {
        self.first()
    }

    /// The rows in parts of at most `size`.
    pub fn partitions(self, size: usize) -> impl Iterator<Item = Vec<O>> {
        let mut rows = self.rows.into_iter();
        std::iter::from_fn(move || {
            let part: Vec<O> = rows.by_ref().take(size.max(1)).collect();
            (!part.is_empty()).then_some(part)
        })
    }
}

impl<O> IntoIterator for CursorResult<O> {
    type Item = O;
    type IntoIter = std::vec::IntoIter<O>;

    fn into_iter(self) -> Self::IntoIter {
        self.rows.into_iter()
    }
}
