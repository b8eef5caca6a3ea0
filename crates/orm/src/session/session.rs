//! The session itself: adding and deleting, and what the other files stand on.

use std::fmt;
use std::sync::Arc;

use rebis_core::{Connection, Engine};

use super::SessionMaker;
use crate::error::Error;
use crate::flush;
use crate::load::{ObjectReader, load_siblings};
use crate::mapper::Model;
use crate::state::IntoDraft;
use crate::state::Relation;
use crate::state::{AnyState, Graph, Instance, ObjectState, link};

/// A conversation with a database: the objects of a transaction, one for each row, and what is to
/// be written.
///
/// Calls that do I/O are `async` and take `&mut self`, so two tasks cannot use one session at the
/// same time. A session takes a connection when it first needs one and gives it back at the end of
/// each transaction. Dropping it rolls back.
pub struct Session {
    pub(super) engine: Engine,
    pub(super) graph: Arc<Graph>,
    pub(super) connection: Option<Connection>,
    /// Numbers of the savepoints, outermost first.
    pub(super) savepoints: Vec<u32>,
    /// Why the transaction must be rolled back first.
    pub(super) failed: Option<String>,
    /// Number of the last result.
    pub(super) last_result: u32,
    pub(super) autoflush: bool,
    pub(super) expire_on_commit: bool,
}

impl Session {
    /// A session of an engine, with defaults.
    pub fn new(engine: &Engine) -> Self {
        Self::with_options(&SessionMaker::new(engine))
    }

    pub(super) fn with_options(maker: &SessionMaker) -> Self {
        Self {
            engine: maker.engine().clone(),
            graph: Graph::new(),
            connection: None,
            savepoints: Vec::new(),
            failed: None,
            last_result: 0,
            autoflush: maker.autoflush,
            expire_on_commit: maker.expire_on_commit,
        }
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Adds a new object; the next flush inserts it.
    pub fn add<D: IntoDraft>(&mut self, draft: D) -> Instance<D::Model> {
        let mut draft = draft.into_draft();
        fill_defaults::<D::Model>(Arc::make_mut(&mut draft.values).as_mut_slice());
        let instance = self.graph.insert_pending::<D::Model>(draft.values);
        for (relationship, target) in &draft.links {
            if let Some(target) = target.object() {
                link(&self.graph, instance.object(), *relationship, target);
            }
        }
        instance
    }

    /// Adds many new objects of one model.
    pub fn add_all<D: IntoDraft>(
        &mut self,
        drafts: impl IntoIterator<Item = D>,
    ) -> Vec<Instance<D::Model>> {
        drafts.into_iter().map(|draft| self.add(draft)).collect()
    }

    /// Deletes an object; the next flush does it, with what its cascades reach. A pending object
    /// is just taken out.
    ///
    /// An object of another session, or one that is gone already, is an error at the next flush.
    pub fn delete<M: Model>(&mut self, instance: &Instance<M>) {
        let object = instance.object();
        if !Arc::ptr_eq(instance.graph(), &self.graph) {
            let object = M::mapper().describe(object);
            return self.graph.report(Error::ForeignInstance { object });
        }
        match object.state() {
            ObjectState::Pending => {
                if let Err(error) = flush::expunge(&self.graph, object) {
                    self.graph.report(error);
                }
            }
            ObjectState::Persistent => {
                self.graph.touch(object);
                self.graph.tracker().deleted.insert(object.id());
            }
            state => self.graph.report(Error::InvalidState {
                object: M::mapper().describe(object),
                state,
                operation: "deleting it",
            }),
        }
    }

    /// Whether the object belongs to this session, and is pending or in the database.
    pub fn contains<M: Model>(&self, instance: &Instance<M>) -> bool {
        Arc::ptr_eq(instance.graph(), &self.graph)
            && matches!(
                instance.state(),
                ObjectState::Pending | ObjectState::Persistent
            )
    }

    /// Whether the next flush has something to write.
    pub fn is_dirty(&self) -> bool {
        self.graph.tracker().has_work()
    }

    /// Writes what is new, changed and deleted, in the order that foreign keys demand.
    ///
    /// # Errors
    /// When an object cannot be written; the error names it. The transaction (or the innermost
    /// savepoint) must then be rolled back.
    pub async fn flush(&mut self) -> Result<(), Error> {
        self.usable()?;
        if !self.graph.tracker().has_work() {
            return Ok(());
        }
        let connection = connect(&mut self.connection, &self.engine, &self.graph).await?;
        let mut reader = ObjectReader {
            connection,
            graph: &self.graph,
            last_result: &mut self.last_result,
        };
        // Holds if this future is dropped before the flush has ended.
        self.failed = Some("a flush was cancelled".to_owned());
        let flushed = flush::flush(&mut reader).await;
        self.failed = flushed.as_ref().err().map(ToString::to_string);
        flushed
    }

    pub(super) async fn autoflush(&mut self) -> Result<(), Error> {
        if self.autoflush {
            self.flush().await
        } else {
            self.usable()
        }
    }

    /// The connection of the transaction, begun if need be.
    ///
    /// # Errors
    /// When the pool has none, or the database cannot be reached.
    pub async fn connection(&mut self) -> Result<&mut Connection, Error> {
        self.usable()?;
        self.connect().await
    }

    pub(super) async fn connect(&mut self) -> Result<&mut Connection, Error> {
        connect(&mut self.connection, &self.engine, &self.graph).await
    }

    /// Reads objects of this session; takes a connection if the session has none.
    pub(super) async fn reader(&mut self) -> Result<ObjectReader<'_>, Error> {
        Ok(ObjectReader {
            connection: connect(&mut self.connection, &self.engine, &self.graph).await?,
            graph: &self.graph,
            last_result: &mut self.last_result,
        })
    }

    /// The connection of the transaction, if one has begun, taken out of the session.
    pub(crate) fn take_connection(&mut self) -> Option<Connection> {
        self.connection.take()
    }

    pub(super) fn usable(&self) -> Result<(), Error> {
        match &self.failed {
            None => Ok(()),
            Some(cause) => Err(Error::PendingRollback {
                cause: crate::error::excerpt(cause, 1200),
            }),
        }
    }

    /// Loads a relationship field, together with those of its siblings.
    pub(crate) async fn load_relation(&mut self, relation: &Relation) -> Result<(), Error> {
        let Some(owner) = relation.owner() else {
            return Err(Error::Untracked);
        };
        if owner.graph != self.graph.number() {
            return Err(Error::ForeignInstance {
                object: owner.mapper.name().to_owned(),
            });
        }
        let relationship = owner.relationship()?;
        let is_loaded = |object: &dyn AnyState| {
            let slot = object.slot(relationship);
            slot.is_some_and(|slot| slot.is_loaded())
        };
        if self.graph.object(owner.object).is_some_and(is_loaded) {
            return Ok(());
        }
        self.autoflush().await?;
        load_siblings(&mut self.reader().await?, owner).await
    }

    /// The objects of a relationship field, if they are loaded.
    pub(crate) fn members<T: Model>(
        &self,
        relation: &Relation,
    ) -> Result<Option<Vec<Instance<T>>>, Error> {
        let owner = relation.owner().ok_or(Error::Untracked)?;
        let relationship = owner.relationship()?;
        let slot = self
            .graph
            .object(owner.object)
            .and_then(|object| object.slot(relationship));
        let members = slot.and_then(|slot| slot.members());
        Ok(members.map(|members| self.graph.members(&members)))
    }
}

/// The connection of a session, taken from the pool if the session has none.
async fn connect<'s>(
    held: &'s mut Option<Connection>,
    engine: &Engine,
    graph: &Graph,
) -> Result<&'s mut Connection, Error> {
    let connection = match held.take() {
        Some(connection) => connection,
        None => {
            let connection = engine.connect().await?;
            graph.set_key_rules(connection.dialect().capabilities());
            connection
        }
    };
    Ok(held.insert(connection))
}

/// Columns without a value get their client-side default.
fn fill_defaults<M: Model>(values: &mut [Option<rebis_core::Value>]) {
    for (value, column) in values.iter_mut().zip(M::table().columns()) {
        if value.is_none() {
            *value = column.client_default();
        }
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("engine", &self.engine)
            .field("objects", &self.graph.len())
            .finish_non_exhaustive()
    }
}
