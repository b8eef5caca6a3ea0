//! Constraints and indexes.

use crate::expr::{ColumnRef, TableName};

/// Columns that refer to the columns of another table (or of the same one).
#[derive(Clone, Debug)]
pub struct ForeignKey {
    /// Its name; left to the database when `None`.
    pub name: Option<String>,
    /// The columns of this table.
    pub columns: Vec<String>,
    /// The table that they refer to.
    pub target: &'static TableName,
    /// The columns there.
    pub target_columns: Vec<String>,
    /// What happens when the referred row is deleted.
    pub on_delete: Option<ForeignKeyAction>,
    /// What happens when the referred key changes.
    pub on_update: Option<ForeignKeyAction>,
}

impl ForeignKey {
    /// One column that refers to one column.
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

    /// What happens when the referred row is deleted.
    #[must_use]
    pub fn on_delete(mut self, action: ForeignKeyAction) -> Self {
        self.on_delete = Some(action);
        self
    }

    /// What happens when the referred key changes.
    #[must_use]
    pub fn on_update(mut self, action: ForeignKeyAction) -> Self {
        self.on_update = Some(action);
        self
    }
}

/// What a foreign key does when the referred row goes or its key changes.
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
    /// The SQL keyword.
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

/// Columns whose values together are unique.
#[derive(Clone, Debug)]
pub struct Unique {
    /// Its name; left to the database when `None`.
    pub name: Option<String>,
    /// The columns.
    pub columns: Vec<String>,
}

/// An index.
#[derive(Clone, Debug)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// The columns.
    pub columns: Vec<String>,
    /// Whether values are unique.
    pub unique: bool,
}

/// A condition that each row meets.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its name; left to the database when `None`.
    pub name: Option<String>,
    /// The condition, as SQL text.
    pub sql: String,
}
