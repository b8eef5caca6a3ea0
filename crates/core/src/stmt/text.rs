//! SQL that the user writes, with `:name` binds.

use std::marker::PhantomData;
use std::sync::Arc;

use super::{Statement, StatementRef};
use crate::decode::{FromRow, Row};
use crate::types::Scalar;
use crate::value::Value;
use crate::visit::parts;

/// A statement that the user wrote. Its rows are [`Row`]s, read by name or position, unless
/// [`columns`](Text::columns) says what they are.
#[must_use]
pub struct Text<O = Row> {
    node: Arc<TextNode>,
    _row: PhantomData<fn() -> O>,
}

/// Text and binds.
#[derive(Clone, Debug)]
pub struct TextNode {
    /// The text, with `:name` where a value goes.
    pub sql: Arc<str>,
    /// The values, by name.
    pub binds: Vec<(Box<str>, Value)>,
}

parts!(TextNode { sql, binds });

/// A statement from SQL text.
///
/// `:name` takes a value from [`bind`](Text::bind). A `:` within quotes, in a comment, in `::cast`
/// or after a backslash (`\:`) is not a bind.
///
/// ```
/// use rebis_core::text;
/// let stmt = text("UPDATE users SET is_active = :on WHERE note <> ':x'").bind("on", true);
/// assert_eq!(stmt.to_string(), "UPDATE users SET is_active = :on WHERE note <> ':x'");
/// ```
pub fn text(sql: impl Into<Arc<str>>) -> Text {
    Text::from_node(TextNode {
        sql: sql.into(),
        binds: Vec::new(),
    })
}

impl<O> Text<O> {
    fn from_node(node: TextNode) -> Self {
        Self {
            node: Arc::new(node),
            _row: PhantomData,
        }
    }

    /// Text and binds.
    pub fn node(&self) -> &TextNode {
        &self.node
    }

    /// Gives the value of `:name`.
    pub fn bind(mut self, name: &str, value: impl BindValue) -> Self {
        let node = Arc::make_mut(&mut self.node);
        node.binds.retain(|(bound, _)| **bound != *name);
        node.binds.push((name.into(), value.bind_value()));
        self
    }

    /// Says what the columns are, by position: a scalar, a tuple, or a record.
    pub fn columns<R: FromRow>(self) -> Text<R> {
        Text {
            node: self.node,
            _row: PhantomData,
        }
    }
}

/// A value that `text().bind` takes.
pub trait BindValue {
    /// The value.
    fn bind_value(self) -> Value;
}

impl<T: Scalar> BindValue for T {
    fn bind_value(self) -> Value {
        self.into_value()
    }
}

impl BindValue for &str {
    fn bind_value(self) -> Value {
        Value::Text(self.to_owned().into())
    }
}

/// One value or a tuple of them: a primary key.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key",
    note = "a value is one, and so is a tuple of values for a key of several columns"
)]
pub trait KeyValues {
    /// The values.
    fn key_values(self) -> Vec<Value>;
}

impl<V: BindValue> KeyValues for V {
    fn key_values(self) -> Vec<Value> {
        vec![self.bind_value()]
    }
}

macro_rules! key_tuple {
    ($($name:ident)+) => {
        impl<$($name: BindValue),+> KeyValues for ($($name,)+) {
            fn key_values(self) -> Vec<Value> {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                vec![$($name.bind_value()),+]
            }
        }
    };
}

key_tuple!(A);
key_tuple!(A B);
key_tuple!(A B C);
key_tuple!(A B C D);

impl<O: FromRow> Statement for Text<O> {
    type Row = O;

    fn statement(&self) -> StatementRef<'_> {
        StatementRef::Text(&self.node)
    }
}

impl<O> Clone for Text<O> {
    fn clone(&self) -> Self {
        Self {
            node: Arc::clone(&self.node),
            _row: PhantomData,
        }
    }
}
