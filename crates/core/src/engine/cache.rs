//! The compiled cache: SQL text by the shape of a statement.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;

use crate::compile::CompiledSql;

/// The most bytes that keys and texts may take together.
const MAX_BYTES: usize = 16 << 20;

/// Compiled statements, least recently used first out. Bounded by entries and by bytes.
pub(super) struct CompiledCache {
    entries: Option<Mutex<Entries>>,
}

struct Entries {
    by_shape: LruCache<Box<[u8]>, Arc<CompiledSql>>,
    bytes: usize,
}

impl CompiledCache {
    pub(super) fn new(capacity: usize) -> Self {
        let entries = NonZeroUsize::new(capacity).map(|capacity| {
            Mutex::new(Entries {
                by_shape: LruCache::new(capacity),
                bytes: 0,
            })
        });
        Self { entries }
    }

    /// The compiled form of a shape. A hit allocates nothing.
    pub(super) fn get(&self, key: &[u8]) -> Option<Arc<CompiledSql>> {
        let mut entries = self
            .entries
            .as_ref()?
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        entries.by_shape.get(key).map(Arc::clone)
    }

    pub(super) fn insert(&self, key: &[u8], compiled: &Arc<CompiledSql>) {
        let Some(entries) = &self.entries else { return };
        let size = size_of(key, compiled);
        if size > MAX_BYTES / 4 {
            return;
        }
        let mut entries = entries.lock().unwrap_or_else(PoisonError::into_inner);
        entries.bytes += size;
        if let Some((key, old)) = entries.by_shape.push(key.into(), Arc::clone(compiled)) {
            entries.bytes -= size_of(&key, &old);
        }
        while entries.bytes > MAX_BYTES {
            let Some((key, old)) = entries.by_shape.pop_lru() else {
                break;
            };
            entries.bytes -= size_of(&key, &old);
        }
    }
}

/// An estimate: names of placeholders and the map's own overhead are a few bytes each.
fn size_of(key: &[u8], compiled: &CompiledSql) -> usize {
    key.len() + compiled.sql.len() + compiled.params.len() * 32
}
