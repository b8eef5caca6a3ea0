//! `INSERT`.

use super::EmptyInsert;
use super::hint::Typing;
use super::select::Place;
use super::{Compiler, Hint, PlaceholderName};
use crate::error::CompileError;
use crate::expr::Node;
use crate::schema::Table;
use crate::stmt::{InsertNode, Rows, elements};
use crate::types::{ParameterType, StorageLimit};
use crate::value::Value;

impl Compiler<'_> {
    pub(super) fn insert(&mut self, insert: &InsertNode) -> Result<(), CompileError> {
        check_columns(insert)?;
        self.push("INSERT");
        let words = insert.words.as_deref();
        let before_query = matches!(insert.rows, Rows::Query(_));
        if self.dialect.capabilities().with_after_insert && !before_query {
            if words.is_some_and(|words| !words.ctes.is_empty()) {
                return Err(self.unsupported("WITH in an INSERT of values"));
            }
        } else {
            self.ctes_of_words(words)?;
        }
        self.prefixes(words);
        self.push(" INTO ");
        let alias = self.dialect.capabilities().insert_alias;
        self.target(insert.target, alias, "an alias as the target of INSERT")?;
        self.hints(insert.words.as_deref());
        self.rows(insert)?;
        self.enclosing.open().push(insert.target);
        self.conflicts(insert)?;
        self.returning_of_one(&insert.returning, insert.target, &[])?;
        let supported = self.dialect.capabilities().insert_returning;
        self.returning_after(&insert.returning, supported, "INSERT … RETURNING")?;
        if !insert.returning.is_empty() {
            self.dialect.returned_mark(self, insert);
        }
        self.enclosing.close();
        Ok(())
    }

    fn rows(&mut self, insert: &InsertNode) -> Result<(), CompileError> {
        let order = insert.table_order();
        match &insert.rows {
            Rows::Columns(arrays)
                if self.literals.is_none() && insert.fits_arrays(self.dialect.capabilities()) =>
            {
                self.insert_columns(insert, &order)?;
                self.push("SELECT * FROM ");
                let arrays = order
                    .iter()
                    .map(|number| (insert.columns[*number], &arrays[*number]));
                self.unnest(&insert.table, arrays)
            }
            Rows::Columns(columns) if !insert.columns.is_empty() => {
                self.insert_columns(insert, &order)?;
                self.values_of(insert.rows.len())?;
                self.rows_of_columns(insert, columns, &order)
            }
            Rows::Nodes(rows) if !insert.columns.is_empty() => {
                self.insert_columns(insert, &order)?;
                self.values_of(rows.len())?;
                self.rows_of_nodes(insert, rows, &order)
            }
            Rows::Query(query) => {
                self.insert_columns(insert, &order)?;
                if self.dialect.capabilities().with_after_insert && !self.is_in_cte() {
                    self.with_goes_here();
                }
                // The query of the rows does not see the target table.
                let enclosing = std::mem::take(&mut self.enclosing);
                self.query_at(query, Place::Top)?;
                self.enclosing = enclosing;
                Ok(())
            }
            _ => self.empty_row(insert),
        }
    }

    fn empty_row(&mut self, insert: &InsertNode) -> Result<(), CompileError> {
        let form = self.dialect.capabilities().empty_insert;
        match (form, insert.table.columns().first()) {
            (EmptyInsert::EmptyRow, _) => self.push(" ()"),
            (EmptyInsert::FirstDefault, Some(column)) => {
                self.push(" (");
                self.identifier(column.name());
                self.push(")");
            }
            _ => {}
        }
        self.output_clause(&insert.returning, "inserted", insert.target)?;
        self.push(match form {
            EmptyInsert::DefaultValues => " DEFAULT VALUES",
            EmptyInsert::EmptyRow => " VALUES ()",
            EmptyInsert::FirstDefault => " VALUES (DEFAULT)",
        });
        Ok(())
    }

    fn insert_columns(&mut self, insert: &InsertNode, order: &[usize]) -> Result<(), CompileError> {
        self.push(" (");
        self.list(order, ", ", |compiler, number| {
            compiler.identifier(insert.columns[*number]);
            Ok(())
        })?;
        self.push(")");
        self.output_clause(&insert.returning, "inserted", insert.target)?;
        self.push(" ");
        Ok(())
    }

    fn values_of(&mut self, rows: usize) -> Result<(), CompileError> {
        if rows > 1 && !self.dialect.capabilities().insert_rows {
            return Err(self.unsupported("INSERT of several rows"));
        }
        self.push("VALUES ");
        Ok(())
    }

    fn rows_of_nodes(
        &mut self,
        insert: &InsertNode,
        rows: &[Vec<Node>],
        order: &[usize],
    ) -> Result<(), CompileError> {
        let columns = &insert.columns;
        let limits = self.limits_of(insert);
        for (number, row) in rows.iter().enumerate() {
            let number = (rows.len() > 1).then_some(number);
            self.push(if number > Some(0) { ", (" } else { "(" });
            // A row with an error has only the error.
            let order = &order[..row.len().min(order.len())];
            self.list(order, ", ", |compiler, index| match row.get(*index) {
                Some(node) => {
                    compiler.assigned(node, columns[*index], number, limits[*index].clone())
                }
                None => row.iter().try_for_each(|node| compiler.node(node)),
            })?;
            self.push(")");
        }
        Ok(())
    }

    fn rows_of_columns(
        &mut self,
        insert: &InsertNode,
        columns: &[Value],
        order: &[usize],
    ) -> Result<(), CompileError> {
        let (rows, names) = (insert.rows.len(), &insert.columns);
        let limits = self.limits_of(insert);
        let first_bind = |column: &Value| match elements(column) {
            values if values.len() == rows => {
                values.first().and_then(|value| self.binds.index_of(value))
            }
            _ => None,
        };
        let starts: Option<Vec<u32>> = columns.iter().map(first_bind).collect();
        let starts = starts.filter(|starts| starts.len() == names.len());
        let starts = starts
            .ok_or_else(|| CompileError::Invalid("a row has no value for a column".to_owned()))?;
        let in_cte = self.is_in_cte();
        for (number, row) in (0_u32..).zip(0..rows) {
            self.push(if row > 0 { ", (" } else { "(" });
            for (position, column) in order.iter().enumerate() {
                self.push(if position > 0 { ", " } else { "" });
                let index = starts[*column] + number;
                let name = if in_cte {
                    let stem = Hint::NONE.name;
                    PlaceholderName::Numbered(stem, self.next_number(stem))
                } else {
                    PlaceholderName::Column(names[*column], (rows > 1).then_some(row))
                };
                self.placeholder(index, name, Typing::ASSIGNED, None)?;
                self.limit_last(index, names[*column], limits[*column].clone());
            }
            self.push(")");
        }
        Ok(())
    }

    /// Returns the limits of the columns that get values.
    fn limits_of(&self, insert: &InsertNode) -> Vec<Option<StorageLimit>> {
        let columns = insert.columns.iter();
        columns
            .map(|column| self.limit_of(&insert.table, column))
            .collect()
    }

    /// Appends arrays of a table's columns as rows: `unnest(…)`.
    ///
    /// Each array has the type of its column in the database, even if the program declares another
    /// type. The type comes from the second operand of `coalesce`, which is never evaluated. So
    /// values of many rows are converted like values of one row.
    pub(super) fn unnest<'n>(
        &mut self,
        table: &Table,
        arrays: impl Iterator<Item = (&'static str, &'n Value)>,
    ) -> Result<(), CompileError> {
        if !self.dialect.capabilities().array_binds {
            return Err(self.unsupported("binding rows as arrays"));
        }
        self.push("unnest(");
        for (index, (name, array)) in arrays.enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            self.push("coalesce(");
            let bind = self.bind_index(array)?;
            let placeholder = PlaceholderName::Column(name, None);
            self.named_placeholder(bind, placeholder, ParameterType::Inferred);
            self.limit_last(bind, name, self.limit_of(table, name));
            self.push(", ARRAY[(NULL::");
            self.table_name(table.name());
            self.push(").");
            self.identifier(name);
            self.push("])");
        }
        self.push(")");
        Ok(())
    }
}

/// Returns an error if an insert has no rows, or has columns that the table does not have.
fn check_columns(insert: &InsertNode) -> Result<(), CompileError> {
    let table = insert.table.name().name;
    if insert.rows.is_empty() {
        let message = format!("INSERT INTO {table} has no rows");
        return Err(CompileError::Invalid(message));
    }
    let unknown = |name: &&&'static str| insert.table.column_def(name).is_none();
    match insert.columns.iter().find(unknown) {
        None => Ok(()),
        Some(name) => Err(CompileError::Invalid(format!(
            "INSERT INTO {table} assigns `{name}`, which the table does not have"
        ))),
    }
}
