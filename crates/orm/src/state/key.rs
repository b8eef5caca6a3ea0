//! Primary keys as map keys, and the identity map.

use std::collections::hash_map::Entry;
use std::fmt;

use rebis_core::Value;
use rebis_core::decode::{Cell, RowReader};
use rebis_core::error::DecodeError;
use rustc_hash::FxHashMap;

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
    pub(crate) fn from_values(mut values: impl Iterator<Item = Value>) -> Option<Self> {
        let first = values.next()?;
        let second = values.next();
        if let (Value::Int(value), None) = (&first, &second) {
            return Some(Self::Int(*value));
        }
        let values: Box<[Value]> = std::iter::once(first).chain(second).chain(values).collect();
        let complete = !values.iter().any(Value::is_null);
        complete.then_some(Self::Values(values))
    }

    /// The key in some columns of a row, relative to the next one.
    #[inline]
    pub(crate) fn of_row(
        row: &RowReader<'_>,
        columns: &[usize],
    ) -> Result<Option<Self>, DecodeError> {
        if let [column] = columns {
            match row.peek_int(*column) {
                Cell::Value(value) => return Ok(Some(Self::Int(value))),
                Cell::Null => return Ok(None),
                Cell::Other => {}
            }
        }
        let mut values: Vec<Value> = Vec::with_capacity(columns.len());
        for column in columns {
            values.push(row.peek(*column)?.to_value());
        }
        Ok(Self::from_values(values.into_iter()))
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

/// The identity map of one model: the place of the object of each key.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    integers: FxHashMap<i64, u32>,
    others: FxHashMap<Box<[Value]>, u32>,
}

impl Keys {
    pub(crate) fn get(&self, key: &Key) -> Option<u32> {
        match key {
            Key::Int(value) => self.integers.get(value).copied(),
            Key::Values(values) => self.others.get(values).copied(),
        }
    }

    /// The place of a key; when it has none, it gets this one, and `None` is returned.
    pub(crate) fn get_or_insert(&mut self, key: Key, place: u32) -> Option<u32> {
        fn entry<K>(entry: Entry<'_, K, u32>, place: u32) -> Option<u32> {
            match entry {
                Entry::Occupied(known) => Some(*known.get()),
                Entry::Vacant(vacant) => {
                    vacant.insert(place);
                    None
                }
            }
        }
        match key {
            Key::Int(value) => entry(self.integers.entry(value), place),
            Key::Values(values) => entry(self.others.entry(values), place),
        }
    }

    pub(crate) fn insert(&mut self, key: Key, place: u32) {
        match key {
            Key::Int(value) => self.integers.insert(value, place),
            Key::Values(values) => self.others.insert(values, place),
        };
    }

    /// Removes the key of a place, whichever it is. It looks at all of them.
    pub(crate) fn remove_place(&mut self, place: u32) {
        self.integers.retain(|_, known| *known != place);
        self.others.retain(|_, known| *known != place);
    }

    /// Removes a key, if it belongs to the object of this place.
    pub(crate) fn remove(&mut self, key: &Key, place: u32) {
        if self.get(key) == Some(place) {
            match key {
                Key::Int(value) => self.integers.remove(value),
                Key::Values(values) => self.others.remove(values),
            };
        }
    }
}
