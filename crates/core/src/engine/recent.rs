//! [`Recent`]: the compiled statements that a connection executed recently.

use std::hash::BuildHasher;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::cache::{CompiledCache, Known};
use crate::compile::{Params, Shape, Target, compile_sql};
use crate::error::{CompileError, Error, StatementContext};
use crate::stmt::StatementRef;
use crate::types::ParameterType;
use crate::value::Value;

/// The maximum number of recent statements of a connection.
const SLOTS: usize = 128;
/// The maximum size of a recent statement, in bytes. Larger ones are kept only in the engine's
/// cache, so that a connection needs little memory.
const MAX_BYTES: usize = 8 << 10;
/// The maximum capacity of the key buffer that the next connection reuses, in words.
const BUFFER: usize = 1 << 10;

/// A cache in front of the engine's cache, without a lock, use counts or shared writes. The hash of
/// a statement's key selects its slot; a slot keeps the last statement.
#[derive(Default)]
pub(super) struct Recent {
    slots: Box<[Option<Arc<Known>>]>,
    /// The last statement that has no slot.
    other: Option<Arc<Known>>,
    /// The buffer of the last key, reused for the next one.
    buffer: Vec<u64>,
}

/// A batch: statements that differ only in values.
pub(super) struct Batch<'s> {
    pub(super) sql: Box<str>,
    pub(super) types: Box<[ParameterType]>,
    /// The values of all statements, one after the other.
    pub(super) params: Vec<&'s Value>,
    /// The number of values of each statement.
    pub(super) width: usize,
}

impl Recent {
    /// Creates an empty list. Its size is limited by the capacity of the engine's cache.
    pub(super) fn in_front_of(cache: &CompiledCache) -> Self {
        Self {
            slots: vec![None; cache.capacity().min(SLOTS)].into(),
            other: None,
            buffer: Vec::new(),
        }
    }

    /// Returns the SQL of a statement, from the cache or compiled.
    ///
    /// The values are appended to `params`, in the order of the placeholders.
    pub(super) fn prepare<'s>(
        &mut self,
        statement: StatementRef<'s>,
        target: Target<'_>,
        cache: &CompiledCache,
        params: &mut Params<'s>,
    ) -> Result<&Known, Error> {
        let buffer = std::mem::take(&mut self.buffer);
        let mut shape = Shape::in_buffer(buffer, target.dialect.capabilities());
        shape.take(statement);
        shape.depth()?;
        let key = shape.key();
        let compile = || compiled(statement, &shape, target, cache);
        let known = match slot(&mut self.slots, key) {
            Some(slot) if !slot.as_ref().is_some_and(|known| known.has_key(key)) => {
                let known = compile()?;
                if known.bytes() <= MAX_BYTES {
                    &*slot.insert(known)
                } else {
                    &*self.other.insert(known)
                }
            }
            Some(Some(known)) => &*known,
            _ => &*self.other.insert(compile()?),
        };
        shape.in_order(&known.params, params);
        self.buffer = shape.into_buffer();
        Ok(known)
    }

    /// Returns the common SQL of statements and their values; `None` if there are no statements.
    pub(super) fn prepare_batch<'s>(
        &mut self,
        statements: &[StatementRef<'s>],
        target: Target<'_>,
        cache: &CompiledCache,
    ) -> Result<Option<Batch<'s>>, Error> {
        let Some((first, others)) = statements.split_first() else {
            return Ok(None);
        };
        let mut values = Params::new();
        let known = self.prepare(*first, target, cache, &mut values)?;
        fits(known, &values)?;
        let (sql, mut types) = (known.sql.clone(), known.types.clone());
        let width = values.len();
        if width == 0 {
            return Err(not_a_batch("a statement of a batch has no bind parameters"));
        }
        let mut params = Vec::with_capacity(width * statements.len());
        params.extend(values.drain(..));
        for statement in others {
            let known = self.prepare(*statement, target, cache, &mut values)?;
            if known.sql != sql {
                return Err(not_a_batch(
                    "the statements of a batch differ in their SQL; they may differ only in values",
                ));
            }
            fits(known, &values)?;
            common_types(&mut types, &known.types);
            params.extend(values.drain(..));
        }
        Ok(Some(Batch {
            sql,
            types,
            params,
            width,
        }))
    }

    /// Frees large statements and large buffers.
    pub(super) fn shrink(&mut self) {
        self.other = None;
        self.buffer.clear();
        self.buffer.shrink_to(BUFFER);
    }
}

/// Returns an error if a column would round or truncate its value.
fn fits(known: &Known, values: &[&Value]) -> Result<(), Error> {
    known.check(values).map_err(|error| {
        let context = || StatementContext {
            sql: known.sql.to_string(),
            parameters: None,
        };
        error.with_statement(context).into()
    })
}

/// Marks parameters as inferred by the database where the statements differ in types.
fn common_types(types: &mut Box<[ParameterType]>, others: &[ParameterType]) {
    if types.len() != others.len() {
        *types = Box::default();
    }
    for (known, other) in types.iter_mut().zip(others) {
        if known != other {
            *known = ParameterType::Inferred;
        }
    }
}

fn not_a_batch(reason: &str) -> Error {
    CompileError::Invalid(reason.to_owned()).into()
}

/// Returns the slot for a key; `None` if there are no slots.
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
    shape: &Shape<'_, '_>,
    target: Target<'_>,
    cache: &CompiledCache,
) -> Result<Arc<Known>, Error> {
    if let Some(known) = cache.get(shape.key()) {
        return Ok(known);
    }
    let compiled = compile_sql(statement, shape, target)?;
    if let (true, Some(product)) = (target.lint, &compiled.cartesian_product) {
        tracing::warn!(sql = compiled.sql, "{product}");
    }
    if let Some(name) = compiled.unset {
        let sql = match statement {
            StatementRef::Text(text) => text.sql.to_string(),
            _ => compiled.sql,
        };
        let name = name.into();
        return Err(CompileError::MissingBind { name, sql }.into());
    }
    let known = Arc::new(Known::new(shape.key(), compiled));
    cache.insert(&known);
    Ok(known)
}
