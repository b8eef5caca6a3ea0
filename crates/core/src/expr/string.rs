//! [`StringExpression`]: operators of text.

use std::borrow::Cow;

use super::collate::collated;
use super::node::{BinaryOp, LikeAnchor, LikeNode, Node};
use super::pattern::IntoPattern;
use super::{Expr, Expression, IntoExpr, full_text, regexp};
use crate::types::Scalar;
use crate::visit::Shared;

/// Operators of text.
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
    /// Returns `self LIKE pattern`: `%` matches any text, `_` matches one character.
    fn like(self, pattern: impl IntoPattern) -> Expr<bool> {
        like(
            self.into_node(),
            LikeAnchor::Pattern,
            pattern,
            Case::Respect,
        )
    }

    /// Returns `self NOT LIKE pattern`: `%` matches any text, `_` matches one character.
    fn not_like(self, pattern: impl IntoPattern) -> Expr<bool> {
        !self.like(pattern)
    }

    /// Returns a `LIKE` that ignores case: `ILIKE`, or `LIKE` with `lower(…)` on both sides.
    fn ilike(self, pattern: impl IntoPattern) -> Expr<bool> {
        like(self.into_node(), LikeAnchor::Pattern, pattern, Case::Ignore)
    }

    /// Returns a `NOT LIKE` that ignores case: `NOT ILIKE`, or `lower(…)` on both sides.
    fn not_ilike(self, pattern: impl IntoPattern) -> Expr<bool> {
        !self.ilike(pattern)
    }

    /// Returns whether the text starts with `prefix`: `self LIKE prefix || '%'`.
    ///
    /// In a plain value, `%`, `_` and the escape character are escaped. In an expression (another
    /// column) and in a [`pattern`](super::pattern), `%` and `_` are wildcards.
    fn starts_with(self, prefix: impl IntoPattern) -> Expr<bool> {
        like(
            self.into_node(),
            LikeAnchor::StartsWith,
            prefix,
            Case::Respect,
        )
    }

    /// Returns whether the text ends with `suffix`: `self LIKE '%' || suffix`.
    ///
    /// See [`starts_with`](Self::starts_with) for wildcards.
    fn ends_with(self, suffix: impl IntoPattern) -> Expr<bool> {
        like(
            self.into_node(),
            LikeAnchor::EndsWith,
            suffix,
            Case::Respect,
        )
    }

    /// Returns whether the text contains `part`: `self LIKE '%' || part || '%'`.
    ///
    /// See [`starts_with`](Self::starts_with) for wildcards.
    fn contains(self, part: impl IntoPattern) -> Expr<bool> {
        like(self.into_node(), LikeAnchor::Contains, part, Case::Respect)
    }

    /// Returns whether the text starts with `prefix`, ignoring case.
    ///
    /// See [`starts_with`](Self::starts_with) for wildcards.
    fn istarts_with(self, prefix: impl IntoPattern) -> Expr<bool> {
        like(
            self.into_node(),
            LikeAnchor::StartsWith,
            prefix,
            Case::Ignore,
        )
    }

    /// Returns whether the text ends with `suffix`, ignoring case.
    ///
    /// See [`starts_with`](Self::starts_with) for wildcards.
    fn iends_with(self, suffix: impl IntoPattern) -> Expr<bool> {
        like(self.into_node(), LikeAnchor::EndsWith, suffix, Case::Ignore)
    }

    /// Returns whether the text contains `part`, ignoring case.
    ///
    /// See [`starts_with`](Self::starts_with) for wildcards.
    fn icontains(self, part: impl IntoPattern) -> Expr<bool> {
        like(self.into_node(), LikeAnchor::Contains, part, Case::Ignore)
    }

    /// Joins both texts, like `+`: `self || other`. The result is `NULL` if either is `NULL`.
    fn concat(self, other: impl IntoExpr<String>) -> Expr<Self::Type> {
        let (left, right) = (self.into_node(), other.into_operand());
        Expr::from_node(Node::binary(BinaryOp::Concat, left, right))
    }

    /// Compares and orders the text by a collation of the database: `self COLLATE collation`.
    fn collate(self, collation: impl Into<Cow<'static, str>>) -> Expr<Self::Type> {
        Expr::from_node(collated(self.into_node(), None, collation.into()))
    }

    /// Compares and orders the text by a collation in a schema: `self COLLATE schema.collation`.
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

    /// Returns whether the text matches a regular expression, in the syntax of the database.
    ///
    /// Compiling for SQL Server returns an error.
    fn regexp_match(self, pattern: impl IntoExpr<String>) -> Expr<bool> {
        Expr::from_node(regexp::matches(
            self.into_node(),
            pattern.into_operand(),
            None,
        ))
    }

    /// Returns whether the text matches a regular expression, with flags such as `i` (ignore case).
    ///
    /// Flags are letters that the database supports. Compiling for SQLite or SQL Server returns an
    /// error.
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

    /// Replaces matches of a regular expression: `REGEXP_REPLACE(self, pattern, replacement)`.
    ///
    /// PostgreSQL replaces the first match, other databases replace all matches. Compiling for
    /// SQLite or SQL Server returns an error.
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

    /// Replaces matches of a regular expression, with flags such as `g` to replace all matches.
    ///
    /// Flags are letters that the database supports. `g` is the default, except on PostgreSQL.
    /// Compiling for SQLite or SQL Server returns an error.
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

    /// Searches the text for words with full text search, like [`match_`](super::match_).
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
