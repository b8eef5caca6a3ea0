//! [`Many`]: a collection of related objects.

use std::fmt;
use std::marker::PhantomData;

use super::Session;
use crate::error::Error;
use crate::mapper::Model;
use crate::state::Instance;
use crate::state::{Change, Relation};

/// A relationship to many objects: the type of a collection field of a model.
///
/// The field refers to objects of the session and has no copies of them. Reading it never loads
/// anything; call [`load`](Self::load), or add a loader option to the select.
pub struct Many<T> {
    relation: Relation,
    _target: PhantomData<fn() -> T>,
}

impl<T> Many<T> {
    /// Returns whether the related objects are in memory.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// assert!(!ann.posts.is_loaded());
    /// ann.posts.load(session).await?;
    /// assert!(ann.posts.is_loaded());
    /// # Ok(())
    /// # });
    /// ```
    pub fn is_loaded(&self) -> bool {
        self.relation.is_loaded()
    }

    /// Returns the field without the type of its objects.
    pub fn relation(&self) -> &Relation {
        &self.relation
    }

    /// Returns the field without the type of its objects, for changes.
    pub fn relation_mut(&mut self) -> &mut Relation {
        &mut self.relation
    }
}

impl<T: Model> Many<T> {
    /// Returns the related objects if they are in memory. Sends no statement.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let stmt = select(User).options(selectinload(User.posts)).filter(User.name.eq("ann"));
    /// let ann = session.one(stmt).await?;
    /// let posts = ann.posts.get()?;
    /// assert_eq!((posts[0].title.as_str(), posts[1].title.as_str()), ("Rust", "SQL"));
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns [`Error::NotLoaded`] if the relationship is not loaded, and [`Error::Untracked`] if
    /// no session tracks the value.
    pub fn get(&self) -> Result<Vec<Instance<T>>, Error> {
        self.relation
            .members()
            .ok_or_else(|| self.relation.not_loaded())
    }

    /// Returns the related objects; loads them if they are not in memory.
    ///
    /// Loads the relationship for all objects of the same result in one SELECT, except for objects
    /// for which it is loaded.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let users = session.all(select(User).order_by(User.id)).await?;
    /// // Loads the posts of all users of the result.
    /// assert_eq!(users[0].posts.load(session).await?.len(), 2);
    /// assert!(users[1].posts.get()?.is_empty());
    /// # Ok(())
    /// # });
    /// ```
    ///
    /// # Errors
    /// Returns [`Error::ForeignInstance`] if the object belongs to another session, and
    /// [`Error::Untracked`] if no session tracks the value. Returns an error if flushing or the
    /// SELECT fails.
    pub async fn load(&self, session: &mut Session) -> Result<Vec<Instance<T>>, Error> {
        if let Some(members) = self.relation.members() {
            return Ok(members);
        }
        session.load_relation(&self.relation).await?;
        // A field of an older version may have no slot, so the members are read from the object.
        session
            .members(&self.relation)?
            .ok_or_else(|| self.relation.not_loaded())
    }

    /// Adds an object to the collection when the edit ends, and updates the opposite relationship.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let post = session.one(select(Post).filter(Post.title.eq("Rust"))).await?;
    /// let rust = session.add(Tag::draft().name("rust"));
    /// post.edit().tags.push(&rust);
    /// session.commit().await?;
    /// let tagged = select(Post.title).join(Tag, Post.tags).filter(Tag.name.eq("rust"));
    /// assert_eq!(session.all(tagged).await?, ["Rust"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn push(&mut self, target: &Instance<T>) {
        self.relation.push_change(Change::Add(target.to_any()));
    }

    /// Removes an object when the edit ends, and updates the opposite relationship.
    ///
    /// With the cascade `delete-orphan`, the next flush deletes the object.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// let posts = ann.posts.load(session).await?;
    /// ann.edit().posts.remove(&posts[0]);
    /// session.commit().await?; // deletes the post: `User.posts` has the cascade `delete-orphan`
    /// assert_eq!(session.all(select(Post.title)).await?, ["SQL"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn remove(&mut self, target: &Instance<T>) {
        self.relation.push_change(Change::Remove(target.to_any()));
    }

    /// Replaces all objects of the collection when the edit ends.
    ///
    /// The collection must be loaded by then. Otherwise, the next flush returns
    /// [`Error::NotLoaded`].
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let post = session.one(select(Post).filter(Post.title.eq("Rust"))).await?;
    /// let tags = session.add_all(["async", "rust"].map(|name| Tag::draft().name(name)));
    /// post.tags.load(session).await?;
    /// post.edit().tags.set(&tags);
    /// session.commit().await?;
    /// assert_eq!(session.all(select(Tag.name).join(Post, Tag.posts)).await?, ["async", "rust"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn set<'t>(&mut self, targets: impl IntoIterator<Item = &'t Instance<T>>) {
        let targets = targets.into_iter().map(Instance::to_any).collect();
        self.relation.push_change(Change::Replace(targets));
    }

    /// Removes all objects from the collection when the edit ends.
    ///
    /// The collection must be loaded by then. Otherwise, the next flush returns
    /// [`Error::NotLoaded`].
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// ann.posts.load(session).await?;
    /// ann.edit().posts.clear();
    /// assert!(ann.posts.get()?.is_empty());
    /// session.commit().await?; // deletes the posts: `User.posts` has the cascade `delete-orphan`
    /// assert!(session.all(select(Post)).await?.is_empty());
    /// # Ok(())
    /// # });
    /// ```
    pub fn clear(&mut self) {
        self.relation.push_change(Change::Replace(Vec::new()));
    }
}

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self {
            relation: Relation::default(),
            _target: PhantomData,
        }
    }
}

impl<T> Clone for Many<T> {
    fn clone(&self) -> Self {
        Self {
            relation: self.relation.clone(),
            _target: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Many<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.relation.fmt(f)
    }
}
