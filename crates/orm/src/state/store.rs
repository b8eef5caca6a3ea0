//! [`Store`]: the objects of one model.

use std::any::Any;
use std::fmt;
use std::sync::OnceLock;

use super::identity::IdentityMap;
use super::instance_state::{AnyState, InstanceState};
use crate::mapper::{Mapper, Model};

/// The number of objects in a page of added objects.
///
/// This number fits in the first four allocations of a boxcar list, before it allocates the fifth.
const MADE_PAGE: usize = 32 + 64 + 128 + 224;

/// The number of an object in its graph.
///
/// It consists of the number of the store (and therefore the model), the page, and the place in the
/// page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(u64);

/// The bit that marks pages of objects that the program added.
const MADE: u64 = 1 << 47;

impl ObjectId {
    fn new(store: u16, page: usize, slot: usize) -> Self {
        let page = u64::try_from(page).unwrap_or(u64::MAX) & 0x7fff_ffff;
        let slot = u64::try_from(slot).unwrap_or(u64::MAX) & 0xffff;
        Self(u64::from(store) << 48 | page << 16 | slot)
    }

    fn made(self) -> Self {
        Self(self.0 | MADE)
    }

    fn is_made(self) -> bool {
        self.0 & MADE != 0
    }

    /// Returns the number as an integer, which is never close to the maximum.
    pub(super) fn bits(self) -> u64 {
        self.0
    }

    pub(super) fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    pub(super) fn store(self) -> usize {
        usize::try_from(self.0 >> 48).unwrap_or(usize::MAX)
    }

    fn page(self) -> usize {
        usize::try_from(self.0 >> 16 & 0x7fff_ffff).unwrap_or(usize::MAX)
    }

    fn slot(self) -> usize {
        usize::try_from(self.0 & 0xffff).unwrap_or(usize::MAX)
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let made = if self.is_made() { " made" } else { "" };
        let (store, page, slot) = (self.store(), self.page(), self.slot());
        write!(f, "ObjectId({store}/{page}/{slot}{made})")
    }
}

/// The objects of one model, side by side. They never move, and live as long as the graph.
pub(super) struct Store<M> {
    number: u16,
    /// The pages of objects from results. A page is unset until it is published.
    loaded: boxcar::Vec<OnceLock<Box<[InstanceState<M>]>>>,
    /// The pages of objects that the program added, [`MADE_PAGE`] objects each.
    ///
    /// A single growing list would reserve memory for up to twice as many objects.
    made: boxcar::Vec<boxcar::Vec<InstanceState<M>>>,
    identities: IdentityMap,
}

impl<M: Model> Store<M> {
    pub(super) fn new(number: u16) -> Self {
        Self {
            number,
            loaded: boxcar::Vec::new(),
            made: boxcar::Vec::new(),
            identities: IdentityMap::default(),
        }
    }

    #[inline]
    pub(super) fn get(&self, id: ObjectId) -> Option<&InstanceState<M>> {
        if id.is_made() {
            self.made.get(id.page())?.get(id.slot())
        } else {
            self.loaded.get(id.page())?.get()?.get(id.slot())
        }
    }

    /// Returns the number of an object in a reserved page.
    #[inline]
    pub(super) fn id(&self, page: usize, slot: usize) -> ObjectId {
        ObjectId::new(self.number, page, slot)
    }

    /// Reserves a page and returns its number. [`fill_page`](Self::fill_page) adds its objects.
    pub(super) fn reserve_page(&self) -> usize {
        self.loaded.push(OnceLock::new())
    }

    /// Publishes the objects of a reserved page.
    pub(super) fn fill_page(&self, page: usize, objects: Box<[InstanceState<M>]>) {
        if let Some(place) = self.loaded.get(page) {
            // Only the code that reserved a page fills it, once.
            let _ = place.set(objects);
        }
    }

    /// Adds an object that the program created.
    ///
    /// Only the session calls it, while it is exclusively borrowed.
    pub(super) fn push(
        &self,
        make: impl FnOnce(ObjectId) -> InstanceState<M>,
    ) -> &InstanceState<M> {
        let last = self.made.count().checked_sub(1);
        let room = last.filter(|last| self.made[*last].count() < MADE_PAGE);
        let number = room.unwrap_or_else(|| self.made.push(boxcar::Vec::new()));
        let page = &self.made[number];
        let id = ObjectId::new(self.number, number, page.count()).made();
        let slot = page.push(make(id));
        &page[slot]
    }
}

/// A store without its type.
pub(super) trait AnyStore: Send + Sync {
    fn mapper(&self) -> &'static Mapper;
    fn object(&self, id: ObjectId) -> Option<&dyn AnyState>;
    /// Returns all objects: first those from results, then those that the program added.
    fn objects<'s>(&'s self) -> Box<dyn Iterator<Item = &'s dyn AnyState> + 's>;
    /// Returns the number of objects that were ever added.
    fn len(&self) -> usize;
    fn identities(&self) -> &IdentityMap;
    fn as_any(&self) -> &dyn Any;
}

impl<M: Model> AnyStore for Store<M> {
    fn mapper(&self) -> &'static Mapper {
        M::mapper()
    }

    fn object(&self, id: ObjectId) -> Option<&dyn AnyState> {
        self.get(id).map(|object| object as &dyn AnyState)
    }

    fn objects<'s>(&'s self) -> Box<dyn Iterator<Item = &'s dyn AnyState> + 's> {
        let loaded = self.loaded.iter().filter_map(|(_, page)| page.get());
        let loaded = loaded.flatten().map(|object| object as &dyn AnyState);
        let made = self.made.iter().flat_map(|(_, page)| page);
        Box::new(loaded.chain(made.map(|(_, object)| object as &dyn AnyState)))
    }

    fn len(&self) -> usize {
        let loaded = self.loaded.iter().filter_map(|(_, page)| page.get());
        let made = self.made.iter().map(|(_, page)| page.count());
        loaded.map(|page| page.len()).chain(made).sum()
    }

    fn identities(&self) -> &IdentityMap {
        &self.identities
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
