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

/// All objects of a session, with the identity maps and the tracker.
///
/// Locks are acquired in the order tracker, object. The lock of an identity map may be acquired
/// while either is held. Each lock is held for a few instructions, never during user code or I/O.
///
/// Only the session adds objects and changes the identity maps. It is exclusively borrowed during
/// this, so there is one writer.
pub(crate) struct Graph {
    number: u32,
    /// One store for each model that the session uses.
    stores: boxcar::Vec<Box<dyn AnyStore>>,
    tracker: Mutex<Tracker>,
    /// The counter for expiry. An object of an earlier epoch is refreshed when its row is loaded.
    epoch: AtomicU32,
    /// The rules for keys; unset until the session's first connection.
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

    /// Returns the number of the graph, which is unique in the process.
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

    /// Returns the store of a model; creates it if necessary.
    ///
    /// Only the session creates stores, while it is exclusively borrowed.
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

    /// Returns an object that must exist, because its number came from this graph.
    ///
    /// # Errors
    /// Returns an error if the object does not exist, which is a bug in Rebis.
    pub(crate) fn expect_object(&self, id: ObjectId) -> Result<&dyn AnyState, Error> {
        let missing = || Error::other(format!("the session has no {id:?}; please report this bug"));
        self.object(id).ok_or_else(missing)
    }

    pub(super) fn typed_object<M: Model>(&self, id: ObjectId) -> Option<&InstanceState<M>> {
        let store = self.stores.get(id.store())?;
        store.as_any().downcast_ref::<Store<M>>()?.get(id)
    }

    /// Returns all objects of a model.
    pub(crate) fn objects_of(&self, mapper: &Mapper) -> impl Iterator<Item = &dyn AnyState> {
        let store = self.store_of(mapper);
        store.into_iter().flat_map(|store| store.objects())
    }

    /// Returns the number of objects that were ever added.
    pub(crate) fn len(&self) -> usize {
        self.stores.iter().map(|(_, store)| store.len()).sum()
    }

    pub(crate) fn epoch(&self) -> u32 {
        self.epoch.load(Ordering::Acquire)
    }

    /// Returns the database's rules for the equality of keys.
    ///
    /// Before the first connection, keys are equal if their values are equal.
    pub(crate) fn key_rules(&self) -> KeyRules {
        self.key_rules.get().copied().unwrap_or_default()
    }

    /// Returns whether a connection has set the rules for keys.
    pub(crate) fn knows_key_rules(&self) -> bool {
        self.key_rules.get().is_some()
    }

    /// Sets the rules for keys. Later connections have the same rules.
    pub(crate) fn set_key_rules(&self, capabilities: &Capabilities) {
        self.key_rules.get_or_init(|| KeyRules::new(capabilities));
    }

    /// Returns the key of an object, or `None` if a value is missing.
    pub(crate) fn key_of(&self, object: &dyn AnyState) -> Option<Key> {
        object.mapper().key_of(object, self.key_rules())
    }

    /// Returns the key that the row of an object has in the database.
    pub(crate) fn committed_key_of(&self, object: &dyn AnyState) -> Option<Key> {
        object.mapper().committed_key_of(object, self.key_rules())
    }

    /// Expires all objects: each is refreshed when its row is loaded.
    pub(crate) fn expire_all(&self) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
    }

    /// Adds a new object, which the next flush inserts.
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

    /// Returns a handle to an object, or `None` if it belongs to another model.
    pub(crate) fn instance<M: Model>(self: &Arc<Self>, id: ObjectId) -> Option<Instance<M>> {
        Instance::new(Arc::clone(self), id)
    }

    /// Returns handles to the members of a relationship, without deleted objects.
    pub(crate) fn members<M: Model>(self: &Arc<Self>, ids: &[ObjectId]) -> Vec<Instance<M>> {
        let stays = |instance: &Instance<M>| instance.state() != ObjectState::Deleted;
        ids.iter()
            .filter_map(|id| self.instance(*id))
            .filter(stays)
            .collect()
    }

    /// Returns the object with a key, if the session has it.
    pub(crate) fn find(&self, mapper: &Mapper, key: &Key) -> Option<ObjectId> {
        self.store_of(mapper)?.identities().get(key)
    }

    /// Adds an object to the identity map of its model.
    pub(crate) fn identify(&self, id: ObjectId, key: Key) {
        if let Some(store) = self.store(id) {
            store.identities().insert(key, id);
        }
    }

    /// Removes a key from the identity map, if it belongs to the object.
    pub(crate) fn forget(&self, id: ObjectId, key: &Key) {
        if let Some(store) = self.store(id) {
            store.identities().remove(key, id);
        }
    }

    /// Saves the state of an object for a rollback, before the object is changed.
    pub(crate) fn touch(&self, object: &dyn AnyState) {
        self.tracker().touch(object.id(), || object.snapshot());
    }

    /// Saves the state of an object for a rollback, if the transaction has written to the database.
    ///
    /// A row that is loaded then may contain changes that the rollback undoes.
    pub(crate) fn touch_if_written(&self, object: &dyn AnyState) {
        let mut tracker = self.tracker();
        if tracker.wrote() {
            tracker.touch(object.id(), || object.snapshot());
        }
    }

    /// Marks a persistent object as different from its row.
    pub(crate) fn mark_dirty(&self, object: &dyn AnyState) {
        if object.state() == ObjectState::Persistent {
            self.tracker().dirty.insert(object.id());
        }
    }

    /// Stores an error, which the next flush returns. Only the first error is kept.
    pub(crate) fn report(&self, error: Error) {
        self.tracker().error.get_or_insert(error);
    }
}

impl std::fmt::Debug for Graph {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Graph({}, {} objects)", self.number, self.len())
    }
}
