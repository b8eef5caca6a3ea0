//! [`Arrivals`]: a collector of the objects of one model in a result.

use std::sync::Arc;

use rebis_core::decode::RowReader;
use rebis_core::error::DecodeError;
use yoke::Yoke;

use super::instance_state::{AnyState, InstanceState};
use super::store::{AnyStore, Store};
use super::{Graph, Instance, Key, KeyColumns, KeyRules, ObjectId, ObjectState};
use crate::error::Error;
use crate::mapper::Model;

/// The context of a result while its objects are loaded.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResultContext<'g> {
    pub(crate) graph: &'g Arc<Graph>,
    /// The number of the result. Its objects share the number.
    pub(crate) number: u32,
    /// Whether objects are refreshed even if they are current and unchanged.
    pub(crate) populate_existing: bool,
}

/// The number of objects in the largest page.
const LARGEST: usize = 512;

/// A collector of the objects of one model in a result.
///
/// New objects are added to a page that no other code can see, so this needs no atomic operation.
/// The page is published to the store when it is full, and after the last row. Before that, the
/// identity map has the numbers of the objects, but a lookup by number finds no object. Handles are
/// therefore created after the last row.
pub struct Arrivals<M: Model> {
    store: Yoke<&'static Store<M>, Arc<Graph>>,
    key_columns: &'static KeyColumns,
    key_rules: KeyRules,
    /// The number of the page that is being filled.
    page: usize,
    objects: Vec<InstanceState<M>>,
}

impl<M: Model> Arrivals<M> {
    pub(crate) fn new(graph: &Arc<Graph>) -> Self {
        Self {
            store: Yoke::attach_to_cart(Arc::clone(graph), |graph| graph.typed_store_or_new()),
            key_columns: M::mapper().key_columns(),
            key_rules: graph.key_rules(),
            page: 0,
            objects: Vec::new(),
        }
    }

    fn store(&self) -> &Store<M> {
        self.store.get()
    }

    /// Loads a model's columns and returns the object's number, or `None` if the key is `NULL`.
    ///
    /// The object is the one that the session has for the key, or a new one.
    #[inline]
    pub(crate) fn load(
        &mut self,
        row: &mut RowReader<'_>,
        result: ResultContext<'_>,
    ) -> Result<Option<ObjectId>, Error> {
        let Some(key) = self.read_key(row)? else {
            row.skip(M::WIDTH);
            return Ok(None);
        };
        let id = match self.find(&key) {
            Some(id) => {
                load_again(self.known(id), row, result)?;
                id
            }
            None => self.insert(key, result.number, || {
                M::from_row(row).map_err(DecodeError::in_row::<M>)
            })?,
        };
        Ok(Some(id))
    }

    /// Returns the key in the next columns of a row, or `None` if it is `NULL`.
    #[inline]
    fn read_key(&self, row: &mut RowReader<'_>) -> Result<Option<Key>, DecodeError> {
        self.key_columns.read(row, self.key_rules)
    }

    /// Returns the number of the object that the session has for a key.
    #[inline]
    fn find(&self, key: &Key) -> Option<ObjectId> {
        self.store().identities().get(key)
    }

    /// Returns an object of a published page.
    #[inline]
    fn known(&self, id: ObjectId) -> Option<&InstanceState<M>> {
        self.store().get(id)
    }

    /// Adds a new object with a key that the session does not have.
    #[inline]
    fn insert<E>(
        &mut self,
        key: Key,
        result: u32,
        make: impl FnOnce() -> Result<M, E>,
    ) -> Result<ObjectId, E> {
        if self.objects.len() == self.objects.capacity() {
            self.next_page();
        }
        let graph: &Graph = self.store.backing_cart();
        let store = self.store.get();
        let id = store.id(self.page, self.objects.len());
        // Unlike `push`, this creates the object in its final place, without a move.
        self.objects.resize_with(self.objects.len() + 1, || {
            InstanceState::unread(id, graph.number(), graph.epoch(), result)
        });
        if let Some(object) = self.objects.last_mut()
            && let Err(error) = object.read(make)
        {
            self.objects.pop();
            return Err(error);
        }
        store.identities().insert(key, id);
        Ok(id)
    }

    /// Publishes the page and starts an empty page, four times as large.
    #[cold]
    fn next_page(&mut self) {
        let size = (self.objects.len() * 4).clamp(1, LARGEST);
        self.publish();
        self.page = self.store().reserve_page();
        self.objects.reserve_exact(size);
    }

    /// Publishes the page to the store.
    pub(crate) fn publish(&mut self) {
        // If the user's code panicked, the last place has no object.
        self.objects.pop_if(|object| object.first().is_none());
        if !self.objects.is_empty() {
            let objects = std::mem::take(&mut self.objects);
            self.store()
                .fill_page(self.page, objects.into_boxed_slice());
        }
    }

    /// Returns a handle to a published object.
    #[inline]
    pub(crate) fn handle(&self, id: ObjectId) -> Option<Instance<M>> {
        let object = self
            .store
            .try_map_project_cloned(|store, _| store.get(id).ok_or(()));
        Some(Instance::from_yoke(object.ok()?))
    }
}

/// Publishes the objects that were loaded before an error or a cancelled query.
impl<M: Model> Drop for Arrivals<M> {
    fn drop(&mut self) {
        self.publish();
    }
}

/// Loads a row of an object that the session already has.
///
/// The row is skipped if the object is current, has changes, or belongs to this result. An object
/// of this result is not `known` yet.
#[inline]
fn load_again<M: Model>(
    known: Option<&InstanceState<M>>,
    row: &mut RowReader<'_>,
    result: ResultContext<'_>,
) -> Result<(), Error> {
    let Some(object) = known else {
        row.skip(M::WIDTH);
        return Ok(());
    };
    let epoch = result.graph.epoch();
    object.set_result(result.number);
    let fresh = object.epoch() == epoch && !object.is_stale() && !result.populate_existing;
    if fresh || object.is_edited() || object.state() != ObjectState::Persistent {
        row.skip(M::WIDTH);
        return Ok(());
    }
    result.graph.touch_if_written(object);
    Ok(object.refresh(row, epoch)?)
}

/// [`Arrivals`] without the type of their model.
pub(crate) trait AnyArrivals: Send {
    /// Loads the next columns. Returns `None` if an outer join found no row.
    fn load(
        &mut self,
        row: &mut RowReader<'_>,
        result: ResultContext<'_>,
    ) -> Result<Option<ObjectId>, Error>;
    /// Publishes the objects after the last row.
    fn publish(&mut self);
}

impl<M: Model> AnyArrivals for Arrivals<M> {
    fn load(
        &mut self,
        row: &mut RowReader<'_>,
        result: ResultContext<'_>,
    ) -> Result<Option<ObjectId>, Error> {
        Self::load(self, row, result)
    }

    fn publish(&mut self) {
        Self::publish(self);
    }
}

/// Creates a collector for the objects of a model.
pub(crate) fn arrivals<M: Model>(graph: &Arc<Graph>) -> Box<dyn AnyArrivals> {
    Box::new(Arrivals::<M>::new(graph))
}

impl<M: Model> std::fmt::Debug for Arrivals<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arrivals")
            .field("model", &M::mapper())
            .field("objects", &self.objects.len())
            .finish_non_exhaustive()
    }
}
