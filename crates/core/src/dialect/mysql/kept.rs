//! Marks for kept rows: the rows that an upsert leaves unchanged.
//!
//! `DO NOTHING` is `ON DUPLICATE KEY UPDATE key = key` on these databases. If the client counts the
//! rows that an UPDATE matches, a kept row counts as an inserted one, and `RETURNING` returns it.
//! So the assignment sets a mark when it is evaluated, and the driver checks the mark.

use super::MySql;
use crate::compile::Compiler;
use crate::error::CompileError;
use crate::expr::ColumnRef;
use crate::stmt::{ConflictAction, InsertNode, Rows};

impl MySql {
    /// The last insert id that marks a statement which kept its only row.
    pub const KEPT_ID: u64 = u64::MAX;

    /// The user variable that counts the kept rows of a statement. It MUST be 0 at the start.
    pub const KEPT_ROWS: &str = "@rebis_kept";

    /// The last column of `RETURNING`: the value of [`KEPT_ROWS`](Self::KEPT_ROWS) after the row.
    pub const KEPT_COLUMN: &str = "rebis_kept";

    /// Changes the dialect to mark kept rows, for a driver that checks the marks.
    #[must_use]
    pub fn marking_kept_rows(mut self) -> Self {
        self.marks_kept_rows = true;
        self
    }

    /// Appends `key = key`, with a mark if the dialect marks kept rows.
    pub(super) fn keep_row(
        &self,
        compiler: &mut Compiler<'_>,
        insert: &InsertNode,
        key: ColumnRef,
    ) -> Result<(), CompileError> {
        compiler.identifier(key.name);
        compiler.push(" = ");
        if !self.marks_kept_rows || compiler.writes_literals() {
            compiler.column(key);
            return Ok(());
        }
        if counts_in_variable(insert) {
            compiler.push(&format!("IF(({0} := {0} + 1) = 0, ", Self::KEPT_ROWS));
        } else {
            compiler.push(&format!("IF(LAST_INSERT_ID({}) = 0, ", Self::KEPT_ID));
        }
        compiler.column(key);
        compiler.push(", ");
        compiler.column(key);
        compiler.push(")");
        Ok(())
    }

    /// Appends [`KEPT_COLUMN`](Self::KEPT_COLUMN) to `RETURNING`, if the dialect marks kept rows.
    pub(super) fn returned_mark(&self, compiler: &mut Compiler<'_>, insert: &InsertNode) {
        if self.marks_kept_rows && !compiler.writes_literals() && keeps_rows(insert) {
            compiler.push(&format!(", {} AS {}", Self::KEPT_ROWS, Self::KEPT_COLUMN));
        }
    }
}

/// Returns whether kept rows are counted in the variable.
///
/// For an `INSERT` of values without `RETURNING`, the server reports the number itself.
fn counts_in_variable(insert: &InsertNode) -> bool {
    !insert.returning.is_empty() || matches!(insert.rows, Rows::Query(_))
}

fn keeps_rows(insert: &InsertNode) -> bool {
    let mut actions = insert.conflicts.iter().map(|conflict| &conflict.action);
    actions.any(|action| matches!(action, ConflictAction::Nothing))
}
