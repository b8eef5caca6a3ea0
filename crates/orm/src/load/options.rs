//! Loader options: `selectinload(User.posts).selectinload(Post.tags)`.

use std::marker::PhantomData;

use rebis_core::Source;

use crate::mapper::Model;
use crate::mapper::Relationship;

/// How a relationship is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Strategy {
    /// One more SELECT, for the related objects of all objects of the result.
    SelectIn,
    /// A LEFT OUTER JOIN in the same SELECT.
    Joined,
}

/// One relationship of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LoadStep {
    pub(crate) strategy: Strategy,
    /// Number of the relationship.
    pub(crate) relationship: usize,
}

/// Relationships to load, each from where the one before it leads.
pub(crate) type LoadPath = Vec<LoadStep>;

/// A path of relationships to load, from the model `R` to the model `C`.
#[derive(Clone, Debug)]
#[must_use = "give it to `.options(…)`"]
pub struct Loader<R, C> {
    /// What the columns of the first model are qualified with.
    pub(crate) source: Source,
    pub(crate) path: LoadPath,
    _types: PhantomData<fn() -> (R, C)>,
}

/// A relationship that starts at a model.
#[diagnostic::on_unimplemented(
    message = "the relationship does not start at `{Owner}`",
    label = "this relationship belongs to another model than `{Owner}`",
    note = "each step of a loader path starts where the step before it leads"
)]
pub trait PathFrom<Owner> {
    /// The model that it leads to.
    type Target: Model;

    /// Its number.
    fn number(&self) -> usize;
}

impl<O: Model, T: Model, C> PathFrom<O> for Relationship<O, T, C> {
    type Target = T;

    fn number(&self) -> usize {
        self.index()
    }
}

/// Loads a relationship with one more SELECT, for all objects of the result at once.
pub fn selectinload<O: Model, T: Model, C>(relationship: Relationship<O, T, C>) -> Loader<O, T> {
    Loader::<O, O>::start(relationship.source()).then(Strategy::SelectIn, relationship)
}

/// Loads a relationship in the same SELECT, with a LEFT OUTER JOIN.
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

    /// Then loads a relationship of the objects that the path leads to, with one more SELECT.
    pub fn selectinload<P: PathFrom<C>>(self, relationship: P) -> Loader<R, P::Target> {
        self.then(Strategy::SelectIn, relationship)
    }

    /// Then loads a relationship of the objects that the path leads to, in the same SELECT.
    pub fn joinedload<P: PathFrom<C>>(self, relationship: P) -> Loader<R, P::Target> {
        self.then(Strategy::Joined, relationship)
    }
}
