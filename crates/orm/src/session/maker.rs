//! [`SessionMaker`]: makes sessions of one engine.

use rebis_core::Engine;

use super::Session;
use crate::error::Error;

/// Makes sessions of one engine.
#[derive(Clone, Debug)]
#[must_use]
pub struct SessionMaker {
    engine: Engine,
    pub(super) autoflush: bool,
    pub(super) expire_on_commit: bool,
}

impl SessionMaker {
    /// Sessions of an engine, with SQLAlchemy's defaults.
    pub fn new(engine: &Engine) -> Self {
        Self {
            engine: engine.clone(),
            autoflush: true,
            expire_on_commit: true,
        }
    }

    /// Whether queries flush first, so that they see what is pending (yes).
    pub fn autoflush(mut self, autoflush: bool) -> Self {
        self.autoflush = autoflush;
        self
    }

    /// Whether objects are read again when a later transaction meets their rows (yes). Their
    /// values stay readable either way.
    pub fn expire_on_commit(mut self, expire: bool) -> Self {
        self.expire_on_commit = expire;
        self
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// A session. It takes a connection when it first needs one.
    pub fn session(&self) -> Session {
        Session::with_options(self)
    }

    /// Runs a closure with a session: commits when it returns `Ok`, rolls back on `Err`, and when
    /// the future is dropped.
    ///
    /// # Errors
    /// What the closure returns, and what the commit can return. An error type of the program's own
    /// goes through [`Error::other`].
    pub async fn begin<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: AsyncFnOnce(&mut Session) -> Result<T, Error>,
    {
        let mut session = self.session();
        let outcome = work(&mut session).await;
        session.end(outcome).await
    }
}
