//! [`Graph`]: all objects of a session.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::key::{IdentityMap, Key};
use super::node::{AnyNode, Node, PendingValues};
use super::tracker::Tracker;
use super::{Instance, State};
use crate::Error;
use crate::mapper::{Mapper, Model};

/// All objects of a session, by number, with the identity map and the tracker.
///
/// Locks are taken in the order identity map, tracker, object; each is held for a few
/// instructions, never while a user's code or I/O runs.
pub(crate) struct Graph {
    number: u32,
    nodes: boxcar::Vec<Arc<dyn AnyNode>>,
    identity: Mutex<IdentityMap>,
    tracker: Mutex<Tracker>,
    /// Counts transactions: objects of an earlier one are refreshed when a row brings them.
    epoch: AtomicU32,
}

impl Graph {
    pub(crate) fn new() -> Arc<Self> {
        static NUMBERS: AtomicU32 = AtomicU32::new(1);
        Arc::new(Self {
            number: NUMBERS.fetch_add(1, Ordering::Relaxed),
            nodes: boxcar::Vec::new(),
            identity: Mutex::new(IdentityMap::default()),
            tracker: Mutex::new(Tracker::default()),
            epoch: AtomicU32::new(0),
        })
    }

    /// Tells this graph from others.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    pub(crate) fn identity(&self) -> MutexGuard<'_, IdentityMap> {
        self.identity.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn tracker(&self) -> MutexGuard<'_, Tracker> {
        self.tracker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn node(&self, id: u32) -> Option<&Arc<dyn AnyNode>> {
        self.nodes.get(usize::try_from(id).ok()?)
    }

    /// How many objects the graph has ever held.
    pub(crate) fn len(&self) -> usize {
        self.nodes.count()
    }

    pub(crate) fn epoch(&self) -> u32 {
        self.epoch.load(Ordering::Acquire)
    }

    /// Every object may differ from its row from now on.
    pub(crate) fn expire_all(&self) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
    }

    /// Puts an object in, with a number that `make` learns. Only the session does this, and it is
    /// borrowed for it, so numbers are given out one at a time.
    pub(crate) fn insert<M: Model>(
        self: &Arc<Self>,
        make: impl FnOnce(u32) -> Node<M>,
    ) -> Arc<Node<M>> {
        let id = u32::try_from(self.nodes.count()).unwrap_or(u32::MAX);
        let node = Arc::new(make(id));
        self.nodes.push(Arc::clone(&node) as Arc<dyn AnyNode>);
        node
    }

    /// A new object that the next flush inserts.
    pub(crate) fn insert_pending<M: Model>(
        self: &Arc<Self>,
        values: PendingValues,
    ) -> Arc<Node<M>> {
        let node = self.insert(|id| Node::pending(id, Arc::downgrade(self), values));
        let mut tracker = self.tracker();
        tracker.touch(node.id(), || node.transient_snapshot());
        tracker.new.insert(node.id());
        node
    }

    /// A handle to an object, if it is of the model.
    pub(crate) fn instance<M: Model>(self: &Arc<Self>, id: u32) -> Option<Instance<M>> {
        let node = Arc::clone(self.node(id)?)
            .into_any()
            .downcast::<Node<M>>()
            .ok()?;
        Some(Instance::new(node, Arc::clone(self)))
    }

    /// Handles to the members of a relationship, without those that were deleted.
    pub(crate) fn members<M: Model>(self: &Arc<Self>, ids: &[u32]) -> Vec<Instance<M>> {
        let stays = |id: &&u32| {
            self.node(**id)
                .is_some_and(|node| node.state() != State::Deleted)
        };
        ids.iter()
            .filter(stays)
            .filter_map(|id| self.instance(*id))
            .collect()
    }

    /// The object of a key, if the session holds it.
    pub(crate) fn find(&self, mapper: &'static Mapper, key: &Key) -> Option<u32> {
        self.identity().get(mapper, key)
    }

    /// Keeps an object as it is for a rollback, before something changes it.
    pub(crate) fn touch(&self, node: &dyn AnyNode) {
        self.tracker().touch(node.id(), || node.snapshot());
    }

    /// Notes that an object differs from its row.
    pub(crate) fn mark_dirty(&self, node: &dyn AnyNode) {
        if node.state() == State::Persistent {
            self.tracker().dirty.insert(node.id());
        }
    }

    /// Keeps the first mistake; the next flush reports it.
    pub(crate) fn report(&self, error: Error) {
        self.tracker().error.get_or_insert(error);
    }
}

impl std::fmt::Debug for Graph {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Graph({}, {} objects)", self.number, self.len())
    }
}
