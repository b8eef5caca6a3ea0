//! Names of tables and columns, as `Copy` values that a `const` can hold.

use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashSet;

use crate::schema::Table;
use crate::types::{SqlType, TypeRef};

/// A function that returns the definition of a table.
type Definition = fn() -> &'static Arc<Table>;

/// The name of a table, or of a derived table (a subquery in `FROM`).
#[derive(Clone, Copy, Debug)]
pub struct TableName {
    /// The schema, if the table is not in the default one.
    pub schema: Option<&'static str>,
    /// The name.
    pub name: &'static str,
    /// Whether it is the name of a subquery, so that `FROM` cannot be inferred from it.
    pub derived: bool,
    definition: Option<Definition>,
}

/// Names are equal if they are spelled alike; their definitions are not compared.
impl PartialEq for TableName {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
            || (self.schema, self.name, self.derived) == (other.schema, other.name, other.derived)
    }
}

impl Eq for TableName {}

impl Hash for TableName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.schema, self.name, self.derived).hash(state);
    }
}

impl TableName {
    /// The name of derived tables that have no name of their own.
    pub(crate) const ANONYMOUS: &'static Self = &Self::derived("anon");

    /// Creates the name of a table in the default schema.
    pub const fn new(name: &'static str) -> Self {
        Self {
            schema: None,
            name,
            derived: false,
            definition: None,
        }
    }

    /// Creates the name of a table in a schema.
    pub const fn in_schema(schema: &'static str, name: &'static str) -> Self {
        Self {
            schema: Some(schema),
            name,
            derived: false,
            definition: None,
        }
    }

    /// Creates the name of a subquery in `FROM`.
    pub const fn derived(name: &'static str) -> Self {
        Self {
            schema: None,
            name,
            derived: true,
            definition: None,
        }
    }

    /// Adds the function that returns the table's definition, where joins find foreign keys.
    #[must_use]
    pub const fn defined_by(self, definition: Definition) -> Self {
        Self {
            definition: Some(definition),
            ..self
        }
    }

    /// Returns whether the program defines the table as a struct.
    pub(crate) const fn is_defined(&self) -> bool {
        self.definition.is_some()
    }

    /// Returns the table's definition, if the program defines the table as a struct.
    pub fn definition(&self) -> Option<&'static Arc<Table>> {
        self.definition.map(|definition| definition())
    }
}

/// The alias of a source in a statement, or no alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Alias(AliasName);

/// A name that the user chose, or the number of a generated name; 0 is no alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum AliasName {
    Named(&'static str),
    Numbered(u64),
}

impl Alias {
    /// No alias.
    pub const NONE: Self = Self(AliasName::Numbered(0));

    /// Creates an alias with a name that the user chose.
    pub const fn named(name: &'static str) -> Self {
        Self(AliasName::Named(name))
    }

    /// Creates an alias with a generated name.
    ///
    /// Only a unique number is stored. The compiler numbers the names in the order in which they
    /// appear in a statement.
    pub fn anonymous() -> Self {
        Self(AliasName::Numbered(next_identity()))
    }

    /// Returns whether it is no alias.
    pub const fn is_none(self) -> bool {
        matches!(self.0, AliasName::Numbered(0))
    }

    /// Returns the name that the user chose.
    pub const fn name(self) -> Option<&'static str> {
        match self.0 {
            AliasName::Named(name) => Some(name),
            AliasName::Numbered(_) => None,
        }
    }

    /// Returns the unique number of a generated name.
    pub const fn identity(self) -> Option<u64> {
        match self.0 {
            AliasName::Named(_) | AliasName::Numbered(0) => None,
            AliasName::Numbered(number) => Some(number),
        }
    }
}

/// Returns a number that is unique in the program.
pub(crate) fn next_identity() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A source of columns: a table, an alias of a table, or a derived table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// The table or derived table.
    pub table: &'static TableName,
    /// The alias, or [`Alias::NONE`].
    pub alias: Alias,
}

impl Source {
    /// Creates a source from a table, under its own name.
    pub const fn table(table: &'static TableName) -> Self {
        Self {
            table,
            alias: Alias::NONE,
        }
    }

    /// Creates a derived table with a generated name.
    pub fn anonymous() -> Self {
        Self {
            table: TableName::ANONYMOUS,
            alias: Alias::anonymous(),
        }
    }

    /// Returns the table under an alias.
    pub const fn aliased(self, alias: &'static str) -> Self {
        Self {
            table: self.table,
            alias: Alias::named(alias),
        }
    }

    /// Returns the table under an alias with a generated name.
    #[must_use]
    pub fn aliased_anonymously(self) -> Self {
        Self {
            table: self.table,
            alias: Alias::anonymous(),
        }
    }

    /// Returns whether both sources are equal. It compares addresses first, which is faster.
    pub(crate) fn is(&self, other: &Self) -> bool {
        (std::ptr::eq(self.table, other.table) || self.table == other.table)
            && self.alias == other.alias
    }

    /// Returns the name that qualifies columns: the alias, or else the name of the table.
    pub const fn name(&self) -> &'static str {
        match self.alias.name() {
            Some(alias) => alias,
            None => self.table.name,
        }
    }
}

/// A column of a source. Columns are equal if their sources and names are equal.
#[derive(Clone, Copy, Debug)]
pub struct ColumnRef {
    /// The source.
    pub source: Source,
    /// The name.
    pub name: &'static str,
    /// The SQL type, as far as the program knows it.
    pub sql_type: TypeRef,
}

impl ColumnRef {
    /// Creates a column without a SQL type, which then comes from the definition of the table.
    pub const fn new(source: Source, name: &'static str) -> Self {
        Self {
            source,
            name,
            sql_type: TypeRef::UNKNOWN,
        }
    }

    /// Returns the SQL type from the definition of the table, or else the type of the reference.
    pub fn sql_type(&self) -> Option<SqlType> {
        let defined = self.source.table.definition();
        match defined.and_then(|table| table.column_def(self.name)) {
            Some(column) => Some(column.sql_type().clone()),
            None => self.sql_type.resolve(),
        }
    }
}

impl PartialEq for ColumnRef {
    fn eq(&self, other: &Self) -> bool {
        (self.source, self.name) == (other.source, other.name)
    }
}

impl Eq for ColumnRef {}

impl Hash for ColumnRef {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.source, self.name).hash(state);
    }
}

/// Converts a run-time name to a `&'static str`, so that a `Copy` column can hold it.
///
/// Each distinct name is stored once and never freed. Pass names of tables, columns and aliases
/// only, and no input from outside the program.
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

/// Converts a run-time name to a `&'static TableName`; see [`intern`].
pub fn intern_table(schema: Option<&str>, name: &str, derived: bool) -> &'static TableName {
    static TABLES: Mutex<Option<FxHashSet<&'static TableName>>> = Mutex::new(None);
    let wanted = TableName {
        schema: schema.map(intern),
        name: intern(name),
        derived,
        definition: None,
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
