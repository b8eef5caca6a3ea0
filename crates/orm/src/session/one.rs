//! [`One`]: a single related object.

use std::fmt;
use std::marker::PhantomData;

use super::Session;
use crate::error::Error;
use crate::mapper::Model;
use crate::state::Instance;
use crate::state::{Change, Relation};

/// A relationship to one object: `One<User>`, or `One<Option<User>>` if the object may be absent.
///
/// The field refers to an object of the session and has no copy of it. Reading it never loads
/// anything; call [`load`](Self::load), or add a loader option to the select.
pub struct One<T> {
    relation: Relation,
    _target: PhantomData<fn() -> T>,
}

/// The type parameter of a [`One`]: a model, or an `Option` of a model.
pub trait OneTarget {
    /// The model.
    type Model: Model;

    /// The type that reading returns: an instance, or an `Option` of an instance.
    type Handle;

    /// Returns the handle of the found object, or `None` if a required object is absent.
    fn handle(found: Option<Instance<Self::Model>>) -> Option<Self::Handle>;
}

impl<M: Model> OneTarget for M {
    type Model = M;
    type Handle = Instance<M>;

    fn handle(found: Option<Instance<M>>) -> Option<Instance<M>> {
        found
    }
}

impl<M: Model> OneTarget for Option<M> {
    type Model = M;
    type Handle = Option<Instance<M>>;

    fn handle(found: Option<Instance<M>>) -> Option<Option<Instance<M>>> {
        Some(found)
    }
}

impl<T> One<T> {
    /// Returns whether the related object is in memory, or known to be absent.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let post = session.one(select(Post).filter(Post.title.eq("Rust"))).await?;
    /// assert!(!post.author.is_loaded());
    /// post.author.load(session).await?;
    /// assert!(post.author.is_loaded());
    /// # Ok(())
    /// # });
    /// ```
    pub fn is_loaded(&self) -> bool {
        self.relation.is_loaded()
    }

    /// Returns the field without the type of its object.
    pub fn relation(&self) -> &Relation {
        &self.relation
    }

    /// Returns the field without the type of its object, for changes.
    pub fn relation_mut(&mut self) -> &mut Relation {
        &mut self.relation
    }
}

impl<T: OneTarget> One<T> {
    /// Returns the related object if it is in memory. Sends no statement.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let stmt = select(Post).options(joinedload(Post.author)).filter(Post.title.eq("Rust"));
    /// let post = session.one(stmt).await?;
    /// assert_eq!(post.author.get()?.name, "ann");
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns [`Error::NotLoaded`] if the relationship is not loaded, or a required object is
    /// absent. Returns [`Error::Untracked`] if no session tracks the value.
    pub fn get(&self) -> Result<T::Handle, Error> {
        self.found(self.relation.members())
    }

    /// Returns the related object; loads it if it is not in memory.
    ///
    /// Loads the relationship for all objects of the same result in one SELECT, except for objects
    /// for which it is loaded.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let posts = session.all(select(Post).order_by(Post.id)).await?;
    /// // Loads the authors of all posts of the result.
    /// assert_eq!(posts[0].author.load(session).await?.name, "ann");
    /// assert_eq!(posts[1].author.get()?.name, "ann");
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns [`Error::ForeignInstance`] if the object belongs to another session, and
    /// [`Error::Untracked`] if no session tracks the value. Returns [`Error::NotLoaded`] if a
    /// required object is absent. Returns an error if flushing or the SELECT fails.
    pub async fn load(&self, session: &mut Session) -> Result<T::Handle, Error> {
        let loaded = self.relation.members();
        if loaded.is_some() {
            return self.found(loaded);
        }
        session.load_relation(&self.relation).await?;
        // The field of an older version does not see the objects that were loaded for the current
        // one.
        self.found(session.members(&self.relation)?)
    }

    fn found(&self, members: Option<Vec<Instance<T::Model>>>) -> Result<T::Handle, Error> {
        let found = members.and_then(|members| T::handle(members.into_iter().next()));
        found.ok_or_else(|| self.relation.not_loaded())
    }

    /// Sets the related object when the edit ends, and updates the opposite relationship.
    ///
    /// `None` removes the related object.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let post = session.one(select(Post).filter(Post.title.eq("Rust"))).await?;
    /// let bob = session.one(select(User).filter(User.name.eq("bob"))).await?;
    /// post.edit().author.set(&bob);
    /// session.flush().await?;
    /// assert_eq!(post.author_id, bob.id);
    /// # Ok(())
    /// # });
    /// ```
    pub fn set<'t>(&mut self, target: impl Into<Option<&'t Instance<T::Model>>>) {
        let targets = target.into().into_iter().map(Instance::to_any).collect();
        self.relation.push_change(Change::Replace(targets));
    }
}

impl<T> Default for One<T> {
    fn default() -> Self {
        Self {
            relation: Relation::default(),
            _target: PhantomData,
        }
    }
}

impl<T> Clone for One<T> {
    fn clone(&self) -> Self {
        Self {
            relation: self.relation.clone(),
            _target: PhantomData,
        }
    }
}

impl<T> fmt::Debug for One<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.relation.fmt(f)
    }
}
