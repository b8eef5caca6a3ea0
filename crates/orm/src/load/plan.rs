//! Loader paths as a tree, and running it.

use std::sync::Arc;

use rebis_core::{Connection, Source};

use super::options::{LoadStep, Strategy};
use super::strategy::{JoinedRows, load_related};
use crate::error::Error;
use crate::mapper::Mapper;
use crate::mapper::RelationshipDef;
use crate::state::{Graph, ObjectId};

/// The relationships to load from a model's objects.
#[derive(Clone, Debug)]
pub(crate) struct LoadTree {
    pub(crate) mapper: &'static Mapper,
    pub(crate) branches: Vec<Branch>,
}

/// The relationships to load from one model of a select list.
#[derive(Clone, Debug)]
pub(crate) struct RootTree {
    /// Which of the models in the select list it is.
    pub(crate) position: usize,
    /// What its columns are qualified with.
    pub(crate) source: Source,
    pub(crate) tree: LoadTree,
}

/// One relationship to load, and what to load from there.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    pub(crate) relationship: usize,
    pub(crate) strategy: Strategy,
    pub(crate) subtree: LoadTree,
}

impl LoadTree {
    pub(crate) fn new(mapper: &'static Mapper) -> Self {
        Self {
            mapper,
            branches: Vec::new(),
        }
    }

    /// Adds a path. Of two strategies for one relationship the later one holds.
    pub(crate) fn add(&mut self, path: &[LoadStep]) {
        let Some((step, rest)) = path.split_first() else {
            return;
        };
        let Some(def) = self.mapper.relationships().get(step.relationship) else {
            return;
        };
        let known = self
            .branches
            .iter()
            .position(|b| b.relationship == step.relationship);
        let index = known.unwrap_or_else(|| {
            self.branches.push(Branch {
                relationship: step.relationship,
                strategy: step.strategy,
                subtree: Self::new(def.target()),
            });
            self.branches.len() - 1
        });
        let branch = &mut self.branches[index];
        branch.strategy = step.strategy;
        branch.subtree.add(rest);
    }

    pub(crate) fn def(&self, branch: &Branch) -> Option<&'static RelationshipDef> {
        self.mapper.relationships().get(branch.relationship)
    }
}

/// Loads what the tree says and the joins of the query have not brought.
///
/// `joined` has the objects that each joined branch brought, in the order of [`JoinPlan`]'s objects.
///
/// [`JoinPlan`]: super::strategy::JoinPlan
pub(crate) async fn run(
    connection: &mut Connection,
    graph: &Arc<Graph>,
    batch: &mut u32,
    tree: &LoadTree,
    owners: &[ObjectId],
) -> Result<(), Error> {
    for branch in &tree.branches {
        if owners.is_empty() {
            continue;
        }
        match branch.strategy {
            Strategy::SelectIn => {
                let load = load_related(
                    connection,
                    graph,
                    batch,
                    tree.mapper,
                    branch.relationship,
                    owners,
                    &branch.subtree,
                );
                Box::pin(load).await?;
            }
            Strategy::Joined => {
                let targets = JoinedRows::targets(graph, branch.relationship, owners);
                Box::pin(run(connection, graph, batch, &branch.subtree, &targets)).await?;
            }
        }
    }
    Ok(())
}
