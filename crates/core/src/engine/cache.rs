//! The cache of compiled statements: SQL by the shape key of a statement.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use crate::compile::{AssignedLimit, CompiledSql};
use crate::error::{DatabaseError, DatabaseErrorKind};
use crate::types::ParameterType;
use crate::value::Value;

/// The maximum size of all keys and SQL texts together, in bytes.
const MAX_BYTES: usize = 16 << 20;

/// The compiled statements of an engine, limited in number and in bytes. The least recently used
/// one is removed first.
pub(super) struct CompiledCache {
    capacity: usize,
    entries: Option<Mutex<Entries>>,
}

struct Entries {
    by_key: LruCache<ByKey, ()>,
    bytes: usize,
}

/// A compiled statement and its shape key.
pub(super) struct Known {
    key: Box<[u64]>,
    pub(super) sql: Box<str>,
    /// For each placeholder, the index of its value among the statement's values.
    pub(super) params: Box<[u32]>,
    /// The types of the placeholders; empty if the database infers all of them.
    pub(super) types: Box<[ParameterType]>,
    /// The storage limits of the columns that values are assigned to.
    limits: Box<[AssignedLimit]>,
}

/// A compiled statement that is compared and hashed by its key only.
struct ByKey(Arc<Known>);

impl Known {
    pub(super) fn new(key: &[u64], compiled: CompiledSql) -> Self {
        Self {
            key: key.into(),
            sql: compiled.sql.into(),
            params: compiled.params.into(),
            types: known_types(compiled.types),
            limits: compiled.limits.into(),
        }
    }

    /// Returns whether the statement has this key.
    pub(super) fn has_key(&self, key: &[u64]) -> bool {
        *self.key == *key
    }

    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.key)
            + self.sql.len()
            + size_of_val(&*self.params)
            + size_of_val(&*self.types)
            + size_of_val(&*self.limits)
    }

    /// Returns an error if a column would round or truncate its value.
    #[inline]
    pub(super) fn check(&self, params: &[&Value]) -> Result<(), DatabaseError> {
        for limit in &self.limits {
            let refusal = params
                .get(limit.placeholder)
                .and_then(|value| limit.refusal(value));
            if let Some(refusal) = refusal {
                return Err(does_not_fit(limit.column, refusal));
            }
        }
        Ok(())
    }
}

#[cold]
fn does_not_fit(column: &str, refusal: String) -> DatabaseError {
    let mut error = DatabaseError::new(DatabaseErrorKind::DataError, refusal);
    error.column = Some(column.to_owned());
    error
}

fn known_types(types: Vec<ParameterType>) -> Box<[ParameterType]> {
    if types.iter().all(|of| *of == ParameterType::Inferred) {
        Box::default()
    } else {
        types.into()
    }
}

impl CompiledCache {
    pub(super) fn new(capacity: usize) -> Self {
        let entries = NonZeroUsize::new(capacity).map(|capacity| {
            Mutex::new(Entries {
                by_key: LruCache::new(capacity),
                bytes: 0,
            })
        });
        Self { capacity, entries }
    }

    /// Returns the maximum number of statements.
    pub(super) fn capacity(&self) -> usize {
        self.capacity
    }

    pub(super) fn get(&self, key: &[u64]) -> Option<Arc<Known>> {
        let mut entries = self.lock()?;
        // `get` marks the statement as used. The statement itself is stored in the key.
        entries.by_key.get(key)?;
        let (ByKey(known), ()) = entries.by_key.peek_mru()?;
        Some(Arc::clone(known))
    }

    pub(super) fn insert(&self, known: &Arc<Known>) {
        let size = known.bytes();
        if size > MAX_BYTES / 4 {
            return;
        }
        let Some(mut entries) = self.lock() else {
            return;
        };
        entries.bytes += size;
        if let Some((old, ())) = entries.by_key.push(ByKey(Arc::clone(known)), ()) {
            entries.bytes -= old.0.bytes();
        }
        while entries.bytes > MAX_BYTES {
            let Some((old, ())) = entries.by_key.pop_lru() else {
                break;
            };
            entries.bytes -= old.0.bytes();
        }
    }

    fn lock(&self) -> Option<MutexGuard<'_, Entries>> {
        let entries = self.entries.as_ref()?;
        Some(entries.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Borrow<[u64]> for ByKey {
    fn borrow(&self) -> &[u64] {
        &self.0.key
    }
}

impl PartialEq for ByKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.key == other.0.key
    }
}

impl Eq for ByKey {}

impl Hash for ByKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.key.hash(state);
    }
}
