//! Regular expressions, in the syntax of each database.

use std::borrow::Cow;

use super::node::Node;
use crate::visit::{Shared, parts};

/// `operand [NOT] matches pattern`.
#[derive(Clone, Debug)]
pub struct RegexpNode {
    /// Whether `NOT` stands before it.
    pub negated: bool,
    /// What is matched.
    pub operand: Node,
    /// The regular expression.
    pub pattern: Node,
    /// Letters that change how it matches, of those that the database knows.
    pub flags: Option<Cow<'static, str>>,
}

/// `REGEXP_REPLACE(operand, pattern, replacement)`.
#[derive(Clone, Debug)]
pub struct RegexpReplaceNode {
    /// Where matches are looked for.
    pub operand: Node,
    /// The regular expression.
    pub pattern: Node,
    /// What stands instead of a match.
    pub replacement: Node,
    /// Letters that change how it matches, of those that the database knows.
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
