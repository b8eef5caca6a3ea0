//! The order of deletes within one model.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::mapper::Mapper;
use crate::state::{AnyNode, Key, NodeId};

/// Splits objects of one model into levels: each level refers only to later ones. Without foreign
/// keys of the table to itself there is one level.
pub(super) fn referring_first<'n>(
    mapper: &Mapper,
    nodes: Vec<&'n dyn AnyNode>,
) -> Vec<Vec<&'n dyn AnyNode>> {
    let table = mapper.table();
    let to_itself: Vec<Vec<usize>> = table
        .foreign_keys()
        .iter()
        .filter(|key| key.target == table.name())
        .map(|key| {
            let position = |name: &String| table.columns().iter().position(|c| c.name() == name);
            key.columns.iter().filter_map(position).collect()
        })
        .collect();
    if to_itself.is_empty() || nodes.len() < 2 {
        return if nodes.is_empty() {
            Vec::new()
        } else {
            vec![nodes]
        };
    }
    let by_key: FxHashMap<Key, NodeId> = nodes
        .iter()
        .filter_map(|node| Some((mapper.committed_key_of(*node)?, node.id())))
        .collect();
    let parents = |node: &&dyn AnyNode| -> Vec<NodeId> {
        let keys = to_itself.iter().filter_map(|columns| {
            Key::from_values(columns.iter().map(|column| node.committed_value(*column)))
        });
        let ids = keys.filter_map(|key| by_key.get(&key).copied());
        ids.filter(|id| *id != node.id()).collect()
    };
    let mut levels = Vec::new();
    let mut waiting = nodes;
    while !waiting.is_empty() {
        let referred: FxHashSet<NodeId> = waiting.iter().flat_map(parents).collect();
        let (level, rest): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|node| !referred.contains(&node.id()));
        // Rows that refer to each other in a circle go together; the database decides.
        if level.is_empty() {
            levels.push(rest);
            break;
        }
        levels.push(level);
        waiting = rest;
    }
    levels
}
