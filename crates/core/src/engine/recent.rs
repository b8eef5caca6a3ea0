//! [`Recent`]: the compiled statements that a connection executed last.

use std::hash::BuildHasher;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::cache::{CompiledCache, Known};
use crate::compile::{Params, Shape, Target, compile_sql};
use crate::error::Error;
use crate::stmt::StatementRef;

/// The most statements that are kept in front of the engine's cache.
const SLOTS: usize = 128;
/// Larger statements are found in the engine's cache only, so that each connection keeps little.
const MAX_BYTES: usize = 8 << 10;
/// The most words of the key's buffer that are kept for the next connection.
const BUFFER: usize = 1 << 10;

/// What stands in front of the engine's cache: no lock, no count of uses, nothing that other
/// threads write to. A statement has one slot, and the last one that came has it.
#[derive(Default)]
pub(super) struct Recent {
    slots: Box<[Option<Arc<Known>>]>,
    /// The last statement without a slot.
    other: Option<Arc<Known>>,
    /// The buffer of the last statement's key, kept for the next one.
    buffer: Vec<u64>,
}

impl Recent {
    /// None yet, and no more than the engine's cache may have.
    pub(super) fn in_front_of(cache: &CompiledCache) -> Self {
        Self {
            slots: vec![None; cache.capacity().min(SLOTS)].into(),
            other: None,
            buffer: Vec::new(),
        }
    }

    /// The SQL of a statement, compiled or found. Its values are added to `params`, in the order
    /// of the placeholders: a place that they need not be moved from.
    pub(super) fn prepare<'s>(
        &mut self,
        statement: StatementRef<'s>,
        target: Target<'_>,
        cache: &CompiledCache,
        params: &mut Params<'s>,
    ) -> Result<&Known, Error> {
        let buffer = std::mem::take(&mut self.buffer);
        let shape = Shape::reusing(buffer, statement, target.dialect.capabilities());
        let key = shape.key();
        let compile = || compiled(statement, &shape, target, cache);
        let known = match slot(&mut self.slots, key) {
            Some(slot) if !slot.as_ref().is_some_and(|known| known.has_key(key)) => {
                let known = compile()?;
                match known.bytes() <= MAX_BYTES {
                    true => &*slot.insert(known),
                    false => &*self.other.insert(known),
                }
            }
            Some(Some(known)) => &*known,
            _ => &*self.other.insert(compile()?),
        };
        shape.in_order(&known.params, params);
        self.buffer = shape.into_buffer();
        Ok(known)
    }

    /// Lets go of what was large.
    pub(super) fn shrink(&mut self) {
        self.other = None;
        self.buffer.clear();
        self.buffer.shrink_to(BUFFER);
    }
}

/// Where a statement with this key is, if it is there; `None` if nothing is kept.
fn slot<'k>(
    slots: &'k mut [Option<Arc<Known>>],
    key: &[u64],
) -> Option<&'k mut Option<Arc<Known>>> {
    let hash = FxBuildHasher.hash_one(key);
    let count = u64::try_from(slots.len()).ok()?;
    let place = hash.checked_rem(count)?;
    slots.get_mut(usize::try_from(place).ok()?)
}

#[cold]
fn compiled(
    statement: StatementRef<'_>,
    shape: &Shape<'_>,
    target: Target<'_>,
    cache: &CompiledCache,
) -> Result<Arc<Known>, Error> {
    if let Some(known) = cache.get(shape.key()) {
        return Ok(known);
    }
    let compiled = compile_sql(statement, shape, target)?;
    let known = Arc::new(Known::new(shape.key(), compiled));
    cache.insert(&known);
    Ok(known)
}
