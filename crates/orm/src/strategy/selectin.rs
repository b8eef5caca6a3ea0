//! `selectinload`: one more SELECT for the related objects of many.

use std::sync::Arc;

use rebis_core::{ColumnRef, Connection, FromItem, Join, JoinKind, Node, OrderNode, SelectItem};
use rustc_hash::{FxHashMap, FxHashSet};

use super::query::EntityQuery;
use super::tree::LoadTree;
use crate::Error;
use crate::keys::{at_once, one_of};
use crate::mapper::Mapper;
use crate::relationship::{RelationshipDef, Resolved, Secondary, column, equal_all};
use crate::state::{Graph, Key, NodeId};

/// What related rows are found by.
struct KeyColumns<'r> {
    /// Positions of the owner's columns.
    owner: Vec<usize>,
    /// The columns that are compared with the owner's values.
    compared: Vec<ColumnRef>,
    association: Option<&'r Secondary>,
}

/// Loads a relationship of some objects, and what the tree says from there.
pub(crate) async fn load(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    batch: &mut u32,
    mapper: &'static Mapper,
    index: usize,
    owners: &[NodeId],
    tree: &LoadTree,
) -> Result<(), Error> {
    mapper.configure()?;
    let Some(def) = mapper.relationships().get(index) else {
        return Ok(());
    };
    let Some(resolved) = def.resolved() else {
        return Ok(());
    };
    let keys = key_columns(def, resolved);
    let mut by_key: FxHashMap<Key, Vec<NodeId>> = FxHashMap::default();
    let owner_keys = owners
        .iter()
        .map(|owner| owner_key(graph, *owner, &keys.owner));
    let owner_keys: Vec<Option<Key>> = owner_keys.collect();
    let mut seen = FxHashSet::default();
    let wanted = owner_keys.iter().flatten().filter(|key| seen.insert(*key));
    let wanted: Vec<Key> = wanted.cloned().collect();
    for chunk in wanted.chunks(at_once(keys.compared.len())) {
        let query = related_query(def, resolved, &keys, chunk, connection, tree);
        for (key, id) in query.run(connection, graph, batch).await? {
            if let Some(key) = key {
                by_key.entry(key).or_default().push(id);
            }
        }
    }
    // Objects that share a key share what it leads to.
    let apart = wanted.len() == owners.len();
    for (owner, key) in owners.iter().zip(&owner_keys) {
        let related = key.as_ref().and_then(|key| match apart {
            true => by_key.remove(key),
            false => by_key.get(key).cloned(),
        });
        let related = related.unwrap_or_default();
        if let Some(node) = graph.node(*owner) {
            graph.touch_if_written(node);
            node.slot_or_new(graph, index).load(related);
        }
    }
    Ok(())
}

/// The committed values: those that the rows in the database are related by.
fn owner_key(graph: &Graph, owner: NodeId, columns: &[usize]) -> Option<Key> {
    let node = graph.node(owner)?;
    Key::from_values(columns.iter().map(|column| node.committed_value(*column)))
}

fn key_columns<'r>(def: &RelationshipDef, resolved: &'r Resolved) -> KeyColumns<'r> {
    let target = def.target();
    match &resolved.secondary {
        Some(secondary) => KeyColumns {
            owner: secondary
                .to_owner
                .iter()
                .map(|(column, _)| *column)
                .collect(),
            compared: association_columns(secondary, &secondary.to_owner),
            association: Some(secondary),
        },
        None => KeyColumns {
            owner: resolved.pairs.iter().map(|(local, _)| *local).collect(),
            compared: resolved
                .pairs
                .iter()
                .map(|(_, remote)| column(target, target.source(), *remote))
                .collect(),
            association: None,
        },
    }
}

fn association_columns(secondary: &Secondary, pairs: &[(usize, &'static str)]) -> Vec<ColumnRef> {
    let source = secondary.table.source();
    pairs
        .iter()
        .map(|(_, name)| ColumnRef { source, name })
        .collect()
}

/// The SELECT of the objects that belong to some keys.
fn related_query<'t>(
    def: &RelationshipDef,
    resolved: &Resolved,
    keys: &KeyColumns<'_>,
    chunk: &[Key],
    connection: &Connection,
    tree: &'t LoadTree,
) -> EntityQuery<'t> {
    let target = def.target();
    let mut query = match keys.association {
        None => {
            let positions = resolved.pairs.iter().map(|(_, remote)| *remote).collect();
            EntityQuery::new(target, positions, tree)
        }
        Some(secondary) => {
            let item = |column: &ColumnRef| SelectItem {
                node: Node::Column(*column),
                label: None,
            };
            let leading: Vec<SelectItem> = keys.compared.iter().map(item).collect();
            let positions = (0..leading.len()).collect();
            let mut query = EntityQuery::with_leading(target, leading, positions, tree);
            let association = secondary.table.source();
            let on = equal_all(secondary.to_target.iter().map(|(remote, name)| {
                (
                    column(target, target.source(), *remote),
                    ColumnRef {
                        source: association,
                        name,
                    },
                )
            }));
            query.select.from.push(FromItem::Table(association));
            query.select.joins.push(Join {
                kind: JoinKind::Inner,
                target: FromItem::Table(target.source()),
                on,
                left: Some(association),
            });
            query
        }
    };
    let arrays = connection.dialect().capabilities().array_binds;
    let values = chunk.iter().cloned().map(Key::into_values);
    query.select.filter = Some(one_of(&keys.compared, values, arrays));
    query.select.order_by = order(target, resolved, query.source());
    query
}

/// `ORDER BY` of a collection.
pub(super) fn order(target: &Mapper, resolved: &Resolved, source: rebis_core::Source) -> Vec<Node> {
    let ordered = |index: &usize| {
        let operand = Node::Column(column(target, source, *index));
        Node::Ordered(Arc::new(OrderNode {
            operand,
            direction: Some(rebis_core::Direction::Ascending),
            nulls: None,
        }))
    };
    resolved.order_by.iter().map(ordered).collect()
}
