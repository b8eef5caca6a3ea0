//! [`Graph`]: all objects of a session.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rebis_core::dialect::Capabilities;

use super::instance_state::{AnyState, InstanceState, PendingValues};
use super::key::Key;
use super::key_columns::KeyRules;
use super::store::{AnyStore, ObjectId, Store};
use super::tracker::Tracker;
use super::{Instance, ObjectState};
use crate::error::Error;
use crate::mapper::{Mapper, Model};

/// All objects of a session, with the identity map and the tracker.
///
/// Locks are taken in the order tracker, object, that of an identity map inside either; each is held
/// for a few instructions, never while a user's code or I/O runs.
///
/// Only the session adds objects and changes the identity maps, and it is borrowed for it.
pub(crate) struct Graph {
    number: u32,
    /// One for each model that the session has met.
    stores: boxcar::Vec<Box<dyn AnyStore>>,
    tracker: Mutex<Tracker>,
    /// Counts transactions: objects of an earlier one are refreshed when a row brings them.
    epoch: AtomicU32,
    /// Unset until the session's first connection.
    key_rules: OnceLock<KeyRules>,
}

impl Graph {
    pub(crate) fn new() -> Arc<Self> {
        static NUMBERS: AtomicU32 = AtomicU32::new(1);
        Arc::new(Self {
            number: NUMBERS.fetch_add(1, Ordering::Relaxed),
            stores: boxcar::Vec::new(),
            tracker: Mutex::new(Tracker::default()),
            epoch: AtomicU32::new(0),
            key_rules: OnceLock::new(),
        })
    }

    /// Tells this graph from others.
    pub(crate) fn number(&self) -> u32 {
        self.number
    }

    pub(crate) fn tracker(&self) -> MutexGuard<'_, Tracker> {
        self.tracker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn store(&self, id: ObjectId) -> Option<&dyn AnyStore> {
        self.stores.get(id.store()).map(|store| &**store)
    }

    fn store_of(&self, mapper: &Mapper) -> Option<&dyn AnyStore> {
        let mut stores = self.stores.iter().map(|(_, store)| &**store);
        stores.find(|store| store.mapper().is(mapper))
    }

    fn typed_store<M: Model>(&self) -> Option<&Store<M>> {
        let mut stores = self.stores.iter();
        stores.find_map(|(_, store)| store.as_any().downcast_ref())
    }

    /// The store of a model. Only the session makes one, and it is borrowed for it.
    pub(super) fn typed_store_or_new<M: Model>(&self) -> &Store<M> {
        loop {
            if let Some(store) = self.typed_store() {
                return store;
            }
            let number = u16::try_from(self.stores.count()).unwrap_or(u16::MAX);
            self.stores.push(Box::new(Store::<M>::new(number)));
        }
    }

    pub(crate) fn object(&self, id: ObjectId) -> Option<&dyn AnyState> {
        self.store(id)?.object(id)
    }

    /// An object that the graph must have: its number came from this graph.
    ///
    /// # Errors
    /// Returns an error if it does not, which is a fault of Rebis.
    pub(crate) fn expect_object(&self, id: ObjectId) -> Result<&dyn AnyState, Error> {
        let missing = || Error::other(format!("{id:?} is not in its graph; please report this"));
        self.object(id).ok_or_else(missing)
    }

    pub(super) fn typed_object<M: Model>(&self, id: ObjectId) -> Option<&InstanceState<M>> {
        let store = self.stores.get(id.store())?;
        store.as_any().downcast_ref::<Store<M>>()?.get(id)
    }

    /// All objects of a model.
    pub(crate) fn objects_of(&self, mapper: &Mapper) -> impl Iterator<Item = &dyn AnyState> {
        let store = self.store_of(mapper);
        store.into_iter().flat_map(|store| store.objects())
    }

    /// How many objects the graph has ever held.
    pub(crate) fn len(&self) -> usize {
        self.stores.iter().map(|(_, store)| store.len()).sum()
    }

    pub(crate) fn epoch(&self) -> u32 {
        self.epoch.load(Ordering::Acquire)
    }

    /// What the database has to do with the equality of keys. Before there was a connection, keys
    /// are equal when their values are.
    pub(crate) fn key_rules(&self) -> KeyRules {
        self.key_rules.get().copied().unwrap_or_default()
    }

    /// Whether a connection has told the rules.
    pub(crate) fn knows_key_rules(&self) -> bool {
        self.key_rules.get().is_some()
    }

    /// Takes the rules of a database. Those of later connections are the same.
    pub(crate) fn set_key_rules(&self, capabilities: &Capabilities) {
        self.key_rules.get_or_init(|| KeyRules::new(capabilities));
    }

    /// The key of an object: its primary key's values, if none is missing.
    pub(crate) fn key_of(&self, object: &dyn AnyState) -> Option<Key> {
        object.mapper().key_of(object, self.key_rules())
    }

    /// The key of the row that an object has in the database.
    pub(crate) fn committed_key_of(&self, object: &dyn AnyState) -> Option<Key> {
        object.mapper().committed_key_of(object, self.key_rules())
    }

    /// Every object may differ from its row from now on.
    pub(crate) fn expire_all(&self) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
    }

    /// A new object that the next flush inserts.
    pub(crate) fn insert_pending<M: Model>(self: &Arc<Self>, values: PendingValues) -> Instance<M> {
        let made = Instance::find_in(Arc::clone(self), |graph| {
            let store = graph.typed_store_or_new::<M>();
            Ok(store.push(|id| InstanceState::pending(id, graph.number, values)))
        });
        let Ok::<_, Infallible>(instance) = made;
        let object = instance.object();
        let mut tracker = self.tracker();
        tracker.touch(object.id(), || object.transient_snapshot());
        tracker.new.insert(object.id());
        drop(tracker);
        instance
    }

    /// A handle to an object, if it is of the model.
    pub(crate) fn instance<M: Model>(self: &Arc<Self>, id: ObjectId) -> Option<Instance<M>> {
        Instance::new(Arc::clone(self), id)
    }

    /// Handles to the members of a relationship, without those that were deleted.
    pub(crate) fn members<M: Model>(self: &Arc<Self>, ids: &[ObjectId]) -> Vec<Instance<M>> {
        let stays = |instance: &Instance<M>| instance.state() != ObjectState::Deleted;
        ids.iter()
            .filter_map(|id| self.instance(*id))
            .filter(stays)
            .collect()
    }

    /// The object of a key, if the session holds it.
    pub(crate) fn find(&self, mapper: &Mapper, key: &Key) -> Option<ObjectId> {
        self.store_of(mapper)?.identities().get(key)
    }

    /// Enters an object under its key.
    pub(crate) fn identify(&self, id: ObjectId, key: Key) {
        if let Some(store) = self.store(id) {
            store.identities().insert(key, id);
        }
    }

    /// Takes a key out, if it is the object's.
    pub(crate) fn forget(&self, id: ObjectId, key: &Key) {
        if let Some(store) = self.store(id) {
            store.identities().remove(key, id);
        }
    }

    /// Keeps an object as it is for a rollback, before something changes it.
    pub(crate) fn touch(&self, object: &dyn AnyState) {
        self.tracker().touch(object.id(), || object.snapshot());
    }

    /// Keeps an object as it is, if what is read now may be undone with what was written.
    pub(crate) fn touch_if_written(&self, object: &dyn AnyState) {
        let mut tracker = self.tracker();
        if tracker.wrote() {
            tracker.touch(object.id(), || object.snapshot());
        }
    }

    /// Notes that an object differs from its row.
    pub(crate) fn mark_dirty(&self, object: &dyn AnyState) {
        if object.state() == ObjectState::Persistent {
            self.tracker().dirty.insert(object.id());
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
