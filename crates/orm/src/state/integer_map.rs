//! [`IntegerMap`]: the identity map of a model whose key is one integer.

use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};

use once_cell::race::OnceBox;

use super::ObjectId;

/// Entries of the first table. The next four have four times as many as the one before, later ones
/// twice as many.
const SMALLEST: usize = 16;
/// Enough for any memory.
const TABLES: usize = 40;
/// Keys that differ only in so many bits are neighbours in the table.
const GROUP_BITS: u32 = 4;
/// How far apart the entries are that a key tries. It is odd, so that all entries are tried, and
/// leads out of the group that neighbouring keys fill.
const STEP: usize = (1 << GROUP_BITS) + 1;

/// The objects of integer keys, for one writer at a time and any number of readers, without a lock.
///
/// An entry keeps its key for as long as its table lives, so a reader that sees an entry in use sees
/// its key, and takes the object that it saw: a free entry may be in use for another key a moment
/// later. When a table gets full, its entries are copied to the next one; a reader may still look at
/// the old one, which stays until the map is dropped.
#[derive(Debug)]
pub(super) struct IntegerMap {
    tables: [OnceBox<Table>; TABLES],
    /// Which table is in use.
    current: AtomicUsize,
    /// Entries of it that have a key.
    used: AtomicUsize,
}

/// A power of two of entries, at most three quarters of which have a key.
#[derive(Debug)]
struct Table {
    entries: Box<[Entry]>,
    /// What is left of a hash after the shift is the number of an entry.
    shift: u32,
}

#[derive(Debug, Default)]
struct Entry {
    key: AtomicI64,
    /// [`FREE`], [`GONE`], or the object's number plus [`FIRST`].
    object: AtomicU64,
}

/// The entry has no key.
const FREE: u64 = 0;
/// The key of the entry has no object any more.
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

    /// The object of a key.
    #[inline]
    pub(super) fn get(&self, key: i64) -> Option<ObjectId> {
        self.table()?.object(key)
    }

    /// Enters an object under its key. Callers MUST NOT be two at a time.
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
            // Not `fetch_add`, which costs more and is of use to several writers only.
            let used = self.used.load(Ordering::Relaxed);
            self.used.store(used + 1, Ordering::Relaxed);
        }
        entry.set_object(object);
    }

    /// Takes a key out. Callers MUST NOT be two at a time.
    pub(super) fn remove(&self, key: i64) {
        let entry = self.table().and_then(|table| table.entry(key));
        if let Some(entry) = entry.filter(|entry| entry.object().is_some()) {
            entry.object.store(GONE, Ordering::Release);
        }
    }

    /// Goes on with a larger table.
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
    /// An empty table of so many entries, a power of two.
    fn new(len: usize) -> Self {
        Self {
            entries: (0..len).map(|_| Entry::default()).collect(),
            shift: u64::BITS - len.trailing_zeros(),
        }
    }

    /// How many entries may have a key.
    fn limit(&self) -> usize {
        self.entries.len() / 4 * 3
    }

    /// The object of a key.
    #[inline]
    fn object(&self, key: i64) -> Option<ObjectId> {
        self.find(key)?
            .1
            .checked_sub(FIRST)
            .map(ObjectId::from_bits)
    }

    /// The entry of a key; a free one if it has none. For the writer.
    #[inline]
    fn entry(&self, key: i64) -> Option<&Entry> {
        Some(self.find(key)?.0)
    }

    /// The entry of a key, or a free one if it has none, with what was seen in it. Each entry is
    /// loaded once.
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

    /// Where a key is looked for first. Rows mostly come in the order of their keys, so neighbours
    /// stay together, for the processor's cache; groups of them are spread by the golden ratio.
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
