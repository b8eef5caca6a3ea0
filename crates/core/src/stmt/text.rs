//! SQL text from the user, with `:name` binds.

use std::marker::PhantomData;
use std::sync::Arc;

use super::bind_names;
use super::{Query, Statement, StatementRef, Subquery, TextPart};
use crate::decode::{FromRow, Row};
use crate::expr::{ExistsNode, Expr, Given, Node, Source, intern_table};
use crate::types::{Scalar, TypeRef};
use crate::value::Value;
use crate::visit::{Part, Rewriter, Shared, Visitor};

/// A statement of SQL text from the user; see [`text`].
///
/// Its rows are [`Row`]s, read by name or position, unless [`columns`](Text::columns) gives them a
/// type.
#[must_use]
pub struct Text<O = Row> {
    node: Shared<TextNode>,
    _row: PhantomData<fn() -> O>,
}

/// The text and the binds of a [`Text`].
#[derive(Clone, Debug)]
pub struct TextNode {
    /// The text. Values are marked with `:name`, or with `{}` in a template.
    pub sql: Arc<str>,
    /// The values of the names, and their types.
    pub binds: Vec<(Box<str>, Given, TypeRef)>,
    /// The arguments for each `{}`, if the text is a template.
    pub parts: Option<Vec<TextPart>>,
    /// The names of the columns; empty if they are not known.
    pub columns: Vec<&'static str>,
}

impl Part for TextNode {
    fn visit<'a, V: Visitor<'a> + ?Sized>(&'a self, visitor: &mut V) {
        let Self {
            sql,
            binds,
            parts,
            columns,
        } = self;
        sql.visit(visitor);
        binds.visit(visitor);
        parts.visit(visitor);
        columns.visit(visitor);
    }

    fn rewrite<R: Rewriter + ?Sized>(&self, rewriter: &mut R) -> Self {
        let mut text = Self {
            sql: Arc::clone(&self.sql),
            binds: self.binds.clone(),
            parts: self.parts.rewrite(rewriter),
            columns: self.columns.clone(),
        };
        if text.parts.is_none() {
            for name in bind_names(&self.sql) {
                if let Some(given) = rewriter.given(name) {
                    text.give(name, given.clone(), type_of(given));
                }
            }
        }
        text
    }
}

impl TextNode {
    pub(super) fn new(sql: Arc<str>) -> Self {
        Self {
            sql,
            binds: Vec::new(),
            parts: None,
            columns: Vec::new(),
        }
    }

    fn give(&mut self, name: &str, given: Given, sql_type: TypeRef) {
        self.binds.retain(|(bound, ..)| **bound != *name);
        self.binds.push((name.into(), given, sql_type));
    }
}

/// Returns the type of the value, or of the first value of a list.
fn type_of(given: &Given) -> TypeRef {
    match given {
        Given::Value(value) => TypeRef::from_value(value),
        Given::List(values) => values.first().map_or(TypeRef::UNKNOWN, TypeRef::from_value),
        Given::Nothing | Given::Rows(_) => TypeRef::UNKNOWN,
    }
}

/// Creates a statement from SQL text.
///
/// [`bind`](Text::bind) sets the value of a `:name` in the text. A `:` within quotes, in a comment,
/// in `::cast` or after a backslash (`\:`) is not a bind.
///
/// ```
/// use rebis_core::text;
/// let stmt = text("UPDATE users SET is_active = :on WHERE note <> ':x'").bind("on", true);
/// assert_eq!(stmt.to_string(), "UPDATE users SET is_active = :on WHERE note <> ':x'");
/// let stmt = text("SELECT name FROM users WHERE id IN :ids").bind_list("ids", [1, 2]);
/// assert_eq!(stmt.to_string(), "SELECT name FROM users WHERE id IN (:ids_1, :ids_2)");
/// ```
pub fn text(sql: impl Into<Arc<str>>) -> Text {
    Text::from_node(TextNode::new(sql.into()))
}

impl<O> Text<O> {
    pub(super) fn from_node(node: TextNode) -> Self {
        Self {
            node: Shared::new(node),
            _row: PhantomData,
        }
    }

    /// Returns the text and the binds.
    pub fn node(&self) -> &TextNode {
        &self.node
    }

    /// Sets the value of `:name`, without the colon. It replaces an earlier value.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = text("SELECT name FROM users WHERE id = :id").bind("id", 1).columns::<String>();
    /// # run(async |connection| {
    /// assert_eq!(connection.all(&stmt).await?, ["ann"]);
    /// assert_eq!(connection.all(stmt.bind("id", 2)).await?, ["bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn bind<V: BindValue>(mut self, name: &str, value: V) -> Self {
        let given = Given::Value(value.bind_value());
        self.edit().give(name, given, V::bind_type());
        self
    }

    /// Sets the values of `:name` after `IN`. They are written as a list in parentheses.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = text("SELECT name FROM users WHERE id IN :ids").bind_list("ids", [2, 3]);
    /// assert_eq!(stmt.to_string(), "SELECT name FROM users WHERE id IN (:ids_1, :ids_2)");
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt.columns::<String>()).await?, ["bob"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn bind_list<V: BindValue>(
        mut self,
        name: &str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let values = values.into_iter().map(BindValue::bind_value);
        let given = Given::List(values.collect());
        self.edit().give(name, given, V::bind_type());
        self
    }

    /// Sets the type of the rows, which are decoded by position: a scalar, a tuple, or a record.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let stmt = text("SELECT title, views FROM posts ORDER BY id").columns::<(String, i64)>();
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, [("Rust".to_owned(), 7), ("SQL".to_owned(), 3)]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn columns<R: FromRow>(self) -> Text<R> {
        Text {
            node: self.node,
            _row: PhantomData,
        }
    }

    /// Sets the names of the columns, for a text that is part of another statement.
    ///
    /// ```
    /// use rebis_core::{Expression, select, text};
    /// let users = text("SELECT id, name FROM users").columns::<(i64, String)>();
    /// let users = users.column_names(["id", "name"]).subquery("found");
    /// let (id, name) = users.columns();
    /// assert_eq!(
    ///     select(name).select_from(&users).filter(id.gt(5)).to_string(),
    ///     "SELECT found.name FROM (SELECT id, name FROM users) AS found WHERE found.id > :id_1"
    /// );
    /// ```
    pub fn column_names(mut self, names: impl IntoIterator<Item = &'static str>) -> Self {
        self.edit().columns = names.into_iter().collect();
        self
    }

    /// Converts the text to a derived table of this name.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let found = text("SELECT id, title FROM posts").columns::<(i64, String)>();
    /// let found = found.column_names(["id", "title"]).subquery("found");
    /// let (id, title) = found.columns();
    /// let stmt = select(title).select_from(&found).order_by(id.desc());
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT found.title FROM (SELECT id, title FROM posts) AS found ORDER BY found.id DESC"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["SQL", "Rust"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn subquery(self, name: &'static str) -> Subquery<O> {
        Subquery::new(
            self.into_query(),
            Source::table(intern_table(None, name, true)),
        )
    }

    /// Returns the condition `EXISTS (…)`, which is true if the query returns a row.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// let posts = text("SELECT 1 FROM posts WHERE posts.author_id = users.id");
    /// let stmt = select(User.name).filter(posts.exists());
    /// assert_eq!(
    ///     stmt.to_string(),
    ///     "SELECT users.name FROM users \
    ///      WHERE EXISTS (SELECT 1 FROM posts WHERE posts.author_id = users.id)"
    /// );
    /// # run(async |connection| {
    /// assert_eq!(connection.all(stmt).await?, ["ann"]);
    /// # Ok(())
    /// # });
    /// ```
    pub fn exists(self) -> Expr<bool> {
        Expr::from_node(Node::Exists(ExistsNode {
            negated: false,
            query: self.into_query(),
        }))
    }

    /// Converts the text to an expression of type `T`.
    ///
    /// ```
    /// use rebis_core::{Expression, TableName, select, text};
    /// let grown = text("age > :years").bind("years", 18).expr::<bool>();
    /// assert_eq!(
    ///     select(text("name").expr::<String>()).filter(grown).to_string(),
    ///     "SELECT name WHERE age > :years"
    /// );
    /// ```
    pub fn expr<T: Scalar>(self) -> Expr<T> {
        Expr::from_node(Node::Text(self.node))
    }

    pub(crate) fn into_query(self) -> Query {
        Query::Text(self.node)
    }

    pub(super) fn into_node(self) -> Shared<TextNode> {
        self.node
    }

    pub(super) fn edit(&mut self) -> &mut TextNode {
        Shared::make_mut(&mut self.node)
    }
}

/// A value that can be bound to a `:name`.
pub trait BindValue {
    /// Returns the value.
    fn bind_value(self) -> Value;

    /// Returns its SQL type.
    fn bind_type() -> TypeRef;
}

impl<T: Scalar> BindValue for T {
    fn bind_value(self) -> Value {
        self.into_value()
    }

    fn bind_type() -> TypeRef {
        TypeRef::for_type::<T>()
    }
}

impl BindValue for &str {
    fn bind_value(self) -> Value {
        Value::Text(self.to_owned().into())
    }

    fn bind_type() -> TypeRef {
        TypeRef::for_type::<String>()
    }
}

/// The value of a primary key: a value, or a tuple of values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key",
    note = "use a value, or a tuple of values for a key of several columns"
)]
pub trait KeyValues {
    /// Returns the values of the key's columns, in order.
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

crate::for_each_tuple!(4, key_tuple);

impl<O: FromRow> Statement for Text<O> {
    type Row = O;

    fn statement(&self) -> StatementRef<'_> {
        StatementRef::Text(&self.node)
    }
}

impl<O> Clone for Text<O> {
    fn clone(&self) -> Self {
        Self {
            node: self.node.clone(),
            _row: PhantomData,
        }
    }
}

impl<O> std::fmt::Debug for Text<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.node.fmt(f)
    }
}
