//! `COLLATE`.

use std::borrow::Cow;

use super::node::Node;
use crate::visit::parts;

/// `operand COLLATE collation`.
#[derive(Clone, Debug)]
pub struct CollateNode {
    /// What is collated.
    pub operand: Node,
    /// The name of the collation.
    pub collation: Cow<'static, str>,
}

parts! {
    CollateNode { operand, collation }
}
