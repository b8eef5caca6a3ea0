//! Names of tables and columns, as `Copy` values that a `const` can hold.

use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashSet;

use crate::schema::Table;
use crate::types::{SqlType, TypeRef};

/// Where the definition of a table is found.
type Definition = fn() -> &'static Arc<Table>;

/// The name of a table, or of a derived table (a subquery in `FROM`).
#[derive(Clone, Copy, Debug)]
pub struct TableName {
    /// The schema, if the table is not in the default one.
    pub schema: Option<&'static str>,
    /// The name.
    pub name: &'static str,
    /// Whether the name stands for a subquery, so that `FROM` cannot be inferred from it.
    pub derived: bool,
    definition: Option<Definition>,
}

/// Names are equal when they are written alike.
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
    /// What a derived table is called that has no name of its own.
    pub(crate) const ANONYMOUS: &'static Self = &Self::derived("anon");

    /// A table in the default schema.
    pub const fn new(name: &'static str) -> Self {
        Self {
            schema: None,
            name,
            derived: false,
            definition: None,
        }
    }

    /// A table in a schema.
    pub const fn in_schema(schema: &'static str, name: &'static str) -> Self {
        Self {
            schema: Some(schema),
            name,
            derived: false,
            definition: None,
        }
    }

    /// A name that a subquery is given.
    pub const fn derived(name: &'static str) -> Self {
        Self {
            schema: None,
            name,
            derived: true,
            definition: None,
        }
    }

    /// The same name, with the place of the table's definition: joins find foreign keys there.
    #[must_use]
    pub const fn defined_by(self, definition: Definition) -> Self {
        Self {
            definition: Some(definition),
            ..self
        }
    }

    /// Whether the program has the table's definition as a struct.
    pub(crate) const fn is_defined(&self) -> bool {
        self.definition.is_some()
    }

    /// The table's definition, if the program has it as a struct.
    pub fn definition(&self) -> Option<&'static Arc<Table>> {
        self.definition.map(|definition| definition())
    }
}

/// The other name that a source has in a statement, if it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Alias(AliasName);

/// A name that the user gave, or the number of one that the compiler makes up; 0 is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum AliasName {
    Named(&'static str),
    Numbered(u64),
}

impl Alias {
    /// No other name.
    pub const NONE: Self = Self(AliasName::Numbered(0));

    /// A name of the user's.
    pub const fn named(name: &'static str) -> Self {
        Self(AliasName::Named(name))
    }

    /// A name that the compiler makes up. Only the identity is kept; the names are numbered in the
    /// order in which they appear in a statement.
    pub fn anonymous() -> Self {
        Self(AliasName::Numbered(next_identity()))
    }

    /// Whether there is none.
    pub const fn is_none(self) -> bool {
        matches!(self.0, AliasName::Numbered(0))
    }

    /// The user's name.
    pub const fn name(self) -> Option<&'static str> {
        match self.0 {
            AliasName::Named(name) => Some(name),
            AliasName::Numbered(_) => None,
        }
    }

    /// What tells a made-up name from others.
    pub const fn identity(self) -> Option<u64> {
        match self.0 {
            AliasName::Named(_) | AliasName::Numbered(0) => None,
            AliasName::Numbered(number) => Some(number),
        }
    }
}

/// A number that nothing else in the program has.
pub(crate) fn next_identity() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Where columns come from: a table, an alias of one, or a derived table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// The table or derived table.
    pub table: &'static TableName,
    /// The alias, if it has one.
    pub alias: Alias,
}

impl Source {
    /// A table under its own name.
    pub const fn table(table: &'static TableName) -> Self {
        Self {
            table,
            alias: Alias::NONE,
        }
    }

    /// A derived table whose name the compiler makes up.
    pub fn anonymous() -> Self {
        Self {
            table: TableName::ANONYMOUS,
            alias: Alias::anonymous(),
        }
    }

    /// The same table under another name.
    pub const fn aliased(self, alias: &'static str) -> Self {
        Self {
            table: self.table,
            alias: Alias::named(alias),
        }
    }

    /// The same table under a name that the compiler makes up.
    #[must_use]
    pub fn aliased_anonymously(self) -> Self {
        Self {
            table: self.table,
            alias: Alias::anonymous(),
        }
    }

    /// Whether both are the same, which is usually plain from their addresses.
    pub(crate) fn is(&self, other: &Self) -> bool {
        (std::ptr::eq(self.table, other.table) || self.table == other.table)
            && self.alias == other.alias
    }

    /// The name that qualifies columns: the alias, or else the table's.
    pub const fn name(&self) -> &'static str {
        match self.alias.name() {
            Some(alias) => alias,
            None => self.table.name,
        }
    }
}

/// One column of one source. Columns are equal when source and name are.
#[derive(Clone, Copy, Debug)]
pub struct ColumnRef {
    /// Where it comes from.
    pub source: Source,
    /// Its name.
    pub name: &'static str,
    /// Its SQL type, as far as the program knows it.
    pub sql_type: TypeRef,
}

impl ColumnRef {
    /// A column whose type only the definition of its table tells.
    pub const fn new(source: Source, name: &'static str) -> Self {
        Self {
            source,
            name,
            sql_type: TypeRef::UNKNOWN,
        }
    }

    /// The SQL type: that of the table's definition, or else the program's.
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
