//! [`SessionMaker`], for calls that block.

use rebis_core::blocking::Engine;

use super::session::Session;
use crate::error::Error;
use crate::session;

/// Makes [sessions](Session) of one engine, as the async [`SessionMaker`](session::SessionMaker).
#[derive(Clone, Debug)]
#[must_use]
pub struct SessionMaker {
    engine: Engine,
    inner: session::SessionMaker,
}

impl SessionMaker {
    /// Sessions of an engine, as [`SessionMaker::new`](session::SessionMaker::new).
    pub fn new(engine: &Engine) -> Self {
        Self {
            engine: engine.clone(),
            inner: session::SessionMaker::new(engine.as_async()),
        }
    }

    /// Whether queries flush first, as
    /// [`SessionMaker::autoflush`](session::SessionMaker::autoflush).
    pub fn autoflush(self, autoflush: bool) -> Self {
        let inner = self.inner.autoflush(autoflush);
        Self { inner, ..self }
    }

    /// Whether later transactions read objects again, as
    /// [`SessionMaker::expire_on_commit`](session::SessionMaker::expire_on_commit).
    pub fn expire_on_commit(self, expire: bool) -> Self {
        let inner = self.inner.expire_on_commit(expire);
        Self { inner, ..self }
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// A session. It takes a connection when it first needs one.
    pub fn session(&self) -> Session {
        Session::with_options(&self.engine, &self.inner)
    }

    /// Runs a closure with a session, as [`SessionMaker::begin`](session::SessionMaker::begin):
    /// commits when it returns `Ok`, rolls back on `Err` and when it panics.
    ///
    /// # Errors
    /// As the async method, and as [`Engine::wait`].
    pub fn begin<T, F>(&self, work: F) -> Result<T, Error>
    where
        F: FnOnce(&mut Session) -> Result<T, Error>,
    {
        let mut session = self.session();
        let outcome = work(&mut session);
        session.end(outcome)
    }
}
