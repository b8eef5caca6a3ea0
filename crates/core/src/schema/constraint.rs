//! Constraints and indexes.

use crate::expr::{ColumnRef, TableName};

/// A foreign key: columns that refer to columns of another table, or of the same table.
#[derive(Clone, Debug)]
pub struct ForeignKey {
    /// The name; `None` lets the database choose it.
    pub name: Option<String>,
    /// The referring columns of this table.
    pub columns: Vec<String>,
    /// The referenced table.
    pub target: &'static TableName,
    /// The referenced columns.
    pub target_columns: Vec<String>,
    /// The action when a referenced row is deleted.
    pub on_delete: Option<ForeignKeyAction>,
    /// The action when a referenced key changes.
    pub on_update: Option<ForeignKeyAction>,
}

impl ForeignKey {
    /// Creates a foreign key from one column to another.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::schema::ForeignKey;
    /// let key = ForeignKey::new("user_id", User.id.reference());
    /// assert_eq!(key.target.name, "users");
    /// assert_eq!(key.target_columns, ["id"]);
    /// ```
    pub fn new(column: &str, target: ColumnRef) -> Self {
        Self {
            name: None,
            columns: vec![column.to_owned()],
            target: target.source.table,
            target_columns: vec![target.name.to_owned()],
            on_delete: None,
            on_update: None,
        }
    }

    /// Sets the action when a referenced row is deleted: `ON DELETE …`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::compile;
    /// # use rebis_core::schema::{ColumnDef, ForeignKey, ForeignKeyAction, Table};
    /// let key = ForeignKey::new("user_id", User.id.reference());
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<i64>("user_id"))
    ///     .with_foreign_key(key.on_delete(ForeignKeyAction::Cascade));
    /// let sql = compile::create_table(&notes, &Postgres)?;
    /// assert!(sql[0].contains("REFERENCES users (id) ON DELETE CASCADE"));
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    #[must_use]
    pub fn on_delete(mut self, action: ForeignKeyAction) -> Self {
        self.on_delete = Some(action);
        self
    }

    /// Sets the action when a referenced key changes: `ON UPDATE …`.
    ///
    /// ```
    /// # use rebis_doc::*;
    /// # use rebis_core::compile;
    /// # use rebis_core::schema::{ColumnDef, ForeignKey, ForeignKeyAction, Table};
    /// let key = ForeignKey::new("user_id", User.id.reference());
    /// let notes = Table::new("notes")
    ///     .with_column(ColumnDef::for_type::<i64>("user_id"))
    ///     .with_foreign_key(key.on_update(ForeignKeyAction::Cascade));
    /// let sql = compile::create_table(&notes, &Postgres)?;
    /// assert!(sql[0].contains("REFERENCES users (id) ON UPDATE CASCADE"));
    /// # Ok::<(), core::error::CompileError>(())
    /// ```
    #[must_use]
    pub fn on_update(mut self, action: ForeignKeyAction) -> Self {
        self.on_update = Some(action);
        self
    }
}

/// The action of a foreign key when a referenced row is deleted or its key changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ForeignKeyAction {
    /// `CASCADE`
    Cascade,
    /// `SET NULL`
    SetNull,
    /// `SET DEFAULT`
    SetDefault,
    /// `RESTRICT`
    Restrict,
    /// `NO ACTION`
    NoAction,
}

impl ForeignKeyAction {
    /// Returns the SQL keywords.
    ///
    /// ```
    /// # use rebis_core::schema::ForeignKeyAction;
    /// assert_eq!(ForeignKeyAction::SetNull.as_sql(), "SET NULL");
    /// ```
    pub fn as_sql(self) -> &'static str {
        match self {
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
            Self::Restrict => "RESTRICT",
            Self::NoAction => "NO ACTION",
        }
    }
}

/// A unique constraint: no two rows have equal values in all of its columns.
#[derive(Clone, Debug)]
pub struct Unique {
    /// The name; `None` lets the database choose it.
    pub name: Option<String>,
    /// The columns.
    pub columns: Vec<String>,
}

/// An index.
#[derive(Clone, Debug)]
pub struct Index {
    /// The name.
    pub name: String,
    /// The columns.
    pub columns: Vec<String>,
    /// Whether it is a `UNIQUE` index.
    pub unique: bool,
}

/// A check constraint: a condition that each row must meet.
#[derive(Clone, Debug)]
pub struct Check {
    /// The name; `None` lets the database choose it.
    pub name: Option<String>,
    /// The condition, as SQL text.
    pub sql: String,
}
