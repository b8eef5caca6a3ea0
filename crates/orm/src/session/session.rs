//! [`Session`]: adds, deletes and flushes objects; its connection and the loading of relationships.

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
use crate::state::{AnyState, Graph, Instance, ObjectState, Owner, link};

/// A set of tracked objects, one for each row, and the transaction that loads and writes them.
///
/// Methods that do I/O are `async` and borrow the session mutably, so two tasks cannot use it at
/// the same time. A session gets a connection from the pool when it first needs one, and returns it
/// at the end of each transaction. Dropping the session rolls back.
pub struct Session {
    pub(super) engine: Engine,
    pub(super) graph: Arc<Graph>,
    pub(super) connection: Option<Connection>,
    /// The numbers of the savepoints, outermost first.
    pub(super) savepoints: Vec<u32>,
    /// The error that makes a rollback necessary.
    pub(super) failed: Option<String>,
    /// The number of the last result.
    pub(super) last_result: u32,
    pub(super) autoflush: bool,
    pub(super) expire_on_commit: bool,
}

impl Session {
    /// Creates a session of an engine, with the default options.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine().clone();
    /// let mut session = Session::new(&engine);
    /// assert_eq!(session.all(select(User.name).order_by(User.id)).await?, ["ann", "bob"]);
    /// # Ok(())
    /// # });
    /// ```
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

    /// Returns the engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Adds a new object. The next flush inserts it.
    ///
    /// Columns without a value get their client-side default immediately. The next flush reports an
    /// error if the object cannot be related to the objects of the draft.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let cleo = session.add(User::draft().name("cleo"));
    /// assert_eq!(cleo.state(), ObjectState::Pending);
    /// session.flush().await?;
    /// assert_eq!(cleo.id, 3);
    /// # Ok(())
    /// # });
    /// ```
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

    /// Adds new objects of one model. The next flush inserts them.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let tags = session.add_all(["async", "sql"].map(|name| Tag::draft().name(name)));
    /// session.flush().await?;
    /// assert_eq!((tags[0].id, tags[1].id), (1, 2));
    /// # Ok(())
    /// # });
    /// ```
    pub fn add_all<D: IntoDraft>(
        &mut self,
        drafts: impl IntoIterator<Item = D>,
    ) -> Vec<Instance<D::Model>> {
        drafts.into_iter().map(|draft| self.add(draft)).collect()
    }

    /// Marks an object for deletion. The next flush deletes it and applies its cascades.
    ///
    /// A pending object is removed from the session immediately. The next flush returns an error if
    /// the object belongs to another session, or is already deleted.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// session.delete(&ann);
    /// session.flush().await?;
    /// assert_eq!(ann.state(), ObjectState::Deleted);
    /// assert!(session.all(select(Post)).await?.is_empty()); // the cascade
    /// # Ok(())
    /// # });
    /// ```
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
                operation: "deleted",
            }),
        }
    }

    /// Returns whether the object belongs to this session, and is pending or persistent.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// assert!(session.contains(&ann));
    /// session.delete(&ann);
    /// session.flush().await?;
    /// assert!(!session.contains(&ann));
    /// # Ok(())
    /// # });
    /// ```
    pub fn contains<M: Model>(&self, instance: &Instance<M>) -> bool {
        Arc::ptr_eq(instance.graph(), &self.graph)
            && matches!(
                instance.state(),
                ObjectState::Pending | ObjectState::Persistent
            )
    }

    /// Returns whether the next flush has something to write.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// assert!(!session.is_dirty());
    /// ann.edit().email = None;
    /// assert!(session.is_dirty());
    /// session.flush().await?;
    /// assert!(!session.is_dirty());
    /// # Ok(())
    /// # });
    /// ```
    pub fn is_dirty(&self) -> bool {
        self.graph.tracker().has_work()
    }

    /// Writes new, changed and deleted objects, in the order that foreign keys require.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let cleo = session.add(User::draft().name("cleo"));
    /// let post = session.add(Post::draft().title("Joins").author(&cleo));
    /// session.flush().await?; // inserts the user, then the post
    /// assert_eq!(post.author_id, cleo.id);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error that names the object if an object cannot be written. Roll back the
    /// transaction or the innermost savepoint before you use the session again.
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
        // This remains if the future is dropped before the flush ends.
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

    /// Returns the connection of the transaction, or gets one from the pool.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// session.add(Tag::draft().name("rust"));
    /// session.flush().await?;
    /// // The connection is in the transaction of the session.
    /// let connection = session.connection().await?;
    /// assert_eq!(connection.all(select(Tag.name)).await?, ["rust"]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the pool has no free connection, the database cannot be reached, or a
    /// rollback is necessary.
    pub async fn connection(&mut self) -> Result<&mut Connection, Error> {
        self.usable()?;
        self.connect().await
    }

    pub(super) async fn connect(&mut self) -> Result<&mut Connection, Error> {
        connect(&mut self.connection, &self.engine, &self.graph).await
    }

    /// Returns a reader of objects. Gets a connection from the pool if necessary.
    pub(super) async fn reader(&mut self) -> Result<ObjectReader<'_>, Error> {
        Ok(ObjectReader {
            connection: connect(&mut self.connection, &self.engine, &self.graph).await?,
            graph: &self.graph,
            last_result: &mut self.last_result,
        })
    }

    /// Removes the connection from the session and returns it, if the session has one.
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

    /// Loads the relationship of a field for its object and the object's siblings.
    pub(crate) async fn load_relation(&mut self, relation: &Relation) -> Result<(), Error> {
        let Some(owner) = relation.owner() else {
            return Err(Error::Untracked);
        };
        self.check_own(owner)?;
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

    /// Returns an error if an object belongs to another session.
    fn check_own(&self, owner: Owner) -> Result<(), Error> {
        if owner.graph == self.graph.number() {
            return Ok(());
        }
        Err(Error::ForeignInstance {
            object: owner.mapper.name().to_owned(),
        })
    }

    /// Returns the objects of a relationship field, if they are loaded.
    pub(crate) fn members<T: Model>(
        &self,
        relation: &Relation,
    ) -> Result<Option<Vec<Instance<T>>>, Error> {
        let owner = relation.owner().ok_or(Error::Untracked)?;
        self.check_own(owner)?;
        let relationship = owner.relationship()?;
        let slot = self
            .graph
            .object(owner.object)
            .and_then(|object| object.slot(relationship));
        let members = slot.and_then(|slot| slot.members());
        Ok(members.map(|members| self.graph.members(&members)))
    }
}

/// Returns the connection of a session, or gets one from the pool.
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

/// Sets columns without a value to their client-side default.
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
