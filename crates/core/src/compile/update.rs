//! `UPDATE`.

use super::Hint;
use super::UpdateTables;
use super::{Compiler, Precedence};
use crate::error::CompileError;
use crate::expr::{ColumnRef, Node};
use crate::stmt::{Assignment, FromItem, UpdateNode, UpdateRowsNode};

/// The alias of the rows in an UPDATE from arrays.
const ROWS: &str = "rebis_rows";

impl Compiler<'_> {
    pub(super) fn update(&mut self, update: &UpdateNode) -> Result<(), CompileError> {
        if update.assignments.is_empty() {
            return Err(CompileError::Invalid(format!(
                "UPDATE {} sets no columns; add `.values(…)`",
                update.table.name().name
            )));
        }
        let target = update.target;
        let nodes = update
            .assignments
            .iter()
            .map(|assignment| &assignment.value);
        let others = self.other_tables(target, &update.from, nodes.chain(&update.filter))?;
        let sources = self.enclosing.open();
        sources.push(target);
        sources.extend(others.iter().map(FromItem::source));
        self.lint_write("UPDATE", target, &others, update.filter.as_ref());
        let tables = self.dialect.capabilities().update_tables;
        if !others.is_empty() && tables == UpdateTables::None {
            return Err(self.unsupported("UPDATE with other tables"));
        }
        let listed = !others.is_empty() && tables == UpdateTables::List;
        self.push("UPDATE");
        self.ctes_of_words(update.words.as_deref())?;
        self.prefixes(update.words.as_deref());
        self.push(" ");
        let alias = self.dialect.capabilities().update_alias;
        let in_from = self.target(target, alias, "an alias as the target of UPDATE")?;
        self.hints(update.words.as_deref());
        if listed {
            self.more_tables(", ", &others)?;
        }
        self.push(" SET ");
        self.set(update, listed)?;
        self.output_clause(&update.returning, "inserted", target)?;
        if in_from || !(others.is_empty() || listed) {
            self.push(" FROM ");
            let with_target = in_from || tables == UpdateTables::FromAll;
            self.tables_with(with_target.then_some(target), &others)?;
        }
        self.where_clause(update.filter.as_ref())?;
        self.write_limit(update.limit, "UPDATE … LIMIT")?;
        let supported = self.dialect.capabilities().update_returning;
        self.returning_of_one(&update.returning, target, &others)?;
        self.returning_after(&update.returning, supported, "UPDATE … RETURNING")?;
        self.enclosing.close();
        Ok(())
    }

    fn set(&mut self, update: &UpdateNode, qualified: bool) -> Result<(), CompileError> {
        for (index, assignment) in update.assignments.iter().enumerate() {
            let column = assignment.column;
            let own = column.source.is(&update.target);
            if own && update.table.column_def(column.name).is_none() {
                return Err(CompileError::Invalid(format!(
                    "UPDATE {} sets `{}`, which the table does not have",
                    update.table.name().name,
                    column.name
                )));
            }
            if !own && !qualified {
                return Err(self.unsupported("UPDATE that sets columns of two tables"));
            }
            self.push(if index > 0 { ", " } else { "" });
            if qualified {
                self.column(column);
                self.assigned_part(assignment)?;
            } else {
                self.assignment(assignment)?;
            }
        }
        Ok(())
    }

    /// Appends `column=value`.
    pub(super) fn assignment(&mut self, assignment: &Assignment) -> Result<(), CompileError> {
        self.identifier(assignment.column.name);
        self.assigned_part(assignment)
    }

    /// Appends `=value`, or `[index]=value` for a part of a column.
    fn assigned_part(&mut self, assignment: &Assignment) -> Result<(), CompileError> {
        let name = assignment.column.name;
        let Node::Part(part) = &assignment.value else {
            self.push("=");
            let limit = self.limit_of_column(&assignment.column);
            return self.assigned(&assignment.value, name, None, limit);
        };
        if !self.dialect.capabilities().arrays {
            return Err(self.unsupported("an assignment to a part of a column"));
        }
        self.push("[");
        self.subscript_of(&part.subscript, Hint::NONE.named(Some(name)))?;
        self.push("]=");
        self.operand(&part.value, Precedence::SUBSCRIPT, Hint::NONE)
    }

    /// Appends PostgreSQL's `UPDATE … FROM unnest(…)`. The rows of the arrays are joined by key.
    pub(super) fn update_rows(&mut self, update: &UpdateRowsNode) -> Result<(), CompileError> {
        let target = update.target;
        self.enclosing.open().push(target);
        self.push("UPDATE ");
        let alias = self.dialect.capabilities().update_alias;
        self.target(target, alias, "an alias as the target of UPDATE")?;
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
        let values = arrays().map(|array| (array.name, &array.values));
        self.unnest(&update.table, values)?;
        self.push(" AS ");
        self.push(ROWS);
        self.push(" (");
        for (index, array) in arrays().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            self.identifier(array.name);
        }
        self.push(") WHERE ");
        self.list(&update.key, " AND ", |compiler, key| {
            compiler.column(ColumnRef::new(target, key.name));
            compiler.push(" = ");
            compiler.row_column(key.name);
            Ok(())
        })?;
        self.enclosing.close();
        if update.returning.is_empty() {
            return Ok(());
        }
        // The arrays have columns of the same names, so these are qualified.
        self.push(" RETURNING ");
        self.select_items(&update.returning)
    }

    fn row_column(&mut self, name: &str) {
        self.push(ROWS);
        self.push(".");
        self.identifier(name);
    }
}
