//! The explicit load of a relationship, `post.tags.load(session)`, for all siblings of the object.

use super::selectin::load_related;
use crate::error::Error;
use crate::load::ObjectReader;
use crate::load::plan::LoadTree;
use crate::mapper::Resolved;
use crate::state::{AnyState, Graph, ObjectId, ObjectState, Owner};

/// Loads a relationship of an object and of its siblings for which it is not loaded.
///
/// Siblings are objects of the same model from the same result.
pub(crate) async fn load_siblings(
    reader: &mut ObjectReader<'_>,
    owner: Owner,
) -> Result<(), Error> {
    let relationship = owner.relationship()?;
    let mut owners = vec![owner.object];
    let object = reader.graph.expect_object(owner.object)?;
    owners.extend(siblings(reader.graph, object, relationship));
    let tree = LoadTree::new(relationship.target());
    load_related(reader, relationship, &owners, &tree).await
}

fn siblings(graph: &Graph, object: &dyn AnyState, relationship: &Resolved) -> Vec<ObjectId> {
    let result = object.result();
    let is_sibling = |other: &&dyn AnyState| {
        let is_loaded = || {
            other
                .slot(relationship)
                .is_some_and(|slot| slot.is_loaded())
        };
        other.result() == result
            && result != 0
            && other.id() != object.id()
            && other.state() == ObjectState::Persistent
            && !is_loaded()
    };
    let siblings = graph.objects_of(object.mapper()).filter(is_sibling);
    siblings.map(|object| object.id()).collect()
}
