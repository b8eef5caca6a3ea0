//! Commit, rollback and savepoints, in the database and for the objects in memory.

use super::Session;
use crate::error::Error;
use crate::state::{ObjectId, ObjectState, Snapshot};

/// The savepoint of a closure.
pub(crate) struct Nested {
    savepoint: u32,
    /// The number of savepoints, including this one.
    depth: usize,
}

impl Session {
    /// Flushes and commits the transaction.
    ///
    /// The session can still be used: the next statement begins a new transaction. Objects keep
    /// their values, and expire unless [`expire_on_commit`](super::SessionMaker::expire_on_commit)
    /// is off.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine().clone();
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// ann.edit().name = "anna".to_owned();
    /// session.commit().await?;
    /// let names = engine.connect().await?.all(select(User.name).order_by(User.id)).await?;
    /// assert_eq!(names, ["anna", "bob"]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if flushing fails, or the database rejects the commit. Roll back before you
    /// use the session again.
    pub async fn commit(&mut self) -> Result<(), Error> {
        self.flush().await?;
        if let Some(mut connection) = self.connection.take()
            && let Err(error) = connection.commit().await
        {
            self.failed = Some(error.to_string());
            return Err(error.into());
        }
        self.savepoints.clear();
        self.graph.tracker().commit();
        if self.expire_on_commit {
            self.graph.expire_all();
        }
        Ok(())
    }

    /// Rolls the transaction back, with all its savepoints, and restores the objects.
    ///
    /// Objects get the values and states that they had when the transaction began, from memory.
    /// Objects that were added in the transaction become transient. All objects expire.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// ann.edit().name = "anna".to_owned();
    /// let cleo = session.add(User::draft().name("cleo"));
    /// session.rollback().await?;
    /// assert_eq!(ann.name, "ann");
    /// assert_eq!(cleo.state(), ObjectState::Transient);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the connection is lost. The objects are restored even then.
    pub async fn rollback(&mut self) -> Result<(), Error> {
        let savepoints = self.graph.tracker().savepoints();
        for _ in 0..=savepoints {
            self.undo_level();
        }
        self.graph.expire_all();
        self.savepoints.clear();
        self.failed = None;
        match self.connection.take() {
            Some(mut connection) => Ok(connection.rollback().await?),
            None => Ok(()),
        }
    }

    /// Ends the transaction of a closure: commits on `Ok`, rolls back on `Err`.
    pub(crate) async fn end<T>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        match outcome {
            Ok(value) => {
                self.commit().await?;
                Ok(value)
            }
            Err(error) => {
                // The closure's error is more important than an error of the rollback.
                let _ = self.rollback().await;
                Err(error)
            }
        }
    }

    /// Runs a closure in a savepoint: releases it on `Ok`, rolls back to it on `Err`.
    ///
    /// Flushes before and after the closure. On `Err`, the changes of the closure are undone in the
    /// database and in memory. The enclosing transaction can still be used.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// let outcome = session.begin_nested(async |session| {
    ///     ann.edit().name = "bob".to_owned(); // another user has this name
    ///     session.flush().await
    /// }).await;
    /// assert!(outcome.is_err_and(|error| error.code() == "unique-violation"));
    /// assert_eq!(ann.name, "ann");
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns the closure's error. Returns an error if flushing fails, or the database rejects a
    /// statement of the savepoint.
    pub async fn begin_nested<T, F>(&mut self, work: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Self) -> Result<T, Error>,
    {
        let nested = self.enter_nested().await?;
        let outcome = work(self).await;
        self.end_nested(nested, outcome).await
    }

    /// Flushes and sets the savepoint of a closure.
    pub(crate) async fn enter_nested(&mut self) -> Result<Nested, Error> {
        self.flush().await?;
        let savepoint = self.connect().await?.savepoint().await?;
        self.savepoints.push(savepoint);
        self.graph.tracker().begin_savepoint();
        let depth = self.savepoints.len();
        Ok(Nested { savepoint, depth })
    }

    /// Ends the savepoint of a closure: releases it on `Ok`, rolls back to it on `Err`.
    pub(crate) async fn end_nested<T>(
        &mut self,
        nested: Nested,
        outcome: Result<T, Error>,
    ) -> Result<T, Error> {
        let Nested { savepoint, depth } = nested;
        let outcome = match outcome {
            Ok(value) => self.flush().await.map(|()| value),
            Err(error) => Err(error),
        };
        if self.savepoints.len() < depth {
            // The closure ended the transaction, which also ended the savepoint.
            return outcome;
        }
        self.savepoints.pop();
        match outcome {
            Ok(value) => {
                self.graph.tracker().release_savepoint();
                let released = self.connect().await?.release(savepoint).await;
                self.failed = released.as_ref().err().map(ToString::to_string);
                released?;
                Ok(value)
            }
            Err(error) => {
                self.undo_level();
                self.graph.expire_all();
                match self.connect().await?.rollback_to(savepoint).await {
                    Ok(()) => self.failed = None,
                    Err(rollback) => self.failed = Some(rollback.to_string()),
                }
                Err(error)
            }
        }
    }

    /// Rolls back uncommitted changes and returns the connection to the pool.
    ///
    /// Dropping the session does this too, without waiting, and ignores the error.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine().clone();
    /// let mut session = Session::new(&engine);
    /// session.add(Tag::draft().name("rust"));
    /// session.flush().await?;
    /// session.close().await?;
    /// assert!(engine.connect().await?.all(select(Tag.name)).await?.is_empty());
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the connection is lost.
    pub async fn close(mut self) -> Result<(), Error> {
        self.rollback().await
    }

    /// Restores objects to their state when the innermost savepoint or transaction began.
    fn undo_level(&self) {
        let touched = self.graph.tracker().undo_level();
        for (id, snapshot) in touched {
            self.restore(id, snapshot);
        }
    }

    fn restore(&self, id: ObjectId, snapshot: Snapshot) {
        // The tracker contains only objects of this graph.
        let Some(object) = self.graph.object(id) else {
            unreachable!("{id:?} is not in its graph");
        };
        if let Some(key) = self.graph.committed_key_of(object) {
            self.graph.forget(id, &key);
        }
        object.restore(snapshot);
        if object.state() == ObjectState::Persistent
            && let Some(key) = self.graph.committed_key_of(object)
        {
            self.graph.identify(id, key);
        }
    }
}
