//! Operators of PostgreSQL: for arrays, ranges, JSONB, `hstore` and text search.

use super::Expr;
use super::node::Node;
use crate::types::SqlType;
use crate::visit::{Shared, facts, parts};

/// `left op right`, with an operator of PostgreSQL.
#[derive(Clone, Debug)]
pub struct PostgresOpNode {
    /// The operator.
    pub op: PostgresOp,
    /// The left side.
    pub left: Node,
    /// The right side.
    pub right: Node,
    /// The type of a value on the right side, if the server would infer another one.
    pub right_type: Option<SqlType>,
}

/// An operator of PostgreSQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PostgresOp {
    /// `@>`
    Contains,
    /// `<@`
    ContainedBy,
    /// `&&`
    Overlaps,
    /// `?`
    HasKey,
    /// `?&`
    HasAll,
    /// `?|`
    HasAny,
    /// `#-`
    DeletePath,
    /// `@?`
    PathExists,
    /// `@@`
    Matches,
    /// `<<`
    StrictlyLeftOf,
    /// `>>`
    StrictlyRightOf,
    /// `&<`
    NotExtendRightOf,
    /// `&>`
    NotExtendLeftOf,
    /// `-|-`
    AdjacentTo,
}

facts!(PostgresOp);
parts!(PostgresOpNode {
    op,
    left,
    right,
    right_type
});

impl PostgresOp {
    pub(crate) fn sql(self) -> &'static str {
        match self {
            Self::Contains => " @> ",
            Self::ContainedBy => " <@ ",
            Self::Overlaps => " && ",
            Self::HasKey => " ? ",
            Self::HasAll => " ?& ",
            Self::HasAny => " ?| ",
            Self::DeletePath => " #- ",
            Self::PathExists => " @? ",
            Self::Matches => " @@ ",
            Self::StrictlyLeftOf => " << ",
            Self::StrictlyRightOf => " >> ",
            Self::NotExtendRightOf => " &< ",
            Self::NotExtendLeftOf => " &> ",
            Self::AdjacentTo => " -|- ",
        }
    }
}

pub(super) fn operator<T>(op: PostgresOp, left: Node, right: Node) -> Expr<T> {
    typed_operator(op, left, right, None)
}

pub(super) fn typed_operator<T>(
    op: PostgresOp,
    left: Node,
    right: Node,
    right_type: Option<SqlType>,
) -> Expr<T> {
    Expr::from_node(Node::Postgres(Shared::new(PostgresOpNode {
        op,
        left,
        right,
        right_type,
    })))
}

/// Implements inherent methods for the columns and expressions of a base type.
///
/// They take precedence over trait methods with the same names.
macro_rules! methods {
    ([$($generic:tt)*] $base:ty, $body:tt) => {
        methods!(@ [$($generic)*] crate::expr::Column<$base>, $body);
        methods!(@ [$($generic)*] crate::expr::Column<Option<$base>>, $body);
        methods!(@ [$($generic)*] crate::expr::Expr<$base>, $body);
        methods!(@ [$($generic)*] crate::expr::Expr<Option<$base>>, $body);
    };
    (@ [$($generic:tt)*] $shell:ty, { $($body:tt)* }) => {
        impl<$($generic)*> $shell {
            $($body)*
        }
    };
}

pub(super) use methods;
