//! SQL functions.
//!
//! ```
//! use rebis_core::{Column, Expression, Source, TableName, func, select};
//! const ID: Column<i64> = Column::new(Source::table(&TableName::new("posts")), "id");
//! let stmt = select(func::count(ID).label("post_count"));
//! assert_eq!(stmt.to_string(), "SELECT count(posts.id) AS post_count FROM posts");
//! ```
//!
//! Call other functions by name, with [`custom`] or [`call`]:
//!
//! ```
//! use rebis_core::{Expr, func, select};
//! let area: Expr<f64> = func::call("st_area", (1.5, 2));
//! assert_eq!(
//!     select(area).to_string(),
//!     "SELECT st_area(:st_area_2, :st_area_3) AS st_area_1"
//! );
//! ```

mod aggregates;
mod arrays;
mod conditional;
mod custom;
mod ranking;
mod strings;
mod text_search;
mod time;

use super::Expr;
use super::node::Node;
use crate::types::{Scalar, TypeRef};
use crate::visit::{Shared, parts};

pub use aggregates::{
    aggregate_strings, array_agg, avg, count, count_distinct, count_star, every, grouping, max,
    min, mode, percentile_cont, percentile_disc, sum,
};
pub use arrays::{array_length, cardinality, unnest};
pub use conditional::{coalesce, nullif, random};
pub use custom::{Argument, Arguments, Package, call, custom, next_value, package};
pub use ranking::{
    cume_dist, dense_rank, first_value, lag, last_value, lead, nth_value, ntile, percent_rank,
    rank, row_number,
};
pub use strings::{char_length, concat, length, lower, upper};
pub use text_search::{
    phraseto_tsquery, plainto_tsquery, to_tsquery, to_tsvector, ts_headline, ts_rank,
    websearch_to_tsquery,
};
pub use time::{
    Instant, Now, current_date, current_time, current_timestamp, current_user, localtime,
    localtimestamp, now, session_user, sysdate,
};

/// A function call.
#[derive(Clone, Debug, Default)]
pub struct FunctionNode {
    /// The name of the function.
    pub name: &'static str,
    /// The schemas or packages of the function, outermost first.
    pub packages: Vec<&'static str>,
    /// The arguments.
    pub args: Vec<Node>,
    /// Whether `DISTINCT` is written before the arguments.
    pub distinct: bool,
    /// Whether a call without arguments has no parentheses (`CURRENT_TIMESTAMP`).
    pub bare: bool,
    /// The order of the rows of an aggregate.
    pub order_by: Vec<Node>,
    /// The separator between joined texts, which is part of the SQL text and never bound.
    pub separator: Option<Box<str>>,
    /// The SQL type of the result.
    pub returns: TypeRef,
}

parts!(FunctionNode {
    name,
    packages,
    args,
    distinct,
    bare,
    order_by,
    separator,
    returns,
});

impl FunctionNode {
    /// Creates a call of a function with arguments.
    pub fn new(name: &'static str, args: Vec<Node>) -> Self {
        Self {
            name,
            args,
            ..Self::default()
        }
    }
}

impl From<FunctionNode> for Node {
    fn from(function: FunctionNode) -> Self {
        Self::Function(Shared::new(function))
    }
}

fn apply<T: Scalar>(name: &'static str, args: Vec<Node>) -> Expr<T> {
    typed(FunctionNode::new(name, args))
}

/// Returns a call with a result of type `T`.
fn typed<T: Scalar>(function: FunctionNode) -> Expr<T> {
    let function = FunctionNode {
        returns: TypeRef::for_type::<T>(),
        ..function
    };
    Expr::from_node(function.into())
}

/// Calls a function that standard SQL writes without parentheses.
fn bare<T: Scalar>(name: &'static str) -> Expr<T> {
    typed(FunctionNode {
        bare: true,
        ..FunctionNode::new(name, Vec::new())
    })
}
