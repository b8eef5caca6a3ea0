//! Transactions and savepoints of a [`Connection`].

use super::connection::Connection;
use super::report::in_statement;
use crate::error::Error;
use crate::pool::PooledConnection;

impl Connection {
    /// Returns whether a transaction is open, begun by [`begin`](Self::begin) or by a statement.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// connection.all(select(User.id)).await?;
    /// assert!(connection.in_transaction());
    /// connection.commit().await?;
    /// assert!(!connection.in_transaction());
    /// # Ok(())
    /// # });
    /// ```
    pub fn in_transaction(&self) -> bool {
        self.in_transaction
    }

    /// Returns whether each statement commits automatically.
    ///
    /// See [`set_autocommit`](Self::set_autocommit).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// assert!(!connection.is_autocommit());
    /// connection.set_autocommit(true)?;
    /// assert!(connection.is_autocommit());
    /// # Ok(())
    /// # });
    /// ```
    pub fn is_autocommit(&self) -> bool {
        self.autocommit
    }

    /// Sets whether each statement commits automatically, until the connection is dropped.
    ///
    /// With autocommit, a statement saves the round trip of a `COMMIT`. Some statements, such as
    /// `VACUUM` and `CREATE DATABASE`, can be executed only with autocommit. [`begin`](Self::begin)
    /// still begins a transaction. SQLAlchemy calls this the isolation level `AUTOCOMMIT`.
    ///
    /// ```
    /// # use rebis_core::{Engine, Error, text};
    /// # async fn vacuum(engine: &Engine) -> Result<(), Error> {
    /// let mut connection = engine.connect().await?;
    /// connection.set_autocommit(true)?;
    /// connection.execute(text("VACUUM")).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns an error if a transaction is open. Commit it or roll it back first.
    pub fn set_autocommit(&mut self, autocommit: bool) -> Result<(), Error> {
        if self.in_transaction {
            return Err(Error::Transaction(
                "autocommit cannot change while a transaction is open; commit or roll back first",
            ));
        }
        self.autocommit = autocommit;
        Ok(())
    }

    /// Begins a transaction.
    ///
    /// Statements begin one automatically, so this is needed only to hold a snapshot, to fail
    /// early, or with autocommit.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// connection.begin().await?;
    /// assert!(connection.in_transaction());
    /// assert!(connection.begin().await.is_err()); // it is open already
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if a transaction is open already, or if the database rejects `BEGIN`.
    pub async fn begin(&mut self) -> Result<(), Error> {
        if self.in_transaction {
            return Err(Error::Transaction(
                "a transaction is already open on this connection; commit or roll back first",
            ));
        }
        self.begin_if_idle().await
    }

    pub(super) async fn begin_if_idle(&mut self) -> Result<(), Error> {
        if !self.in_transaction {
            begin(&mut self.pooled).await?;
            self.in_transaction = true;
        }
        Ok(())
    }

    /// Commits the transaction. Without a transaction, it does nothing.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// connection.execute(update(Post).values(Post.views.set(0))).await?;
    /// connection.commit().await?;
    /// connection.rollback().await?; // nothing to undo
    /// assert_eq!(connection.all(select(Post.views)).await?, [0, 0]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the database rejects the `COMMIT`, as it does for a violated deferred
    /// constraint or a serialization failure. The transaction is then rolled back.
    pub async fn commit(&mut self) -> Result<(), Error> {
        if !self.in_transaction {
            return Ok(());
        }
        let outcome = self.pooled.commit().await;
        match outcome {
            Ok(()) => {
                self.in_transaction = false;
                self.savepoints = 0;
                Ok(())
            }
            Err(error) => {
                let _ = self.rollback().await;
                Err(in_statement("COMMIT", error))
            }
        }
    }

    /// Rolls the transaction back. Without a transaction, it does nothing.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// connection.execute(update(Post).values(Post.views.set(0))).await?;
    /// connection.rollback().await?;
    /// assert_eq!(connection.all(select(Post.views).order_by(Post.id)).await?, [7, 3]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the connection is lost.
    pub async fn rollback(&mut self) -> Result<(), Error> {
        if !self.in_transaction {
            return Ok(());
        }
        self.in_transaction = false;
        self.savepoints = 0;
        self.pooled
            .rollback()
            .await
            .map_err(|error| in_statement("ROLLBACK", error))
    }

    /// Ends the transaction of a closure: commits on `Ok`, rolls back on `Err`.
    pub(crate) async fn end<T>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        match outcome {
            Ok(value) => {
                self.commit().await?;
                Ok(value)
            }
            Err(error) => {
                // The first error is the one to report; the connection is reset in any case.
                let _ = self.rollback().await;
                Err(error)
            }
        }
    }

    /// Runs a closure in a savepoint: releases it on `Ok`, rolls back to it on `Err`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let again = async |connection: &mut Connection| {
    ///     connection.execute(insert(User).values(User.name.set("ann"))).await
    /// };
    /// connection.execute(insert(User).values(User.name.set("cleo"))).await?;
    /// let outcome = connection.begin_nested(again).await;
    /// assert!(outcome.is_err_and(|error| error.code() == "unique-violation"));
    /// assert_eq!(connection.all(select(User.id)).await?.len(), 3); // `cleo` is still there
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns the closure's error, or an error if the database rejects a statement of the
    /// savepoint.
    pub async fn begin_nested<T, F>(&mut self, work: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Self) -> Result<T, Error>,
    {
        let savepoint = self.savepoint().await?;
        let outcome = work(self).await;
        self.end_nested(savepoint, outcome).await
    }

    /// Ends the savepoint of a closure: releases it on `Ok`, rolls back to it on `Err`.
    pub(crate) async fn end_nested<T>(
        &mut self,
        savepoint: u32,
        outcome: Result<T, Error>,
    ) -> Result<T, Error> {
        match outcome {
            Ok(value) => {
                self.release(savepoint).await?;
                Ok(value)
            }
            Err(error) => {
                // The first error is the one to report.
                let _ = self.rollback_to(savepoint).await;
                Err(error)
            }
        }
    }

    /// Sets a savepoint and returns its number.
    ///
    /// Pass the number to [`release`](Self::release) or [`rollback_to`](Self::rollback_to). Begins
    /// a transaction if none is open.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// connection.execute(insert(User).values(User.name.set("cleo"))).await?;
    /// let savepoint = connection.savepoint().await?;
    /// connection.execute(insert(User).values(User.name.set("dan"))).await?;
    /// connection.rollback_to(savepoint).await?;
    /// let names = connection.all(select(User.name).order_by(User.name)).await?;
    /// assert_eq!(names, ["ann", "bob", "cleo"]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the database rejects the statement.
    pub async fn savepoint(&mut self) -> Result<u32, Error> {
        self.begin_if_idle().await?;
        let savepoint = self.savepoints + 1;
        self.simple(&format!("SAVEPOINT {}", savepoint_name(savepoint)))
            .await?;
        self.savepoints = savepoint;
        Ok(savepoint)
    }

    /// Releases a savepoint and keeps the changes since it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let savepoint = connection.savepoint().await?;
    /// connection.execute(insert(User).values(User.name.set("cleo"))).await?;
    /// connection.release(savepoint).await?;
    /// connection.commit().await?;
    /// assert_eq!(connection.all(select(User.id)).await?.len(), 3);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the savepoint no longer exists, or if the database rejects the
    /// statement.
    pub async fn release(&mut self, savepoint: u32) -> Result<(), Error> {
        self.demand(savepoint)?;
        self.simple(&format!("RELEASE SAVEPOINT {}", savepoint_name(savepoint)))
            .await?;
        self.savepoints = savepoint - 1;
        Ok(())
    }

    /// Undoes the changes since a savepoint and removes it.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # run(async |connection| {
    /// let savepoint = connection.savepoint().await?;
    /// connection.execute(delete(Post)).await?;
    /// connection.rollback_to(savepoint).await?;
    /// assert_eq!(connection.all(select(Post.id)).await?.len(), 2);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the savepoint no longer exists, or if the database rejects the
    /// statement.
    pub async fn rollback_to(&mut self, savepoint: u32) -> Result<(), Error> {
        self.demand(savepoint)?;
        let name = savepoint_name(savepoint);
        self.simple(&format!("ROLLBACK TO SAVEPOINT {name}"))
            .await?;
        self.release(savepoint).await
    }

    fn demand(&self, savepoint: u32) -> Result<(), Error> {
        if savepoint > 0 && savepoint <= self.savepoints {
            Ok(())
        } else {
            Err(Error::Transaction(
                "the savepoint no longer exists: it was released, or its transaction ended",
            ))
        }
    }
}

pub(super) async fn begin(pooled: &mut PooledConnection) -> Result<(), Error> {
    let begun = pooled.begin().await;
    begun.map_err(|error| in_statement("BEGIN", error))
}

fn savepoint_name(savepoint: u32) -> String {
    format!("rebis_savepoint_{savepoint}")
}
