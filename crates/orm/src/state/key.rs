//! Primary keys as map keys, and the identity map.

use std::fmt;

use rebis_core::Value;
use rustc_hash::FxHashMap;

use crate::mapper::Mapper;

/// The value of a primary key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// The usual one: a single integer.
    Int(i64),
    /// Anything else.
    Values(Box<[Value]>),
}

impl Key {
    /// The key of some values, or `None` when one is `NULL`.
    pub(crate) fn from_values(values: impl Iterator<Item = Value>) -> Option<Self> {
        let values: Vec<Value> = values.collect();
        match values.as_slice() {
            [Value::Int(value)] => Some(Self::Int(*value)),
            [] => None,
            values if values.iter().any(Value::is_null) => None,
            _ => Some(Self::Values(values.into_boxed_slice())),
        }
    }

    /// The values, in order of the key's columns.
    pub(crate) fn into_values(self) -> Vec<Value> {
        match self {
            Self::Int(value) => vec![Value::Int(value)],
            Self::Values(values) => values.into_vec(),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(value) => value.fmt(f),
            Self::Values(values) => {
                for (index, value) in values.iter().enumerate() {
                    let separator = if index == 0 { "" } else { ", " };
                    write!(f, "{separator}{value}")?;
                }
                Ok(())
            }
        }
    }
}

/// One object per row: the number of an object by its model and key.
#[derive(Debug, Default)]
pub(crate) struct IdentityMap {
    by_model: FxHashMap<usize, FxHashMap<Key, u32>>,
}

impl IdentityMap {
    pub(crate) fn get(&self, mapper: &'static Mapper, key: &Key) -> Option<u32> {
        self.by_model.get(&address(mapper))?.get(key).copied()
    }

    pub(crate) fn insert(&mut self, mapper: &'static Mapper, key: Key, id: u32) {
        self.by_model
            .entry(address(mapper))
            .or_default()
            .insert(key, id);
    }

    /// Removes a key, if it belongs to this object.
    pub(crate) fn remove(&mut self, mapper: &'static Mapper, key: &Key, id: u32) {
        if let Some(keys) = self.by_model.get_mut(&address(mapper))
            && keys.get(key) == Some(&id)
        {
            keys.remove(key);
        }
    }
}

fn address(mapper: &'static Mapper) -> usize {
    std::ptr::from_ref(mapper).addr()
}
