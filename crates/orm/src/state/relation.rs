//! [`Relation`]: the content of a relationship field.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::{AnyInstance, Graph, Instance, ObjectId, Slot};
use crate::error::{ConfigurationError, Error};
use crate::mapper::{Mapper, Model, Resolved};

/// The content of a [`Many`](crate::Many) or [`One`](crate::One) field.
///
/// It consists of the owner, the slot of the related objects once it is created, and the changes of
/// an edit in progress. A value that no session tracks has no owner, and is never loaded.
#[derive(Default)]
pub struct Relation {
    owner: Option<Owner>,
    slot: OnceLock<Arc<Slot>>,
    /// The changes of an edit in progress; boxed, because few fields have any.
    changes: Option<Box<Changes>>,
}

#[derive(Default)]
struct Changes {
    list: Vec<Change>,
}

/// The object and the relationship to which a field belongs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owner {
    pub(crate) mapper: &'static Mapper,
    /// The number of the object in its graph.
    pub(crate) object: ObjectId,
    /// The number of the graph.
    pub(crate) graph: u32,
    /// The position of the relationship.
    index: u32,
}

impl Owner {
    /// Creates the owner for relationship `index` of an object.
    #[inline]
    pub(crate) fn new(mapper: &'static Mapper, graph: u32, object: ObjectId, index: usize) -> Self {
        Self {
            mapper,
            object,
            graph,
            index: u32::try_from(index).unwrap_or(u32::MAX),
        }
    }

    /// Returns the relationship, with its columns.
    pub(crate) fn relationship(self) -> Result<&'static Resolved, ConfigurationError> {
        Ok(&self.mapper.resolved()?[self.index as usize])
    }

    /// Returns the name of the relationship.
    fn name(self) -> &'static str {
        self.mapper.relationships()[self.index as usize].name()
    }
}

/// A change that is applied when the edit ends.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Add(AnyInstance),
    Remove(AnyInstance),
    Replace(Vec<AnyInstance>),
}

impl Relation {
    /// Returns whether the related objects are in memory.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # session(async |session| {
    /// let ann = session.one(select(User).filter(User.name.eq("ann"))).await?;
    /// assert!(!ann.posts.relation().is_loaded());
    /// ann.posts.load(session).await?;
    /// assert!(ann.posts.relation().is_loaded());
    /// # Ok(())
    /// # });
    /// ```
    pub fn is_loaded(&self) -> bool {
        self.slot.get().is_some_and(|slot| slot.is_loaded())
    }

    pub(crate) fn owner(&self) -> Option<Owner> {
        self.owner
    }

    /// Sets the owner and the slot.
    pub(crate) fn attach(&mut self, owner: Owner, slot: Option<&Arc<Slot>>) {
        self.owner = Some(owner);
        self.slot = slot.map_or_else(OnceLock::new, |slot| OnceLock::from(Arc::clone(slot)));
    }

    pub(crate) fn set_slot(&self, slot: &Arc<Slot>) {
        // An object has one slot for each relationship, so a second call sets the same slot.
        let _ = self.slot.set(Arc::clone(slot));
    }

    pub(crate) fn push_change(&mut self, change: Change) {
        self.changes.get_or_insert_default().list.push(change);
    }

    pub(crate) fn take_changes(&mut self) -> Vec<Change> {
        self.changes
            .take()
            .map_or_else(Vec::new, |changes| changes.list)
    }

    /// Returns the related objects, if they are in memory.
    pub(crate) fn members<T: Model>(&self) -> Option<Vec<Instance<T>>> {
        let slot = self.slot.get()?;
        let members = slot.members()?;
        let graph: Arc<Graph> = slot.graph()?;
        Some(graph.members(&members))
    }

    /// Returns the error for a relationship that is not in memory.
    pub(crate) fn not_loaded(&self) -> Error {
        let Some(owner) = self.owner else {
            return Error::Untracked;
        };
        Error::NotLoaded {
            model: owner.mapper.name(),
            relationship: owner.name(),
        }
    }
}

/// A clone shares the related objects and has no changes. Edits clone the field.
impl Clone for Relation {
    fn clone(&self) -> Self {
        Self {
            owner: self.owner,
            slot: self.slot.clone(),
            changes: None,
        }
    }
}

impl fmt::Debug for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.slot.get().and_then(|slot| slot.members()) {
            Some(members) => write!(f, "<{} loaded>", members.len()),
            None => f.write_str("<not loaded>"),
        }
    }
}
