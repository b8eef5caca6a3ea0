//! UPDATEs that differ only in values, sent together.

use rebis_core::dialect::DecimalBinds;
use rebis_core::{Connection, StatementRef, UpdateNode, Value};

use super::arrays::missing;
use super::{Group, forget_stale_parents, generated_columns, statement};
use crate::error::Error;
use crate::flush::culprit::flush_error;
use crate::mapper::Mapper;
use crate::state::AnyState;

/// The maximum number of objects whose statements are in memory at the same time.
const BATCH: usize = 1000;

/// Returns whether a group is written as a batch.
///
/// The group must have several objects, and the database must support batches. A batch returns no
/// generated columns. If the database can return them, the objects are updated one by one.
pub(super) fn fits_batch(connection: &Connection, mapper: &Mapper, group: &Group<'_>) -> bool {
    let capabilities = connection.dialect().capabilities();
    capabilities.batches
        && group.objects.len() > 1
        && (!capabilities.update_returning || generated_columns(mapper, &group.changed).is_empty())
}

/// Updates the rows of a group.
pub(super) async fn update_batch(
    connection: &mut Connection,
    mapper: &'static Mapper,
    group: &Group<'_>,
) -> Result<(), Error> {
    let binds = connection.dialect().capabilities().decimal_binds;
    for objects in by_form(mapper, group, binds) {
        for objects in objects.chunks(BATCH) {
            write(connection, mapper, objects, group).await?;
        }
    }
    let generated = generated_columns(mapper, &group.changed);
    for object in &group.objects {
        forget_stale_parents(mapper, *object, &group.changed)?;
        object.set_stale(!generated.is_empty());
    }
    Ok(())
}

/// The precision and scale of each decimal of an UPDATE, which may be part of the SQL text.
type Forms = Vec<Option<(u8, u8)>>;

/// Splits the objects of a group, so that all UPDATEs of a part have the same SQL text.
fn by_form<'n>(
    mapper: &Mapper,
    group: &Group<'n>,
    binds: DecimalBinds,
) -> Vec<Vec<&'n dyn AnyState>> {
    let form = |value: Value| match value {
        Value::Decimal(decimal) => Some(binds.form(&decimal)),
        _ => None,
    };
    let mut parts: Vec<(Forms, Vec<&'n dyn AnyState>)> = Vec::new();
    for object in &group.objects {
        let values = group.changed.iter().map(|column| object.value(*column));
        let key = mapper.committed_key_values(*object, group.rules);
        let forms: Forms = values.chain(key).map(form).collect();
        match parts.iter_mut().find(|(known, _)| *known == forms) {
            Some((_, objects)) => objects.push(*object),
            None => parts.push((forms, vec![*object])),
        }
    }
    parts.into_iter().map(|(_, objects)| objects).collect()
}

async fn write(
    connection: &mut Connection,
    mapper: &'static Mapper,
    objects: &[&dyn AnyState],
    group: &Group<'_>,
) -> Result<(), Error> {
    let updates = objects
        .iter()
        .map(|object| statement(mapper, *object, group.rules, &group.changed, &[]));
    let updates: Vec<UpdateNode> = updates.collect();
    let statements: Vec<_> = updates.iter().map(StatementRef::Update).collect();
    let updated = match connection.execute_many(&statements).await {
        Ok(updated) => updated,
        Err(error) => {
            return Err(flush_error("UPDATE", mapper, objects, error));
        }
    };
    if updated < u64::try_from(objects.len()).unwrap_or(u64::MAX) {
        Err(missing(connection, mapper, objects, group.rules).await?)
    } else {
        Ok(())
    }
}
