//! The explicit load: `post.tags.load(session)`, batched over siblings.

use std::sync::Arc;

use rebis_core::Connection;

use super::selectin;
use crate::error::Error;
use crate::load::plan::LoadTree;
use crate::state::Owner;
use crate::state::{AnyState, Graph, ObjectId, ObjectState};

/// Loads a relationship of one object, and of all objects of the same model that came from the
/// same result and have it unloaded.
pub(crate) async fn load_siblings(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    batch: &mut u32,
    owner: Owner,
) -> Result<(), Error> {
    let mut owners = vec![owner.object];
    if let Some(object) = graph.object(owner.object) {
        owners.extend(siblings(graph, object, owner));
    }
    let Some(def) = owner.mapper.relationships().get(owner.index()) else {
        return Ok(());
    };
    let tree = LoadTree::new(def.target());
    selectin::load(
        connection,
        graph,
        batch,
        owner.mapper,
        owner.index(),
        &owners,
        &tree,
    )
    .await
}

fn siblings(graph: &Graph, object: &dyn AnyState, owner: Owner) -> Vec<ObjectId> {
    let batch = object.batch();
    let is_sibling = |other: &&dyn AnyState| {
        other.batch() == batch
            && batch != 0
            && other.id() != owner.object
            && other.state() == ObjectState::Persistent
            && other
                .slot(owner.index())
                .is_none_or(|slot| !slot.is_loaded())
    };
    let siblings = graph.objects_of(owner.mapper).filter(is_sibling);
    siblings.map(|object| object.id()).collect()
}
