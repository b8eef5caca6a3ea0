//! Functions of PostgreSQL's full text search.

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
    /// Converts a text to its words, by a configuration such as `"english"` or `"simple"`.
    to_tsvector -> TsVector;
    /// Parses a search with operators: `alice & !bob`.
    to_tsquery -> TsQuery;
    /// Returns a search for all words of a text.
    plainto_tsquery -> TsQuery;
    /// Returns a search for the words of a text as a phrase, in the same order.
    phraseto_tsquery -> TsQuery;
    /// Parses a search in the syntax of web search engines.
    websearch_to_tsquery -> TsQuery;
}

/// Returns how well a text matches a search: `ts_rank(vector, query)`.
pub fn ts_rank<V, Q>(vector: V, query: Q) -> Expr<f32>
where
    V: Expression<Type: Scalar<Base = TsVector>>,
    Q: Expression<Type: Scalar<Base = TsQuery>>,
{
    apply("ts_rank", vec![vector.into_node(), query.into_node()])
}

/// Marks the words of the text that a search finds: `ts_headline(configuration, text, query)`.
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
