//! [`Loadable`]: what [`Session::load`] takes.

use super::session::Session;
use crate::error::Error;
use crate::mapper::Model;
use crate::session::{Many, One, OneTarget};
use crate::state::Instance;

/// A relationship field: [`Many`] or [`One`].
pub trait Loadable {
    /// What loading gives.
    type Loaded;

    /// Loads the field; programs write [`session.load(&user.posts)`](Session::load).
    ///
    /// # Errors
    /// As [`Session::load`].
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
