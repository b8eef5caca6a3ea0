//! Commit, rollback and savepoints, in the database and in memory.

use super::Session;
use crate::error::Error;
use crate::state::{ObjectId, ObjectState, Snapshot};

/// The savepoint of a closure.
pub(crate) struct Nested {
    savepoint: u32,
    /// How many savepoints there were, with this one.
    depth: usize,
}

impl Session {
    /// Writes what is pending and commits. The session can be used on: the next statement begins a
    /// new transaction. Objects stay readable, and are read again when their rows come next.
    ///
    /// # Errors
    /// When flushing fails, or the database refuses to commit. The transaction must then be rolled
    /// back.
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

    /// Rolls the transaction back, with all savepoints in it. Objects return, from memory, to what
    /// they were when it began; those that it added become transient.
    ///
    /// # Errors
    /// When the connection is lost. The objects have returned all the same.
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

    /// Ends the transaction of a closure as its outcome says.
    pub(crate) async fn end<T>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        match outcome {
            Ok(value) => {
                self.commit().await?;
                Ok(value)
            }
            Err(error) => {
                // The first error is the one to report.
                let _ = self.rollback().await;
                Err(error)
            }
        }
    }

    /// Runs a closure in a savepoint: keeps what it did on `Ok`; on `Err` undoes it in the
    /// database and in memory, and leaves the transaction around it usable.
    ///
    /// # Errors
    /// What the closure returns, what flushing before and after it returns, and what the database
    /// says to the savepoint.
    pub async fn begin_nested<T, F>(&mut self, work: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Self) -> Result<T, Error>,
    {
        let nested = self.enter_nested().await?;
        let outcome = work(self).await;
        self.end_nested(nested, outcome).await
    }

    /// Begins the savepoint of a closure.
    pub(crate) async fn enter_nested(&mut self) -> Result<Nested, Error> {
        self.flush().await?;
        let savepoint = self.connect().await?.savepoint().await?;
        self.savepoints.push(savepoint);
        self.graph.tracker().begin_savepoint();
        let depth = self.savepoints.len();
        Ok(Nested { savepoint, depth })
    }

    /// Ends the savepoint of a closure as its outcome says.
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
            // The closure ended the transaction, and the savepoint with it.
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

    /// Gives the connection back after rolling back what was not committed. Dropping does the same
    /// without waiting; call this to see the error.
    ///
    /// # Errors
    /// When the connection is lost.
    pub async fn close(mut self) -> Result<(), Error> {
        self.rollback().await
    }

    /// Returns objects to what they were when the innermost level began.
    fn undo_level(&self) {
        let touched = self.graph.tracker().undo_level();
        for (id, snapshot) in touched {
            self.restore(id, snapshot);
        }
    }

    fn restore(&self, id: ObjectId, snapshot: Snapshot) {
        // The tracker knows objects of this graph only.
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
