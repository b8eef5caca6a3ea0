//! `joinedload`: loads related objects in the same SELECT, with `LEFT OUTER JOIN`.

use std::sync::Arc;

use rebis_core::decode::RowReader;
use rebis_core::error::CompileError;
use rebis_core::visit::Shared;
use rebis_core::{
    ColumnRef, DerivedTable, FromItem, JoinKind, Node, Query, SelectItem, SelectNode, Source,
    append_columns, intern, intern_table, map_columns, walk,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::related::order;
use super::spelling::note_owner;
use crate::error::Error;
use crate::load::LoadContext;
use crate::load::options::Strategy;
use crate::load::plan::{Branch, LoadTree, RootTree};
use crate::mapper::{Resolved, relationship_joins};
use crate::state::{AnyArrivals, Graph, ObjectId};

/// The joins that are added to a query. They determine how its rows are read.
#[derive(Default)]
pub(crate) struct JoinPlan {
    joins: Vec<JoinedRelationship>,
}

/// One joined relationship.
struct JoinedRelationship {
    owner: OwnerOf,
    relationship: &'static Resolved,
}

/// The owner of a joined relationship.
#[derive(Clone, Copy)]
enum OwnerOf {
    /// A model in the select list, by position.
    Element(usize),
    /// The target of an earlier join, by position.
    Joined(usize),
}

impl JoinPlan {
    /// Adds the joined branches of the trees to a select.
    ///
    /// A select with DISTINCT or GROUP BY becomes a subquery, as does a select with LIMIT or OFFSET
    /// if a collection is joined. These clauses then apply to its own rows, not to the joined rows,
    /// as in SQLAlchemy.
    pub(crate) fn build(select: &mut SelectNode, trees: &[RootTree]) -> Result<Self, Error> {
        let mut plan = Self::default();
        if !trees
            .iter()
            .any(|root| joined_branches(&root.tree).next().is_some())
        {
            return Ok(plan);
        }
        let collection = trees.iter().any(|root| joins_collection(&root.tree));
        let limited = select.limit.is_some() || select.offset.is_some();
        let wraps = select.distinct || !select.group_by.is_empty() || (collection && limited);
        if (collection || wraps) && !is_one_model(select, trees) {
            let message = "`joinedload` of a collection, or in a select with DISTINCT or GROUP BY, \
                           requires a select of one model; use `selectinload`";
            return Err(CompileError::Invalid(message.to_owned()).into());
        }
        let wrapped = wraps.then(|| wrap(select));
        for root in trees {
            let source = wrapped.unwrap_or(root.source);
            plan.add(select, OwnerOf::Element(root.position), source, &root.tree);
        }
        Ok(plan)
    }

    fn add(&mut self, select: &mut SelectNode, owner: OwnerOf, source: Source, tree: &LoadTree) {
        for branch in joined_branches(tree) {
            let relationship = branch.relationship;
            let target = relationship.target();
            let number = self.joins.len() + 1;
            let alias = intern(&format!("{}_{number}", target.table().name().name));
            let joined = target.source().aliased(alias);
            select.joins.extend(relationship_joins(
                JoinKind::LeftOuter,
                FromItem::Table(joined),
                source,
                relationship,
            ));
            append_columns(target.table(), joined, &mut select.columns);
            select.order_by.extend(order(relationship, joined));
            self.joins.push(JoinedRelationship {
                owner,
                relationship,
            });
            let inner = OwnerOf::Joined(self.joins.len() - 1);
            self.add(select, inner, joined, &branch.subtree);
        }
    }

    pub(crate) fn into_rows(self, graph: &Arc<Graph>) -> JoinedRows {
        let collected = self.joins.iter().map(|join| Collected {
            arrivals: join.relationship.target().arrivals(graph),
            members: FxHashMap::default(),
            pairs: FxHashSet::default(),
        });
        JoinedRows {
            collected: collected.collect(),
            joins: self.joins,
            row: Vec::new(),
        }
    }
}

/// Returns whether the select list consists of one model.
fn is_one_model(select: &SelectNode, trees: &[RootTree]) -> bool {
    matches!(trees, [root] if root.tree.mapper.width() == select.columns.len())
}

fn joined_branches(tree: &LoadTree) -> impl Iterator<Item = &Branch> {
    let branches = tree.branches.iter();
    branches.filter(|branch| branch.strategy == Strategy::Joined)
}

fn joins_collection(tree: &LoadTree) -> bool {
    joined_branches(tree)
        .any(|branch| branch.relationship.def.is_many() || joins_collection(&branch.subtree))
}

/// Replaces a select by a select from itself as a subquery, and returns the subquery as a source.
///
/// The new select list has the columns of the subquery. The new select repeats the `ORDER BY`.
fn wrap(select: &mut SelectNode) -> Source {
    let source = Source::table(intern_table(None, "anon_1", true));
    let mut inner = std::mem::take(select);
    let attachments = inner.attachments.clone();
    let own = inner.columns.len();
    let outer_order: Vec<Node> = inner.order_by.clone();
    for node in &outer_order {
        add_order_columns(&mut inner, node);
    }
    let inner = Shared::new(inner);
    let query = Query::Select(inner.clone());
    let names = rebis_core::compile::output_names(&query);
    let renamed = |column: ColumnRef| {
        let position = inner
            .columns
            .iter()
            .position(|item| matches!(item.node, Node::Column(known) if known == column));
        let name = position.map_or(column.name, |position| names[position]);
        ColumnRef::new(source, name)
    };
    select.order_by = outer_order
        .iter()
        .map(|node| map_columns(node, &renamed))
        .collect();
    select.columns = names[..own]
        .iter()
        .map(|name| SelectItem {
            node: Node::Column(ColumnRef::new(source, name)),
            label: None,
        })
        .collect();
    select.attachments = attachments;
    select.from.push(FromItem::Derived(DerivedTable {
        query,
        source,
        lateral: false,
    }));
    source
}

/// Adds the columns of `ORDER BY` to the select list, so that the outer select can use them.
fn add_order_columns(select: &mut SelectNode, order: &Node) {
    let mut missing = Vec::new();
    walk(order, &mut |node| {
        if let Node::Column(column) = node {
            missing.push(*column);
        }
    });
    for column in missing {
        let present = select
            .columns
            .iter()
            .any(|item| matches!(item.node, Node::Column(known) if known == column));
        if !present {
            select.columns.push(SelectItem {
                node: Node::Column(column),
                label: None,
            });
        }
    }
}

/// The related objects that a join loaded for each owner, without duplicates.
struct Collected {
    arrivals: Box<dyn AnyArrivals>,
    members: FxHashMap<ObjectId, Vec<ObjectId>>,
    /// The pairs of owner and member that were read.
    pairs: FxHashSet<(ObjectId, ObjectId)>,
}

/// A reader of the joined objects in rows.
pub(crate) struct JoinedRows {
    joins: Vec<JoinedRelationship>,
    /// The related objects of each join.
    collected: Vec<Collected>,
    /// The object of each join in the current row.
    row: Vec<Option<ObjectId>>,
}

impl JoinedRows {
    /// Returns whether a collection is joined, which repeats the rows of the query.
    pub(crate) fn repeats_rows(&self) -> bool {
        self.joins
            .iter()
            .any(|join| join.relationship.def.is_many())
    }

    /// Reads the joined columns of a row. `elements` are the objects of its select list.
    pub(crate) fn load(
        &mut self,
        reader: &mut RowReader<'_>,
        elements: &[Option<ObjectId>],
        context: &LoadContext<'_>,
    ) -> Result<(), Error> {
        self.row.clear();
        for (join, collected) in self.joins.iter().zip(&mut self.collected) {
            let related = collected.arrivals.load(reader, context.result)?;
            self.row.push(related);
            let owner = match join.owner {
                OwnerOf::Element(index) => elements[index],
                OwnerOf::Joined(index) => self.row[index],
            };
            // If an outer join found no owner, there is no related object either.
            let Some(owner) = owner else { continue };
            let members = collected.members.entry(owner).or_default();
            if let Some(related) = related
                && collected.pairs.insert((owner, related))
            {
                members.push(related);
            }
        }
        Ok(())
    }

    /// Stores the related objects in the slots of their owners.
    pub(crate) fn finish(mut self, graph: &Arc<Graph>) -> Result<(), Error> {
        for collected in &mut self.collected {
            collected.arrivals.publish();
        }
        for (join, collected) in self.joins.iter().zip(self.collected) {
            for (owner, members) in collected.members {
                let owner = graph.expect_object(owner)?;
                note_owner(graph, join.relationship, owner, &members)?;
                graph.touch_if_written(owner);
                let slot = owner.slot_or_new(graph, join.relationship);
                slot.load(members);
            }
        }
        Ok(())
    }
}

/// Returns the objects that a joined relationship loaded for some owners, without duplicates.
pub(crate) fn joined_targets(
    graph: &Graph,
    relationship: &Resolved,
    owners: &[ObjectId],
) -> Vec<ObjectId> {
    let mut seen = FxHashSet::default();
    let slots = owners
        .iter()
        .filter_map(|owner| graph.object(*owner)?.slot(relationship));
    let mut targets = Vec::new();
    for members in slots.filter_map(|slot| slot.members()) {
        let members = members.iter().copied();
        targets.extend(members.filter(|member| seen.insert(*member)));
    }
    targets
}
