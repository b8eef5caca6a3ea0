//! `INSERT`, `UPDATE` and `DELETE`.

use std::borrow::Cow;

use smallvec::smallvec;

use super::{Compiler, PlaceholderName};
use crate::dialect::EmptyInsert;
use crate::error::CompileError;
use crate::expr::{Bind, ColumnRef, Node};
use crate::schema::ColumnDef;
use crate::stmt::{
    Assignment, DeleteNode, InsertNode, Rows, SelectItem, UpdateNode, UpdateRowsNode, elements,
};
use crate::value::Value;

/// The name of the rows that an UPDATE takes from arrays.
const ROWS: &str = "rebis_rows";

impl Compiler<'_> {
    pub(super) fn insert(&mut self, insert: &InsertNode) -> Result<(), CompileError> {
        self.bare_columns = true;
        self.push("INSERT INTO ");
        self.table_name(insert.table.name());
        if insert.rows.is_empty() {
            let table = insert.table.name().name;
            let message = format!("INSERT INTO {table} has no rows");
            return Err(CompileError::Invalid(message));
        }
        match &insert.rows {
            Rows::Columns(arrays)
                if self.dialect.capabilities().array_binds && insert.fits_arrays() =>
            {
                self.insert_columns(insert);
                self.push("SELECT * FROM ");
                let dialect = self.dialect;
                self.unnest(insert.columns.iter().zip(arrays).map(|(name, array)| {
                    let sql_type = insert.table.column_def(name).map(ColumnDef::sql_type);
                    let type_name = sql_type.and_then(|known| dialect.array_type_name(known));
                    (*name, array, type_name.map(Cow::Owned))
                }))?;
            }
            Rows::Columns(columns) if !insert.columns.is_empty() => {
                self.insert_columns(insert);
                self.push("VALUES ");
                self.rows_of_columns(insert.rows.len(), columns, &insert.columns)?;
            }
            Rows::Nodes(rows) if !insert.columns.is_empty() => {
                self.insert_columns(insert);
                self.push("VALUES ");
                for (number, row) in rows.iter().enumerate() {
                    let number = (rows.len() > 1).then_some(number);
                    self.push(if number > Some(0) { ", (" } else { "(" });
                    for (index, (node, column)) in row.iter().zip(&insert.columns).enumerate() {
                        self.push(if index > 0 { ", " } else { "" });
                        self.value(node, column, number)?;
                    }
                    self.push(")");
                }
            }
            _ => self.push(match self.dialect.capabilities().empty_insert {
                EmptyInsert::DefaultValues => " DEFAULT VALUES",
                EmptyInsert::EmptyRow => " () VALUES ()",
            }),
        }
        let supported = self.dialect.capabilities().insert_returning;
        self.returning(&insert.returning, supported, "INSERT … RETURNING")
    }

    fn insert_columns(&mut self, insert: &InsertNode) {
        self.push(" (");
        for (index, column) in insert.columns.iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            self.identifier(column);
        }
        self.push(") ");
    }

    fn rows_of_columns(
        &mut self,
        rows: usize,
        columns: &[Value],
        names: &[&'static str],
    ) -> Result<(), CompileError> {
        let first_bind = |column: &Value| match elements(column) {
            values if values.len() == rows => {
                values.first().and_then(|value| self.binds.index_of(value))
            }
            _ => None,
        };
        let starts: Option<Vec<u32>> = columns.iter().map(first_bind).collect();
        let starts = starts.filter(|starts| starts.len() == names.len());
        let starts = starts
            .ok_or_else(|| CompileError::Invalid("the values do not fill whole rows".to_owned()))?;
        for (number, row) in (0_u32..).zip(0..rows) {
            self.push(if row > 0 { ", (" } else { "(" });
            for (position, (name, start)) in names.iter().zip(&starts).enumerate() {
                self.push(if position > 0 { ", " } else { "" });
                let name = PlaceholderName::Column(name, (rows > 1).then_some(row));
                self.named_placeholder(start + number, name);
            }
            self.push(")");
        }
        Ok(())
    }

    /// Appends arrays as rows.
    fn unnest<'n>(
        &mut self,
        arrays: impl Iterator<Item = (&'static str, &'n Value, Option<Cow<'n, str>>)>,
    ) -> Result<(), CompileError> {
        self.push("unnest(");
        for (index, (name, array, type_name)) in arrays.enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            let type_name = type_name.filter(|_| self.dialect.capabilities().array_binds);
            let type_name = type_name.ok_or_else(|| self.unsupported("an array of this type"))?;
            let bind = self.bind_index(array)?;
            self.named_placeholder(bind, PlaceholderName::Column(name, None));
            self.push("::");
            self.push(&type_name);
        }
        self.push(")");
        Ok(())
    }

    /// `UPDATE … FROM unnest(…)`, as PostgreSQL has it: the rows of the arrays are joined by key.
    pub(super) fn update_rows(&mut self, update: &UpdateRowsNode) -> Result<(), CompileError> {
        let table = update.table.source();
        self.enclosing.push(smallvec![table]);
        self.push("UPDATE ");
        self.table_name(update.table.name());
        self.push(" SET ");
        self.list(&update.columns, ", ", |compiler, column| {
            compiler.identifier(column.name);
            compiler.push("=");
            compiler.row_column(column.name);
            Ok(())
        })?;
        for assignment in &update.assignments {
            self.push(", ");
            self.assignment(assignment)?;
        }
        self.push(" FROM ");
        let arrays = || update.key.iter().chain(&update.columns);
        self.unnest(arrays().map(|array| {
            let type_name = Cow::Borrowed(array.type_name.as_str());
            (array.name, &array.values, Some(type_name))
        }))?;
        self.push(" AS ");
        self.push(ROWS);
        self.push(" (");
        for (index, array) in arrays().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            self.identifier(array.name);
        }
        self.push(") WHERE ");
        self.list(&update.key, " AND ", |compiler, key| {
            compiler.column(ColumnRef {
                source: table,
                name: key.name,
            });
            compiler.push(" = ");
            compiler.row_column(key.name);
            Ok(())
        })?;
        self.enclosing.pop();
        if update.returning.is_empty() {
            return Ok(());
        }
        // The arrays have columns of the same names, so these are told apart.
        self.push(" RETURNING ");
        self.select_items(&update.returning)
    }

    fn row_column(&mut self, name: &str) {
        self.push(ROWS);
        self.push(".");
        self.identifier(name);
    }

    pub(super) fn update(&mut self, update: &UpdateNode) -> Result<(), CompileError> {
        if update.assignments.is_empty() {
            return Err(CompileError::Invalid(format!(
                "UPDATE {} sets no columns; add `.values(…)`",
                update.table.name().name
            )));
        }
        self.enclosing.push(smallvec![update.table.source()]);
        self.push("UPDATE ");
        self.table_name(update.table.name());
        self.push(" SET ");
        self.bare_columns = true;
        self.list(&update.assignments, ", ", Self::assignment)?;
        self.bare_columns = false;
        if let Some(filter) = &update.filter {
            self.push(" WHERE ");
            self.condition(filter)?;
        }
        self.enclosing.pop();
        let supported = self.dialect.capabilities().update_returning;
        self.returning(&update.returning, supported, "UPDATE … RETURNING")
    }

    fn assignment(&mut self, assignment: &Assignment) -> Result<(), CompileError> {
        self.identifier(assignment.column.name);
        self.push("=");
        self.bare_columns = false;
        self.value(&assignment.value, assignment.column.name, None)
    }

    pub(super) fn delete(&mut self, delete: &DeleteNode) -> Result<(), CompileError> {
        self.enclosing.push(smallvec![delete.table.source()]);
        self.push("DELETE FROM ");
        self.table_name(delete.table.name());
        if let Some(filter) = &delete.filter {
            self.push(" WHERE ");
            self.condition(filter)?;
        }
        self.enclosing.pop();
        let supported = self.dialect.capabilities().delete_returning;
        self.returning(&delete.returning, supported, "DELETE … RETURNING")
    }

    fn returning(
        &mut self,
        items: &[SelectItem],
        supported: bool,
        feature: &'static str,
    ) -> Result<(), CompileError> {
        if items.is_empty() {
            return Ok(());
        }
        if !supported {
            return Err(self.unsupported(feature));
        }
        self.push(" RETURNING ");
        self.bare_columns = true;
        self.select_items(items)?;
        self.bare_columns = false;
        Ok(())
    }

    /// Appends the value of a column; its placeholder is named after the column.
    fn value(
        &mut self,
        node: &Node,
        column: &'static str,
        row: Option<usize>,
    ) -> Result<(), CompileError> {
        let Node::Bind(Bind { name: None, value }) = node else {
            return self.node(node);
        };
        let index = self.bind_index(value)?;
        self.named_placeholder(index, PlaceholderName::Column(column, row));
        Ok(())
    }
}
