//! `COLLATE` expressions.

use std::borrow::Cow;

use super::node::Node;
use crate::visit::{Shared, parts};

/// `operand COLLATE collation`.
#[derive(Clone, Debug)]
pub struct CollateNode {
    /// The text.
    pub operand: Node,
    /// The schema of the collation; `None` if the user named no schema.
    pub schema: Option<Cow<'static, str>>,
    /// The name of the collation.
    pub collation: Cow<'static, str>,
}

parts! {
    CollateNode { operand, schema, collation }
}

pub(super) fn collated(
    operand: Node,
    schema: Option<Cow<'static, str>>,
    collation: Cow<'static, str>,
) -> Node {
    Node::Collate(Shared::new(CollateNode {
        operand,
        schema,
        collation,
    }))
}
