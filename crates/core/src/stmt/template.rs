//! [`sql!`](crate::sql!): SQL text with values, expressions and tables in it.

use super::{BindValue, Fields, Text, TextNode};
use crate::expr::{Expression, Node, Source};
use crate::schema::Table;
use crate::types::TypeRef;
use crate::value::Value;
use crate::visit::{branches, variants};

/// The argument for a `{}` of a template.
#[derive(Clone, Debug)]
pub enum TextPart {
    /// An expression, or a bound value.
    Node(Node),
    /// A list of bound values in parentheses, for `IN`.
    List(Vec<Value>, TypeRef),
    /// A table.
    Table(Source),
}

variants!(TextPart { Node(node), List(values, sql_type), Table(source) });
branches!(TextPart);

/// Creates a statement from a template; see [`sql!`](crate::sql!).
#[doc(hidden)]
pub fn template(sql: &'static str) -> Text {
    let mut node = TextNode::new(sql.into());
    node.parts = Some(Vec::new());
    Text::from_node(node)
}

impl Text {
    /// Adds the argument for the next `{}`.
    #[doc(hidden)]
    pub fn part<K>(mut self, part: impl IntoTextPart<K>) -> Self {
        self.edit()
            .parts
            .get_or_insert_default()
            .push(part.into_part());
        self
    }
}

/// Panics at compile time if the template does not have one `{}` for each argument.
#[doc(hidden)]
pub const fn check_template(sql: &str, parts: &[&str]) {
    let holes = holes(sql);
    assert!(
        holes.is_some(),
        "a brace in the text must be doubled: `{{{{` or `}}}}`"
    );
    if let Some(holes) = holes {
        assert!(
            holes == parts.len(),
            "the template must have one `{{}}` for each argument"
        );
    }
}

/// Returns the number of `{}`; `None` if another brace is not doubled.
const fn holes(sql: &str) -> Option<usize> {
    let sql = sql.as_bytes();
    let (mut at, mut holes) = (0, 0);
    while at + 1 < sql.len() {
        match (sql[at], sql[at + 1]) {
            (b'{', b'}') => {
                holes += 1;
                at += 2;
            }
            (b'{', b'{') | (b'}', b'}') => at += 2,
            (b'{' | b'}', _) => return None,
            _ => at += 1,
        }
    }
    // A brace at the end has no partner.
    if at < sql.len() && matches!(sql[at], b'{' | b'}') {
        return None;
    }
    Some(holes)
}

/// Creates a statement from SQL text with a `{}` for each value, expression or table.
///
/// Values are always bound, and the text is a literal of the program. Columns are written with
/// their table, and an array of values is written as a list in parentheses, for `IN`. A `:` has no
/// special meaning. A brace in the text must be doubled: `{{` or `}}`. The macro corresponds to
/// SQLAlchemy's `tstring`.
///
/// ```
/// use rebis_core::{Column, Expression, Source, TableName, sql};
/// const USERS: TableName = TableName::new("users");
/// const ID: Column<i64> = Column::new(Source::table(&USERS), "id");
/// const NAME: Column<String> = Column::new(Source::table(&USERS), "name");
/// let stmt = sql!("SELECT {} FROM users WHERE {} AND id IN {}", ID, NAME.eq("alice"), [1, 2]);
/// assert_eq!(
///     stmt.to_string(),
///     "SELECT users.id FROM users WHERE users.name = :name_1 AND id IN (:param_1_1, :param_1_2)"
/// );
/// ```
#[macro_export]
macro_rules! sql {
    ($text:literal $(, $part:expr)* $(,)?) => {{
        const { $crate::check_template($text, &[$(::core::stringify!($part)),*]) };
        $crate::template($text)$(.part($part))*
    }};
}

/// An argument for a `{}` of a template; `K` is its kind.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be used in a template",
    note = "use a value, an array of values, an expression or a table"
)]
pub trait IntoTextPart<K> {
    /// Returns the argument.
    fn into_part(self) -> TextPart;
}

/// The kinds of arguments of a template.
#[doc(hidden)]
pub mod part {
    #[derive(Debug)]
    pub struct Value;
    #[derive(Debug)]
    pub struct List;
    #[derive(Debug)]
    pub struct Expression;
    #[derive(Debug)]
    pub struct Table;
}

impl<V: BindValue> IntoTextPart<part::Value> for V {
    fn into_part(self) -> TextPart {
        TextPart::Node(Node::typed_bind(self.bind_value(), V::bind_type()))
    }
}

impl<V: BindValue, const N: usize> IntoTextPart<part::List> for [V; N] {
    fn into_part(self) -> TextPart {
        TextPart::List(
            self.into_iter().map(BindValue::bind_value).collect(),
            V::bind_type(),
        )
    }
}

impl<V: BindValue + Clone> IntoTextPart<part::List> for &[V] {
    fn into_part(self) -> TextPart {
        let values = self.iter().cloned().map(BindValue::bind_value);
        TextPart::List(values.collect(), V::bind_type())
    }
}

impl<E: Expression> IntoTextPart<part::Expression> for E {
    fn into_part(self) -> TextPart {
        TextPart::Node(self.into_node())
    }
}

impl<F: Fields> IntoTextPart<part::Table> for F {
    fn into_part(self) -> TextPart {
        TextPart::Table(self.source())
    }
}

impl IntoTextPart<part::Table> for &Table {
    fn into_part(self) -> TextPart {
        TextPart::Table(self.source())
    }
}
