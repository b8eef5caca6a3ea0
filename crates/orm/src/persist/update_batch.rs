//! UPDATEs of many objects that differ in values alone, sent together.

use rebis_core::{Connection, StatementRef, UpdateNode};

use super::culprit::flush_error;
use super::update::{Group, forget_stale_parents, generated_columns, statement};
use super::update_many::missing;
use crate::Error;
use crate::mapper::Mapper;
use crate::state::AnyNode;

/// The most objects whose statements are held at the same time.
const BATCH: usize = 1000;

/// Whether a group goes as a batch: it has many objects, and the database takes batches. What the
/// database fills in does not come back from one, so a database that returns it is asked one by one.
pub(super) fn fits_batch(connection: &Connection, mapper: &Mapper, group: &Group<'_>) -> bool {
    let capabilities = connection.dialect().capabilities();
    capabilities.batches
        && group.nodes.len() > 1
        && (!capabilities.update_returning || generated_columns(mapper, &group.changed).is_empty())
}

/// Updates the rows of a group.
pub(super) async fn update_batch(
    connection: &mut Connection,
    mapper: &'static Mapper,
    group: &Group<'_>,
) -> Result<(), Error> {
    for nodes in group.nodes.chunks(BATCH) {
        write(connection, mapper, nodes, &group.changed).await?;
    }
    let generated = generated_columns(mapper, &group.changed);
    for node in &group.nodes {
        forget_stale_parents(mapper, *node, &group.changed);
        node.set_stale(!generated.is_empty());
    }
    Ok(())
}

async fn write(
    connection: &mut Connection,
    mapper: &'static Mapper,
    nodes: &[&dyn AnyNode],
    changed: &[usize],
) -> Result<(), Error> {
    let updates = nodes
        .iter()
        .map(|node| statement(mapper, *node, changed, &[]));
    let updates: Vec<UpdateNode> = updates.collect();
    let statements: Vec<_> = updates.iter().map(StatementRef::Update).collect();
    let updated = match connection.run_batch(&statements).await {
        Ok(updated) => updated,
        Err(error) => {
            return Err(flush_error(connection, "UPDATE", mapper, nodes, None, error).await);
        }
    };
    match updated < u64::try_from(nodes.len()).unwrap_or(u64::MAX) {
        true => Err(missing(connection, mapper, nodes).await?),
        false => Ok(()),
    }
}
