//! [`Query`]: a statement inside a statement.

use std::sync::Arc;

use super::SelectNode;
use crate::visit::variants;

/// A statement inside a statement: a subquery, an entry of `FROM`, the rows of an `INSERT`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Query {
    /// `SELECT`
    Select(Arc<SelectNode>),
}

variants!(Query { Select(select) });
