//! [`Arrivals`]: the objects of one model that a result brings.

use std::sync::Arc;

use rebis_core::decode::RowReader;
use rebis_core::error::DecodeError;
use yoke::Yoke;

use super::node::Node;
use super::store::{AnyStore, Store};
use super::{Graph, Instance, Key, KeyColumns, KeyRules, NodeId};
use crate::mapper::Model;

/// Objects of the largest page.
const LARGEST: usize = 512;

/// The objects of one model that a result brings.
///
/// New ones are put side by side in a page that nobody else sees, so putting one there takes no
/// atomic operation; when it is full, and at the end, the page is given to the store. Until then
/// the identity map has their numbers, and whoever looks one up finds no object. Handles are made
/// after the end.
pub struct Arrivals<M: Model> {
    store: Yoke<&'static Store<M>, Arc<Graph>>,
    key_columns: &'static KeyColumns,
    key_rules: KeyRules,
    /// Number of the page that is being filled.
    page: usize,
    nodes: Vec<Node<M>>,
}

impl<M: Model> Arrivals<M> {
    pub(crate) fn new(graph: &Arc<Graph>) -> Self {
        Self {
            store: Yoke::attach_to_cart(Arc::clone(graph), |graph| graph.typed_store_or_new()),
            key_columns: M::mapper().key_columns(),
            key_rules: graph.key_rules(),
            page: 0,
            nodes: Vec::new(),
        }
    }

    fn store(&self) -> &Store<M> {
        self.store.get()
    }

    /// The key of the object that the next columns of a row are; `None` when it is `NULL`.
    #[inline]
    pub(crate) fn read_key(&self, row: &mut RowReader<'_>) -> Result<Option<Key>, DecodeError> {
        self.key_columns.read(row, self.key_rules)
    }

    /// The number of the object that the session has for a key.
    #[inline]
    pub(crate) fn find(&self, key: &Key) -> Option<NodeId> {
        self.store().identities().get(key)
    }

    /// An object of an earlier page.
    #[inline]
    pub(crate) fn known(&self, id: NodeId) -> Option<&Node<M>> {
        self.store().get(id)
    }

    /// Takes a new object in, whose key the session does not have. It is made where it stays.
    #[inline]
    pub(crate) fn insert<E>(
        &mut self,
        key: Key,
        batch: u32,
        make: impl FnOnce() -> Result<M, E>,
    ) -> Result<NodeId, E> {
        if self.nodes.len() == self.nodes.capacity() {
            self.next_page();
        }
        let graph: &Graph = self.store.backing_cart();
        let store = self.store.get();
        let id = store.id(self.page, self.nodes.len());
        // Unlike `push`, this makes the object where it stays.
        self.nodes.resize_with(self.nodes.len() + 1, || {
            Node::unread(id, graph.number(), graph.epoch(), batch)
        });
        if let Some(node) = self.nodes.last_mut()
            && let Err(error) = node.read(make)
        {
            self.nodes.pop();
            return Err(error);
        }
        store.identities().insert(key, id);
        Ok(id)
    }

    /// Goes on with an empty page, four times as large as the one before.
    #[cold]
    fn next_page(&mut self) {
        let size = (self.nodes.len() * 4).clamp(1, LARGEST);
        self.publish();
        self.page = self.store().reserve_page();
        self.nodes.reserve_exact(size);
    }

    /// Gives what has arrived to the store.
    pub(crate) fn publish(&mut self) {
        // A panic of the user's code leaves the place of an object.
        self.nodes.pop_if(|node| node.first().is_none());
        if !self.nodes.is_empty() {
            let nodes = std::mem::take(&mut self.nodes);
            self.store().fill_page(self.page, nodes.into_boxed_slice());
        }
    }

    /// A handle to an object that was published.
    #[inline]
    pub(crate) fn handle(&self, id: NodeId) -> Option<Instance<M>> {
        let node = self
            .store
            .try_map_project_cloned(|store, _| store.get(id).ok_or(()));
        Some(Instance::from_yoke(node.ok()?))
    }
}

/// What arrived before an error, or before the query was cancelled, stays.
impl<M: Model> Drop for Arrivals<M> {
    fn drop(&mut self) {
        self.publish();
    }
}
