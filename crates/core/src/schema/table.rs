//! [`Table`]: the definition of a table.

use super::{Check, ColumnDef, ForeignKey, Index, TypeMap, Unique};
use crate::expr::{Column, ColumnRef, Source, TableName, intern, intern_table};
use crate::types::{Scalar, TypeRef};

/// The definition of a table: its columns, constraints and indexes.
///
/// ```
/// use rebis_core::schema::{ColumnDef, Table};
/// use rebis_core::{Expression, SelectItem, select};
/// let users = Table::new("users")
///     .with_column(ColumnDef::for_type::<i64>("id").primary_key())
///     .with_column(ColumnDef::for_type::<Option<String>>("name"));
/// let name = users.column::<Option<String>>("name").unwrap();
/// let stmt = select(name).filter(name.is_not_null());
/// assert_eq!(stmt.to_string(), "SELECT users.name FROM users WHERE users.name IS NOT NULL");
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Table {
    name: &'static TableName,
    columns: Vec<ColumnDef>,
    uniques: Vec<Unique>,
    indexes: Vec<Index>,
    foreign_keys: Vec<ForeignKey>,
    checks: Vec<Check>,
}

impl Table {
    /// Creates a table without columns, in the default schema.
    ///
    /// ```
    /// # use rebis_core::schema::Table;
    /// let notes = Table::new("notes");
    /// assert_eq!(notes.name().name, "notes");
    /// assert!(notes.columns().is_empty());
    /// ```
    pub fn new(name: &str) -> Self {
        Self::named(intern_table(None, name, false))
    }

    /// Creates a table without columns from an existing name.
    ///
    /// ```
    /// # use rebis_core::TableName;
    /// # use rebis_core::schema::Table;
    /// const NOTES: TableName = TableName::in_schema("blog", "notes");
    /// assert_eq!(Table::named(&NOTES).name().schema, Some("blog"));
    /// ```
    pub fn named(name: &'static TableName) -> Self {
        Self {
            name,
            columns: Vec::new(),
            uniques: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
        }
    }

    /// Adds a column.
    ///
    /// ```
    /// # use rebis_core::compile;
    /// # use rebis_core::dialect::Postgres;
    /// # use rebis_core::schema::{ColumnDef, Table};
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<i64>("id").primary_key())
    ///     .with_column(ColumnDef::for_type::<Option<String>>("body"));
    /// let sql = compile::create_table(&notes, &Postgres)?;
    /// assert_eq!(
    ///     sql[0].split_whitespace().collect::<Vec<_>>().join(" "),
    ///     "CREATE TABLE notes ( id BIGSERIAL NOT NULL, body VARCHAR, PRIMARY KEY (id) )"
    /// );
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    pub fn with_column(mut self, mut column: ColumnDef) -> Self {
        let name = intern(&column.name);
        column.reference = Some(ColumnRef {
            source: self.source(),
            name,
            sql_type: TypeRef::known(column.sql_type()),
        });
        self.columns.push(column);
        self
    }

    /// Adds a foreign key.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::compile;
    /// # use rebis_core::schema::{ColumnDef, ForeignKey, Table};
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<i64>("user_id"))
    ///     .with_foreign_key(ForeignKey::new("user_id", User.id.reference()));
    /// let sql = compile::create_table(&notes, &Postgres)?;
    /// assert!(sql[0].contains("FOREIGN KEY(user_id) REFERENCES users (id)"));
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    pub fn with_foreign_key(mut self, foreign_key: ForeignKey) -> Self {
        self.foreign_keys.push(foreign_key);
        self
    }

    /// Adds a unique constraint without a name.
    ///
    /// ```
    /// # use rebis_core::compile;
    /// # use rebis_core::dialect::Postgres;
    /// # use rebis_core::schema::{ColumnDef, Table};
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<i64>("user_id"))
    ///     .with_column(ColumnDef::for_type::<String>("title"))
    ///     .with_unique(&["user_id", "title"]);
    /// let sql = compile::create_table(&notes, &Postgres)?;
    /// assert!(sql[0].contains("UNIQUE (user_id, title)"));
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    pub fn with_unique(mut self, columns: &[&str]) -> Self {
        self.uniques.push(Unique {
            name: None,
            columns: owned(columns),
        });
        self
    }

    /// Adds an index.
    ///
    /// ```
    /// # use rebis_core::compile;
    /// # use rebis_core::dialect::Postgres;
    /// # use rebis_core::schema::{ColumnDef, Table};
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<String>("title"))
    ///     .with_index("ix_notes_title", &["title"]);
    /// let sql = compile::create_table(&notes, &Postgres)?;
    /// assert_eq!(sql[1], "CREATE INDEX ix_notes_title ON notes (title)");
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    pub fn with_index(mut self, name: &str, columns: &[&str]) -> Self {
        self.indexes.push(Index {
            name: name.to_owned(),
            columns: owned(columns),
            unique: false,
        });
        self
    }

    /// Adds a unique index.
    ///
    /// ```
    /// # use rebis_core::compile;
    /// # use rebis_core::dialect::Postgres;
    /// # use rebis_core::schema::{ColumnDef, Table};
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<String>("title"))
    ///     .with_unique_index("ux_notes_title", &["title"]);
    /// let sql = compile::create_table(&notes, &Postgres)?;
    /// assert_eq!(sql[1], "CREATE UNIQUE INDEX ux_notes_title ON notes (title)");
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    pub fn with_unique_index(mut self, name: &str, columns: &[&str]) -> Self {
        self.indexes.push(Index {
            name: name.to_owned(),
            columns: owned(columns),
            unique: true,
        });
        self
    }

    /// Sets the SQL types of columns to the types that `types` has for their Rust types.
    ///
    /// Columns whose type or length was set explicitly keep it.
    ///
    /// ```
    /// # use rebis_core::SqlType;
    /// # use rebis_core::schema::{ColumnDef, Table, TypeMap};
    /// let types = TypeMap::new().with::<String>(SqlType::Text);
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<String>("body"))
    ///     .with_types(&types);
    /// assert_eq!(notes.columns()[0].sql_type(), &SqlType::Text);
    /// ```
    pub fn with_types(mut self, types: &TypeMap) -> Self {
        for column in &mut self.columns {
            column.infer_by(types);
        }
        self
    }

    /// Adds a check constraint: a condition, as SQL text, that each row must meet.
    ///
    /// ```
    /// # use rebis_core::compile;
    /// # use rebis_core::dialect::Postgres;
    /// # use rebis_core::schema::{ColumnDef, Table};
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<i32>("stars"))
    ///     .with_check(Some("some_stars"), "stars > 0");
    /// let sql = compile::create_table(&notes, &Postgres)?;
    /// assert!(sql[0].contains("CONSTRAINT some_stars CHECK (stars > 0)"));
    /// # Ok::<(), rebis_core::error::CompileError>(())
    /// ```
    pub fn with_check(mut self, name: Option<&str>, sql: &str) -> Self {
        self.checks.push(Check {
            name: name.map(str::to_owned),
            sql: sql.to_owned(),
        });
        self
    }

    /// Returns the name.
    pub fn name(&self) -> &'static TableName {
        self.name
    }

    /// Returns the table as a source of columns.
    pub fn source(&self) -> Source {
        Source::table(self.name)
    }

    /// Returns the columns in the order of the table.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Record;
    /// # use rebis_core::schema::ColumnDef;
    /// let names: Vec<&str> = User::table().columns().iter().map(ColumnDef::name).collect();
    /// assert_eq!(names, ["id", "name", "email"]);
    /// ```
    pub fn columns(&self) -> &[ColumnDef] {
        &self.columns
    }

    /// Returns the definition of a column.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Record;
    /// let email = User::table().column_def("email");
    /// assert!(email.is_some_and(|column| column.is_nullable()));
    /// assert!(User::table().column_def("phone").is_none());
    /// ```
    pub fn column_def(&self, name: &str) -> Option<&ColumnDef> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Returns the index of a column, or the number of columns if the table does not have it.
    pub(crate) fn position(&self, name: &str) -> usize {
        let found = self.columns.iter().position(|column| column.name == name);
        found.unwrap_or(self.columns.len())
    }

    /// Returns a typed column for statements, or `None` if the table does not have it.
    ///
    /// `T` is not checked against the definition of the column.
    ///
    /// ```
    /// # use rebis_core::{Expression, select};
    /// # use rebis_core::schema::{ColumnDef, Table};
    /// let notes = Table::new("notes").with_column(ColumnDef::for_type::<String>("body"));
    /// let body = notes.column::<String>("body").ok_or("no such column")?;
    /// let stmt = select(body).filter(body.ne(""));
    /// assert_eq!(stmt.to_string(), "SELECT notes.body FROM notes WHERE notes.body != :body_1");
    /// # Ok::<(), &str>(())
    /// ```
    pub fn column<T: Scalar>(&self, name: &str) -> Option<Column<T>> {
        Some(Column::from_reference(self.column_def(name)?.reference()))
    }

    /// Returns the columns of the primary key in the order of the table.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Record;
    /// # use rebis_core::schema::ColumnDef;
    /// let key: Vec<&str> = PostTag::table().primary_key().map(ColumnDef::name).collect();
    /// assert_eq!(key, ["post_id", "tag_id"]);
    /// ```
    pub fn primary_key(&self) -> impl Iterator<Item = &ColumnDef> {
        self.columns.iter().filter(|column| column.is_primary_key())
    }

    /// Returns the unique constraints.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Record;
    /// let unique = &User::table().uniques()[0];
    /// assert_eq!(unique.columns, ["name"]);
    /// ```
    pub fn uniques(&self) -> &[Unique] {
        &self.uniques
    }

    /// Returns the indexes.
    ///
    /// ```
    /// # use rebis_core::schema::{ColumnDef, Table};
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<String>("title"))
    ///     .with_index("ix_notes_title", &["title"]);
    /// assert_eq!(notes.indexes()[0].name, "ix_notes_title");
    /// ```
    pub fn indexes(&self) -> &[Index] {
        &self.indexes
    }

    /// Returns the foreign keys.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Record;
    /// let key = &Post::table().foreign_keys()[0];
    /// assert_eq!((&key.columns[0][..], key.target.name), ("author_id", "users"));
    /// ```
    pub fn foreign_keys(&self) -> &[ForeignKey] {
        &self.foreign_keys
    }

    /// Returns the check constraints.
    ///
    /// ```
    /// # use rebis_core::schema::{ColumnDef, Table};
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<i32>("stars"))
    ///     .with_check(None, "stars > 0");
    /// assert_eq!(notes.checks()[0].sql, "stars > 0");
    /// ```
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// Returns the auto-increment column, if the table has one.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::Record;
    /// # use rebis_core::schema::ColumnDef;
    /// let generated = User::table().autoincrement_column();
    /// assert_eq!(generated.map(ColumnDef::name), Some("id"));
    /// assert!(PostTag::table().autoincrement_column().is_none()); // its key has two columns
    /// ```
    pub fn autoincrement_column(&self) -> Option<&ColumnDef> {
        let mut key = self.primary_key();
        let (first, second) = (key.next()?, key.next());
        let counts = match first.autoincrement_setting() {
            Some(setting) => setting,
            None => second.is_none() && !self.is_foreign_key(first.name()) && !has_default(first),
        };
        (counts && first.sql_type().is_integer()).then_some(first)
    }

    fn is_foreign_key(&self, column: &str) -> bool {
        self.foreign_keys
            .iter()
            .any(|key| key.columns.iter().any(|name| name == column))
    }
}

fn has_default(column: &ColumnDef) -> bool {
    column.is_server_generated() || column.client_default().is_some()
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
