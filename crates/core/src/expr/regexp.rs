//! Regular expressions, in the syntax of each database.

use std::borrow::Cow;

use super::node::Node;
use crate::visit::{Shared, parts};

/// `operand [NOT] matches pattern`.
#[derive(Clone, Debug)]
pub struct RegexpNode {
    /// Whether the match is negated.
    pub negated: bool,
    /// The text to match.
    pub operand: Node,
    /// The regular expression.
    pub pattern: Node,
    /// Flags that the database supports, such as `i`.
    pub flags: Option<Cow<'static, str>>,
}

/// `REGEXP_REPLACE(operand, pattern, replacement)`.
#[derive(Clone, Debug)]
pub struct RegexpReplaceNode {
    /// The text to search.
    pub operand: Node,
    /// The regular expression.
    pub pattern: Node,
    /// The text that replaces a match.
    pub replacement: Node,
    /// Flags that the database supports, such as `g`.
    pub flags: Option<Cow<'static, str>>,
}

parts! {
    RegexpNode { negated, operand, pattern, flags }
    RegexpReplaceNode { operand, pattern, replacement, flags }
}

pub(super) fn matches(operand: Node, pattern: Node, flags: Option<Cow<'static, str>>) -> Node {
    Node::Regexp(Shared::new(RegexpNode {
        negated: false,
        operand,
        pattern,
        flags,
    }))
}

pub(super) fn replaced(
    operand: Node,
    pattern: Node,
    replacement: Node,
    flags: Option<Cow<'static, str>>,
) -> Node {
    Node::RegexpReplace(Shared::new(RegexpReplaceNode {
        operand,
        pattern,
        replacement,
        flags,
    }))
}
