//! Queries: the same statements as on a connection, with tracked objects.

use rebis_core::{QueryResult, Statement, StatementRef};

use super::Session;
use crate::error::Error;
use crate::load::{Load, Loaded, QueryOptions, load_rows};

impl Session {
    /// All rows; models as [`Instance`](crate::Instance)s.
    ///
    /// # Errors
    /// When flushing first fails, the statement cannot be compiled, the database refuses it, or a
    /// row does not fit.
    pub async fn all<S>(&mut self, statement: S) -> Result<Vec<Loaded<S::Row>>, Error>
    where
        S: Statement<Row: Load>,
    {
        self.query::<S::Row>(statement.statement(), QueryOptions::limit(usize::MAX))
            .await
    }

    /// The first row, if there is one; the others are not read.
    ///
    /// # Errors
    /// As [`all`](Self::all).
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

    /// The only row.
    ///
    /// # Errors
    /// As [`all`](Self::all), and when there is no row or more than one.
    pub async fn one<S>(&mut self, statement: S) -> Result<Loaded<S::Row>, Error>
    where
        S: Statement<Row: Load>,
    {
        let row = self.one_or_none(statement).await?;
        Ok(row.ok_or(rebis_core::Error::NoRows)?)
    }

    /// The only row, if there is one.
    ///
    /// # Errors
    /// As [`all`](Self::all), and when there is more than one row.
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

    /// The value of a single column in the first row, if there is a row.
    ///
    /// # Errors
    /// As [`all`](Self::all).
    pub async fn scalar<S>(&mut self, statement: S) -> Result<Option<S::Row>, Error>
    where
        S: Statement<Row: rebis_core::Scalar>,
    {
        self.autoflush().await?;
        Ok(self.connect().await?.first(statement).await?)
    }

    /// Executes a statement that is not a query of objects: UPDATE, DELETE, INSERT, or SQL text.
    ///
    /// Objects of the session do not follow an UPDATE or DELETE statement by themselves: their rows
    /// are read again when a later query brings them, and `get` asks the database.
    ///
    /// # Errors
    /// As [`all`](Self::all).
    pub async fn execute<S: Statement>(
        &mut self,
        statement: S,
    ) -> Result<QueryResult<S::Row>, Error> {
        self.autoflush().await?;
        let writes = !matches!(statement.statement(), StatementRef::Select(_));
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
