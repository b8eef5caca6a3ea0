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
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let result = connection.execute(update(Post).values(Post.views.set(7))).await?;
    /// assert_eq!(result.rows_affected(), 2); // one of the posts had seven views before
    /// # Ok(())
    /// # });
    /// ```
    pub fn rows_affected(&self) -> u64 {
        self.done.rows_affected
    }

    /// Returns the first auto-increment key of an INSERT, if the protocol reports it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// // SQLite reports generated keys only with `RETURNING`.
    /// let stmt = insert(User).values(User.name.set("cleo")).returning(User.id);
    /// let result = connection.execute(stmt).await?;
    /// assert_eq!(result.last_insert_id(), None);
    /// assert_eq!(result.scalar(), Some(3));
    /// # Ok(())
    /// # });
    /// ```
    pub fn last_insert_id(&self) -> Option<i64> {
        self.done.last_insert_id
    }

    /// Returns all rows.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let result = connection.execute(select(User.name).order_by(User.name)).await?;
    /// assert_eq!(result.all(), ["ann", "bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn all(self) -> Vec<O> {
        self.rows
    }

    /// Returns the first row, or `None` if there is no row.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let result = connection.execute(select(User.name).order_by(User.name)).await?;
    /// assert_eq!(result.first().as_deref(), Some("ann"));
    /// # Ok(())
    /// # });
    /// ```
    pub fn first(self) -> Option<O> {
        self.rows.into_iter().next()
    }

    /// Returns the only row.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let stmt = insert(Tag).values(Tag.name.set("async")).returning(Tag.id);
    /// assert_eq!(connection.execute(stmt).await?.one()?, 1);
    /// let result = connection.execute(select(User.name)).await?;
    /// assert!(result.one().is_err_and(|error| error.code() == "multiple-rows"));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if there is no row, or more than one.
    pub fn one(self) -> Result<O, Error> {
        self.one_or_none()?.ok_or(Error::NoRows)
    }

    /// Returns the only row, or `None` if there is no row.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let stmt = delete(Post).filter(Post.id.eq(1)).returning(Post.title);
    /// assert_eq!(connection.execute(&stmt).await?.one_or_none()?.as_deref(), Some("Rust"));
    /// assert_eq!(connection.execute(&stmt).await?.one_or_none()?, None);
    /// # Ok(())
    /// # });
    /// ```
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
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let stmt = update(Post).filter(Post.id.eq(1)).values(Post.views.set(Post.views + 1));
    /// let result = connection.execute(stmt.returning(Post.views)).await?;
    /// assert_eq!(result.scalar(), Some(8));
    /// # Ok(())
    /// # });
    /// ```
    pub fn scalar(self) -> Option<O>
    where
        O: crate::types::Scalar,
    {
        self.first()
    }

    /// Returns an iterator over the rows in parts of at most `size`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// connection.execute(insert(User).values(User.name.set("cleo"))).await?;
    /// let result = connection.execute(select(User.name).order_by(User.id)).await?;
    /// let parts: Vec<_> = result.partitions(2).collect();
    /// assert_eq!(parts, [vec!["ann", "bob"], vec!["cleo"]]);
    /// # Ok(())
    /// # });
    /// ```
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
