//! [`SessionMaker`]: a factory of blocking sessions of one engine.

use rebis_core::blocking::Engine;

use super::session::Session;
use crate::error::Error;
use crate::session;

/// A factory of blocking [sessions](Session) of one engine.
#[derive(Clone, Debug)]
#[must_use]
pub struct SessionMaker {
    engine: Engine,
    inner: session::SessionMaker,
}

impl SessionMaker {
    /// Creates a factory for sessions of an engine, with SQLAlchemy's defaults.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::blocking::SessionMaker;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// let sessions = SessionMaker::new(&engine);
    /// let mut session = sessions.session();
    /// assert_eq!(session.all(select(User))?.len(), 2);
    /// # Ok(())
    /// # });
    /// ```
    pub fn new(engine: &Engine) -> Self {
        Self {
            engine: engine.clone(),
            inner: session::SessionMaker::new(engine.as_async()),
        }
    }

    /// Sets whether queries flush first, so that they see pending changes. Default: `true`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::blocking::SessionMaker;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// let mut session = SessionMaker::new(&engine).autoflush(false).session();
    /// session.add(Tag::draft().name("rust"));
    /// assert!(session.all(select(Tag))?.is_empty());
    /// session.flush()?;
    /// assert_eq!(session.all(select(Tag))?.len(), 1);
    /// # Ok(())
    /// # });
    /// ```
    pub fn autoflush(self, autoflush: bool) -> Self {
        let inner = self.inner.autoflush(autoflush);
        Self { inner, ..self }
    }

    /// Sets whether a commit expires all objects. Default: `true`.
    ///
    /// An expired object keeps its values until one of its rows is loaded, which refreshes it. A
    /// rollback always expires all objects.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_orm::blocking::SessionMaker;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// let mut session = SessionMaker::new(&engine).expire_on_commit(false).session();
    /// let rust = session.one(select(Post).filter(Post.title.eq("Rust")))?;
    /// session.commit()?;
    /// let read = update(Post).values(Post.views.set(Post.views + 1));
    /// engine.begin(|connection| connection.execute(read))?;
    /// assert_eq!(session.get(Post, 1)?, Some(rust.clone())); // from memory
    /// assert_eq!(rust.views, 7);
    /// # Ok(())
    /// # });
    /// ```
    pub fn expire_on_commit(self, expire: bool) -> Self {
        let inner = self.inner.expire_on_commit(expire);
        Self { inner, ..self }
    }

    /// Returns the engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Creates a session. It gets a connection from the pool when it first needs one.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let sessions = rebis_orm::blocking::SessionMaker::new(&engine);
    /// let mut session = sessions.session();
    /// session.add(Tag::draft().name("rust"));
    /// session.commit()?;
    /// let mut other = sessions.session();
    /// assert_eq!(other.one(select(Tag))?.name, "rust");
    /// # Ok(())
    /// # });
    /// ```
    pub fn session(&self) -> Session {
        Session::with_options(&self.engine, &self.inner)
    }

    /// Runs a closure with a session: commits on `Ok`, rolls back on `Err` or a panic.
    ///
    /// This is the blocking form of [`SessionMaker::begin`](session::SessionMaker::begin).
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = core::blocking::Engine::from(session.engine().clone());
    /// # let sessions = rebis_orm::blocking::SessionMaker::new(&engine);
    /// let rust = sessions.begin(|session| Ok(session.add(Tag::draft().name("rust"))))?;
    /// assert_eq!(rust.state(), ObjectState::Persistent);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns the closure's error, or an error if the commit fails, or if the thread cannot block;
    /// see [`Engine::wait`].
    pub fn begin<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Session) -> Result<T, Error>,
    {
        let mut session = self.session();
        let outcome = work(&mut session);
        session.end(outcome)
    }
}
