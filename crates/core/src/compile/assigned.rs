//! Limits of columns that would silently round or truncate assigned values.

use super::Compiler;
use crate::error::CompileError;
use crate::expr::{ColumnRef, Given, Node};
use crate::schema::Table;
use crate::types::{SqlType, StorageLimit};
use crate::value::Value;

/// The limit of the column that a placeholder's value is assigned to.
#[derive(Clone, Debug)]
pub struct AssignedLimit {
    /// The position of the placeholder, from 0.
    pub placeholder: usize,
    /// The column.
    pub column: &'static str,
    /// The limit of the column.
    pub limit: StorageLimit,
}

impl AssignedLimit {
    /// Returns why the column cannot hold a value unchanged; `None` if it can.
    #[inline]
    pub fn refusal(&self, value: &Value) -> Option<String> {
        let refusal = self.limit.refusal(value)?;
        Some(refused(self.column, &refusal))
    }
}

/// Returns the message for a value that a column cannot hold, with the column's name.
pub(super) fn refused(column: &str, refusal: &str) -> String {
    format!("`{column}`: {refusal}")
}

impl Compiler<'_> {
    /// Returns the limit of a table's column, by its name.
    pub(super) fn limit_of(&self, table: &Table, column: &str) -> Option<StorageLimit> {
        self.limit_of_type(table.column_def(column)?.sql_type())
    }

    /// Returns the limit of a column.
    pub(super) fn limit_of_column(&self, column: &ColumnRef) -> Option<StorageLimit> {
        self.limit_of_type(&column.sql_type()?)
    }

    fn limit_of_type(&self, sql_type: &SqlType) -> Option<StorageLimit> {
        let sql_type = sql_type.in_dialect(self.dialect.name());
        self.dialect.storage_limit(sql_type)
    }

    /// Adds a limit for the last placeholder.
    ///
    /// In literal mode, stores an error if the value exceeds the limit.
    pub(super) fn limit_last(
        &mut self,
        index: u32,
        column: &'static str,
        limit: Option<StorageLimit>,
    ) {
        let Some(limit) = limit else {
            return;
        };
        if let Some(values) = self.literals {
            let value = usize::try_from(index).ok().and_then(|at| values.get(at));
            return self.refuse_literal(value.copied(), column, &limit);
        }
        if let Some(placeholder) = self.params.len().checked_sub(1) {
            self.limits.push(AssignedLimit {
                placeholder,
                column,
                limit,
            });
        }
    }

    /// Adds limits for the values that an expression may assign to a column unchanged.
    ///
    /// The placeholders of the expression start at `start`. Repeated values can have an earlier
    /// one.
    pub(super) fn limit_results(
        &mut self,
        node: &Node,
        start: usize,
        column: &'static str,
        limit: Option<StorageLimit>,
    ) {
        let Some(limit) = limit else {
            return;
        };
        let mut next = start;
        results(node, &mut |value| {
            let Some(placeholder) = self.placeholder_of(value, next) else {
                return self.refuse_literal(Some(value), column, &limit);
            };
            next = next.max(placeholder + 1);
            self.limits.push(AssignedLimit {
                placeholder,
                column,
                limit: limit.clone(),
            });
        });
    }

    /// Returns the position of a value's placeholder; `None` if the value is a literal.
    ///
    /// It is the first one from `start` on, or else the first of all.
    fn placeholder_of(&self, value: &Value, start: usize) -> Option<usize> {
        if self.literals.is_some() {
            return None;
        }
        let index = self.binds.index_of(value)?;
        let (before, after) = self.params.split_at_checked(start)?;
        let place = |params: &[u32]| params.iter().position(|known| *known == index);
        place(after).map(|at| start + at).or_else(|| place(before))
    }

    fn refuse_literal(&mut self, value: Option<&Value>, column: &str, limit: &StorageLimit) {
        let dialect = self.dialect.name();
        let refusal = value.and_then(|value| limit.refusal(value.on(dialect)));
        if let (Some(refusal), None) = (refusal, &self.failed) {
            self.failed = Some(CompileError::Invalid(refused(column, &refusal)));
        }
    }
}

/// Calls `found` with each value that the expression may return unchanged.
fn results<'n>(node: &'n Node, found: &mut impl FnMut(&'n Value)) {
    match node {
        Node::Bind(bind) => found(&bind.value),
        Node::Param(param) => {
            if let Given::Value(value) = &param.given {
                found(value);
            }
        }
        Node::Label(label) => results(&label.node, found),
        Node::Coerced(operand) => results(operand, found),
        Node::Case(case) => {
            let branches = case.whens.iter().map(|(_, result)| result);
            branches
                .chain(&case.otherwise)
                .for_each(|node| results(node, found));
        }
        Node::Function(function) if matches!(function.name, "coalesce" | "nullif") => {
            function.args.iter().for_each(|node| results(node, found));
        }
        _ => {}
    }
}
