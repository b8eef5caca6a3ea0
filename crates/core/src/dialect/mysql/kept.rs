//! Which rows an upsert left as they were.
//!
//! `DO NOTHING` is `ON DUPLICATE KEY UPDATE key = key` here, and to a client that counts the rows that
//! an UPDATE met, a row that is left counts as one that was inserted: in the number of rows and in
//! `RETURNING`. So the assignment leaves a mark where it is evaluated, which the driver looks at.

use super::MySql;
use crate::compile::Compiler;
use crate::error::CompileError;
use crate::expr::ColumnRef;
use crate::stmt::{ConflictAction, InsertNode, Rows};

impl MySql {
    /// The last insert id of a statement that left its only row as it was.
    pub const KEPT_ID: u64 = u64::MAX;

    /// The user variable that counts the rows that a statement left as they were. It MUST be 0 before
    /// the statement.
    pub const KEPT_ROWS: &str = "@rebis_kept";

    /// The last column that `RETURNING` gives: [`KEPT_ROWS`](Self::KEPT_ROWS) after this row.
    pub const KEPT_COLUMN: &str = "rebis_kept";

    /// The same dialect for a driver that looks at the marks of rows that were left as they were.
    #[must_use]
    pub fn marking_kept_rows(mut self) -> Self {
        self.marks_kept_rows = true;
        self
    }

    /// Appends `key = key`, with a mark.
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

    /// Appends the last entry of `RETURNING`, if the driver is to see which rows were left.
    pub(super) fn returned_mark(&self, compiler: &mut Compiler<'_>, insert: &InsertNode) {
        if self.marks_kept_rows && !compiler.writes_literals() && keeps_rows(insert) {
            compiler.push(&format!(", {} AS {}", Self::KEPT_ROWS, Self::KEPT_COLUMN));
        }
    }
}

/// The server says how many rows it left when all are written down, if they are not returned.
fn counts_in_variable(insert: &InsertNode) -> bool {
    !insert.returning.is_empty() || matches!(insert.rows, Rows::Query(_))
}

fn keeps_rows(insert: &InsertNode) -> bool {
    let mut actions = insert.conflicts.iter().map(|conflict| &conflict.action);
    actions.any(|action| matches!(action, ConflictAction::Nothing))
}
