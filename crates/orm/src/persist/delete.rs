//! DELETE: many rows in one statement, by key.

use std::sync::Arc;

use rebis_core::{Connection, DeleteNode, InList, InNode, Junction, Node, StatementRef, Value};

use super::culprit::flush_error;
use super::rows::ValueRows;
use super::{column_ref, equal_values};
use crate::Error;
use crate::mapper::Mapper;
use crate::state::{AnyNode, Graph, State};

/// Keys in one statement.
const CHUNK: usize = 500;

/// Deletes the rows of objects of one model. A row that is gone already is no error: the database's
/// own `ON DELETE CASCADE` may have taken it.
pub(crate) async fn delete(
    connection: &mut Connection,
    graph: &Graph,
    mapper: &'static Mapper,
    nodes: &[&dyn AnyNode],
) -> Result<(), Error> {
    for chunk in nodes.chunks(CHUNK) {
        let statement = DeleteNode {
            table: Arc::clone(mapper.table()),
            filter: Some(keys_filter(mapper, chunk)),
            returning: Vec::new(),
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
            if let Some(key) = mapper.committed_key_of(*node) {
                graph.forget(node.id(), &key);
            }
        }
    }
    Ok(())
}

fn keys_filter(mapper: &Mapper, nodes: &[&dyn AnyNode]) -> Node {
    let key = mapper.primary_key();
    let values = |node: &&dyn AnyNode| -> Vec<Value> {
        key.iter()
            .map(|column| node.committed_value(*column))
            .collect()
    };
    match (key, nodes) {
        ([column], [_, _, ..]) => {
            let operand = Node::Column(column_ref(mapper, *column));
            let list = InList::Values(nodes.iter().flat_map(values).collect());
            Node::In(Arc::new(InNode {
                negated: false,
                operand,
                list,
            }))
        }
        _ => {
            let each = nodes
                .iter()
                .map(|node| equal_values(mapper, key, values(node)));
            let any = each.reduce(|left, right| Node::join(Junction::Or, left, right));
            any.unwrap_or(Node::Bool(false))
        }
    }
}
