//! `MERGE`.

use super::Compiler;
use super::{MergeForm, TargetAlias};
use crate::error::CompileError;
use crate::stmt::{Assignment, Matched, MergeAction, MergeClause, MergeNode};

impl Compiler<'_> {
    pub(super) fn merge(&mut self, merge: &MergeNode) -> Result<(), CompileError> {
        let Some(form) = self.dialect.capabilities().merge else {
            return Err(self.unsupported("MERGE"));
        };
        let table = merge.table.name().name;
        let Some(source) = &merge.source else {
            let message = format!("MERGE INTO {table} has no source; add `.using(…)`");
            return Err(CompileError::Invalid(message));
        };
        if merge.clauses.is_empty() {
            let message = format!("MERGE INTO {table} has no WHEN clause; add `.when_matched()`");
            return Err(CompileError::Invalid(message));
        }
        let sources = self.enclosing.open();
        sources.extend([merge.target, source.from.source()]);
        self.push("MERGE INTO ");
        self.target(merge.target, TargetAlias::Beside, "")?;
        self.push(" USING ");
        self.from_item(&source.from, &[])?;
        self.push(if form.on_in_parentheses {
            " ON ("
        } else {
            " ON "
        });
        self.node(&source.on)?;
        self.push(if form.on_in_parentheses { ")" } else { "" });
        for clause in &merge.clauses {
            self.merge_clause(clause, form)?;
        }
        self.enclosing.close();
        self.push(form.end);
        Ok(())
    }

    fn merge_clause(&mut self, clause: &MergeClause, form: MergeForm) -> Result<(), CompileError> {
        self.push(match clause.matched {
            Matched::Both => " WHEN MATCHED",
            Matched::Source => " WHEN NOT MATCHED",
            Matched::Target if form.not_matched_by_source => " WHEN NOT MATCHED BY SOURCE",
            Matched::Target => return Err(self.unsupported("WHEN NOT MATCHED BY SOURCE")),
        });
        if let (Some(condition), false) = (&clause.condition, form.condition_in_action) {
            self.push(" AND ");
            self.node(condition)?;
        }
        self.push(" THEN ");
        match &clause.action {
            MergeAction::Update(assignments) => {
                self.push("UPDATE SET ");
                self.list(assignments, ", ", |compiler, assignment| {
                    if form.condition_in_action {
                        compiler.column(assignment.column);
                        compiler.push("=");
                        let limit = compiler.limit_of_column(&assignment.column);
                        let name = assignment.column.name;
                        return compiler.assigned(&assignment.value, name, None, limit);
                    }
                    compiler.assignment(assignment)
                })?;
            }
            MergeAction::Insert(row) => self.merge_insert(row)?,
            MergeAction::Delete if form.delete => self.push("DELETE"),
            MergeAction::Delete => return Err(self.unsupported("MERGE … THEN DELETE")),
            MergeAction::Nothing if form.nothing => self.push("DO NOTHING"),
            MergeAction::Nothing => return Err(self.unsupported("MERGE … THEN DO NOTHING")),
        }
        match (&clause.condition, form.condition_in_action) {
            (Some(condition), true) => self.where_clause(Some(condition)),
            _ => Ok(()),
        }
    }

    fn merge_insert(&mut self, row: &[Assignment]) -> Result<(), CompileError> {
        self.push("INSERT (");
        self.list(row, ", ", |compiler, assignment| {
            compiler.identifier(assignment.column.name);
            Ok(())
        })?;
        self.push(") VALUES (");
        self.list(row, ", ", |compiler, assignment| {
            let limit = compiler.limit_of_column(&assignment.column);
            compiler.assigned(&assignment.value, assignment.column.name, None, limit)
        })?;
        self.push(")");
        Ok(())
    }
}
