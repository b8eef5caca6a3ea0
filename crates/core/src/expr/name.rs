//! Names of tables and columns, as `Copy` values that a `const` can hold.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashSet;

/// The name of a table, or of a derived table (a subquery in `FROM`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TableName {
    /// The schema, if the table is not in the default one.
    pub schema: Option<&'static str>,
    /// The name.
    pub name: &'static str,
    /// Whether the name stands for a subquery, so that `FROM` cannot be inferred from it.
    pub derived: bool,
}

impl TableName {
    /// A table in the default schema.
    pub const fn new(name: &'static str) -> Self {
        Self {
            schema: None,
            name,
            derived: false,
        }
    }

    /// A table in a schema.
    pub const fn in_schema(schema: &'static str, name: &'static str) -> Self {
        Self {
            schema: Some(schema),
            name,
            derived: false,
        }
    }

    /// A name that a subquery is given.
    pub const fn derived(name: &'static str) -> Self {
        Self {
            schema: None,
            name,
            derived: true,
        }
    }
}

/// Where columns come from: a table, an alias of one, or a derived table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// The table or derived table.
    pub table: &'static TableName,
    /// The alias, if it has one.
    pub alias: Option<&'static str>,
}

impl Source {
    /// A table under its own name.
    pub const fn table(table: &'static TableName) -> Self {
        Self { table, alias: None }
    }

    /// The same table under another name.
    pub const fn aliased(self, alias: &'static str) -> Self {
        Self {
            table: self.table,
            alias: Some(alias),
        }
    }

    /// Whether both are the same, which is usually plain from their addresses.
    pub(crate) fn is(&self, other: &Self) -> bool {
        (std::ptr::eq(self.table, other.table) || self.table == other.table)
            && self.alias == other.alias
    }

    /// The name that qualifies columns: the alias, or else the table's.
    pub const fn name(&self) -> &'static str {
        match self.alias {
            Some(alias) => alias,
            None => self.table.name,
        }
    }
}

/// One column of one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ColumnRef {
    /// Where it comes from.
    pub source: Source,
    /// Its name.
    pub name: &'static str,
}

/// Gives a run-time name the life of the program, so that it can stand in a `Copy` column.
///
/// Each distinct name is kept once. Names of tables, columns and aliases are few; do not pass
/// what a user typed.
pub fn intern(name: &str) -> &'static str {
    static NAMES: Mutex<Option<FxHashSet<&'static str>>> = Mutex::new(None);
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    let names = names.get_or_insert_default();
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(kept);
    kept
}

/// Gives a run-time table name the life of the program; see [`intern`].
pub fn intern_table(schema: Option<&str>, name: &str, derived: bool) -> &'static TableName {
    static TABLES: Mutex<Option<FxHashSet<&'static TableName>>> = Mutex::new(None);
    let wanted = TableName {
        schema: schema.map(intern),
        name: intern(name),
        derived,
    };
    let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
    let tables = tables.get_or_insert_default();
    if let Some(known) = tables.get(&wanted) {
        return known;
    }
    let kept: &'static TableName = Box::leak(Box::new(wanted));
    tables.insert(kept);
    kept
}
