//! [`Pattern`]: the right side of `LIKE`, and the meaning of its wildcards.

use super::IntoExpr;
use super::node::{Bind, LikeEscape, Node};
use crate::types::{IntoValue, TypeRef};
use crate::value::Value;

/// The default escape character, as in SQLAlchemy.
const ESCAPE: char = '/';

/// Escape characters for a pattern that escapes nothing: the first that it does not contain.
const UNUSED: [char; 8] = [ESCAPE, '^', '~', '|', '#', '!', '@', '='];

/// The right side of `LIKE` and similar operators, as returned by [`pattern`] and [`autoescape`].
///
/// [`escape`](Self::escape) sets the escape character. By default, [`pattern`] has no escape character, and
/// [`autoescape`] uses `/` where it is needed. A backslash matches itself, also on databases where
/// it is the default escape character.
#[derive(Clone, Debug)]
pub struct Pattern {
    node: Node,
    wildcards: Wildcards,
    escape: Option<char>,
}

/// The meaning of `%` and `_`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wildcards {
    /// They are wildcards.
    Live,
    /// They match themselves.
    Escaped,
    /// They are wildcards in `LIKE`, and match themselves in `starts_with` and similar operators.
    EscapedInText,
}

/// Makes `%` and `_` wildcards, also in `starts_with`, `ends_with` and `contains`.
pub fn pattern(text: impl IntoExpr<String>) -> Pattern {
    Pattern {
        node: text.into_operand(),
        wildcards: Wildcards::Live,
        escape: None,
    }
}

/// Escapes `%` and `_` in a text, so that they match themselves.
///
/// ```
/// use rebis_core::{Column, Source, StringExpression, TableName, autoescape, select};
/// const NAME: Column<String> = Column::new(Source::table(&TableName::new("users")), "name");
/// let stmt = select(NAME).filter(NAME.like(autoescape("50%").escape('^')));
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT users.name FROM users WHERE users.name LIKE :name_1 ESCAPE '^'"
/// );
/// ```
///
/// An expression cannot be escaped, because its text is not known:
///
/// ```compile_fail
/// # use rebis_core::{Column, Source, TableName, autoescape};
/// # const NAME: Column<String> = Column::new(Source::table(&TableName::new("users")), "name");
/// let _ = autoescape(NAME);
/// ```
pub fn autoescape(text: impl IntoValue<String>) -> Pattern {
    Pattern {
        node: Node::typed_bind(text.into_value(), TypeRef::for_type::<String>()),
        wildcards: Wildcards::Escaped,
        escape: None,
    }
}

impl Pattern {
    /// Sets the escape character: `ESCAPE 'character'`. A `%` or `_` after it matches itself.
    #[must_use]
    pub fn escape(mut self, character: char) -> Self {
        self.escape = Some(character);
        self
    }

    /// Returns the pattern of a `LIKE`, and its escape character.
    pub(super) fn as_written(self) -> (Node, LikeEscape) {
        match self.wildcards {
            Wildcards::Escaped => self.escaped(),
            _ => self.live(),
        }
    }

    /// Returns the pattern of an anchored `LIKE`, which adds wildcards, and its escape character.
    pub(super) fn in_text(self) -> (Node, LikeEscape) {
        match self.wildcards {
            Wildcards::Live => self.live(),
            _ => self.escaped(),
        }
    }

    fn live(self) -> (Node, LikeEscape) {
        let escape = match (self.escape, &self.node) {
            (Some(escape), _) => LikeEscape::Char(escape),
            (None, Node::Bind(Bind { value, .. })) => match value {
                Value::Text(text) if text.contains('\\') => unused(text),
                _ => LikeEscape::Any,
            },
            (None, _) => LikeEscape::None,
        };
        (self.node, escape)
    }

    fn escaped(self) -> (Node, LikeEscape) {
        let named = self.escape.map_or(LikeEscape::Any, LikeEscape::Char);
        let escape = self.escape.unwrap_or(ESCAPE);
        let Node::Bind(bind) = &self.node else {
            return self.live();
        };
        let Value::Text(text) = &bind.value else {
            return (self.node, named);
        };
        let is_special = |character: char| matches!(character, '%' | '_') || character == escape;
        if !text.contains(|character| is_special(character) || character == '\\') {
            return (self.node, named);
        }
        let mut safe = String::with_capacity(text.len() + 4);
        for character in text.chars() {
            if is_special(character) {
                safe.push(escape);
            }
            safe.push(character);
        }
        let escaped = Node::Bind(Bind {
            value: Value::Text(safe.into()),
            ..bind.clone()
        });
        (escaped, LikeEscape::Char(escape))
    }
}

/// Returns an escape character that the pattern does not contain.
fn unused(pattern: &str) -> LikeEscape {
    let unused = UNUSED.into_iter().find(|other| !pattern.contains(*other));
    unused.map_or(LikeEscape::None, LikeEscape::Char)
}

/// The right side of `LIKE`: text, an expression, or a [`Pattern`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a pattern of `LIKE`",
    note = "use text, an expression of text, `pattern(…)` or `autoescape(…)`"
)]
pub trait IntoPattern {
    /// Converts to a [`Pattern`].
    fn into_pattern(self) -> Pattern;
}

impl IntoPattern for Pattern {
    fn into_pattern(self) -> Pattern {
        self
    }
}

impl<P: IntoExpr<String>> IntoPattern for P {
    fn into_pattern(self) -> Pattern {
        Pattern {
            node: self.into_operand(),
            wildcards: Wildcards::EscapedInText,
            escape: None,
        }
    }
}
