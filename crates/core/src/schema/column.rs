//! A column's definition.

use std::any::TypeId;

use super::{Decoder, TypeMap};
use crate::expr::{ColumnRef, IntoExpr, Node};
use crate::types::{Scalar, SqlType};
use crate::value::Value;

/// A column of a [`Table`](super::Table), as DDL needs it.
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
    /// The Rust type that the SQL type follows from; `None` once another SQL type was given.
    inferred_from: Option<TypeId>,
    decoder: Option<Decoder>,
    nullable: bool,
    primary_key: bool,
    autoincrement: Option<bool>,
    default: Option<DefaultValue>,
    on_update: Option<Node>,
    server_default: Option<Node>,
    computed: Option<String>,
}

/// A default that the client fills in.
#[derive(Clone, Debug)]
pub enum DefaultValue {
    /// The same value each time.
    Value(Value),
    /// Called for each row.
    Function(fn() -> Value),
}

impl ColumnDef {
    /// A column that forbids `NULL`.
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
            on_update: None,
            server_default: None,
            computed: None,
        }
    }

    /// A column for a Rust type: its SQL type, and `NULL` where the type is an `Option`.
    pub fn of<T: Scalar>(name: &str) -> Self {
        Self {
            inferred_from: Some(TypeId::of::<T::Base>()),
            decoder: Some(Decoder::new::<T>()),
            ..Self::new(name, T::sql_type()).nullable(T::NULLABLE)
        }
    }

    /// The same column with another SQL type.
    pub fn with_type(mut self, sql_type: SqlType) -> Self {
        self.sql_type = sql_type;
        self.inferred_from = None;
        self
    }

    /// Takes the SQL type that a map has for the Rust type, unless another one was given.
    pub(super) fn infer_by(&mut self, types: &TypeMap) {
        if let Some(sql_type) = self.inferred_from.and_then(|id| types.of(id)) {
            self.sql_type = sql_type.clone();
        }
    }

    /// The most characters that fit, for a string column.
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

    /// Whether the column takes `NULL`.
    pub fn nullable(mut self, nullable: bool) -> Self {
        self.nullable = nullable;
        self
    }

    /// Makes the column part of the primary key.
    pub fn primary_key(mut self) -> Self {
        self.primary_key = true;
        self
    }

    /// Whether the database counts up values for new rows. Unless it is set, it does so for a
    /// primary key of one integer column that is no foreign key and has no default.
    pub fn autoincrement(mut self, autoincrement: bool) -> Self {
        self.autoincrement = Some(autoincrement);
        self
    }

    /// A value that the client fills in when a new row has none.
    pub fn default(mut self, default: DefaultValue) -> Self {
        self.default = Some(default);
        self
    }

    /// An expression that updates set the column to, unless they set it themselves.
    pub fn onupdate(mut self, expr: impl IntoDefault) -> Self {
        self.on_update = Some(expr.into_default());
        self
    }

    /// An expression that the database fills in when a new row has no value.
    pub fn server_default(mut self, expr: impl IntoDefault) -> Self {
        self.server_default = Some(expr.into_default());
        self
    }

    /// SQL text that the database computes the column from, for each row.
    pub fn computed(mut self, sql: &str) -> Self {
        self.computed = Some(sql.to_owned());
        self
    }

    /// The name.
    ///
    /// It lives as long as the program once the column is in a table.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Source and name.
    ///
    /// A column gets its source from [`Table::with_column`](super::Table::with_column).
    pub fn reference(&self) -> ColumnRef {
        let unattached = crate::expr::Source::table(&UNATTACHED);
        self.reference.unwrap_or(ColumnRef::new(unattached, ""))
    }

    /// The name, with the life of the program.
    pub(crate) fn interned_name(&self) -> &'static str {
        self.reference.map_or("", |reference| reference.name)
    }

    /// Says what the field of a struct is called whose column has another name.
    pub fn of_field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// The name of the field of a struct, if the column has another one.
    pub fn field(&self) -> Option<&'static str> {
        self.field
    }

    /// The SQL type.
    pub fn sql_type(&self) -> &SqlType {
        &self.sql_type
    }

    /// How cells of the column become values of its Rust type, if it was made from one.
    pub fn decoder(&self) -> Option<Decoder> {
        self.decoder
    }

    /// Whether the column takes `NULL`.
    pub fn is_nullable(&self) -> bool {
        self.nullable && !self.primary_key
    }

    /// Whether the column is part of the primary key.
    pub fn is_primary_key(&self) -> bool {
        self.primary_key
    }

    /// What was said about counting up.
    pub(super) fn autoincrement_setting(&self) -> Option<bool> {
        self.autoincrement
    }

    /// The value that the client fills in for a new row.
    pub fn client_default(&self) -> Option<Value> {
        self.default.as_ref().map(|default| match default {
            DefaultValue::Value(value) => value.clone(),
            DefaultValue::Function(make) => make(),
        })
    }

    /// Whether the client fills in a value for a new row.
    pub fn has_client_default(&self) -> bool {
        self.default.is_some()
    }

    /// What updates set the column to, unless they set it themselves.
    pub fn on_update(&self) -> Option<&Node> {
        self.on_update.as_ref()
    }

    /// What the database fills in for a new row.
    pub fn server_default_node(&self) -> Option<&Node> {
        self.server_default.as_ref()
    }

    /// SQL text that the database computes the column from.
    pub fn computed_sql(&self) -> Option<&str> {
        self.computed.as_deref()
    }

    /// Whether the database gives a new row its value, so that it must be read back.
    pub fn is_server_generated(&self) -> bool {
        self.server_default.is_some() || self.computed.is_some()
    }
}

static UNATTACHED: crate::expr::TableName = crate::expr::TableName::new("?");

/// What may be a server default or an `onupdate`: an expression or a value.
pub trait IntoDefault {
    /// The untyped expression.
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
