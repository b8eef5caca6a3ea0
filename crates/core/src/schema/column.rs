//! [`ColumnDef`]: the definition of a column.

use std::any::TypeId;

use super::{Decoder, TypeMap};
use crate::expr::{ColumnRef, IntoExpr, Node};
use crate::types::{Scalar, SqlType};
use crate::value::Value;

/// The definition of a column of a [`Table`](super::Table).
///
/// ```
/// use rebis_core::schema::ColumnDef;
/// use rebis_core::{SqlType, func};
/// let created_at = ColumnDef::new("created_at", SqlType::DateTime { timezone: false })
///     .server_default(func::now());
/// assert!(!created_at.is_nullable());
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ColumnDef {
    pub(super) name: String,
    pub(super) reference: Option<ColumnRef>,
    field: Option<&'static str>,
    sql_type: SqlType,
    /// The Rust type from which the SQL type is inferred; `None` if the SQL type was set.
    inferred_from: Option<TypeId>,
    decoder: Option<Decoder>,
    nullable: bool,
    primary_key: bool,
    autoincrement: Option<bool>,
    default: Option<DefaultValue>,
    on_update_set: Option<Node>,
    server_default: Option<Node>,
    computed: Option<String>,
}

/// A client-side default: Rebis sends its value with the `INSERT`.
#[derive(Clone, Debug)]
pub enum DefaultValue {
    /// One value for all rows.
    Value(Value),
    /// A function that returns the value for each row.
    Function(fn() -> Value),
}

impl ColumnDef {
    /// Creates a `NOT NULL` column.
    ///
    /// ```
    /// # use rebis_core::SqlType;
    /// # use rebis_core::schema::ColumnDef;
    /// let body = ColumnDef::new("body", SqlType::Text);
    /// assert_eq!(body.sql_type(), &SqlType::Text);
    /// assert!(!body.is_nullable());
    /// ```
    pub fn new(name: &str, sql_type: SqlType) -> Self {
        Self {
            name: name.to_owned(),
            reference: None,
            field: None,
            sql_type,
            inferred_from: None,
            decoder: None,
            nullable: false,
            primary_key: false,
            autoincrement: None,
            default: None,
            on_update_set: None,
            server_default: None,
            computed: None,
        }
    }

    /// Creates a column with the SQL type of a Rust type.
    ///
    /// The column is nullable if `T` is an `Option`.
    ///
    /// ```
    /// # use rebis_core::SqlType;
    /// # use rebis_core::schema::ColumnDef;
    /// let stars = ColumnDef::for_type::<Option<i32>>("stars");
    /// assert_eq!(stars.sql_type(), &SqlType::Integer);
    /// assert!(stars.is_nullable());
    /// ```
    pub fn for_type<T: Scalar>(name: &str) -> Self {
        Self {
            inferred_from: Some(TypeId::of::<T::Base>()),
            decoder: Some(Decoder::new::<T>()),
            ..Self::new(name, T::sql_type()).nullable(T::NULLABLE)
        }
    }

    /// Sets the SQL type.
    ///
    /// [`Table::with_types`](super::Table::with_types) does not change it.
    ///
    /// ```
    /// # use rebis_core::SqlType;
    /// # use rebis_core::schema::ColumnDef;
    /// let body = ColumnDef::for_type::<String>("body").with_type(SqlType::Text);
    /// assert_eq!(body.sql_type(), &SqlType::Text);
    /// ```
    pub fn with_type(mut self, sql_type: SqlType) -> Self {
        self.sql_type = sql_type;
        self.inferred_from = None;
        self
    }

    /// Sets the SQL type from the Rust type's entry in `types`, unless it was set explicitly.
    pub(super) fn infer_by(&mut self, types: &TypeMap) {
        if let Some(sql_type) = self.inferred_from.and_then(|id| types.of(id)) {
            self.sql_type = sql_type.clone();
        }
    }

    /// Sets the maximum number of characters of a string column.
    ///
    /// Other SQL types have no length and do not change.
    /// [`Table::with_types`](super::Table::with_types) keeps the type of a column with a length.
    ///
    /// ```
    /// # use rebis_core::SqlType;
    /// # use rebis_core::schema::ColumnDef;
    /// let title = ColumnDef::for_type::<String>("title").length(200);
    /// assert_eq!(title.sql_type(), &SqlType::String { length: Some(200) });
    /// ```
    pub fn length(mut self, length: u32) -> Self {
        self.inferred_from = None;
        match &mut self.sql_type {
            SqlType::String { length: old } | SqlType::Unicode { length: old } => {
                *old = Some(length);
            }
            SqlType::Char { length: old } => *old = length,
            _ => {}
        }
        self
    }

    /// Sets whether the column accepts `NULL`. Primary key columns never accept it.
    ///
    /// ```
    /// # use rebis_core::SqlType;
    /// # use rebis_core::schema::ColumnDef;
    /// let body = ColumnDef::new("body", SqlType::Text).nullable(true);
    /// assert!(body.is_nullable());
    /// ```
    pub fn nullable(mut self, nullable: bool) -> Self {
        self.nullable = nullable;
        self
    }

    /// Makes the column part of the primary key.
    ///
    /// ```
    /// # use rebis_core::schema::ColumnDef;
    /// let id = ColumnDef::for_type::<i64>("id").primary_key();
    /// assert!(id.is_primary_key());
    /// ```
    pub fn primary_key(mut self) -> Self {
        self.primary_key = true;
        self
    }

    /// Sets whether the column is auto-incremented.
    ///
    /// By default, an integer column is auto-incremented if it is the only column of the primary
    /// key, is not a foreign key and has no default. The setting affects only the first column of
    /// the primary key, and only if it is an integer column.
    ///
    /// ```
    /// # use rebis_core::schema::{ColumnDef, Table};
    /// let id = ColumnDef::for_type::<i64>("id").primary_key();
    /// let counted = Table::new("notes").with_column(id.clone());
    /// assert!(counted.autoincrement_column().is_some());
    /// let given = Table::new("notes").with_column(id.autoincrement(false));
    /// assert!(given.autoincrement_column().is_none());
    /// ```
    pub fn autoincrement(mut self, autoincrement: bool) -> Self {
        self.autoincrement = Some(autoincrement);
        self
    }

    /// Sets a client-side default, which Rebis sends if a new row has no value for the column.
    ///
    /// ```
    /// # use rebis_core::Value;
    /// # use rebis_core::schema::{ColumnDef, DefaultValue};
    /// let stars = ColumnDef::for_type::<i32>("stars").default(DefaultValue::Value(Value::Int(0)));
    /// assert_eq!(stars.client_default(), Some(Value::Int(0)));
    /// ```
    pub fn default(mut self, default: DefaultValue) -> Self {
        self.default = Some(default);
        self
    }

    /// Sets the expression that an `UPDATE` assigns if it does not assign the column itself.
    ///
    /// ```
    /// # use rebis_core::func;
    /// # use rebis_core::schema::ColumnDef;
    /// # use chrono::NaiveDateTime;
    /// let changed_at = ColumnDef::for_type::<NaiveDateTime>("changed_at");
    /// let changed_at = changed_at.on_update_set(func::now());
    /// assert!(changed_at.on_update_expr().is_some());
    /// ```
    pub fn on_update_set(mut self, expr: impl IntoDefault) -> Self {
        self.on_update_set = Some(expr.into_default());
        self
    }

    /// Sets the `DEFAULT` of the column, which the database uses if a new row has no value.
    ///
    /// ```
    /// # use rebis_core::compile;
    /// # use rebis_core::dialect::Postgres;
    /// # use rebis_core::schema::{ColumnDef, Table};
    /// # use rebis_core::Value;
    /// let stars = ColumnDef::for_type::<i32>("stars").server_default(Value::Int(0));
    /// let sql = compile::create_table(&Table::new("notes").with_column(stars), &Postgres)?;
    /// assert_eq!(sql, ["CREATE TABLE notes (\n\tstars INTEGER DEFAULT 0 NOT NULL\n)"]);
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    pub fn server_default(mut self, expr: impl IntoDefault) -> Self {
        self.server_default = Some(expr.into_default());
        self
    }

    /// Makes the column a generated column, which the database computes from this SQL text.
    ///
    /// ```
    /// # use rebis_core::compile;
    /// # use rebis_core::dialect::Postgres;
    /// # use rebis_core::schema::{ColumnDef, Table};
    /// let length = ColumnDef::for_type::<i32>("length").computed("length(body)");
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<String>("body"))
    ///     .with_column(length);
    /// let sql = compile::create_table(&notes, &Postgres)?;
    /// assert!(sql[0].contains("length INTEGER GENERATED ALWAYS AS (length(body)) STORED"));
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    pub fn computed(mut self, sql: &str) -> Self {
        self.computed = Some(sql.to_owned());
        self
    }

    /// Returns the name.
    ///
    /// Once the column is in a table, [`reference`](Self::reference) has the name as
    /// `&'static str`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the source and the name.
    ///
    /// [`Table::with_column`](super::Table::with_column) sets them. Before that, the reference is a
    /// placeholder with an empty name.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Record;
    /// let name = User::table().column_def("name").map(|column| column.reference());
    /// assert_eq!(name, Some(User.name.reference()));
    /// ```
    pub fn reference(&self) -> ColumnRef {
        let unattached = crate::expr::Source::table(&UNATTACHED);
        self.reference.unwrap_or(ColumnRef::new(unattached, ""))
    }

    /// Returns the name as `&'static str`; it is empty before the column is in a table.
    pub(crate) fn interned_name(&self) -> &'static str {
        self.reference.map_or("", |reference| reference.name)
    }

    /// Sets the name of the struct field, if it differs from the column's name.
    ///
    /// ```
    /// # use rebis_core::schema::ColumnDef;
    /// let kind = ColumnDef::for_type::<String>("type").with_field("kind");
    /// assert_eq!((kind.name(), kind.field()), ("type", Some("kind")));
    /// ```
    pub fn with_field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Returns the name of the struct field, if it differs from the column's name.
    ///
    /// ```
    /// # use rebis_core::schema::ColumnDef;
    /// let body = ColumnDef::for_type::<String>("body");
    /// assert_eq!(body.field(), None); // the field is `body`, too
    /// ```
    pub fn field(&self) -> Option<&'static str> {
        self.field
    }

    /// Returns the SQL type.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::{Record, SqlType};
    /// let title = Post::table().column_def("title");
    /// let sql_type = title.map(|column| column.sql_type());
    /// assert_eq!(sql_type, Some(&SqlType::String { length: Some(200) }));
    /// ```
    pub fn sql_type(&self) -> &SqlType {
        &self.sql_type
    }

    /// Returns the decoder of the Rust type, if the column was created from a Rust type.
    ///
    /// ```
    /// # use rebis_core::Value;
    /// # use rebis_core::schema::ColumnDef;
    /// # use rebis_core::value::ValueRef;
    /// let is_draft = ColumnDef::for_type::<bool>("is_draft");
    /// let decoded = is_draft.decoder().map(|decoder| decoder.decode(ValueRef::Int(1), "mysql"));
    /// assert_eq!(decoded.transpose()?, Some(Value::Bool(true)));
    /// # Ok::<(), rebis_core::types::Mismatch>(())
    /// ```
    pub fn decoder(&self) -> Option<Decoder> {
        self.decoder
    }

    /// Returns whether the column accepts `NULL`.
    ///
    /// ```
    /// # use rebis_core::schema::ColumnDef;
    /// assert!(ColumnDef::for_type::<Option<String>>("body").is_nullable());
    /// assert!(!ColumnDef::for_type::<String>("body").is_nullable());
    /// ```
    pub fn is_nullable(&self) -> bool {
        self.nullable && !self.primary_key
    }

    /// Returns whether the column is part of the primary key.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Record;
    /// assert!(User::table().column_def("id").is_some_and(|column| column.is_primary_key()));
    /// assert!(User::table().column_def("name").is_some_and(|column| !column.is_primary_key()));
    /// ```
    pub fn is_primary_key(&self) -> bool {
        self.primary_key
    }

    /// Returns the explicit setting of [`autoincrement`](Self::autoincrement).
    pub(super) fn autoincrement_setting(&self) -> Option<bool> {
        self.autoincrement
    }

    /// Returns the value of the client-side default for a new row.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::{Record, Value};
    /// let views = Post::table().column_def("views");
    /// assert_eq!(views.and_then(|column| column.client_default()), Some(Value::Int(0)));
    /// ```
    pub fn client_default(&self) -> Option<Value> {
        self.default.as_ref().map(|default| match default {
            DefaultValue::Value(value) => value.clone(),
            DefaultValue::Function(make) => make(),
        })
    }

    /// Returns whether the column has a client-side default.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Record;
    /// let views = Post::table().column_def("views");
    /// assert!(views.is_some_and(|column| column.has_client_default()));
    /// ```
    pub fn has_client_default(&self) -> bool {
        self.default.is_some()
    }

    /// Returns the expression that an `UPDATE` assigns if it does not assign the column itself.
    ///
    /// ```
    /// # use rebis_core::func;
    /// # use rebis_core::schema::ColumnDef;
    /// # use chrono::NaiveDateTime;
    /// let changed_at = ColumnDef::for_type::<NaiveDateTime>("changed_at");
    /// assert!(changed_at.on_update_expr().is_none());
    /// assert!(changed_at.on_update_set(func::now()).on_update_expr().is_some());
    /// ```
    pub fn on_update_expr(&self) -> Option<&Node> {
        self.on_update_set.as_ref()
    }

    /// Returns the `DEFAULT` expression of the column.
    ///
    /// ```
    /// # use rebis_core::Value;
    /// # use rebis_core::schema::ColumnDef;
    /// let stars = ColumnDef::for_type::<i32>("stars");
    /// assert!(stars.server_default_node().is_none());
    /// assert!(stars.server_default(Value::Int(0)).server_default_node().is_some());
    /// ```
    pub fn server_default_node(&self) -> Option<&Node> {
        self.server_default.as_ref()
    }

    /// Returns the SQL text of a generated column.
    ///
    /// ```
    /// # use rebis_core::schema::ColumnDef;
    /// let length = ColumnDef::for_type::<i32>("length").computed("length(body)");
    /// assert_eq!(length.computed_sql(), Some("length(body)"));
    /// ```
    pub fn computed_sql(&self) -> Option<&str> {
        self.computed.as_deref()
    }

    /// Returns whether the database generates the value of a new row, so that it must be read back.
    ///
    /// ```
    /// # use rebis_core::Value;
    /// # use rebis_core::schema::ColumnDef;
    /// let stars = ColumnDef::for_type::<i32>("stars");
    /// assert!(!stars.is_server_generated());
    /// assert!(stars.server_default(Value::Int(0)).is_server_generated());
    /// ```
    pub fn is_server_generated(&self) -> bool {
        self.server_default.is_some() || self.computed.is_some()
    }
}

static UNATTACHED: crate::expr::TableName = crate::expr::TableName::new("?");

/// An expression or a value, for a server default or an `on_update_set`.
pub trait IntoDefault {
    /// Returns the untyped node.
    fn into_default(self) -> Node;
}

impl<E: crate::expr::Expression> IntoDefault for E {
    fn into_default(self) -> Node {
        self.into_node()
    }
}

impl IntoDefault for Value {
    fn into_default(self) -> Node {
        Node::bind(self)
    }
}

impl IntoDefault for &str {
    fn into_default(self) -> Node {
        IntoExpr::<String>::into_operand(self)
    }
}
