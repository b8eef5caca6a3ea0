//! The order of deletes within one model.

use rebis_core::schema::ForeignKey;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::Error;
use crate::mapper::{Direction, Mapper, Resolved};
use crate::state::{AnyState, Graph, Key, KeyColumns, ObjectId};

/// Splits objects of one model into levels. Each level refers only to later levels.
///
/// There is one level if the table has no foreign key to itself.
pub(super) fn referring_first<'n>(
    graph: &Graph,
    mapper: &'static Mapper,
    objects: Vec<&'n dyn AnyState>,
) -> Result<Vec<Vec<&'n dyn AnyState>>, Error> {
    let foreign_keys = mapper.table().foreign_keys().iter();
    let to_itself = foreign_keys.filter(|key| key.target == mapper.table().name());
    let to_itself: Vec<&ForeignKey> = to_itself.collect();
    if to_itself.is_empty() || objects.len() < 2 {
        return Ok(if objects.is_empty() {
            Vec::new()
        } else {
            vec![objects]
        });
    }
    let resolved = mapper.resolved()?;
    let references = to_itself.into_iter();
    let references = references.map(|key| SelfReference::new(graph, mapper, key, &objects));
    let references: Vec<SelfReference> = references.collect();
    let parents = |object: &&dyn AnyState| -> Vec<ObjectId> {
        let by_key = references
            .iter()
            .filter_map(|key| key.parent(graph, *object));
        let ids = by_key.chain(loaded_parents(resolved, *object));
        ids.filter(|id| *id != object.id()).collect()
    };
    let mut levels = Vec::new();
    let mut waiting = objects;
    while !waiting.is_empty() {
        let referred: FxHashSet<ObjectId> = waiting.iter().flat_map(parents).collect();
        let (level, rest): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|object| !referred.contains(&object.id()));
        // Rows that refer to each other in a cycle are deleted together. The database accepts or
        // rejects it.
        if level.is_empty() {
            levels.push(rest);
            break;
        }
        levels.push(level);
        waiting = rest;
    }
    Ok(levels)
}

/// A foreign key of a table to itself, with the objects by the key that it refers to.
struct SelfReference {
    columns: KeyColumns,
    by_key: FxHashMap<Key, ObjectId>,
}

impl SelfReference {
    fn new(graph: &Graph, mapper: &Mapper, key: &ForeignKey, objects: &[&dyn AnyState]) -> Self {
        let key_columns = |names: &[String]| {
            let columns = mapper.table().columns().iter().enumerate();
            let named = names.iter().filter_map(|name| {
                let mut columns = columns.clone();
                columns.find(|(_, column)| column.name() == name)
            });
            KeyColumns::new(named)
        };
        let target = key_columns(&key.target_columns);
        let rules = graph.key_rules();
        let by_key = objects.iter().filter_map(|object| {
            let key = target.key(rules, |column| object.committed_value(column))?;
            Some((key, object.id()))
        });
        Self {
            columns: key_columns(&key.columns),
            by_key: by_key.collect(),
        }
    }

    /// Returns the object that an object refers to, if it is one of the deleted objects.
    fn parent(&self, graph: &Graph, object: &dyn AnyState) -> Option<ObjectId> {
        let value = |column| object.committed_value(column);
        let key = self.columns.key(graph.key_rules(), value)?;
        self.by_key.get(&key).copied()
    }
}

/// Returns the loaded objects of an object's relationships to its own model, for text keys.
///
/// A text foreign key may have another spelling than the key that it refers to.
fn loaded_parents(resolved: &[Resolved], object: &dyn AnyState) -> Vec<ObjectId> {
    let relevant = resolved.iter().filter(|known| {
        known.target().is(known.owner)
            && known.direction == Direction::ManyToOne
            && known.lookup.has_text()
    });
    let slots = relevant.filter_map(|known| object.slot(known)?.members());
    slots.flat_map(|members| members.to_vec()).collect()
}
