//! [`Session`]: a session whose calls block.

use std::fmt;

use rebis_core::blocking::{Connection, Engine};
use rebis_core::{Fields, KeyValues, QueryResult, Scalar, Statement};

use super::load::Loadable;
use crate::error::Error;
use crate::load::{Load, Loaded};
use crate::mapper::Model;
use crate::session;
use crate::state::Instance;
use crate::state::IntoDraft;

/// A [session](crate::Session) whose calls block.
///
/// Dropping a session with an open transaction waits for its rollback.
pub struct Session {
    engine: Engine,
    inner: session::Session,
}

impl Session {
    /// Creates a session of an engine, with the default options.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::blocking::Session;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// let mut session = Session::new(&engine);
    /// assert_eq!(session.all(select(User.name).order_by(User.id))?, ["ann", "bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn new(engine: &Engine) -> Self {
        Self {
            engine: engine.clone(),
            inner: session::Session::new(engine.as_async()),
        }
    }

    pub(super) fn with_options(engine: &Engine, maker: &session::SessionMaker) -> Self {
        Self {
            engine: engine.clone(),
            inner: maker.session(),
        }
    }

    /// Returns the engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Adds a new object. The next flush inserts it.
    ///
    /// See [`Session::add`](session::Session::add).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let cleo = session.add(User::draft().name("cleo"));
    /// assert_eq!(cleo.state(), ObjectState::Pending);
    /// session.flush()?;
    /// assert_eq!(cleo.id, 3);
    /// # Ok(())
    /// # });
    /// ```
    pub fn add<D: IntoDraft>(&mut self, draft: D) -> Instance<D::Model> {
        self.inner.add(draft)
    }

    /// Adds new objects of one model. The next flush inserts them.
    ///
    /// See [`Session::add_all`](session::Session::add_all).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let tags = session.add_all(["async", "sql"].map(|name| Tag::draft().name(name)));
    /// session.flush()?;
    /// assert_eq!((tags[0].id, tags[1].id), (1, 2));
    /// # Ok(())
    /// # });
    /// ```
    pub fn add_all<D: IntoDraft>(
        &mut self,
        drafts: impl IntoIterator<Item = D>,
    ) -> Vec<Instance<D::Model>> {
        self.inner.add_all(drafts)
    }

    /// Marks an object for deletion. The next flush deletes it and applies its cascades.
    ///
    /// A pending object is removed from the session immediately. See
    /// [`Session::delete`](session::Session::delete).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let ann = session.one(select(User).filter(User.name.eq("ann")))?;
    /// session.delete(&ann);
    /// session.flush()?;
    /// assert_eq!(ann.state(), ObjectState::Deleted);
    /// assert!(session.all(select(Post))?.is_empty()); // the cascade
    /// # Ok(())
    /// # });
    /// ```
    pub fn delete<M: Model>(&mut self, instance: &Instance<M>) {
        self.inner.delete(instance);
    }

    /// Returns whether the object belongs to this session, and is pending or persistent.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let ann = session.one(select(User).filter(User.name.eq("ann")))?;
    /// assert!(session.contains(&ann));
    /// session.delete(&ann);
    /// session.flush()?;
    /// assert!(!session.contains(&ann));
    /// # Ok(())
    /// # });
    /// ```
    pub fn contains<M: Model>(&self, instance: &Instance<M>) -> bool {
        self.inner.contains(instance)
    }

    /// Returns whether the next flush has something to write.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let ann = session.one(select(User).filter(User.name.eq("ann")))?;
    /// assert!(!session.is_dirty());
    /// ann.edit().email = None;
    /// assert!(session.is_dirty());
    /// session.flush()?;
    /// assert!(!session.is_dirty());
    /// # Ok(())
    /// # });
    /// ```
    pub fn is_dirty(&self) -> bool {
        self.inner.is_dirty()
    }

    /// Writes new, changed and deleted objects, in the order that foreign keys require.
    ///
    /// This is the blocking form of [`Session::flush`](session::Session::flush).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let cleo = session.add(User::draft().name("cleo"));
    /// let post = session.add(Post::draft().title("Joins").author(&cleo));
    /// session.flush()?; // inserts the user, then the post
    /// assert_eq!(post.author_id, cleo.id);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn flush(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.flush())
    }

    /// Returns the connection of the transaction, or gets one from the pool.
    ///
    /// This is the blocking form of [`Session::connection`](session::Session::connection).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// session.add(Tag::draft().name("rust"));
    /// session.flush()?;
    /// // The connection is in the transaction of the session.
    /// let mut connection = session.connection()?;
    /// assert_eq!(connection.all(select(Tag.name))?, ["rust"]);
    /// # drop(connection);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn connection(&mut self) -> Result<Connection<'_>, Error> {
        self.engine
            .wait(self.inner.connection())
            .map(Connection::from)
    }

    /// Returns the object with a primary key, from memory or from the database.
    ///
    /// This is the blocking form of [`Session::get`](session::Session::get).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let ann = session.one(select(User).filter(User.name.eq("ann")))?;
    /// assert_eq!(session.get(User, 1)?, Some(ann)); // from memory
    /// assert_eq!(session.get(User, 9)?, None);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn get<F>(
        &mut self,
        model: F,
        key: impl KeyValues,
    ) -> Result<Option<Instance<F::Record>>, Error>
    where
        F: Fields<Record: Model>,
    {
        self.engine.wait(self.inner.get(model, key))
    }

    /// Flushes, then loads the row of an object again.
    ///
    /// This is the blocking form of [`Session::refresh`](session::Session::refresh).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let rust = session.one(select(Post).filter(Post.title.eq("Rust")))?;
    /// session.execute(update(Post).values(Post.views.set(Post.views + 1)))?;
    /// session.refresh(&rust)?;
    /// assert_eq!(rust.views, 8);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn refresh<M: Model>(&mut self, instance: &Instance<M>) -> Result<(), Error> {
        self.engine.wait(self.inner.refresh(instance))
    }

    /// Returns the related objects of a relationship field; loads them if they are not in memory.
    ///
    /// `session.load(&user.posts)?` is the blocking form of
    /// [`user.posts.load(session).await?`](crate::Many::load).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let ann = session.one(select(User).filter(User.name.eq("ann")))?;
    /// let posts = session.load(&ann.posts)?;
    /// assert_eq!((posts[0].title.as_str(), posts[1].title.as_str()), ("Rust", "SQL"));
    /// assert_eq!(session.load(&posts[0].author)?, ann);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn load<R: Loadable>(&mut self, relationship: &R) -> Result<R::Loaded, Error> {
        relationship.load_in(self)
    }

    /// Executes a statement and returns all rows, with models as [`Instance`]s.
    ///
    /// This is the blocking form of [`Session::all`](session::Session::all).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let posts = session.all(select(Post).order_by(Post.id))?;
    /// assert_eq!((posts[0].title.as_str(), posts[1].title.as_str()), ("Rust", "SQL"));
    /// posts[0].edit().views += 1;
    /// assert!(session.is_dirty());
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn all<S>(&mut self, statement: S) -> Result<Vec<Loaded<S::Row>>, Error>
    where
        S: Statement<Row: Load>,
    {
        self.engine.wait(self.inner.all(statement))
    }

    /// Executes a statement and returns its first row, or `None`.
    ///
    /// This is the blocking form of [`Session::first`](session::Session::first).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let popular = session.first(select(Post).order_by(Post.views.desc()).limit(1))?;
    /// assert!(popular.is_some_and(|post| post.title == "Rust"));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn first<S>(&mut self, statement: S) -> Result<Option<Loaded<S::Row>>, Error>
    where
        S: Statement<Row: Load>,
    {
        self.engine.wait(self.inner.first(statement))
    }

    /// Executes a statement and returns its only row.
    ///
    /// This is the blocking form of [`Session::one`](session::Session::one).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let ann = session.one(select(User).filter(User.name.eq("ann")))?;
    /// assert_eq!(ann.id, 1);
    /// let eve = session.one(select(User).filter(User.name.eq("eve")));
    /// assert!(eve.is_err_and(|error| error.code() == "no-rows"));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn one<S>(&mut self, statement: S) -> Result<Loaded<S::Row>, Error>
    where
        S: Statement<Row: Load>,
    {
        self.engine.wait(self.inner.one(statement))
    }

    /// Executes a statement and returns its only row, or `None` if there is no row.
    ///
    /// This is the blocking form of [`Session::one_or_none`](session::Session::one_or_none).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let ann = session.one_or_none(select(User).filter(User.name.eq("ann")))?;
    /// assert!(ann.is_some_and(|user| user.id == 1));
    /// let eve = session.one_or_none(select(User).filter(User.name.eq("eve")))?;
    /// assert!(eve.is_none());
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn one_or_none<S>(&mut self, statement: S) -> Result<Option<Loaded<S::Row>>, Error>
    where
        S: Statement<Row: Load>,
    {
        self.engine.wait(self.inner.one_or_none(statement))
    }

    /// Executes a statement and returns the first column of the first row, or `None`.
    ///
    /// This is the blocking form of [`Session::scalar`](session::Session::scalar).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// session.add(User::draft().name("cleo"));
    /// let count = session.scalar(select(func::count(User.id)))?; // flushes first
    /// assert_eq!(count, Some(3));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn scalar<S>(&mut self, statement: S) -> Result<Option<S::Row>, Error>
    where
        S: Statement<Row: Scalar>,
    {
        self.engine.wait(self.inner.scalar(statement))
    }

    /// Executes an INSERT, UPDATE, DELETE or SQL text. Its rows are not tracked.
    ///
    /// This is the blocking form of [`Session::execute`](session::Session::execute).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let rust = session.one(select(Post).filter(Post.title.eq("Rust")))?;
    /// let read = update(Post).values(Post.views.set(Post.views + 1));
    /// assert_eq!(session.execute(read)?.rows_affected(), 2);
    /// assert_eq!(rust.views, 7);
    /// session.get(Post, rust.id)?;
    /// assert_eq!(rust.views, 8);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn execute<S: Statement>(&mut self, statement: S) -> Result<QueryResult<S::Row>, Error> {
        self.engine.wait(self.inner.execute(statement))
    }

    /// Flushes and commits the transaction.
    ///
    /// This is the blocking form of [`Session::commit`](session::Session::commit).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let ann = session.one(select(User).filter(User.name.eq("ann")))?;
    /// ann.edit().name = "anna".to_owned();
    /// session.commit()?;
    /// let names = engine.connect()?.all(select(User.name).order_by(User.id))?;
    /// assert_eq!(names, ["anna", "bob"]);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn commit(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.commit())
    }

    /// Rolls the transaction back, and restores the objects from memory.
    ///
    /// This is the blocking form of [`Session::rollback`](session::Session::rollback).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let ann = session.one(select(User).filter(User.name.eq("ann")))?;
    /// ann.edit().name = "anna".to_owned();
    /// let cleo = session.add(User::draft().name("cleo"));
    /// session.rollback()?;
    /// assert_eq!(ann.name, "ann");
    /// assert_eq!(cleo.state(), ObjectState::Transient);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn rollback(&mut self) -> Result<(), Error> {
        self.engine.wait(self.inner.rollback())
    }

    /// Runs a closure in a savepoint: releases it on `Ok`, rolls back to it on `Err`.
    ///
    /// This is the blocking form of [`Session::begin_nested`](session::Session::begin_nested).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let ann = session.one(select(User).filter(User.name.eq("ann")))?;
    /// let outcome = session.begin_nested(|session| {
    ///     ann.edit().name = "bob".to_owned(); // another user has this name
    ///     session.flush()
    /// });
    /// assert!(outcome.is_err_and(|error| error.code() == "unique-violation"));
    /// assert_eq!(ann.name, "ann");
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn begin_nested<T, F>(&mut self, work: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Self) -> Result<T, Error>,
    {
        let nested = self.engine.wait(self.inner.enter_nested())?;
        let outcome = work(self);
        self.engine.wait(self.inner.end_nested(nested, outcome))
    }

    /// Rolls back uncommitted changes and returns the connection to the pool.
    ///
    /// Dropping the session does this too, but ignores the error. This is the blocking form of
    /// [`Session::close`](session::Session::close).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// session.add(Tag::draft().name("rust"));
    /// session.flush()?;
    /// session.close()?;
    /// assert!(engine.connect()?.all(select(Tag.name))?.is_empty());
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns an error if the async method fails, or if the thread cannot block; see
    /// [`Engine::wait`].
    pub fn close(mut self) -> Result<(), Error> {
        self.rollback()
    }

    /// Waits for a call of the async API on this session.
    ///
    /// Use it for async methods that have no blocking form.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let mut session = rebis_orm::blocking::Session::new(&engine);
    /// let ann = session.one(select(User).filter(User.name.eq("ann")))?;
    /// let posts = session.wait(async |session| ann.posts.load(session).await)?;
    /// assert_eq!(posts.len(), 2);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns the closure's error, or an error if the thread cannot block; see [`Engine::wait`].
    pub fn wait<T, F>(&mut self, call: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut session::Session) -> Result<T, Error>,
    {
        self.engine.wait(call(&mut self.inner))
    }

    /// Ends the transaction of a closure: commits on `Ok`, rolls back on `Err`.
    pub(super) fn end<T>(&mut self, outcome: Result<T, Error>) -> Result<T, Error> {
        self.engine.wait(self.inner.end(outcome))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A blocking connection waits for its rollback when it is dropped.
        drop(self.inner.take_connection().map(Connection::from));
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
