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
    pub fn new(engine: &Engine) -> Self {
        Self {
            engine: engine.clone(),
            autoflush: true,
            expire_on_commit: true,
        }
    }

    /// Sets whether queries flush first, so that they see pending changes. Default: `true`.
    pub fn autoflush(mut self, autoflush: bool) -> Self {
        self.autoflush = autoflush;
        self
    }

    /// Sets whether a commit expires all objects. Default: `true`.
    ///
    /// An expired object keeps its values until one of its rows is loaded, which refreshes it. A
    /// rollback always expires all objects.
    pub fn expire_on_commit(mut self, expire: bool) -> Self {
        self.expire_on_commit = expire;
        self
    }

    /// Returns the engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Creates a session. It gets a connection from the pool when it first needs one.
    pub fn session(&self) -> Session {
        Session::with_options(self)
    }

    /// Runs a closure with a session: commits on `Ok`, rolls back on `Err`.
    ///
    /// Dropping the future rolls back, too. A closure with its own error type can wrap the error in
    /// [`Error::other`].
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
