//! [`Arrivals`]: the objects of one model that a result brings.

use std::sync::Arc;

use rebis_core::decode::RowReader;
use rebis_core::error::DecodeError;
use yoke::Yoke;

use super::instance_state::{AnyState, InstanceState};
use super::store::{AnyStore, Store};
use super::{Graph, Instance, Key, KeyColumns, KeyRules, ObjectId, ObjectState};
use crate::error::Error;
use crate::mapper::Model;

/// One result of a statement, for the objects that arrive with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ResultContext<'g> {
    pub(crate) graph: &'g Arc<Graph>,
    /// Number of the result: siblings share it.
    pub(crate) number: u32,
    /// Whether objects are read again although they are current and unchanged.
    pub(crate) populate_existing: bool,
}

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

    /// Loads a model's columns and returns the number of the object: the one that the session has
    /// for the key, or a new one; `None` when the key is `NULL`.
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

    /// The key of the object that the next columns of a row are; `None` when it is `NULL`.
    #[inline]
    fn read_key(&self, row: &mut RowReader<'_>) -> Result<Option<Key>, DecodeError> {
        self.key_columns.read(row, self.key_rules)
    }

    /// The number of the object that the session has for a key.
    #[inline]
    fn find(&self, key: &Key) -> Option<ObjectId> {
        self.store().identities().get(key)
    }

    /// An object of an earlier page.
    #[inline]
    fn known(&self, id: ObjectId) -> Option<&InstanceState<M>> {
        self.store().get(id)
    }

    /// Takes a new object in, whose key the session does not have. It is made where it stays.
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
        // Unlike `push`, this makes the object where it stays.
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

    /// Goes on with an empty page, four times as large as the one before.
    #[cold]
    fn next_page(&mut self) {
        let size = (self.objects.len() * 4).clamp(1, LARGEST);
        self.publish();
        self.page = self.store().reserve_page();
        self.objects.reserve_exact(size);
    }

    /// Gives what has arrived to the store.
    pub(crate) fn publish(&mut self) {
        // A panic of the user's code leaves the place of an object.
        self.objects.pop_if(|object| object.first().is_none());
        if !self.objects.is_empty() {
            let objects = std::mem::take(&mut self.objects);
            self.store()
                .fill_page(self.page, objects.into_boxed_slice());
        }
    }

    /// A handle to an object that was published.
    #[inline]
    pub(crate) fn handle(&self, id: ObjectId) -> Option<Instance<M>> {
        let object = self
            .store
            .try_map_project_cloned(|store, _| store.get(id).ok_or(()));
        Some(Instance::from_yoke(object.ok()?))
    }
}

/// What arrived before an error, or before the query was cancelled, stays.
impl<M: Model> Drop for Arrivals<M> {
    fn drop(&mut self) {
        self.publish();
    }
}

/// Loads a row of an object that the session has already. An object of this result (which is not
/// `known` yet), a current one and one with changes stay as they are.
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
    /// Loads the next columns; `None` when an outer join found nothing.
    fn load(
        &mut self,
        row: &mut RowReader<'_>,
        result: ResultContext<'_>,
    ) -> Result<Option<ObjectId>, Error>;
    /// Makes the objects known after the last row.
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

/// The [`Arrivals`] of a model.
pub(crate) fn arrivals<M: Model>(graph: &Arc<Graph>) -> Box<dyn AnyArrivals> {
    Box::new(Arrivals::<M>::new(graph))
}
