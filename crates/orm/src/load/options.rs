//! Loader options: `selectinload(User.posts).selectinload(Post.tags)`.

use std::marker::PhantomData;

use rebis_core::Source;

use crate::mapper::Model;
use crate::mapper::Relationship;

/// The way in which a relationship is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    /// An additional SELECT for the related objects of all objects of the result.
    SelectIn,
    /// A `LEFT OUTER JOIN` in the same SELECT.
    Joined,
}

/// One relationship of a loader path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LoadStep {
    pub(crate) strategy: Strategy,
    /// The position among the relationships of the model.
    pub(crate) relationship: usize,
}

/// Relationships to load. Each step starts at the target of the previous step.
pub(crate) type LoadPath = Vec<LoadStep>;

/// A path of relationships to load, from the model `R` to the model `C`.
#[derive(Clone, Debug)]
#[must_use = "pass it to `.options(…)`"]
pub struct Loader<R, C> {
    /// The source that qualifies the columns of the first model.
    pub(crate) source: Source,
    pub(crate) path: LoadPath,
    _types: PhantomData<fn() -> (R, C)>,
}

/// A relationship of the model `Owner`.
#[diagnostic::on_unimplemented(
    message = "the relationship does not belong to `{Owner}`",
    label = "expected a relationship of `{Owner}`",
    note = "each step of a loader path is a relationship of the model that the previous step loads"
)]
pub trait PathFrom<Owner> {
    /// The model of the related objects.
    type Target: Model;

    /// Returns the position among the relationships of the model.
    fn number(&self) -> usize;
}

impl<O: Model, T: Model, C> PathFrom<O> for Relationship<O, T, C> {
    type Target = T;

    fn number(&self) -> usize {
        self.index()
    }
}

/// Returns a loader option that loads a relationship with an additional SELECT.
///
/// The SELECT loads the related objects of all objects of the result.
///
/// ```
/// # use rebis_doc::*;
/// # session(async |session| {
/// let stmt = select(User).options(selectinload(User.posts)).order_by(User.id);
/// let users = session.all(stmt).await?;
/// assert_eq!(users[0].posts.get()?.len(), 2);
/// assert!(users[1].posts.get()?.is_empty());
/// # Ok(())
/// # });
/// ```
pub fn selectinload<O: Model, T: Model, C>(relationship: Relationship<O, T, C>) -> Loader<O, T> {
    Loader::<O, O>::start(relationship.source()).then(Strategy::SelectIn, relationship)
}

/// Returns a loader option that loads a relationship in the same SELECT.
///
/// Adds a `LEFT OUTER JOIN` to the statement. A collection can be joined only in a select of one
/// model. `LIMIT` counts the objects of this model, not the joined rows.
///
/// ```
/// # use rebis_doc::*;
/// # session(async |session| {
/// let stmt = select(Post).options(joinedload(Post.author)).order_by(Post.id);
/// let posts = session.all(stmt).await?;
/// assert_eq!(posts[0].author.get()?.name, "ann");
/// # Ok(())
/// # });
/// ```
pub fn joinedload<O: Model, T: Model, C>(relationship: Relationship<O, T, C>) -> Loader<O, T> {
    Loader::<O, O>::start(relationship.source()).then(Strategy::Joined, relationship)
}

impl<R, C> Loader<R, C> {
    fn start(source: Source) -> Self {
        Self {
            source,
            path: Vec::new(),
            _types: PhantomData,
        }
    }

    fn then<P: PathFrom<C>>(mut self, strategy: Strategy, relationship: P) -> Loader<R, P::Target> {
        self.path.push(LoadStep {
            strategy,
            relationship: relationship.number(),
        });
        Loader {
            source: self.source,
            path: self.path,
            _types: PhantomData,
        }
    }

    /// Adds a relationship of the objects at the end of the path, loaded with an additional SELECT.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let loader = selectinload(User.posts).selectinload(Post.tags);
    /// let users = session.all(select(User).options(loader).order_by(User.id)).await?;
    /// let posts = users[0].posts.get()?;
    /// assert!(posts[0].tags.get()?.is_empty());
    /// # Ok(())
    /// # });
    /// ```
    pub fn selectinload<P: PathFrom<C>>(self, relationship: P) -> Loader<R, P::Target> {
        self.then(Strategy::SelectIn, relationship)
    }

    /// Adds a relationship of the objects at the end of the path, loaded in the same SELECT.
    ///
    /// The SELECT is the one that loads these objects.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let loader = selectinload(User.posts).joinedload(Post.tags);
    /// let users = session.all(select(User).options(loader).order_by(User.id)).await?;
    /// let posts = users[0].posts.get()?;
    /// assert!(posts[0].tags.get()?.is_empty());
    /// # Ok(())
    /// # });
    /// ```
    pub fn joinedload<P: PathFrom<C>>(self, relationship: P) -> Loader<R, P::Target> {
        self.then(Strategy::Joined, relationship)
    }
}
