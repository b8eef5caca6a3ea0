//! DELETE of many rows in one statement, by key.

use rebis_core::{ColumnRef, Connection, DeleteNode, Node, StatementRef};

use super::columns::column_ref;
use super::culprit::flush_error;
use super::rows::ValueRows;
use crate::error::Error;
use crate::keys::{at_once, one_of};
use crate::mapper::Mapper;
use crate::state::{AnyState, Graph, KeyRules, ObjectState};

/// Deletes the rows of objects of one model.
///
/// A row that no longer exists is not an error: an `ON DELETE CASCADE` may have deleted it.
pub(crate) async fn delete(
    connection: &mut Connection,
    graph: &Graph,
    mapper: &'static Mapper,
    objects: &[&dyn AnyState],
) -> Result<(), Error> {
    let arrays = connection.dialect().capabilities().array_binds;
    let rules = graph.key_rules();
    for chunk in objects.chunks(at_once(mapper.primary_key().len())) {
        let statement = DeleteNode {
            filter: Some(keys_filter(mapper, chunk, rules, arrays)),
            ..DeleteNode::new(mapper.table())
        };
        let mut rows = ValueRows::default();
        let outcome = connection
            .execute_into(StatementRef::Delete(&statement), &mut rows)
            .await;
        if let Err(error) = outcome {
            return Err(flush_error("DELETE", mapper, chunk, error));
        }
        for object in chunk {
            object.set_state(ObjectState::Deleted);
            if let Some(key) = graph.committed_key_of(*object) {
                graph.forget(object.id(), &key);
            }
        }
    }
    Ok(())
}

fn keys_filter(mapper: &Mapper, objects: &[&dyn AnyState], rules: KeyRules, arrays: bool) -> Node {
    let key = mapper.primary_key();
    let columns: Vec<ColumnRef> = key
        .iter()
        .map(|column| column_ref(mapper, *column))
        .collect();
    let values = |object: &&dyn AnyState| mapper.committed_key_values(*object, rules);
    one_of(&columns, objects.iter().map(values), arrays)
}
