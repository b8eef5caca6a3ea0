//! JSON documents: their elements, as JSON or as SQL values, and the operators of `JSONB`.

use std::fmt::Write;

use super::array::{Element, Subscript};
use super::node::{BinaryOp, Bind, Node};
use super::postgres::{PostgresOp, methods, operator};
use super::{BaseOf, CastNode, Column, Expr, Expression, Inlinable, IntoExpr};
use crate::types::{Scalar, SqlType, TypeRef};
use crate::value::{Decimal, Json, Jsonb, Value};
use crate::visit::{Shared, branches, facts, parts, variants};

/// An element of a JSON document.
#[derive(Clone, Debug)]
pub struct JsonNode {
    /// The document.
    pub operand: Node,
    /// Whether the document is PostgreSQL's `JSONB`.
    pub binary: bool,
    /// The number of steps to the element.
    pub steps: JsonSteps,
    /// The key or position, or an array of all steps, for databases with JSON operators.
    pub key: Bind,
    /// The steps as a path of standard SQL (`$."a"[1]`), for databases with JSON functions.
    pub path: Inlinable,
    /// The type as which the element is read.
    pub output: JsonOutput,
}

/// The number of steps to an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonSteps {
    /// One key or position.
    One,
    /// Several keys or positions.
    Many,
}

/// The type as which an element is read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonOutput {
    /// JSON.
    Json,
    /// Text, by PostgreSQL's operators `->>` and `#>>`.
    Text,
    /// A string.
    String,
    /// A 64-bit integer.
    Integer,
    /// A floating point number.
    Float,
    /// An exact number of this SQL type.
    Numeric(SqlType),
    /// A boolean.
    Boolean,
}

facts!(JsonSteps);
variants!(JsonOutput { Json, Text, String, Integer, Float, Numeric(sql_type), Boolean });
branches!(JsonOutput);
parts!(JsonNode {
    operand,
    binary,
    steps,
    key,
    path,
    output
});

/// A Rust type that holds a JSON document.
pub trait JsonDocument: Scalar<Base = Self> {
    /// Whether the SQL type is `JSONB`.
    const BINARY: bool = false;
}

impl JsonDocument for Json {}

impl JsonDocument for Jsonb {
    const BINARY: bool = true;
}

#[cfg(feature = "serde_json")]
impl JsonDocument for serde_json::Value {}

#[cfg(feature = "serde_json")]
impl<T: crate::types::Document> JsonDocument for crate::types::Json<T> {}

#[cfg(feature = "serde_json")]
impl<T: crate::types::Document> JsonDocument for crate::types::Jsonb<T> {
    const BINARY: bool = true;
}

/// A key of an object, or a position in an array, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JsonKey {
    /// A key.
    Key(String),
    /// A position.
    Position(i64),
    /// A key with a name for its placeholder.
    Named(&'static str, String),
}

impl JsonKey {
    /// Creates a key with a name for its placeholder, if the dialect names placeholders.
    pub fn named(name: &'static str, key: impl Into<String>) -> Self {
        Self::Named(name, key.into())
    }

    /// Returns the step as text, for the array of several steps.
    fn into_step(self) -> Value {
        Value::Text(match self {
            Self::Key(key) | Self::Named(_, key) => key.into(),
            Self::Position(position) => position.to_string().into(),
        })
    }
}

impl From<&str> for JsonKey {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<String> for JsonKey {
    fn from(key: String) -> Self {
        Self::Key(key)
    }
}

impl From<i32> for JsonKey {
    fn from(position: i32) -> Self {
        Self::Position(position.into())
    }
}

impl From<i64> for JsonKey {
    fn from(position: i64) -> Self {
        Self::Position(position)
    }
}

/// The steps to an element: an array or a `Vec` of keys or positions, or a tuple of both.
pub trait JsonPath {
    /// Returns the steps in order.
    fn into_keys(self) -> Vec<JsonKey>;
}

impl<K: Into<JsonKey>, const N: usize> JsonPath for [K; N] {
    fn into_keys(self) -> Vec<JsonKey> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<K: Into<JsonKey>> JsonPath for Vec<K> {
    fn into_keys(self) -> Vec<JsonKey> {
        self.into_iter().map(Into::into).collect()
    }
}

macro_rules! tuples {
    ($($name:ident)+) => {
        impl<$($name: Into<JsonKey>),+> JsonPath for ($($name,)+) {
            fn into_keys(self) -> Vec<JsonKey> {
                #[allow(non_snake_case, reason = "a type parameter and its value share a name")]
                let ($($name,)+) = self;
                vec![$($name.into()),+]
            }
        }
    };
}

crate::for_each_tuple!(6, tuples);

/// Access to elements of JSON documents.
///
/// `get` and `path` return JSON. The `as_…` methods read it as a SQL value.
///
/// ```
/// use rebis_core::value::Json;
/// use rebis_core::{Column, Expression, JsonExpression, Source, Compile, TableName, dialect, select};
/// const POSTS: TableName = TableName::new("posts");
/// const DOC: Column<Json> = Column::new(Source::table(&POSTS), "doc");
/// let stmt = select(DOC.get("views").as_integer());
/// assert_eq!(
///     stmt.compile(&dialect::Postgres)?.sql(),
///     "SELECT CAST(posts.doc ->> $1 AS BIGINT) AS anon_1 FROM posts"
/// );
/// assert_eq!(
///     stmt.compile(&dialect::Sqlite)?.sql(),
///     "SELECT CASE WHEN JSON_TYPE(posts.doc, ?) = 'integer' THEN JSON_EXTRACT(posts.doc, ?) \
///      WHEN JSON_TYPE(posts.doc, ?) != 'null' THEN JSON('-' || JSON_TYPE(posts.doc, ?)) END \
///      AS anon_1 FROM posts"
/// );
/// # Ok::<(), rebis_core::error::CompileError>(())
/// ```
pub trait JsonExpression: Expression<Type: Scalar<Base: JsonDocument>> {
    /// Returns the element at a key or a position, or `None` if it does not exist.
    fn get(self, key: impl Into<JsonKey>) -> Expr<Option<BaseOf<Self>>> {
        let key = key.into();
        let path = path_text(std::slice::from_ref(&key));
        let (name, value) = match key {
            JsonKey::Key(key) => (None, Value::Text(key.into())),
            JsonKey::Position(position) => (None, Value::Int(position)),
            JsonKey::Named(name, key) => (Some(name), Value::Text(key.into())),
        };
        // PostgreSQL's operators accept only 32-bit positions.
        let sql_type = match value {
            Value::Int(_) => TypeRef::for_type::<i32>(),
            _ => TypeRef::for_type::<String>(),
        };
        let key = Bind {
            name,
            value,
            sql_type,
        };
        element::<Self>(self.into_node(), JsonSteps::One, key, path)
    }

    /// Returns the element after several steps, or `None` if it does not exist.
    fn path(self, steps: impl JsonPath) -> Expr<Option<BaseOf<Self>>> {
        let keys = steps.into_keys();
        let path = path_text(&keys);
        let key = Bind {
            name: None,
            value: Value::Array(keys.into_iter().map(JsonKey::into_step).collect()),
            sql_type: TypeRef::for_type::<Vec<String>>(),
        };
        element::<Self>(self.into_node(), JsonSteps::Many, key, path)
    }

    /// Reads the element as text, by PostgreSQL's operators `->>` and `#>>`.
    ///
    /// Compiling for another dialect returns an error. Use [`as_string`](Self::as_string) there.
    fn as_text(self) -> Expr<Option<String>> {
        read(self.into_node(), JsonOutput::Text)
    }

    /// Reads the element as a string: a string without its quotes, another element as JSON text.
    fn as_string(self) -> Expr<Option<String>> {
        read(self.into_node(), JsonOutput::String)
    }

    /// Reads the element as a 64-bit integer.
    ///
    /// A missing element and a JSON `null` are `NULL`. For an element of another type, the database
    /// returns an error. PostgreSQL also reads text of digits.
    fn as_integer(self) -> Expr<Option<i64>> {
        read(self.into_node(), JsonOutput::Integer)
    }

    /// Reads the element as a floating point number.
    ///
    /// A missing element and a JSON `null` are `NULL`. For an element of another type, the database
    /// returns an error. PostgreSQL also reads text of digits.
    fn as_float(self) -> Expr<Option<f64>> {
        read(self.into_node(), JsonOutput::Float)
    }

    /// Reads the element as an exact number of this precision, rounded to this scale.
    ///
    /// A missing element and a JSON `null` are `NULL`. For an element of another type, the database
    /// returns an error. Text of digits is read as well, except on SQLite. SQLite ignores the
    /// precision.
    fn as_numeric(self, precision: u32, scale: u32) -> Expr<Option<Decimal>> {
        let sql_type = SqlType::Numeric {
            precision: Some(precision),
            scale: Some(scale),
        };
        read(self.into_node(), JsonOutput::Numeric(sql_type))
    }

    /// Reads the element as a boolean.
    ///
    /// A missing element and a JSON `null` are `NULL`. For an element of another type, the database
    /// returns an error. PostgreSQL also reads `1`, `0` and text such as `yes`.
    fn as_boolean(self) -> Expr<Option<bool>> {
        read(self.into_node(), JsonOutput::Boolean)
    }

    /// Reads the element as JSON, which is the default.
    fn as_json(self) -> Expr<Option<BaseOf<Self>>> {
        read(self.into_node(), JsonOutput::Json)
    }
}

impl<E: Expression<Type: Scalar<Base: JsonDocument>>> JsonExpression for E {}

/// Operators of `JSONB`, in addition to [`JsonExpression`].
///
/// `contains` and `concat` are inherent methods of columns and expressions.
///
/// ```
/// use rebis_core::value::Jsonb;
/// use rebis_core::{Column, Expression, JsonbExpression, Source, Compile, TableName, dialect, select};
/// const POSTS: TableName = TableName::new("posts");
/// const ID: Column<i32> = Column::new(Source::table(&POSTS), "id");
/// const DOC: Column<Jsonb> = Column::new(Source::table(&POSTS), "doc");
/// assert_eq!(
///     select(ID).filter(DOC.has_key("views")).compile(&dialect::Postgres)?.sql(),
///     "SELECT posts.id FROM posts WHERE posts.doc ? $1"
/// );
/// # Ok::<(), rebis_core::error::CompileError>(())
/// ```
pub trait JsonbExpression: Expression<Type: Scalar<Base = Jsonb>> {
    /// Returns whether the key, or the string in an array, exists: `self ? key`.
    fn has_key(self, key: impl IntoExpr<String>) -> Expr<bool> {
        operator(PostgresOp::HasKey, self.into_node(), key.into_operand())
    }

    /// Returns whether all of the keys exist: `self ?& keys`.
    fn has_all(self, keys: impl IntoExpr<Vec<String>>) -> Expr<bool> {
        operator(PostgresOp::HasAll, self.into_node(), keys.into_operand())
    }

    /// Returns whether at least one of the keys exists: `self ?| keys`.
    fn has_any(self, keys: impl IntoExpr<Vec<String>>) -> Expr<bool> {
        operator(PostgresOp::HasAny, self.into_node(), keys.into_operand())
    }

    /// Returns whether `other` contains this document: `self <@ other`.
    fn contained_by(self, other: impl IntoExpr<Jsonb>) -> Expr<bool> {
        operator(
            PostgresOp::ContainedBy,
            self.into_node(),
            other.into_operand(),
        )
    }

    /// Returns the document without the element after several steps: `self #- steps`.
    fn delete_path(self, steps: impl JsonPath) -> Expr<Option<Jsonb>> {
        let keys = steps.into_keys().into_iter();
        let keys = keys.map(|key| Node::typed_bind(key.into_step(), TypeRef::for_type::<String>()));
        let sql_type = SqlType::Array(Box::new(SqlType::Text));
        let array = super::ArrayNode {
            elements: keys.collect(),
            sql_type: sql_type.clone(),
        };
        let path = Node::Cast(Shared::new(CastNode {
            operand: Node::Array(Shared::new(array)),
            sql_type,
            safe: false,
        }));
        operator(PostgresOp::DeletePath, self.into_node(), path)
    }

    /// Returns whether a path of the JSON path language finds an element: `self @? path`.
    fn path_exists(self, path: impl IntoExpr<String>) -> Expr<bool> {
        operator(
            PostgresOp::PathExists,
            self.into_node(),
            path.into_operand(),
        )
    }

    /// Returns whether a condition of the JSON path language is true: `self @@ condition`.
    fn path_match(self, condition: impl IntoExpr<String>) -> Expr<bool> {
        operator(
            PostgresOp::Matches,
            self.into_node(),
            condition.into_operand(),
        )
    }
}

impl<E: Expression<Type: Scalar<Base = Jsonb>>> JsonbExpression for E {}

methods!([] Jsonb, {
    /// Returns whether this document contains `other`: `self @> other`.
    pub fn contains(self, other: impl IntoExpr<Jsonb>) -> Expr<bool> {
        operator(PostgresOp::Contains, self.into_node(), other.into_operand())
    }

    /// Joins the elements of both documents: `self || other`.
    pub fn concat(self, other: impl IntoExpr<Jsonb>) -> Expr<Jsonb> {
        Expr::from_node(Node::binary(BinaryOp::Concat, self.into_node(), other.into_operand()))
    }
});

macro_rules! parts_of_documents {
    ($($document:ty)+) => {$(
        impl Column<$document> {
            /// Returns the element at a key, to assign in an `UPDATE`: `doc['n']=6`.
            pub fn element(self, key: impl IntoExpr<String>) -> Element<Jsonb> {
                Element::new(self.reference(), Subscript::Element(key.into_operand()))
            }
        }
    )+};
}

parts_of_documents!(Jsonb Option<Jsonb>);

#[cfg(feature = "serde_json")]
impl IntoExpr<Jsonb> for serde_json::Value {
    fn into_operand(self) -> Node {
        Node::typed_bind(Scalar::into_value(self), TypeRef::for_type::<Jsonb>())
    }
}

fn element<E>(operand: Node, steps: JsonSteps, key: Bind, path: String) -> Expr<Option<BaseOf<E>>>
where
    E: Expression<Type: Scalar<Base: JsonDocument>>,
{
    Expr::from_node(Node::Json(Shared::new(JsonNode {
        operand,
        binary: <BaseOf<E> as JsonDocument>::BINARY,
        steps,
        key,
        path: Inlinable::json_path(path),
        output: JsonOutput::Json,
    })))
}

fn read<T>(element: Node, output: JsonOutput) -> Expr<T> {
    Expr::from_node(match element {
        Node::Json(ref node) => Node::Json(Shared::new(JsonNode {
            output,
            ..JsonNode::clone(node)
        })),
        _ => Node::Invalid(
            "only an element of a JSON document can be read as a value; call `get` or `path` first"
                .into(),
        ),
    })
}

/// Returns the steps as a path of standard SQL: `$."a"[1]`.
fn path_text(keys: &[JsonKey]) -> String {
    let mut path = String::from("$");
    for key in keys {
        // Writing to a string cannot fail.
        match key {
            JsonKey::Position(position) => drop(write!(path, "[{position}]")),
            JsonKey::Key(key) | JsonKey::Named(_, key) => {
                path.push_str(".\"");
                for character in key.chars() {
                    if matches!(character, '"' | '\\') {
                        path.push('\\');
                    }
                    path.push(character);
                }
                path.push('"');
            }
        }
    }
    path
}
