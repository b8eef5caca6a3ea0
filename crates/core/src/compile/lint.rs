//! [`CartesianProduct`]: entries of `FROM` that nothing brings together.

use std::fmt;

use smallvec::SmallVec;

use crate::expr::{ColumnRef, Node, Source, UnaryOp};
use crate::visit::Visitor;

/// Entries of `FROM` that neither a join nor a condition connects, so that each row of one stands
/// beside each row of the other: mostly a join condition that was forgotten.
///
/// What counts as a connection is what counts in SQLAlchemy's `FromLinter`: a join, even on `true`,
/// and a comparison of columns of both. So does a subquery after `LATERAL`, or a function, that
/// reads columns of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartesianProduct {
    statement: &'static str,
    first: String,
    others: Vec<String>,
}

impl fmt::Display for CartesianProduct {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            statement,
            first,
            others,
        } = self;
        write!(
            f,
            "{statement} has a cartesian product: nothing connects `{first}` with `{}`; join them, \
             or compare a column of one with a column of the other",
            others.join("`, `")
        )
    }
}

/// Sources that belong together.
pub(super) type Group = SmallVec<[Source; 8]>;

/// Looks for entries of `FROM`, each with what it belongs together with already, that the
/// condition does not connect.
pub(super) fn cartesian_product(
    statement: &'static str,
    entries: &[Group],
    condition: Option<&Node>,
) -> Option<CartesianProduct> {
    let (first, _) = entries
        .split_first()
        .filter(|(_, others)| !others.is_empty())?;
    let mut groups = entries.to_vec();
    if let Some(condition) = condition {
        edges(condition, &mut groups);
    }
    let mut reached: Vec<Source> = first.to_vec();
    let mut done = 0;
    while done < reached.len() {
        let source = reached[done];
        for group in groups.iter().filter(|group| group.contains(&source)) {
            let new: Vec<Source> = group
                .iter()
                .filter(|source| !reached.contains(source))
                .copied()
                .collect();
            reached.extend(new);
        }
        done += 1;
    }
    let apart = entries.iter().filter_map(|entry| entry.first());
    let apart = apart.filter(|source| !reached.contains(source));
    let others: Vec<String> = apart.map(|source| source.name().to_owned()).collect();
    (!others.is_empty()).then(|| CartesianProduct {
        statement,
        first: first
            .first()
            .map(|source| source.name().to_owned())
            .unwrap_or_default(),
        others,
    })
}

/// Adds the sources of each comparison as a group.
fn edges(condition: &Node, groups: &mut Vec<Group>) {
    match condition {
        Node::Junction(_, conditions) => conditions.iter().for_each(|part| edges(part, groups)),
        Node::Unary(UnaryOp::Not, condition) => edges(condition, groups),
        comparison => {
            let mut sources = Sources::default();
            sources.node(comparison);
            groups.push(sources.0);
        }
    }
}

/// The sources of all columns of a piece of a statement.
#[derive(Default)]
pub(super) struct Sources(pub(super) Group);

impl<'a> Visitor<'a> for Sources {
    fn column(&mut self, column: &'a ColumnRef) {
        self.note(column.source);
    }

    fn node(&mut self, node: &'a Node) {
        if let Node::Row(source) = node {
            self.note(*source);
        }
        node.visit_parts(self);
    }
}

impl Sources {
    pub(super) fn note(&mut self, source: Source) {
        if !self.0.contains(&source) {
            self.0.push(source);
        }
    }
}
