//! From statements to SQL text.
//!
//! [`Compiler`] is the default rendering. It asks the dialect for what differs, and never which
//! dialect it is. [`Shape`] is a statement without its values: the key of the compiled cache.

mod aggregate;
mod arithmetic;
mod bindparam;
mod case;
mod cast;
mod compiles;
mod compound;
mod condition;
mod ddl;
mod delete;
mod dml;
mod enclosing;
mod expr;
mod for_update;
mod from;
mod grouping;
mod insert;
mod json;
mod key;
mod labels;
mod like;
mod limit;
mod lint;
mod literal;
mod merge;
mod plain_names;
mod postgres;
mod precedence;
mod select;
mod shape;
mod table_valued;
mod taken;
mod text;
mod text_search;
mod update;
mod upsert;
mod window;
mod with;

use std::fmt::{self, Write};

use smallvec::SmallVec;

use crate::dialect::{Capabilities, Dialect};
use crate::error::CompileError;
use crate::expr::{ColumnRef, Source, TableName};
use crate::stmt::StatementRef;
use crate::value::Value;

pub use compiles::Compiles;
pub(crate) use ddl::write_labels;
pub use ddl::{create_enum, create_index, create_table, drop_enum, drop_table};
use enclosing::Enclosing;
use expr::name_of;
pub use labels::output_names;
pub use limit::RowLimits;
pub(crate) use limit::is_plain;
pub use lint::CartesianProduct;
use plain_names::PlainNames;
pub use precedence::Precedence;
use select::Place;
#[cfg(feature = "engine")]
pub(crate) use shape::Params;
pub use shape::Shape;
use shape::{BindIndex, inline_limit};
pub(crate) use text::bind_names;
use with::With;

/// A statement's SQL in one dialect, without values: what the compiled cache keeps.
#[derive(Clone, Debug)]
pub struct CompiledSql {
    /// The text.
    pub sql: String,
    /// For each placeholder, which of the statement's binds it takes.
    pub params: Vec<u32>,
    /// For each placeholder, its name.
    pub names: Vec<PlaceholderName>,
    /// Entries of `FROM` that nothing brings together.
    pub cartesian_product: Option<CartesianProduct>,
    /// The first parameter that has no value, so that the statement cannot be executed.
    pub unset: Option<Box<str>>,
}

/// The name of a placeholder, as SQLAlchemy makes it up. It becomes text where it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PlaceholderName {
    /// What the value is compared with, and which of that name: `id_1`.
    Numbered(&'static str, u32),
    /// One of the values of a list: the list's name and number, and the value's place from 1.
    Element(&'static str, u32, u32),
    /// One of the values of a list of rows: the list's, the row's and the value's number.
    RowElement(&'static str, u32, u32, u32),
    /// A column that is inserted or updated, and its row, if there are many: `name`, `name_m0`.
    Column(&'static str, Option<usize>),
    /// As the user wrote it.
    Own(Box<str>),
    /// What the database gives back (Oracle's `RETURNING … INTO`), by number.
    Out(usize),
}

impl fmt::Display for PlaceholderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Numbered(stem, number) => write!(f, "{}_{number}", Word(stem)),
            Self::Element(stem, number, element) => {
                write!(f, "{}_{number}_{element}", Word(stem))
            }
            Self::RowElement(stem, number, row, element) => {
                write!(f, "{}_{number}_{row}_{element}", Word(stem))
            }
            Self::Column(column, None) => Word(column).fmt(f),
            Self::Column(column, Some(row)) => write!(f, "{}_m{row}", Word(column)),
            Self::Own(name) => f.write_str(name),
            Self::Out(number) => write!(f, "ret_{number}"),
        }
    }
}

/// A name with `_` for each character that would end it.
struct Word<'n>(&'n str);

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = |character: char| {
            if character.is_alphanumeric() {
                character
            } else {
                '_'
            }
        };
        self.0
            .chars()
            .try_for_each(|character| f.write_char(word(character)))
    }
}

/// A statement's SQL and binds in one dialect.
#[derive(Clone, Debug)]
pub struct Compiled {
    sql: String,
    params: Vec<(PlaceholderName, Value)>,
    cartesian_product: Option<CartesianProduct>,
    unset: Vec<usize>,
}

impl Compiled {
    /// The SQL.
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The names and values of the placeholders, in order; `NULL` for one without a value.
    pub fn params(&self) -> &[(PlaceholderName, Value)] {
        &self.params
    }

    /// Whether a placeholder has no value yet: a [`bindparam`](crate::bindparam), or a `:name` of a
    /// text.
    pub fn is_unset(&self, placeholder: usize) -> bool {
        self.unset.contains(&placeholder)
    }
}

impl Compiled {
    /// Entries of `FROM` that nothing brings together, if there are any.
    pub fn cartesian_product(&self) -> Option<&CartesianProduct> {
        self.cartesian_product.as_ref()
    }
}

impl fmt::Display for Compiled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sql)
    }
}

/// What a statement is compiled for.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The dialect.
    pub dialect: &'a dyn Dialect,
    /// What the program writes its own way.
    pub compiles: Option<&'a dyn Compiles>,
    /// Whether the log is told of cartesian products.
    pub lint: bool,
}

impl<'a> From<&'a dyn Dialect> for Target<'a> {
    fn from(dialect: &'a dyn Dialect) -> Self {
        Self {
            dialect,
            compiles: None,
            lint: false,
        }
    }
}

/// Compiles a statement, and gathers its binds.
pub(crate) fn compile_statement(
    statement: StatementRef<'_>,
    target: Target<'_>,
) -> Result<Compiled, CompileError> {
    let shape = Shape::of(statement, target.dialect.capabilities());
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
        cartesian_product: compiled.cartesian_product,
        unset,
    })
}

/// Compiles a statement with its values written into it.
pub(crate) fn compile_literal(
    statement: StatementRef<'_>,
    dialect: &dyn Dialect,
) -> Result<Compiled, CompileError> {
    // Rows are lists of literals, not arrays.
    let capabilities = Capabilities {
        array_binds: false,
        ..dialect.capabilities().clone()
    };
    let shape = Shape::of(statement, &capabilities);
    let mut compiler = Compiler::new(dialect.into(), shape.index(), shape.value_count());
    compiler.literals = Some(shape.values());
    compiler.statement(statement)?;
    let sql = compiler.finish()?.sql;
    Ok(Compiled {
        sql,
        params: Vec::new(),
        unset: Vec::new(),
        cartesian_product: None,
    })
}

/// Compiles a statement to text.
///
/// # Errors
/// When the dialect cannot say what the statement asks for, or the statement is incomplete.
pub fn compile_sql(
    statement: StatementRef<'_>,
    shape: &Shape<'_>,
    target: Target<'_>,
) -> Result<CompiledSql, CompileError> {
    let mut compiler = Compiler::new(target, shape.index(), shape.value_count());
    let written = match target.compiles {
        Some(compiles) => compiles.statement(&mut compiler, statement)?,
        None => false,
    };
    if !written {
        compiler.statement(statement)?;
    }
    compiler.finish()
}

/// Where a placeholder's value would be that has none.
const NO_VALUE: u32 = u32::MAX;

/// Renders one statement.
pub struct Compiler<'a> {
    dialect: &'a dyn Dialect,
    compiles: Option<&'a dyn Compiles>,
    binds: &'a BindIndex,
    sql: String,
    /// The names that need no quotes.
    plain_names: PlainNames,
    params: Vec<u32>,
    names: Vec<PlaceholderName>,
    /// How often each stem was used.
    name_counts: SmallVec<[(&'static str, u32); 8]>,
    /// The sources of each statement that is open.
    enclosing: Enclosing,
    /// Whether columns are written without their table (`INSERT`, `UPDATE`, `DELETE`, DDL).
    bare_columns: bool,
    /// How many queries are open.
    depth: usize,
    /// Common table expressions, if there are any.
    with: Option<Box<With>>,
    /// How many names were too long.
    cut_names: u32,
    /// The names that were made up: the identity, the stem, the number.
    made_up: SmallVec<[(u64, &'static str, u32); 2]>,
    /// The first that was found.
    cartesian_product: Option<CartesianProduct>,
    /// Whether an operand of an operator is being written.
    within_operator: bool,
    /// What a source's columns are written as, where that is not its name.
    renamed: Option<(Source, Renamed)>,
    /// The values of the statement, if they are written into it.
    literals: Option<&'a [&'a Value]>,
    /// A value that could not be written.
    failed: Option<CompileError>,
    /// Whether there are parameters with names of the user's.
    has_params: bool,
    /// The first parameter without a value.
    unset: Option<Box<str>>,
}

/// What the columns of a source are written as.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Renamed {
    /// `name.column`
    Name(&'static str),
    /// `VALUES(column)`
    Values,
}

impl<'a> Compiler<'a> {
    /// A compiler for a statement with so many values.
    fn new(target: Target<'a>, binds: &'a BindIndex, values: usize) -> Self {
        Self {
            dialect: target.dialect,
            compiles: target.compiles,
            binds,
            sql: String::with_capacity(1024),
            plain_names: PlainNames::default(),
            params: Vec::with_capacity(values),
            names: Vec::with_capacity(values),
            name_counts: SmallVec::new(),
            enclosing: Enclosing::default(),
            bare_columns: false,
            depth: 0,
            with: None,
            cut_names: 0,
            made_up: SmallVec::new(),
            cartesian_product: None,
            within_operator: false,
            renamed: None,
            literals: None,
            failed: None,
            has_params: false,
            unset: None,
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
                names: self.names,
                unset: self.unset,
                cartesian_product: self.cartesian_product,
            }),
        }
    }

    /// Appends a whole statement, the dialect's way.
    ///
    /// # Errors
    /// When the dialect cannot say it.
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

    /// The dialect.
    pub fn dialect(&self) -> &'a dyn Dialect {
        self.dialect
    }

    /// Whether values are written as literals, which need no cast to have a type.
    pub fn writes_literals(&self) -> bool {
        self.literals.is_some()
    }

    /// Appends SQL as it stands.
    pub fn push(&mut self, sql: &str) {
        self.sql.push_str(sql);
    }

    /// Appends an identifier, quoted if the dialect demands it.
    pub fn identifier(&mut self, name: &str) {
        self.dialect.write_identifier(&mut self.sql, name);
    }

    /// The same for a name that lives as long as the program.
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

    /// Appends the name that is made up for a source: the table's and a number.
    #[cold]
    fn made_up_name(&mut self, source: Source) {
        let identity = source.alias.identity().unwrap_or_default();
        let known = self
            .made_up
            .iter()
            .find(|(known, ..)| *known == identity)
            .copied();
        let (_, stem, number) = known.unwrap_or_else(|| {
            let stem = match source.table.derived {
                true => TableName::ANONYMOUS.name,
                false => source.table.name,
            };
            let made_up = (identity, stem, self.next_number(stem));
            self.made_up.push(made_up);
            made_up
        });
        self.identifier(&format!("{stem}_{number}"));
    }

    /// Appends a column, qualified where the clause wants it.
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

    /// Appends a placeholder for a value of the statement.
    ///
    /// `hint` names it where placeholders have names.
    pub fn bind(&mut self, value: &Value, hint: &'static str) -> Result<(), CompileError> {
        let index = self.bind_index(value)?;
        if !self.repeat_placeholder(index) {
            self.placeholder(index, hint);
        }
        Ok(())
    }

    /// Appends a placeholder of this name for a value of the statement.
    fn bind_as(&mut self, value: &Value, name: PlaceholderName) -> Result<(), CompileError> {
        let index = self.bind_index(value)?;
        if !self.repeat_placeholder(index) {
            self.named_placeholder(index, name);
        }
        Ok(())
    }

    /// Appends the placeholder of a value that has one already. Where placeholders have numbers, the
    /// database sees that both places are one expression, which GROUP BY asks for.
    fn repeat_placeholder(&mut self, index: u32) -> bool {
        if !self.binds.has_repeats() || self.literals.is_some() {
            return false;
        }
        let Some(position) = self.params.iter().position(|known| *known == index) else {
            return false;
        };
        let name = self.names[position].clone();
        match self.dialect.capabilities().numbered_placeholders {
            true => self
                .dialect
                .write_placeholder(&mut self.sql, position + 1, &name),
            false => self.named_placeholder(index, name),
        }
        true
    }

    /// Which of the statement's values this is.
    fn bind_index(&self, value: &Value) -> Result<u32, CompileError> {
        self.binds.index_of(value).ok_or_else(|| {
            CompileError::Invalid("a value was made while the statement was compiled".to_owned())
        })
    }

    /// Appends the placeholders of a list, separated by commas.
    fn bind_list(&mut self, values: &[Value], hint: &'static str) -> Result<(), CompileError> {
        let number = self.next_number(hint);
        self.bind_values(values, |element| {
            PlaceholderName::Element(hint, number, element)
        })
    }

    /// Appends the placeholders of rows, each in parentheses.
    fn bind_rows(
        &mut self,
        rows: &[Vec<Value>],
        name: impl Fn(u32, u32) -> PlaceholderName,
    ) -> Result<(), CompileError> {
        for (row, values) in (1u32..).zip(rows) {
            self.push(if row == 1 { "(" } else { ", (" });
            self.bind_values(values, |element| name(row, element))?;
            self.push(")");
        }
        Ok(())
    }

    fn bind_values(
        &mut self,
        values: &[Value],
        name: impl Fn(u32) -> PlaceholderName,
    ) -> Result<(), CompileError> {
        let Some(first) = values.first() else {
            return Ok(());
        };
        let start = self.binds.index_of(first).ok_or_else(|| {
            CompileError::Invalid("a list was made while the statement was compiled".to_owned())
        })?;
        for (offset, _) in (0u32..).zip(values) {
            if offset > 0 {
                self.push(", ");
            }
            self.named_placeholder(start + offset, name(offset + 1));
        }
        Ok(())
    }

    fn placeholder(&mut self, index: u32, hint: &'static str) {
        let name = PlaceholderName::Numbered(hint, self.next_number(hint));
        self.named_placeholder(index, name);
    }

    /// The next number for a name with this stem: of a placeholder, a label or a table.
    fn next_number(&mut self, stem: &'static str) -> u32 {
        let count = self.count_of(stem);
        *count += 1;
        *count
    }

    /// Says that a number is taken.
    fn reserve_number(&mut self, stem: &'static str, number: u32) {
        let count = self.count_of(stem);
        *count = number.max(*count);
    }

    fn count_of(&mut self, stem: &'static str) -> &mut u32 {
        let known = self
            .name_counts
            .iter()
            .position(|(known, _)| *known == stem);
        let known = known.unwrap_or_else(|| {
            self.name_counts.push((stem, 0));
            self.name_counts.len() - 1
        });
        &mut self.name_counts[known].1
    }

    fn named_placeholder(&mut self, index: u32, name: PlaceholderName) {
        if let Some(values) = self.literals {
            return self.literal_at(values, index, &name);
        }
        self.params.push(index);
        self.dialect
            .write_placeholder(&mut self.sql, self.params.len(), &name);
        self.names.push(name);
    }

    /// Appends a number, without a bind.
    pub fn number(&mut self, number: i64) {
        match u32::try_from(number) {
            Ok(number) => push_number(&mut self.sql, number),
            Err(_) => self.push(&number.to_string()),
        }
    }

    /// The error for something that the dialect cannot say.
    pub fn unsupported(&self, feature: &'static str) -> CompileError {
        CompileError::Unsupported {
            feature,
            dialect: self.dialect.name(),
        }
    }

    /// Renders a list with a separator.
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

/// Appends a number: `write!` takes longer than all else of a short name.
fn push_number(text: &mut String, number: u32) {
    if number >= 10 {
        push_number(text, number / 10);
    }
    text.extend(char::from_digit(number % 10, 10));
}
