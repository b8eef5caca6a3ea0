//! [`StringExpression`]: the operators of text.

use std::borrow::Cow;

use super::collate::collated;
use super::node::{BinaryOp, LikeAnchor, LikeNode, Node};
use super::pattern::IntoPattern;
use super::{Expr, Expression, IntoExpr, full_text, regexp};
use crate::types::Scalar;
use crate::visit::Shared;

/// The operators of text.
///
/// ```
/// use rebis_core::{Column, Source, StringExpression, TableName, pattern, select};
/// const NAME: Column<String> = Column::new(Source::table(&TableName::new("users")), "name");
/// let users = |condition| select(NAME).filter(condition).to_string();
/// assert_eq!(
///     users(NAME.like("a%")),
///     "SELECT users.name FROM users WHERE users.name LIKE :name_1"
/// );
/// assert_eq!(
///     users(NAME.like(pattern("50/%%").escape('/'))),
///     "SELECT users.name FROM users WHERE users.name LIKE :name_1 ESCAPE '/'"
/// );
/// assert_eq!(
///     users(NAME.icontains("LIC")),
///     "SELECT users.name FROM users \
///      WHERE (lower(users.name) LIKE '%' || lower(:name_1) || '%')"
/// );
/// ```
pub trait StringExpression: Expression<Type: Scalar<Base = String>> {
    /// `self LIKE pattern`: `%` stands for any text, `_` for one character.
    fn like(self, pattern: impl IntoPattern) -> Expr<bool> {
        like(
            self.into_node(),
            LikeAnchor::Pattern,
            pattern,
            Case::Respect,
        )
    }

    /// `self NOT LIKE pattern`.
    fn not_like(self, pattern: impl IntoPattern) -> Expr<bool> {
        !self.like(pattern)
    }

    /// `LIKE` that ignores case.
    fn ilike(self, pattern: impl IntoPattern) -> Expr<bool> {
        like(self.into_node(), LikeAnchor::Pattern, pattern, Case::Ignore)
    }

    /// `NOT LIKE` that ignores case.
    fn not_ilike(self, pattern: impl IntoPattern) -> Expr<bool> {
        !self.ilike(pattern)
    }

    /// Whether the text starts with `prefix`.
    ///
    /// `%`, `_` and the escape character in a plain value are escaped; those of an expression
    /// (another column) and of a [`pattern`](super::pattern) act as wildcards.
    fn starts_with(self, prefix: impl IntoPattern) -> Expr<bool> {
        like(
            self.into_node(),
            LikeAnchor::StartsWith,
            prefix,
            Case::Respect,
        )
    }

    /// Whether the text ends with `suffix`; see [`starts_with`](Self::starts_with) on wildcards.
    fn ends_with(self, suffix: impl IntoPattern) -> Expr<bool> {
        like(
            self.into_node(),
            LikeAnchor::EndsWith,
            suffix,
            Case::Respect,
        )
    }

    /// Whether the text contains `part`; see [`starts_with`](Self::starts_with) on wildcards.
    fn contains(self, part: impl IntoPattern) -> Expr<bool> {
        like(self.into_node(), LikeAnchor::Contains, part, Case::Respect)
    }

    /// [`starts_with`](Self::starts_with) that ignores case.
    fn istarts_with(self, prefix: impl IntoPattern) -> Expr<bool> {
        like(
            self.into_node(),
            LikeAnchor::StartsWith,
            prefix,
            Case::Ignore,
        )
    }

    /// [`ends_with`](Self::ends_with) that ignores case.
    fn iends_with(self, suffix: impl IntoPattern) -> Expr<bool> {
        like(self.into_node(), LikeAnchor::EndsWith, suffix, Case::Ignore)
    }

    /// [`contains`](Self::contains) that ignores case.
    fn icontains(self, part: impl IntoPattern) -> Expr<bool> {
        like(self.into_node(), LikeAnchor::Contains, part, Case::Ignore)
    }

    /// Text followed by text, as `+`; `NULL` when either is.
    fn concat(self, other: impl IntoExpr<String>) -> Expr<Self::Type> {
        let (left, right) = (self.into_node(), other.into_operand());
        Expr::from_node(Node::binary(BinaryOp::Concat, left, right))
    }

    /// The text, compared and ordered by a collation of the database.
    fn collate(self, collation: impl Into<Cow<'static, str>>) -> Expr<Self::Type> {
        Expr::from_node(collated(self.into_node(), None, collation.into()))
    }

    /// The same, for a collation in a schema.
    ///
    /// ```
    /// use rebis_core::{Column, Expression, Source, StringExpression, TableName, select};
    /// const NAME: Column<String> = Column::new(Source::table(&TableName::new("users")), "name");
    /// assert_eq!(
    ///     select(NAME.collate_in("pg_catalog", "C").label("name")).to_string(),
    ///     "SELECT users.name COLLATE pg_catalog.\"C\" AS name FROM users"
    /// );
    /// ```
    fn collate_in(
        self,
        schema: impl Into<Cow<'static, str>>,
        collation: impl Into<Cow<'static, str>>,
    ) -> Expr<Self::Type> {
        let schema = Some(schema.into());
        Expr::from_node(collated(self.into_node(), schema, collation.into()))
    }

    /// Whether a regular expression matches, in the syntax of the database.
    fn regexp_match(self, pattern: impl IntoExpr<String>) -> Expr<bool> {
        Expr::from_node(regexp::matches(
            self.into_node(),
            pattern.into_operand(),
            None,
        ))
    }

    /// The same with flags, such as `i` to ignore case: letters that the database knows.
    fn regexp_match_flags(
        self,
        pattern: impl IntoExpr<String>,
        flags: impl Into<Cow<'static, str>>,
    ) -> Expr<bool> {
        Expr::from_node(regexp::matches(
            self.into_node(),
            pattern.into_operand(),
            Some(flags.into()),
        ))
    }

    /// The text with `replacement` where a regular expression matches: the first time on
    /// PostgreSQL, each time elsewhere.
    fn regexp_replace(
        self,
        pattern: impl IntoExpr<String>,
        replacement: impl IntoExpr<String>,
    ) -> Expr<Self::Type> {
        Expr::from_node(regexp::replaced(
            self.into_node(),
            pattern.into_operand(),
            replacement.into_operand(),
            None,
        ))
    }

    /// The same with flags: letters that the database knows, and `g` for each match.
    fn regexp_replace_flags(
        self,
        pattern: impl IntoExpr<String>,
        replacement: impl IntoExpr<String>,
        flags: impl Into<Cow<'static, str>>,
    ) -> Expr<Self::Type> {
        Expr::from_node(regexp::replaced(
            self.into_node(),
            pattern.into_operand(),
            replacement.into_operand(),
            Some(flags.into()),
        ))
    }

    /// Searches for words, as [`match_`](super::match_) does.
    fn match_(self, words: impl IntoExpr<String>) -> Expr<bool> {
        full_text::match_(self, words).expr()
    }
}

impl<E: Expression<Type: Scalar<Base = String>>> StringExpression for E {}

#[derive(Clone, Copy)]
enum Case {
    Respect,
    Ignore,
}

fn like(operand: Node, anchor: LikeAnchor, pattern: impl IntoPattern, case: Case) -> Expr<bool> {
    let pattern = pattern.into_pattern();
    let (pattern, escape) = match anchor {
        LikeAnchor::Pattern => pattern.as_written(),
        _ => pattern.in_text(),
    };
    Expr::from_node(Node::Like(Shared::new(LikeNode {
        negated: false,
        ignore_case: matches!(case, Case::Ignore),
        operand,
        anchor,
        pattern,
        escape,
    })))
}
