//! [`CartesianProduct`]: entries of `FROM` that nothing connects.

use std::fmt;

use smallvec::SmallVec;

use crate::expr::{ColumnRef, Node, Source, UnaryOp};
use crate::visit::Visitor;

/// Entries of `FROM` that neither a join nor a condition connects.
///
/// The result combines each row of one with each row of the other. In most cases, a join condition
/// was forgotten. As in SQLAlchemy's `FromLinter`, a join connects two entries, even on `true`, and
/// so does a comparison of their columns. A lateral subquery or a function connects the entries
/// whose columns it reads.
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

/// Sources that are connected.
pub(super) type Group = SmallVec<[Source; 8]>;

/// Returns the entries of `FROM` that the condition does not connect with the first one.
///
/// Each entry is a group of sources that are already connected.
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

/// Adds the sources of each comparison of a condition as a group.
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
