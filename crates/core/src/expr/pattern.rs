//! [`Pattern`]: the right side of `LIKE`, and what its wildcards mean.

use super::IntoExpr;
use super::node::{Bind, LikeEscape, Node};
use crate::types::{IntoValue, TypeRef};
use crate::value::Value;

/// The escape character where the user names none, as SQLAlchemy's.
const ESCAPE: char = '/';

/// Characters to name where nothing is to be escaped: the first that the pattern does not have.
const UNUSED: [char; 8] = [ESCAPE, '^', '~', '|', '#', '!', '@', '='];

/// Text or an expression right of `LIKE` or in one of its relatives: what [`pattern`] and
/// [`autoescape`] return.
///
/// There is no escape character but the one that [`escape`](Self::escape) names: a backslash means
/// itself, also on databases that escape with it if nothing else is said.
#[derive(Clone, Debug)]
pub struct Pattern {
    node: Node,
    wildcards: Wildcards,
    escape: Option<char>,
}

/// What `%` and `_` mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wildcards {
    /// Any text, and one character.
    Live,
    /// Themselves.
    Escaped,
    /// Themselves between the wildcards that `starts_with` and its relatives add.
    EscapedInText,
}

/// Text or an expression whose `%` and `_` are wildcards, in `contains` and its relatives too.
pub fn pattern(text: impl IntoExpr<String>) -> Pattern {
    Pattern {
        node: text.into_operand(),
        wildcards: Wildcards::Live,
        escape: None,
    }
}

/// Text whose `%` and `_` mean themselves: they are escaped.
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
/// An expression has no text to escape yet:
///
/// ```compile_fail
/// # use rebis_core::{Column, Source, TableName, autoescape};
/// # const NAME: Column<String> = Column::new(Source::table(&TableName::new("users")), "name");
/// let _ = autoescape(NAME);
/// ```
pub fn autoescape(text: impl IntoValue<String>) -> Pattern {
    Pattern {
        node: Node::typed_bind(text.into_value(), TypeRef::of::<String>()),
        wildcards: Wildcards::Escaped,
        escape: None,
    }
}

impl Pattern {
    /// The character that stands before a `%` or `_` that means itself.
    #[must_use]
    pub fn escape(mut self, character: char) -> Self {
        self.escape = Some(character);
        self
    }

    /// The pattern of `LIKE`, and what escapes in it.
    pub(super) fn as_written(self) -> (Node, LikeEscape) {
        match self.wildcards {
            Wildcards::Escaped => self.escaped(),
            _ => self.live(),
        }
    }

    /// The same between added wildcards.
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

/// A character that a pattern does not have.
fn unused(pattern: &str) -> LikeEscape {
    let unused = UNUSED.into_iter().find(|other| !pattern.contains(*other));
    unused.map_or(LikeEscape::None, LikeEscape::Char)
}

/// What may stand right of `LIKE`: text, an expression, or a [`Pattern`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a pattern of `LIKE`",
    note = "text, an expression of text, `pattern(…)` and `autoescape(…)` are"
)]
pub trait IntoPattern {
    /// The pattern.
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
