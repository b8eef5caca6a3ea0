//! [`SessionMaker`]: a factory of sessions of one engine.

use rebis_core::Engine;

use super::Session;
use crate::error::Error;

/// A factory of sessions of one engine.
#[derive(Clone, Debug)]
#[must_use]
pub struct SessionMaker {
    engine: Engine,
    pub(super) autoflush: bool,
    pub(super) expire_on_commit: bool,
}

impl SessionMaker {
    /// Creates a factory for sessions of an engine, with SQLAlchemy's defaults.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine();
    /// let sessions = SessionMaker::new(engine);
    /// let mut session = sessions.session();
    /// assert_eq!(session.all(select(User)).await?.len(), 2);
    /// # Ok(())
    /// # });
    /// ```
    pub fn new(engine: &Engine) -> Self {
        Self {
            engine: engine.clone(),
            autoflush: true,
            expire_on_commit: true,
        }
    }

    /// Sets whether queries flush first, so that they see pending changes. Default: `true`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine();
    /// let mut session = SessionMaker::new(engine).autoflush(false).session();
    /// session.add(Tag::draft().name("rust"));
    /// assert!(session.all(select(Tag)).await?.is_empty());
    /// session.flush().await?;
    /// assert_eq!(session.all(select(Tag)).await?.len(), 1);
    /// # Ok(())
    /// # });
    /// ```
    pub fn autoflush(mut self, autoflush: bool) -> Self {
        self.autoflush = autoflush;
        self
    }

    /// Sets whether a commit expires all objects. Default: `true`.
    ///
    /// An expired object keeps its values until one of its rows is loaded, which refreshes it. A
    /// rollback always expires all objects.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let engine = session.engine();
    /// let mut session = SessionMaker::new(engine).expire_on_commit(false).session();
    /// let rust = session.one(select(Post).filter(Post.title.eq("Rust"))).await?;
    /// session.commit().await?;
    /// let read = update(Post).values(Post.views.set(Post.views + 1));
    /// engine.begin(async |connection| connection.execute(read).await).await?;
    /// assert_eq!(session.get(Post, 1).await?, Some(rust.clone())); // from memory
    /// assert_eq!(rust.views, 7);
    /// # Ok(())
    /// # });
    /// ```
    pub fn expire_on_commit(mut self, expire: bool) -> Self {
        self.expire_on_commit = expire;
        self
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
    /// # let sessions = SessionMaker::new(session.engine());
    /// let mut session = sessions.session();
    /// session.add(Tag::draft().name("rust"));
    /// session.commit().await?;
    /// let mut other = sessions.session();
    /// assert_eq!(other.one(select(Tag)).await?.name, "rust");
    /// # Ok(())
    /// # });
    /// ```
    pub fn session(&self) -> Session {
        Session::with_options(self)
    }

    /// Runs a closure with a session: commits on `Ok`, rolls back on `Err`.
    ///
    /// Dropping the future rolls back, too. A closure with its own error type can wrap the error in
    /// [`Error::other`].
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// # let sessions = SessionMaker::new(session.engine());
    /// let rust = sessions.begin(async |session| {
    ///     Ok(session.add(Tag::draft().name("rust")))
    /// }).await?;
    /// assert_eq!(rust.state(), ObjectState::Persistent);
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns the closure's error, or an error if flushing or the commit fails.
    pub async fn begin<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Session) -> Result<T, Error>,
    {
        let mut session = self.session();
        let outcome = work(&mut session).await;
        session.end(outcome).await
    }
}
