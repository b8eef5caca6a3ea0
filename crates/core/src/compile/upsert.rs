//! `ON CONFLICT` and `ON DUPLICATE KEY UPDATE`.

use super::Hint;
use super::NewRow;
use super::{Compiler, Precedence, Renamed};
use crate::error::CompileError;
use crate::expr::ColumnRef;
use crate::stmt::{
    Assignment, Conflict, ConflictAction, ConflictTarget, EXCLUDED_ROW, InsertNode, Query, Rows,
};

impl Compiler<'_> {
    pub(super) fn conflicts(&mut self, insert: &InsertNode) -> Result<(), CompileError> {
        let Some((last, before)) = insert.conflicts.split_last() else {
            return Ok(());
        };
        let duplicate_key = matches!(last.target, ConflictTarget::DuplicateKey);
        let capabilities = self.dialect.capabilities();
        match capabilities.on_duplicate_key {
            Some(new_row) if duplicate_key || !capabilities.on_conflict => {
                if !before.is_empty() {
                    return Err(self.unsupported("several clauses of ON DUPLICATE KEY UPDATE"));
                }
                return self.on_duplicate_key(insert, last, new_row);
            }
            _ if !capabilities.on_conflict => {
                return Err(self.unsupported("INSERT … ON CONFLICT"));
            }
            _ => {}
        }
        if !before.is_empty() && !capabilities.on_conflict_clauses {
            return Err(self.unsupported("several ON CONFLICT clauses"));
        }
        let is_last = |conflict: &Conflict| {
            matches!(
                conflict.target,
                ConflictTarget::Any | ConflictTarget::DuplicateKey
            )
        };
        if before.iter().any(is_last) {
            let message = "an ON CONFLICT clause without a target must be the last one";
            return Err(CompileError::Invalid(message.to_owned()));
        }
        if capabilities.on_conflict_after_where && ends_with_from(insert) {
            // Without it, ON is parsed as a join condition.
            self.push(" WHERE true");
        }
        insert
            .conflicts
            .iter()
            .try_for_each(|conflict| self.on_conflict(conflict))
    }

    fn on_conflict(&mut self, conflict: &Conflict) -> Result<(), CompileError> {
        self.push(" ON CONFLICT");
        self.conflict_target(&conflict.target)?;
        let (assignments, filter) = match &conflict.action {
            ConflictAction::Nothing => {
                self.push(" DO NOTHING");
                return Ok(());
            }
            ConflictAction::Update(assignments, filter) => (assignments, filter),
        };
        let any = matches!(
            conflict.target,
            ConflictTarget::Any | ConflictTarget::DuplicateKey
        );
        if any && !self.dialect.capabilities().on_conflict_update_any {
            return Err(self.unsupported("ON CONFLICT DO UPDATE without a target"));
        }
        self.push(" DO UPDATE SET ");
        self.changes(assignments)?;
        self.where_clause(filter.as_ref())
    }

    fn conflict_target(&mut self, target: &ConflictTarget) -> Result<(), CompileError> {
        match target {
            ConflictTarget::Any | ConflictTarget::DuplicateKey => Ok(()),
            ConflictTarget::Constraint(name) => {
                if !self.dialect.capabilities().on_conflict_constraint {
                    return Err(self.unsupported("ON CONFLICT ON CONSTRAINT"));
                }
                self.push(" ON CONSTRAINT ");
                self.identifier(name);
                Ok(())
            }
            ConflictTarget::Index(columns, filter) => {
                self.bare_columns = true;
                self.push(" (");
                self.list(columns, ", ", Self::node)?;
                self.push(")");
                self.where_clause(filter.as_ref())?;
                self.bare_columns = false;
                Ok(())
            }
        }
    }

    fn on_duplicate_key(
        &mut self,
        insert: &InsertNode,
        conflict: &Conflict,
        new_row: NewRow,
    ) -> Result<(), CompileError> {
        match &conflict.target {
            ConflictTarget::Index(_, Some(_)) => {
                return Err(self.unsupported("an upsert by a partial index"));
            }
            ConflictTarget::Constraint(_) => {
                return Err(self.unsupported("an upsert by the name of a constraint"));
            }
            _ => {}
        }
        let assignments = match &conflict.action {
            ConflictAction::Update(assignments, None) => assignments,
            ConflictAction::Update(_, Some(_)) => {
                return Err(self.unsupported("an upsert with a condition"));
            }
            ConflictAction::Nothing => return self.keep_row(insert),
        };
        let alias = new_row == NewRow::Alias && !matches!(insert.rows, Rows::Query(_));
        if alias {
            self.push(" AS new");
        }
        let renamed = if alias {
            Renamed::Name("new")
        } else {
            Renamed::Values
        };
        self.push(" ON DUPLICATE KEY UPDATE ");
        self.renamed = Some((EXCLUDED_ROW, renamed));
        self.changes(assignments)?;
        self.renamed = None;
        Ok(())
    }

    /// Appends an assignment of a column to itself. `INSERT IGNORE` would also hide other errors.
    fn keep_row(&mut self, insert: &InsertNode) -> Result<(), CompileError> {
        let table = &insert.table;
        let key = table.primary_key().next().or(table.columns().first());
        let Some(key) = key else {
            let message = format!("the table `{}` has no columns", table.name().name);
            return Err(CompileError::Invalid(message));
        };
        let column: ColumnRef = key.reference();
        self.push(" ON DUPLICATE KEY UPDATE ");
        self.dialect.keep_row(self, insert, column)
    }

    fn changes(&mut self, assignments: &[Assignment]) -> Result<(), CompileError> {
        if assignments.is_empty() {
            let message = "an upsert changes no columns; set some, or use `.do_nothing()`";
            return Err(CompileError::Invalid(message.to_owned()));
        }
        self.list(assignments, ", ", |compiler, assignment| {
            compiler.identifier(assignment.column.name);
            compiler.push(" = ");
            let (value, column) = (&assignment.value, &assignment.column);
            let start = compiler.params.len();
            compiler.operand(value, Precedence::SUBSCRIPT, Hint::ASSIGNED)?;
            let limit = compiler.limit_of_column(column);
            compiler.limit_results(value, start, column.name, limit);
            Ok(())
        })
    }
}

/// Returns whether the rows are a select whose last clause is `FROM`.
fn ends_with_from(insert: &InsertNode) -> bool {
    let Rows::Query(Query::Select(select)) = &insert.rows else {
        return false;
    };
    select.filter.is_none()
        && select.group_by.is_empty()
        && select.having.is_none()
        && select.order_by.is_empty()
        && select.limit.is_none()
        && select.offset.is_none()
}
