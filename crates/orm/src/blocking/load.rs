//! [`Loadable`]: the argument of [`Session::load`].

use super::session::Session;
use crate::error::Error;
use crate::mapper::Model;
use crate::session::{Many, One, OneTarget};
use crate::state::Instance;

/// A relationship field: [`Many`] or [`One`].
pub trait Loadable {
    /// The loaded objects: a list of instances, an instance, or an `Option` of one.
    type Loaded;

    /// Loads the field. Programs call [`session.load(&user.posts)`](Session::load).
    ///
    /// # Errors
    /// Returns an error if the async `load` of the field fails, or if the thread cannot block; see
    /// [`Engine::wait`](rebis_core::blocking::Engine::wait).
    fn load_in(&self, session: &mut Session) -> Result<Self::Loaded, Error>;
}

impl<T: Model> Loadable for Many<T> {
    type Loaded = Vec<Instance<T>>;

    fn load_in(&self, session: &mut Session) -> Result<Vec<Instance<T>>, Error> {
        session.wait(async |session| self.load(session).await)
    }
}

impl<T: OneTarget> Loadable for One<T> {
    type Loaded = T::Handle;

    fn load_in(&self, session: &mut Session) -> Result<T::Handle, Error> {
        session.wait(async |session| self.load(session).await)
    }
}
