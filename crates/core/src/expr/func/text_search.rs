//! Functions of PostgreSQL's text search.

use super::super::node::Node;
use super::super::{Expr, Expression, IntoExpr};
use super::apply;
use crate::types::Scalar;
use crate::value::{TsQuery, TsVector, Value};

macro_rules! of_configuration_and_text {
    ($($(#[$doc:meta])* $name:ident -> $output:ident;)+) => {$(
        $(#[$doc])*
        pub fn $name(configuration: &'static str, text: impl IntoExpr<String>) -> Expr<$output> {
            apply(stringify!($name), vec![name(configuration), text.into_operand()])
        }
    )+};
}

of_configuration_and_text! {
    /// The words of a text, by the rules of a configuration (`"english"`, `"simple"`).
    to_tsvector -> TsVector;
    /// A search, in the language of operators: `alice & !bob`.
    to_tsquery -> TsQuery;
    /// A search for all words of a text.
    plainto_tsquery -> TsQuery;
    /// A search for the words of a text, one after the other.
    phraseto_tsquery -> TsQuery;
    /// A search as users of search engines write it.
    websearch_to_tsquery -> TsQuery;
}

/// How well a text matches a search.
pub fn ts_rank<V, Q>(vector: V, query: Q) -> Expr<f32>
where
    V: Expression<Type: Scalar<Base = TsVector>>,
    Q: Expression<Type: Scalar<Base = TsQuery>>,
{
    apply("ts_rank", vec![vector.into_node(), query.into_node()])
}

/// The text with the words that a search finds marked.
pub fn ts_headline<Q>(
    configuration: &'static str,
    text: impl IntoExpr<String>,
    query: Q,
) -> Expr<Option<String>>
where
    Q: Expression<Type: Scalar<Base = TsQuery>>,
{
    let args = vec![name(configuration), text.into_operand(), query.into_node()];
    apply("ts_headline", args)
}

fn name(configuration: &'static str) -> Node {
    Node::bind(Value::Text(configuration.into()))
}
