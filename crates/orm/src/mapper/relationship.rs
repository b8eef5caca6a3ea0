//! [`Relationship`]: a typed relationship, which can be a constant.

use std::fmt;
use std::marker::PhantomData;

use rebis_core::{ColumnRef, FromItem, Join, JoinKind, JoinOn, Node, Source, intern};

use super::resolve::{Direction, Resolved};
use super::{Mapper, Model};

/// The cardinality of a relationship to many objects.
#[derive(Clone, Copy, Debug)]
pub struct ToMany;

/// The cardinality of a relationship to one object.
#[derive(Clone, Copy, Debug)]
pub struct ToOne;

/// The types of a relationship: owner, target and cardinality.
type Types<O, T, C> = fn() -> (O, T, C);

/// A relationship from model `O` to model `T`, such as `User.posts`.
///
/// Use it as a join condition or in a loader option.
pub struct Relationship<O, T, C> {
    source: Source,
    index: usize,
    _types: PhantomData<Types<O, T, C>>,
}

impl<O, T, C> Relationship<O, T, C> {
    /// Creates a relationship from the source of the owner's columns and the position of the field.
    pub const fn new(source: Source, index: usize) -> Self {
        Self {
            source,
            index,
            _types: PhantomData,
        }
    }

    /// Returns the source that qualifies the owner's columns.
    pub fn source(&self) -> Source {
        self.source
    }

    /// Returns the position among the relationships of the owner.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// assert_eq!((Post.author.index(), Post.tags.index()), (0, 1));
    /// ```
    pub fn index(&self) -> usize {
        self.index
    }
}

impl<O, T, C> Clone for Relationship<O, T, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<O, T, C> Copy for Relationship<O, T, C> {}

impl<O: Model, T: Model, C> fmt::Debug for Relationship<O, T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = O::mapper().relationships()[self.index].name();
        write!(f, "{}.{name}", O::mapper().name())
    }
}

/// The condition of a join such as `select(Post).join(User, Post.author)`.
impl<O: Model, T: Model, C> JoinOn for Relationship<O, T, C> {
    fn joins(self, kind: JoinKind, target: FromItem) -> Vec<Join> {
        match O::mapper().resolve() {
            Ok(resolved) => relationship_joins(kind, target, self.source, &resolved[self.index]),
            Err(error) => vec![invalid(kind, target, error.to_string())],
        }
    }
}

fn invalid(kind: JoinKind, target: FromItem, message: String) -> Join {
    Join {
        kind,
        target,
        on: Node::Invalid(message.into()),
        left: None,
    }
}

/// Returns the joins from an owner to a target, with the association table if there is one.
pub(crate) fn relationship_joins(
    kind: JoinKind,
    target: FromItem,
    source: Source,
    resolved: &Resolved,
) -> Vec<Join> {
    let (owner, target_mapper) = (resolved.owner, resolved.target());
    let target_source = target.source();
    if target_source.table != target_mapper.source().table {
        let message = format!(
            "the target of the relationship is `{}`, but the target of the join is `{}`",
            target_mapper.name(),
            target_source.name()
        );
        return vec![invalid(kind, target, message)];
    }
    match &resolved.secondary {
        None => {
            // SQLite compares text by the collation of the left column. The comparison must use the
            // collation of the column that the foreign key refers to.
            let turned = resolved.direction == Direction::ManyToOne && resolved.lookup.has_text();
            let on = equal_all(resolved.pairs.iter().map(|(local, remote)| {
                let local = column(owner, source, *local);
                let remote = column(target_mapper, target_source, *remote);
                if turned {
                    (remote, local)
                } else {
                    (local, remote)
                }
            }));
            vec![Join {
                kind,
                target,
                on,
                left: Some(source),
            }]
        }
        Some(secondary) => {
            let association = association_source(secondary.table.source(), target_source);
            let to_owner = equal_all(secondary.to_owner.iter().map(|(local, name)| {
                (
                    column(owner, source, *local),
                    ColumnRef::new(association, name),
                )
            }));
            let to_target = equal_all(secondary.to_target.iter().map(|(remote, name)| {
                (
                    column(target_mapper, target_source, *remote),
                    ColumnRef::new(association, name),
                )
            }));
            vec![
                Join {
                    kind,
                    target: FromItem::Table(association),
                    on: to_owner,
                    left: Some(source),
                },
                Join {
                    kind,
                    target,
                    on: to_target,
                    left: Some(association),
                },
            ]
        }
    }
}

/// Returns the association table as a source.
///
/// If the target has an alias, the association table gets an alias too, so that it can be joined
/// more than once.
fn association_source(table: Source, target: Source) -> Source {
    match target.alias.name() {
        None => table,
        Some(alias) => table.aliased(intern(&format!("{}_{alias}", table.name()))),
    }
}

/// Returns a column of a mapper's table, qualified with a source.
pub(crate) fn column(mapper: &Mapper, source: Source, index: usize) -> ColumnRef {
    let column = mapper.table().columns()[index].reference();
    ColumnRef { source, ..column }
}

/// Returns `a = b AND …` for pairs of columns.
pub(crate) fn equal_all(pairs: impl Iterator<Item = (ColumnRef, ColumnRef)>) -> Node {
    let conditions = pairs.map(|(left, right)| {
        Node::binary(
            rebis_core::BinaryOp::Eq,
            Node::Column(left),
            Node::Column(right),
        )
    });
    Node::all(conditions).unwrap_or(Node::Bool(true))
}
