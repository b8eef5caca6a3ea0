//! The SELECT of the related objects of some owners.

use std::borrow::Cow;

use rebis_core::dialect::Capabilities;
use rebis_core::visit::Shared;
use rebis_core::{
    ColumnRef, FromItem, Join, JoinKind, Node, OrderNode, SelectItem, Source, intern,
};

use super::entity_query::EntityQuery;
use crate::keys::one_of;
use crate::load::plan::LoadTree;
use crate::mapper::{Direction, Resolved, Secondary, column, equal_all};
use crate::state::Key;

/// Returns the SELECT of the related objects for some keys, each with its key.
pub(super) fn related_query<'t>(
    relationship: &'static Resolved,
    keys: &[&Key],
    capabilities: &Capabilities,
    tree: &'t LoadTree,
) -> EntityQuery<'t> {
    let related = Related { relationship, tree };
    // The key must be compared by the collation of the column that the foreign key refers to.
    let by_owner = capabilities.left_collation
        && relationship.direction != Direction::ManyToOne
        && relationship.lookup.has_text();
    let (mut query, compared) = match &relationship.secondary {
        _ if by_owner => related.by_owner(),
        None => related.by_target(),
        Some(secondary) => related.by_association(secondary),
    };
    let values = keys.iter().map(|key| Key::clone(key).into_values());
    query.select.filter = Some(one_of(&compared, values, capabilities.array_binds));
    query.select.order_by = order(relationship, query.source());
    query
}

/// A query, and the columns that its keys are compared with.
type Keyed<'t> = (EntityQuery<'t>, Vec<ColumnRef>);

struct Related<'t> {
    relationship: &'static Resolved,
    tree: &'t LoadTree,
}

impl<'t> Related<'t> {
    /// Returns a query that compares columns of the target with the keys.
    fn by_target(&self) -> Keyed<'t> {
        let lookup = &self.relationship.lookup;
        let key = Cow::Borrowed(&lookup.related);
        let query =
            EntityQuery::with_leading(self.relationship.target(), Vec::new(), key, self.tree);
        (query, lookup.compared.clone())
    }

    /// Returns a query that compares columns of the association table with the keys.
    fn by_association(&self, secondary: &Secondary) -> Keyed<'t> {
        let lookup = &self.relationship.lookup;
        let key = Cow::Borrowed(&lookup.related);
        let leading = items(&lookup.compared);
        let mut query =
            EntityQuery::with_leading(self.relationship.target(), leading, key, self.tree);
        let association = secondary.table.source();
        query.select.from.push(FromItem::Table(association));
        query.select.joins.push(self.target_join(secondary));
        (query, lookup.compared.clone())
    }

    /// Returns a query that joins the owner and compares its columns with the keys.
    ///
    /// The alias of the owner has the number 0, because the aliases of `joinedload` start at 1.
    fn by_owner(&self) -> Keyed<'t> {
        let lookup = &self.relationship.lookup;
        let mapper = self.relationship.owner;
        let alias = intern(&format!("{}_0", mapper.table().name().name));
        let owner = mapper.source().aliased(alias);
        let compared: Vec<ColumnRef> = lookup
            .owner
            .positions()
            .map(|position| column(mapper, owner, position))
            .collect();
        let key = Cow::Owned(lookup.owner.renumbered(0));
        let mut query =
            EntityQuery::with_leading(self.relationship.target(), items(&compared), key, self.tree);
        query.select.from.push(FromItem::Table(owner));
        let foreign_key = lookup.compared.iter().copied();
        let on = equal_all(compared.iter().copied().zip(foreign_key));
        let secondary = self.relationship.secondary.as_ref();
        let first = secondary.map_or(self.relationship.target().source(), |secondary| {
            secondary.table.source()
        });
        query.select.joins.push(inner_join(owner, first, on));
        let join = secondary.map(|secondary| self.target_join(secondary));
        query.select.joins.extend(join);
        (query, compared)
    }

    /// Returns the join of the target to the association table.
    fn target_join(&self, secondary: &Secondary) -> Join {
        let (target, association) = (self.relationship.target(), secondary.table.source());
        let on = equal_all(secondary.to_target.iter().map(|(remote, name)| {
            let source = association;
            let remote = column(target, target.source(), *remote);
            (remote, ColumnRef::new(source, name))
        }));
        inner_join(association, target.source(), on)
    }
}

fn items(columns: &[ColumnRef]) -> Vec<SelectItem> {
    let item = |column: &ColumnRef| SelectItem {
        node: Node::Column(*column),
        label: None,
    };
    columns.iter().map(item).collect()
}

fn inner_join(left: Source, target: Source, on: Node) -> Join {
    Join {
        kind: JoinKind::Inner,
        target: FromItem::Table(target),
        on,
        left: Some(left),
    }
}

/// Returns the `ORDER BY` of a collection.
pub(super) fn order(relationship: &Resolved, source: Source) -> Vec<Node> {
    let target = relationship.target();
    let ordered = |(index, direction): &(usize, rebis_core::Direction)| {
        let operand = Node::Column(column(target, source, *index));
        Node::Ordered(Shared::new(OrderNode {
            operand,
            direction: Some(*direction),
            nulls: None,
        }))
    };
    relationship.order_by.iter().map(ordered).collect()
}
