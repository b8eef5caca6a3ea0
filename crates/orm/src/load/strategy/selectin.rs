//! `selectinload`: loads the related objects of many objects with one SELECT.

use rebis_core::Connection;
use rustc_hash::{FxHashMap, FxHashSet};

use super::related::related_query;
use super::spelling::{note_owner, own_spellings};
use crate::error::Error;
use crate::keys::at_once;
use crate::load::ObjectReader;
use crate::load::plan::LoadTree;
use crate::mapper::{Direction, Resolved};
use crate::state::{Graph, Key, ObjectId};

/// Related objects, each with the key that identifies its owner.
type Rows = Vec<(Option<Key>, ObjectId)>;

/// The related objects of each key, in the order of the rows.
type ByKey<'k> = FxHashMap<&'k Key, Vec<ObjectId>>;

/// A relationship that is being loaded for some objects.
struct Selectin<'r> {
    graph: &'r Graph,
    relationship: &'static Resolved,
}

/// Loads a relationship of some objects, and the load tree of the related objects.
pub(crate) async fn load_related(
    reader: &mut ObjectReader<'_>,
    relationship: &'static Resolved,
    owners: &[ObjectId],
    tree: &LoadTree,
) -> Result<(), Error> {
    let graph = reader.graph;
    let selectin = Selectin {
        graph,
        relationship,
    };
    let owner_keys = owners.iter().map(|owner| selectin.owner_key(*owner));
    let owner_keys: Vec<Option<Key>> = owner_keys.collect::<Result<_, _>>()?;
    let mut by_key = ByKey::default();
    let mut wanted = owner_keys.iter().flatten().collect::<Vec<&Key>>();
    wanted.retain(|key| by_key.insert(*key, Vec::new()).is_none());
    let mut rows = Rows::new();
    for chunk in wanted.chunks(at_once(relationship.lookup.compared.len())) {
        let capabilities = reader.connection.dialect().capabilities();
        let query = related_query(relationship, chunk, capabilities, tree);
        let found = query.load(reader).await?;
        if rows.is_empty() {
            rows = found;
        } else {
            rows.extend(found);
        }
    }
    selectin
        .match_rows(reader.connection, &wanted, &rows, &mut by_key)
        .await?;
    // Owners with the same key have the same related objects.
    let apart = wanted.len() == owners.len();
    for (owner, key) in owners.iter().zip(&owner_keys) {
        let related = key.as_ref().and_then(|key| {
            if apart {
                by_key.remove(key)
            } else {
                by_key.get(key).cloned()
            }
        });
        let related = related.unwrap_or_default();
        let owner = graph.expect_object(*owner)?;
        note_owner(graph, relationship, owner, &related)?;
        graph.touch_if_written(owner);
        owner.slot_or_new(graph, relationship).load(related);
    }
    Ok(())
}

impl Selectin<'_> {
    /// Returns an owner's key from its committed values, because related rows contain these values.
    fn owner_key(&self, owner: ObjectId) -> Result<Option<Key>, Error> {
        let object = self.graph.expect_object(owner)?;
        let value = |column| object.committed_value(column);
        let columns = &self.relationship.lookup.owner;
        Ok(columns.key(self.graph.key_rules(), value))
    }

    /// Adds the related objects of each wanted key to `by_key`.
    async fn match_rows<'k>(
        &self,
        connection: &mut Connection,
        wanted: &[&'k Key],
        rows: &Rows,
        by_key: &mut ByKey<'k>,
    ) -> Result<(), Error> {
        let mut strays = false;
        for (key, id) in rows {
            match key.as_ref().and_then(|key| by_key.get_mut(key)) {
                Some(related) => related.push(*id),
                None => strays = true,
            }
        }
        match self.relationship.direction {
            Direction::ManyToOne => {
                let unmatched = wanted.iter().copied();
                let unmatched = unmatched.filter(|key| by_key.get(key).is_none_or(Vec::is_empty));
                let unmatched: Vec<&'k Key> = unmatched.collect();
                let asks = strays || !unmatched.iter().all(|key| key.is_exact());
                if asks && !unmatched.is_empty() {
                    self.match_parents(connection, &unmatched, rows, by_key)
                        .await?;
                }
            }
            Direction::OneToMany | Direction::ManyToMany if strays => {
                self.match_children(connection, rows, by_key).await?;
            }
            Direction::OneToMany | Direction::ManyToMany => {}
        }
        Ok(())
    }

    /// Finds the parents for foreign keys with another spelling of the parent's key.
    async fn match_parents<'k>(
        &self,
        connection: &mut Connection,
        unmatched: &[&'k Key],
        rows: &Rows,
        by_key: &mut ByKey<'k>,
    ) -> Result<(), Error> {
        let columns = &self.relationship.lookup.related;
        let (rules, target) = (self.graph.key_rules(), self.relationship.target());
        let spellings = own_spellings(connection, rules, target, columns, unmatched).await?;
        let parents = rows
            .iter()
            .filter_map(|(key, id)| Some((key.as_ref()?, *id)));
        let parents: FxHashMap<&Key, ObjectId> = parents.collect();
        let mut strays: FxHashSet<&Key> = parents.keys().copied().collect();
        strays.retain(|key| !by_key.contains_key(key));
        for key in unmatched {
            for own in spellings.get(*key).into_iter().flatten() {
                let parent = parents.get(own).ok_or_else(|| self.unmatched(key))?;
                strays.remove(own);
                by_key.entry(key).or_default().push(*parent);
            }
        }
        match strays.into_iter().next() {
            Some(key) => Err(self.unmatched(key)),
            None => Ok(()),
        }
    }

    /// Finds the owners of rows whose foreign keys have another spelling of the owner's key.
    ///
    /// A row may belong to an owner that is not wanted: the compared columns may have another
    /// collation than the owner's columns.
    async fn match_children(
        &self,
        connection: &mut Connection,
        rows: &Rows,
        by_key: &mut ByKey<'_>,
    ) -> Result<(), Error> {
        let mut seen = FxHashSet::default();
        let strays = rows.iter().filter_map(|(key, _)| key.as_ref());
        let strays = strays.filter(|key| !by_key.contains_key(key) && seen.insert(*key));
        let strays: Vec<&Key> = strays.collect();
        let columns = &self.relationship.lookup.owner;
        let rules = self.graph.key_rules();
        let spellings =
            own_spellings(connection, rules, self.relationship.owner, columns, &strays).await?;
        if let Some(lost) = strays.iter().find(|key| !spellings.contains_key(**key)) {
            return Err(self.unmatched(lost));
        }
        // Starts again, so that the related objects keep the order of the rows.
        by_key.values_mut().for_each(Vec::clear);
        for (key, id) in rows {
            let Some(key) = key else { continue };
            let own = spellings
                .get(key)
                .map_or(std::slice::from_ref(key), Vec::as_slice);
            for key in own {
                if let Some(related) = by_key.get_mut(key) {
                    related.push(*id);
                }
            }
        }
        Ok(())
    }

    fn unmatched(&self, key: &Key) -> Error {
        Error::UnmatchedKey {
            model: self.relationship.owner.name(),
            relationship: self.relationship.def.name(),
            key: key.to_string(),
        }
    }
}
