//! [`IdentityMap`]: the objects of a model by key.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rebis_core::Value;
use rustc_hash::FxHashMap;

use super::integer_map::IntegerMap;
use super::{Key, ObjectId};

/// The objects of a model by key.
///
/// Only the session changes the map, while it is exclusively borrowed. Handles on other threads may
/// look objects up at the same time.
#[derive(Debug, Default)]
pub(super) struct IdentityMap {
    integers: IntegerMap,
    others: Mutex<FxHashMap<Box<[Value]>, ObjectId>>,
}

impl IdentityMap {
    fn others(&self) -> MutexGuard<'_, FxHashMap<Box<[Value]>, ObjectId>> {
        self.others.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    pub(super) fn get(&self, key: &Key) -> Option<ObjectId> {
        match key {
            Key::Int(value) => self.integers.get(*value),
            Key::Values(values) => self.others().get(values).copied(),
        }
    }

    #[inline]
    pub(super) fn insert(&self, key: Key, object: ObjectId) {
        match key {
            Key::Int(value) => self.integers.insert(value, object),
            Key::Values(values) => {
                self.others().insert(values, object);
            }
        }
    }

    /// Removes a key, if it belongs to this object.
    pub(super) fn remove(&self, key: &Key, object: ObjectId) {
        if self.get(key) != Some(object) {
            return;
        }
        match key {
            Key::Int(value) => self.integers.remove(*value),
            Key::Values(values) => {
                self.others().remove(values);
            }
        }
    }
}
