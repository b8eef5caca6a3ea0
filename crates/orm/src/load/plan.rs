//! [`LoadTree`]: the loader options of one model of a select.

use rebis_core::{Source, StatementRef};

use super::options::{LoadStep, Strategy};
use super::reader::ObjectReader;
use super::select_options::AttachedLoaders;
use super::strategy::{joined_targets, load_related};
use crate::error::Error;
use crate::mapper::{Mapper, Resolved};
use crate::state::ObjectId;

/// The relationships to load from a model's objects.
#[derive(Clone, Debug)]
pub(crate) struct LoadTree {
    pub(crate) mapper: &'static Mapper,
    pub(crate) branches: Vec<Branch>,
}

/// The relationships to load from one model of a select list.
#[derive(Clone, Debug)]
pub(crate) struct RootTree {
    /// The position among the models of the select list.
    pub(crate) position: usize,
    /// The source that qualifies the model's columns.
    pub(crate) source: Source,
    pub(crate) tree: LoadTree,
}

/// One relationship to load, and the relationships to load from its target.
#[derive(Clone, Debug)]
pub(crate) struct Branch {
    pub(crate) relationship: &'static Resolved,
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

    /// Adds a path. If two paths name a relationship, the strategy of the later one applies.
    fn add(&mut self, path: &[LoadStep]) -> Result<(), Error> {
        let Some((step, rest)) = path.split_first() else {
            return Ok(());
        };
        let relationship = &self.mapper.resolved()?[step.relationship];
        let is_known = |branch: &Branch| branch.relationship.index == step.relationship;
        let index = self.branches.iter().position(is_known).unwrap_or_else(|| {
            self.branches.push(Branch {
                relationship,
                strategy: step.strategy,
                subtree: Self::new(relationship.target()),
            });
            self.branches.len() - 1
        });
        let branch = &mut self.branches[index];
        branch.strategy = step.strategy;
        branch.subtree.add(rest)
    }
}

/// The loader options of a select, as one tree for each model that they start at.
pub(super) fn load_trees(statement: StatementRef<'_>) -> Result<Vec<RootTree>, Error> {
    let StatementRef::Select(select) = statement else {
        return Ok(Vec::new());
    };
    let Some(attached) = select.attachments.get::<AttachedLoaders>() else {
        return Ok(Vec::new());
    };
    let mut trees: Vec<RootTree> = Vec::new();
    for loader in &attached.loaders {
        let is_known = |tree: &RootTree| tree.position == loader.position;
        let index = trees.iter().position(is_known).unwrap_or_else(|| {
            trees.push(RootTree {
                position: loader.position,
                source: loader.source,
                tree: LoadTree::new(loader.mapper),
            });
            trees.len() - 1
        });
        trees[index].tree.add(&loader.path)?;
    }
    Ok(trees)
}

/// Loads the relationships of a tree that the joins of the query did not load.
pub(crate) async fn load_tree(
    reader: &mut ObjectReader<'_>,
    tree: &LoadTree,
    owners: &[ObjectId],
) -> Result<(), Error> {
    if owners.is_empty() {
        return Ok(());
    }
    for branch in &tree.branches {
        let Branch {
            relationship,
            strategy,
            subtree,
        } = branch;
        match strategy {
            Strategy::SelectIn => {
                Box::pin(load_related(reader, relationship, owners, subtree)).await?;
            }
            Strategy::Joined => {
                let targets = joined_targets(reader.graph, relationship, owners);
                Box::pin(load_tree(reader, subtree, &targets)).await?;
            }
        }
    }
    Ok(())
}
