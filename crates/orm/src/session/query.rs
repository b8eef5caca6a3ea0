//! Queries of a session, which return tracked objects.

use rebis_core::{QueryResult, Statement, StatementRef};

use super::Session;
use crate::error::Error;
use crate::load::{Load, Loaded, QueryOptions, load_rows};

impl Session {
    /// Executes a statement and returns all rows, with models as [`Instance`](crate::Instance)s.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let posts = session.all(select(Post).order_by(Post.id)).await?;
    /// assert_eq!((posts[0].title.as_str(), posts[1].title.as_str()), ("Rust", "SQL"));
    /// posts[0].edit().views += 1;
    /// assert!(session.is_dirty());
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if flushing fails, the statement cannot be compiled, the database rejects
    /// it, or a row cannot be decoded.
    pub async fn all<S>(&mut self, statement: S) -> Result<Vec<Loaded<S::Row>>, Error>
    where
        S: Statement<Row: Load>,
    {
        self.query::<S::Row>(statement.statement(), QueryOptions::limit(usize::MAX))
            .await
    }

    /// Executes a statement and returns its first row, or `None`.
    ///
    /// Other rows are not read, unless a collection is joined by `joinedload`. No `LIMIT` is added
    /// to the statement.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let popular = session.first(select(Post).order_by(Post.views.desc()).limit(1)).await?;
    /// assert!(popular.is_some_and(|post| post.title == "Rust"));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if flushing fails, the statement cannot be compiled, the database rejects
    /// it, or a row cannot be decoded.
    pub async fn first<S>(&mut self, statement: S) -> Result<Option<Loaded<S::Row>>, Error>
    where
        S: Statement<Row: Load>,
    {
        Ok(self
            .query::<S::Row>(statement.statement(), QueryOptions::limit(1))
            .await?
            .into_iter()
            .next())
    }

    /// Executes a statement and returns its only row.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// assert_eq!(ann.id, 1);
    /// let eve = session.one(select(User).filter(User.name.eq("eve"))).await;
    /// assert!(eve.is_err_and(|error| error.code() == "no-rows"));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns `NoRows` or `MultipleRows` if the statement does not return exactly one row. Returns
    /// an error if flushing fails, the statement cannot be compiled, the database rejects it, or a
    /// row cannot be decoded.
    pub async fn one<S>(&mut self, statement: S) -> Result<Loaded<S::Row>, Error>
    where
        S: Statement<Row: Load>,
    {
        let row = self.one_or_none(statement).await?;
        Ok(row.ok_or(rebis_core::Error::NoRows)?)
    }

    /// Executes a statement and returns its only row, or `None` if there is no row.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one_or_none(select(User).filter(User.name.eq("ann"))).await?;
    /// assert!(ann.is_some_and(|user| user.id == 1));
    /// let eve = session.one_or_none(select(User).filter(User.name.eq("eve"))).await?;
    /// assert!(eve.is_none());
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns `MultipleRows` if the statement returns more than one row. Returns an error if
    /// flushing fails, the statement cannot be compiled, the database rejects it, or a row cannot
    /// be decoded.
    pub async fn one_or_none<S>(&mut self, statement: S) -> Result<Option<Loaded<S::Row>>, Error>
    where
        S: Statement<Row: Load>,
    {
        let mut rows = self
            .query::<S::Row>(statement.statement(), QueryOptions::limit(2))
            .await?
            .into_iter();
        match (rows.next(), rows.next()) {
            (_, Some(_)) => Err(rebis_core::Error::MultipleRows.into()),
            (row, None) => Ok(row),
        }
    }

    /// Executes a statement and returns the first column of the first row, or `None`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// session.add(User::draft().name("cleo"));
    /// let count = session.scalar(select(func::count(User.id))).await?; // flushes first
    /// assert_eq!(count, Some(3));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if flushing fails, the statement cannot be compiled, the database rejects
    /// it, or the row cannot be decoded.
    pub async fn scalar<S>(&mut self, statement: S) -> Result<Option<S::Row>, Error>
    where
        S: Statement<Row: rebis_core::Scalar>,
    {
        self.autoflush().await?;
        Ok(self.connect().await?.first(statement).await?)
    }

    /// Executes an INSERT, UPDATE, DELETE or SQL text. Its rows are not tracked.
    ///
    /// The statement does not change objects in memory. Every statement except a plain SELECT
    /// expires all objects: they are refreshed when their rows are loaded, and `get` queries the
    /// database.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let rust = session.one(select(Post).filter(Post.title.eq("Rust"))).await?;
    /// let read = update(Post).values(Post.views.set(Post.views + 1));
    /// assert_eq!(session.execute(read).await?.rows_affected(), 2);
    /// assert_eq!(rust.views, 7);
    /// session.get(Post, rust.id).await?;
    /// assert_eq!(rust.views, 8);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if flushing fails, the statement cannot be compiled, the database rejects
    /// it, or a row cannot be decoded.
    pub async fn execute<S: Statement>(
        &mut self,
        statement: S,
    ) -> Result<QueryResult<S::Row>, Error> {
        self.autoflush().await?;
        let writes = !matches!(
            statement.statement(),
            StatementRef::Select(_) | StatementRef::Compound(_)
        );
        let result = self.connect().await?.execute(&statement).await?;
        if writes {
            self.graph.tracker().note_write();
            self.graph.expire_all();
        }
        Ok(result)
    }

    pub(super) async fn query<O: Load>(
        &mut self,
        statement: StatementRef<'_>,
        options: QueryOptions,
    ) -> Result<Vec<Loaded<O>>, Error> {
        self.autoflush().await?;
        load_rows::<O>(&mut self.reader().await?, statement, options).await
    }
}
