//! [`IntegerMap`]: the identity map of a model with a single integer key.

use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};

use once_cell::race::OnceBox;

use super::ObjectId;

/// The number of entries of the first table.
///
/// Each of the next four tables has four times as many entries as the previous one. Later tables
/// have twice as many.
const SMALLEST: usize = 16;
/// The maximum number of tables, which is enough for any memory.
const TABLES: usize = 40;
/// The number of low bits in which neighbouring keys differ.
///
/// Neighbouring keys share a group of entries.
const GROUP_BITS: u32 = 4;
/// The distance between the entries that are tried for a key.
///
/// It is odd, so that all entries are tried. It is larger than a group, which neighbouring keys
/// fill.
const STEP: usize = (1 << GROUP_BITS) + 1;

/// The objects of integer keys, for one writer and any number of readers, without a lock.
///
/// An entry keeps its key as long as its table exists. A reader loads the object of an entry before
/// the key, and only once. A free entry may get another key at any time, so a second load could
/// return the object of another key.
///
/// When a table is full, its entries are copied to the next table. Readers may still use the old
/// table, which is kept until the map is dropped.
#[derive(Debug)]
pub(super) struct IntegerMap {
    tables: [OnceBox<Table>; TABLES],
    /// The position of the current table.
    current: AtomicUsize,
    /// The number of entries of the current table that have a key.
    used: AtomicUsize,
}

/// A hash table. Its number of entries is a power of two; at most three quarters have a key.
#[derive(Debug)]
struct Table {
    entries: Box<[Entry]>,
    /// The shift that reduces a hash to the number of an entry.
    shift: u32,
}

#[derive(Debug, Default)]
struct Entry {
    key: AtomicI64,
    /// [`FREE`], [`GONE`], or the object's number plus [`FIRST`].
    object: AtomicU64,
}

/// The object of an entry without a key.
const FREE: u64 = 0;
/// The object of an entry whose key was removed.
const GONE: u64 = 1;
const FIRST: u64 = 2;

impl Default for IntegerMap {
    fn default() -> Self {
        Self {
            tables: std::array::from_fn(|_| OnceBox::new()),
            current: AtomicUsize::new(0),
            used: AtomicUsize::new(0),
        }
    }
}

impl IntegerMap {
    fn table(&self) -> Option<&Table> {
        let current = self.current.load(Ordering::Acquire);
        self.tables.get(current)?.get()
    }

    /// Returns the object of a key.
    #[inline]
    pub(super) fn get(&self, key: i64) -> Option<ObjectId> {
        self.table()?.object(key)
    }

    /// Adds an object under its key. There MUST be only one writer at a time.
    pub(super) fn insert(&self, key: i64, object: ObjectId) {
        let table = match self.table() {
            Some(table) if self.used.load(Ordering::Relaxed) < table.limit() => Some(table),
            full => self.grow(full),
        };
        let Some(entry) = table.and_then(|table| table.entry(key)) else {
            return;
        };
        if entry.object.load(Ordering::Relaxed) == FREE {
            entry.key.store(key, Ordering::Relaxed);
            // There is one writer, so the more expensive `fetch_add` is not needed.
            let used = self.used.load(Ordering::Relaxed);
            self.used.store(used + 1, Ordering::Relaxed);
        }
        entry.set_object(object);
    }

    /// Removes a key. There MUST be only one writer at a time.
    pub(super) fn remove(&self, key: i64) {
        let entry = self.table().and_then(|table| table.entry(key));
        if let Some(entry) = entry.filter(|entry| entry.object().is_some()) {
            entry.object.store(GONE, Ordering::Release);
        }
    }

    /// Copies the entries to a larger table, and makes it the current table.
    #[cold]
    fn grow(&self, full: Option<&Table>) -> Option<&Table> {
        let next = full.map_or(0, |_| self.current.load(Ordering::Relaxed) + 1);
        let larger = Box::new(Table::new(SMALLEST << (next + next.min(4))));
        let entries = full.map_or(&[][..], |table| &table.entries);
        let mut used = 0;
        for (key, object) in entries.iter().filter_map(Entry::get) {
            let entry = larger.entry(key)?;
            entry.key.store(key, Ordering::Relaxed);
            entry.set_object(object);
            used += 1;
        }
        let table = self.tables.get(next)?.get_or_init(|| larger);
        self.used.store(used, Ordering::Relaxed);
        self.current.store(next, Ordering::Release);
        Some(table)
    }
}

impl Table {
    /// Creates an empty table with `len` entries, a power of two.
    fn new(len: usize) -> Self {
        Self {
            entries: (0..len).map(|_| Entry::default()).collect(),
            shift: u64::BITS - len.trailing_zeros(),
        }
    }

    /// Returns the maximum number of entries with a key.
    fn limit(&self) -> usize {
        self.entries.len() / 4 * 3
    }

    /// Returns the object of a key.
    #[inline]
    fn object(&self, key: i64) -> Option<ObjectId> {
        self.find(key)?
            .1
            .checked_sub(FIRST)
            .map(ObjectId::from_bits)
    }

    /// Returns the entry of a key, or a free entry if there is none. Only the writer uses it.
    #[inline]
    fn entry(&self, key: i64) -> Option<&Entry> {
        Some(self.find(key)?.0)
    }

    /// Returns the entry of a key, or a free entry if there is none, with the loaded object.
    ///
    /// The object of each entry is loaded only once.
    #[inline]
    fn find(&self, key: i64) -> Option<(&Entry, u64)> {
        let mut index = self.start(key);
        for _ in 0..self.entries.len() {
            let entry = self.entries.get(index)?;
            let object = entry.object.load(Ordering::Acquire);
            if object == FREE || entry.key.load(Ordering::Relaxed) == key {
                return Some((entry, object));
            }
            index = (index + STEP) & (self.entries.len() - 1);
        }
        None
    }

    /// Returns the entry at which the search for a key starts.
    ///
    /// Rows are often read in the order of their keys, so neighbouring keys share cache lines. The
    /// golden ratio spreads the groups of neighbouring keys.
    #[inline]
    fn start(&self, key: i64) -> usize {
        let key = key.cast_unsigned();
        let spread = (key >> GROUP_BITS).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift;
        let start = spread ^ (key & ((1 << GROUP_BITS) - 1));
        usize::try_from(start).unwrap_or(0) & (self.entries.len() - 1)
    }
}

impl Entry {
    fn object(&self) -> Option<ObjectId> {
        let object = self.object.load(Ordering::Acquire);
        object.checked_sub(FIRST).map(ObjectId::from_bits)
    }

    fn set_object(&self, object: ObjectId) {
        self.object.store(object.bits() + FIRST, Ordering::Release);
    }

    fn get(&self) -> Option<(i64, ObjectId)> {
        let object = self.object()?;
        Some((self.key.load(Ordering::Relaxed), object))
    }
}

#[cfg(test)]
mod tests;
