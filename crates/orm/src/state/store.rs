//! [`Store`]: the objects of one model, and the identity map over them.

use std::any::Any;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::key::Keys;
use super::node::{AnyNode, Node};
use crate::mapper::{Mapper, Model};

/// Objects of a page: what fits in boxcar's first four allocations before it makes the fifth.
const PAGE: usize = 32 + 64 + 128 + 224;

/// Which object of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId {
    /// Number of the store, which is to say of the model.
    store: u32,
    /// Place in the store.
    index: u32,
}

impl NodeId {
    pub(super) fn store(self) -> usize {
        self.store as usize
    }

    pub(super) fn index(self) -> u32 {
        self.index
    }
}

/// The objects of one model, side by side: they are never moved and live as long as the graph.
pub(super) struct Store<M> {
    number: u32,
    /// Pages of [`PAGE`] objects: one growing list would make room for twice as many.
    pages: boxcar::Vec<boxcar::Vec<Node<M>>>,
    keys: Mutex<Keys>,
}

impl<M: Model> Store<M> {
    pub(super) fn new(number: u32) -> Self {
        Self {
            number,
            pages: boxcar::Vec::new(),
            keys: Mutex::new(Keys::default()),
        }
    }

    /// The number that the next object gets. Only the session adds objects, and it is borrowed
    /// for it, so this holds until it does.
    pub(super) fn next(&self) -> NodeId {
        self.id(u32::try_from(self.count()).unwrap_or(u32::MAX))
    }

    pub(super) fn id(&self, index: u32) -> NodeId {
        NodeId {
            store: self.number,
            index,
        }
    }

    pub(super) fn get(&self, id: NodeId) -> Option<&Node<M>> {
        let index = id.index as usize;
        self.pages.get(index / PAGE)?.get(index % PAGE)
    }

    fn count(&self) -> usize {
        match self.pages.count() {
            0 => 0,
            pages => (pages - 1) * PAGE + self.pages[pages - 1].count(),
        }
    }

    /// Puts an object in.
    pub(super) fn push(&self, node: Node<M>) -> &Node<M> {
        let place = self.count();
        if place.is_multiple_of(PAGE) {
            self.pages.push(boxcar::Vec::new());
        }
        let page = &self.pages[place / PAGE];
        let index = page.push(node);
        &page[index]
    }
}

/// A store without its type.
pub(super) trait AnyStore: Send + Sync {
    fn mapper(&self) -> &'static Mapper;
    fn node(&self, id: NodeId) -> Option<&dyn AnyNode>;
    /// All objects, in order of arrival.
    fn nodes<'s>(&'s self) -> Box<dyn Iterator<Item = &'s dyn AnyNode> + 's>;
    /// How many objects it has ever held.
    fn len(&self) -> usize;
    fn keys(&self) -> MutexGuard<'_, Keys>;
    fn find(&self, key: &super::Key) -> Option<NodeId>;
    fn as_any(&self) -> &dyn Any;
}

impl<M: Model> AnyStore for Store<M> {
    fn mapper(&self) -> &'static Mapper {
        M::mapper()
    }

    fn node(&self, id: NodeId) -> Option<&dyn AnyNode> {
        self.get(id).map(|node| node as &dyn AnyNode)
    }

    fn nodes<'s>(&'s self) -> Box<dyn Iterator<Item = &'s dyn AnyNode> + 's> {
        let nodes = self.pages.iter().flat_map(|(_, page)| page);
        Box::new(nodes.map(|(_, node)| node as &dyn AnyNode))
    }

    fn len(&self) -> usize {
        self.count()
    }

    fn keys(&self) -> MutexGuard<'_, Keys> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, key: &super::Key) -> Option<NodeId> {
        self.keys().get(key).map(|index| self.id(index))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl fmt::Debug for dyn AnyStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} × {}", self.mapper(), self.len())
    }
}
