//! Operators of PostgreSQL's full text search. The functions are in [`func`](crate::func).

use super::node::{BinaryOp, Node};
use super::postgres::{PostgresOp, methods, operator};
use super::{Expr, Expression, IntoExpr, Match};
use crate::types::Scalar;
use crate::value::{TsQuery, TsVector};

/// Operators of text search vectors.
///
/// `concat` is an inherent method of columns and expressions.
///
/// ```
/// use rebis_core::{Column, Source, TableName, TsVectorExpression, func, select};
/// const POSTS: TableName = TableName::new("posts");
/// const BODY: Column<String> = Column::new(Source::table(&POSTS), "body");
/// let found = func::to_tsvector("english", BODY).matches(func::to_tsquery("english", "cat"));
/// assert_eq!(
///     select(BODY).filter(found).to_string(),
///     "SELECT posts.body FROM posts WHERE to_tsvector(:to_tsvector_1, posts.body) @@ \
///      to_tsquery(:to_tsquery_1, :to_tsquery_2)"
/// );
/// ```
pub trait TsVectorExpression: Expression<Type: Scalar<Base = TsVector>> {
    /// Returns whether a search finds the text: `self @@ query`.
    fn matches(self, query: impl IntoExpr<TsQuery>) -> Expr<bool> {
        operator(PostgresOp::Matches, self.into_node(), query.into_operand())
    }

    /// Searches for all words of a text, like [`match_`](crate::match_).
    fn match_(self, words: impl IntoExpr<String>) -> Match {
        Match::new(vec![self.into_node()], words.into_operand())
    }
}

impl<E: Expression<Type: Scalar<Base = TsVector>>> TsVectorExpression for E {}

methods!([] TsVector, {
    /// Joins the words of both vectors: `self || other`.
    pub fn concat(self, other: impl IntoExpr<TsVector>) -> Expr<TsVector> {
        Expr::from_node(Node::binary(BinaryOp::Concat, self.into_node(), other.into_operand()))
    }
});
