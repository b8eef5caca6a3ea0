//! Compiling statements to SQL text.
//!
//! [`Compiler`] writes standard SQL and calls the [`Dialect`] for differences. It never checks
//! which dialect it has. [`Shape`] is a statement without its values: the key of the compiled
//! cache.

mod aggregate;
mod arithmetic;
mod arrays;
mod assigned;
mod bindparam;
mod capabilities;
mod case;
mod cast;
mod compiled;
mod compound;
mod condition;
mod ddl;
mod decimal;
mod delete;
mod dialect;
mod dml;
mod enclosing;
mod expr;
mod for_update;
mod from;
mod generic;
mod grouping;
mod hint;
mod hook;
mod insert;
mod json;
mod key;
mod like;
mod limit;
mod lint;
mod literal;
mod merge;
mod placeholders;
mod plain_names;
mod postgres;
mod reserved;
mod same;
mod select;
mod shape;
mod statement;
mod table_valued;
mod text;
mod text_search;
mod twins;
mod update;
mod upsert;
mod window;
mod with;

use smallvec::SmallVec;

use crate::error::CompileError;
use crate::expr::{ColumnRef, Source, TableName};
use crate::stmt::{StatementRef, push_number};
use crate::types::ParameterType;
use crate::value::Value;
use crate::visit::with_room;

pub use crate::expr::Precedence;
pub use crate::stmt::{TextSyntax, output_names};
pub use assigned::AssignedLimit;
pub use capabilities::{
    Capabilities, Concat, DecimalBinds, DeleteTables, EmptyInsert, EmptyList, LikeBackslash,
    MergeForm, NewRow, Returning, Rollup, TargetAlias, TrueDivision, UpdateTables, ValuesTable,
};
pub use compiled::{Compiled, CompiledSql, PlaceholderName};
pub(crate) use ddl::write_labels;
pub use ddl::{create_enum, create_index, create_table, drop_enum, drop_table};
use decimal::DerivedScale;
pub(crate) use decimal::fits_cast;
pub use dialect::Dialect;
pub(crate) use dialect::{next_value, standard_extract, standard_function};
use enclosing::Enclosing;
pub use generic::Generic;
pub(crate) use generic::portable_type_name;
pub use hint::{BindForm, BindPlace, Hint, TypedBind};
pub use hook::CompileHook;
pub use limit::RowLimits;
pub(crate) use limit::is_plain;
pub use lint::CartesianProduct;
use plain_names::PlainNames;
#[cfg(test)]
pub(crate) use reserved::GENERIC as GENERIC_RESERVED;
pub(crate) use reserved::Reserved;
use select::Place;
#[cfg(feature = "engine")]
pub(crate) use shape::Params;
pub use shape::Shape;
use shape::{BindIndex, inline_limit};
pub use statement::Compile;
use with::With;

/// The dialect and the settings that a statement is compiled with.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The dialect.
    pub dialect: &'a dyn Dialect,
    /// The program's hook for constructs that it writes itself.
    pub compile_hook: Option<&'a dyn CompileHook>,
    /// Whether cartesian products are logged.
    pub lint: bool,
    /// The maximum length of generated labels in bytes, if it is shorter than the longest name.
    pub label_length: Option<usize>,
}

impl<'a> From<&'a dyn Dialect> for Target<'a> {
    fn from(dialect: &'a dyn Dialect) -> Self {
        Self {
            dialect,
            compile_hook: None,
            lint: false,
            label_length: None,
        }
    }
}

/// Compiles a statement, and collects its binds.
pub(crate) fn compile_statement(
    statement: StatementRef<'_>,
    target: Target<'_>,
) -> Result<Compiled, CompileError> {
    let shape = Shape::new(statement, target.dialect.capabilities());
    let compiled = compile_sql(statement, &shape, target)?;
    let value = |index: &u32| shape.bind(*index).cloned().unwrap_or_default();
    let names = compiled.names.into_iter();
    let params: Vec<_> = names.zip(compiled.params.iter().map(value)).collect();
    let is_unset = |at: &usize| {
        compiled.params[*at] == NO_VALUE && !matches!(params[*at].0, PlaceholderName::Out(_))
    };
    let unset = (0..params.len()).filter(is_unset).collect();
    Ok(Compiled {
        sql: compiled.sql,
        params,
        types: compiled.types,
        cartesian_product: compiled.cartesian_product,
        unset,
    })
}

/// Compiles a statement with its values as literals.
pub(crate) fn compile_literal(
    statement: StatementRef<'_>,
    dialect: &dyn Dialect,
) -> Result<Compiled, CompileError> {
    // Rows are lists of literals, not arrays. Without a dialect, values of custom types keep the
    // forms of all dialects until they are written.
    let capabilities = Capabilities {
        array_binds: false,
        dialect: "",
        ..dialect.capabilities().clone()
    };
    let shape = Shape::new(statement, &capabilities);
    let depth = shape.depth()?;
    let sql = with_room(depth * STACK_OF_A_LEVEL, || {
        let mut compiler = Compiler::new(dialect.into(), shape.index(), shape.value_count());
        compiler.literals = Some(shape.values());
        compiler.statement(statement)?;
        Ok::<_, CompileError>(compiler.finish()?.sql)
    })?;
    Ok(Compiled {
        sql,
        params: Vec::new(),
        types: Vec::new(),
        unset: Vec::new(),
        cartesian_product: None,
    })
}

/// Compiles a statement to SQL text.
///
/// # Errors
/// Returns an error if the dialect does not support the statement, or if the statement is not
/// valid.
pub fn compile_sql(
    statement: StatementRef<'_>,
    shape: &Shape<'_, '_>,
    target: Target<'_>,
) -> Result<CompiledSql, CompileError> {
    let depth = shape.depth()?;
    with_room(depth * STACK_OF_A_LEVEL, || {
        let mut compiler = Compiler::new(target, shape.index(), shape.value_count());
        let written = match target.compile_hook {
            Some(hook) => hook.statement(&mut compiler, statement)?,
            None => false,
        };
        if !written {
            compiler.statement(statement)?;
        }
        compiler.finish()
    })
}

/// Returns the name of the placeholder at this position, counted from 0, unless it is `param`.
#[cfg(feature = "engine")]
pub(crate) fn placeholder_name(
    statement: StatementRef<'_>,
    target: Target<'_>,
    index: usize,
) -> Option<PlaceholderName> {
    let shape = Shape::new(statement, target.dialect.capabilities());
    let compiled = compile_sql(statement, &shape, target).ok()?;
    let name = compiled.names.into_iter().nth(index)?;
    (name.stem() != Some(Hint::NONE.name)).then_some(name)
}

/// The stack that compiling needs for each level of a statement, in bytes, with a margin.
const STACK_OF_A_LEVEL: usize = if cfg!(debug_assertions) {
    48 << 10
} else {
    8 << 10
};

/// The index that marks a placeholder without a value.
const NO_VALUE: u32 = u32::MAX;

/// The last number that was used for each stem.
type NameCounts = SmallVec<[(&'static str, u32); 8]>;

/// Writes the SQL of one statement.
pub struct Compiler<'a> {
    dialect: &'a dyn Dialect,
    compile_hook: Option<&'a dyn CompileHook>,
    label_length: Option<usize>,
    binds: &'a BindIndex,
    sql: String,
    /// The names that were found to need no quotes.
    plain_names: PlainNames,
    params: Vec<u32>,
    types: Vec<ParameterType>,
    names: Vec<PlaceholderName>,
    /// The last number that was used for each stem.
    name_counts: NameCounts,
    /// The selects that are written twice, by address, and the counts before each.
    twins: Vec<(usize, NameCounts)>,
    /// The sources of the statements that are being written.
    enclosing: Enclosing,
    /// Whether columns are written without their table (`INSERT`, `UPDATE`, `DELETE`, DDL).
    bare_columns: bool,
    /// The number of nested queries that are being written.
    depth: usize,
    /// The common table expressions, if there are any.
    with: Option<Box<With>>,
    /// The number of generated labels that were shortened.
    cut_names: u32,
    /// The generated names of sources: identity, stem, and number.
    made_up: SmallVec<[(u64, &'static str, u32); 2]>,
    /// The first cartesian product that was found.
    cartesian_product: Option<CartesianProduct>,
    /// Whether an operand of an operator is being written.
    within_operator: bool,
    /// The source whose columns are qualified differently, and how.
    renamed: Option<(Source, Renamed)>,
    /// The scales of the columns of subqueries.
    scales: Vec<DerivedScale>,
    /// Whether the next function is rounded together with the clauses after it.
    is_rounded_outside: bool,
    /// The values of the statement, if they are written as literals.
    literals: Option<&'a [&'a Value]>,
    /// The first error of a value that has no literal or is too long for its column.
    failed: Option<CompileError>,
    /// Whether there are parameters whose names the user chose.
    has_params: bool,
    /// The first parameter without a value.
    unset: Option<Box<str>>,
    /// The limits of columns that values are assigned to.
    limits: Vec<AssignedLimit>,
}

/// The form of the columns of a renamed source.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Renamed {
    /// `name.column`
    Name(&'static str),
    /// `VALUES(column)`
    Values,
}

impl<'a> Compiler<'a> {
    /// Creates a compiler for a statement with this number of values.
    fn new(target: Target<'a>, binds: &'a BindIndex, values: usize) -> Self {
        Self {
            dialect: target.dialect,
            compile_hook: target.compile_hook,
            label_length: target.label_length,
            binds,
            sql: String::with_capacity(1024),
            plain_names: PlainNames::default(),
            params: Vec::with_capacity(values),
            types: Vec::with_capacity(values),
            names: Vec::with_capacity(values),
            name_counts: NameCounts::new(),
            twins: Vec::new(),
            enclosing: Enclosing::default(),
            bare_columns: false,
            depth: 0,
            with: None,
            cut_names: 0,
            made_up: SmallVec::new(),
            cartesian_product: None,
            within_operator: false,
            renamed: None,
            scales: Vec::new(),
            is_rounded_outside: false,
            literals: None,
            failed: None,
            has_params: false,
            unset: None,
            limits: Vec::new(),
        }
    }

    fn finish(mut self) -> Result<CompiledSql, CompileError> {
        self.top_with();
        if self.has_params {
            self.check_names()?;
        }
        match self.failed {
            Some(failed) => Err(failed),
            None => Ok(CompiledSql {
                sql: self.sql,
                params: self.params,
                types: self.types,
                names: self.names,
                unset: self.unset,
                limits: self.limits,
                cartesian_product: self.cartesian_product,
            }),
        }
    }

    /// Appends a whole statement in the form of the dialect, without the hook.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the statement.
    pub fn statement(&mut self, statement: StatementRef<'_>) -> Result<(), CompileError> {
        match statement {
            StatementRef::Select(select) => self.select(select, Place::Top),
            StatementRef::Compound(compound) => self.compound(compound, Place::Top),
            StatementRef::Insert(insert) => self.insert(insert),
            StatementRef::Update(update) => self.update(update),
            StatementRef::UpdateRows(update) => self.update_rows(update),
            StatementRef::Delete(delete) => self.delete(delete),
            StatementRef::Merge(merge) => self.merge(merge),
            StatementRef::Text(text) => self.text(text),
        }
    }

    /// Returns the dialect.
    pub fn dialect(&self) -> &'a dyn Dialect {
        self.dialect
    }

    /// Returns whether values are written as literals. A literal needs no cast to have a type.
    pub fn writes_literals(&self) -> bool {
        self.literals.is_some()
    }

    /// Appends SQL text verbatim.
    pub fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// Appends an identifier, in quotes if the dialect requires them.
    pub fn identifier(&mut self, name: &str) {
        self.dialect.write_identifier(&mut self.sql, name);
    }

    /// Appends a static identifier. Quoting is decided once for each name.
    fn name(&mut self, name: &'static str) {
        if self.plain_names.has(name) {
            return self.push(name);
        }
        let start = self.sql.len();
        self.identifier(name);
        if self.sql.get(start..) == Some(name) {
            self.plain_names.add(name);
        }
    }

    /// Appends a table's name, with its schema.
    pub fn table_name(&mut self, table: &TableName) {
        if let Some(schema) = table.schema {
            self.dialect.write_schema(&mut self.sql, schema);
            self.push(".");
        }
        self.name(table.name);
    }

    /// Appends the name that qualifies the columns of a source.
    pub fn source_name(&mut self, source: Source) {
        match source.alias.name() {
            Some(alias) => self.name(alias),
            None if source.alias.is_none() => self.table_name(source.table),
            None => self.made_up_name(source),
        }
    }

    /// Appends the generated name of a source: the table's name and a number.
    #[cold]
    fn made_up_name(&mut self, source: Source) {
        let (stem, number) = self.made_up_number(source);
        self.identifier(&format!("{stem}_{number}"));
    }

    /// Returns the stem and the number of the generated name of a source.
    fn made_up_number(&mut self, source: Source) -> (&'static str, u32) {
        let identity = source.alias.identity().unwrap_or_default();
        let known = self
            .made_up
            .iter()
            .find(|(known, ..)| *known == identity)
            .copied();
        let (_, stem, number) = known.unwrap_or_else(|| {
            let stem = if source.table.derived {
                TableName::ANONYMOUS.name
            } else {
                source.table.name
            };
            let made_up = (identity, stem, self.next_number(stem));
            self.made_up.push(made_up);
            made_up
        });
        (stem, number)
    }

    /// Appends a column, qualified if the clause requires it.
    pub fn column(&mut self, column: ColumnRef) {
        if let Some((source, renamed)) = self.renamed
            && source == column.source
        {
            return self.renamed_column(renamed, column.name);
        }
        if !self.bare_columns {
            self.source_name(column.source);
            self.push(".");
        }
        self.name(column.name);
    }

    fn renamed_column(&mut self, renamed: Renamed, column: &str) {
        match renamed {
            Renamed::Name(name) => {
                self.push(name);
                self.push(".");
                self.identifier(column);
            }
            Renamed::Values => {
                self.push("VALUES(");
                self.identifier(column);
                self.push(")");
            }
        }
    }

    /// Appends a number as SQL text, without a bind.
    pub fn number(&mut self, number: i64) {
        match u32::try_from(number) {
            Ok(number) => push_number(&mut self.sql, number),
            Err(_) => self.push(&number.to_string()),
        }
    }

    /// Returns the error for a feature that the dialect does not support.
    pub fn unsupported(&self, feature: &'static str) -> CompileError {
        CompileError::Unsupported {
            feature,
            dialect: self.dialect.name(),
        }
    }

    /// Appends a list with a separator. `render` appends one item.
    ///
    /// # Errors
    /// Returns the first error of `render`.
    pub fn list<T>(
        &mut self,
        items: &[T],
        separator: &str,
        mut render: impl FnMut(&mut Self, &T) -> Result<(), CompileError>,
    ) -> Result<(), CompileError> {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.push(separator);
            }
            render(self, item)?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for Compiler<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Compiler")
            .field("dialect", &self.dialect.name())
            .field("sql", &self.sql)
            .finish_non_exhaustive()
    }
}
