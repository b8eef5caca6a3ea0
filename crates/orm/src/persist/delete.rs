//! DELETE: many rows in one statement, by key.

use rebis_core::{ColumnRef, Connection, DeleteNode, Node, StatementRef, Value};

use super::column_ref;
use super::culprit::flush_error;
use super::rows::ValueRows;
use crate::Error;
use crate::keys::{at_once, one_of};
use crate::mapper::Mapper;
use crate::state::{AnyNode, Graph, State};

/// Deletes the rows of objects of one model. A row that is gone already is no error: the database's
/// own `ON DELETE CASCADE` may have taken it.
pub(crate) async fn delete(
    connection: &mut Connection,
    graph: &Graph,
    mapper: &'static Mapper,
    nodes: &[&dyn AnyNode],
) -> Result<(), Error> {
    let arrays = connection.dialect().capabilities().array_binds;
    for chunk in nodes.chunks(at_once(mapper.primary_key().len())) {
        let statement = DeleteNode {
            filter: Some(keys_filter(mapper, chunk, arrays)),
            ..DeleteNode::new(mapper.table())
        };
        let mut rows = ValueRows::default();
        let outcome = connection
            .run(StatementRef::Delete(&statement), &mut rows)
            .await;
        if let Err(error) = outcome {
            return Err(flush_error(connection, "DELETE", mapper, chunk, None, error).await);
        }
        for node in chunk {
            node.set_state(State::Deleted);
            if let Some(key) = graph.committed_key_of(*node) {
                graph.forget(node.id(), &key);
            }
        }
    }
    Ok(())
}

fn keys_filter(mapper: &Mapper, nodes: &[&dyn AnyNode], arrays: bool) -> Node {
    let key = mapper.primary_key();
    let columns: Vec<ColumnRef> = key
        .iter()
        .map(|column| column_ref(mapper, *column))
        .collect();
    let values = |node: &&dyn AnyNode| -> Vec<Value> {
        let columns = key.iter();
        columns
            .map(|column| node.committed_value(*column))
            .collect()
    };
    one_of(&columns, nodes.iter().map(values), arrays)
}
