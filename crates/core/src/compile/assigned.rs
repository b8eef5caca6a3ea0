//! Values that are assigned to columns, which do not keep all of some.

use super::Compiler;
use crate::error::CompileError;
use crate::expr::{ColumnRef, Given, Node};
use crate::schema::Table;
use crate::types::{SqlType, StorageLimit};
use crate::value::Value;

/// The limit of the column that a placeholder's value is assigned to.
#[derive(Clone, Debug)]
pub struct AssignedLimit {
    /// Which placeholder, from 0.
    pub placeholder: usize,
    /// The column.
    pub column: &'static str,
    /// The limit of that column.
    pub limit: StorageLimit,
}

impl AssignedLimit {
    /// Why the column does not hold a value as it is; `None` if it does.
    #[inline]
    pub fn refusal(&self, value: &Value) -> Option<String> {
        let refusal = self.limit.refusal(value)?;
        Some(refused(self.column, &refusal))
    }
}

/// The message of a refusal, with the column's name.
pub(super) fn refused(column: &str, refusal: &str) -> String {
    format!("`{column}`: {refusal}")
}

impl Compiler<'_> {
    /// The limit of a table's column.
    pub(super) fn limit_of(&self, table: &Table, column: &str) -> Option<StorageLimit> {
        self.limit_of_type(table.column_def(column)?.sql_type())
    }

    /// The limit of a column.
    pub(super) fn limit_of_column(&self, column: &ColumnRef) -> Option<StorageLimit> {
        self.limit_of_type(&column.sql_type()?)
    }

    fn limit_of_type(&self, sql_type: &SqlType) -> Option<StorageLimit> {
        let sql_type = sql_type.in_dialect(self.dialect.name());
        self.dialect.storage_limit(sql_type)
    }

    /// Notes the limit of the placeholder that was written last, or refuses the literal.
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

    /// Notes the limits of the values that an expression may give to a column. Its placeholders are
    /// those from `start` on, or were written before.
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

    /// The placeholder of a value, from 0: the first from `start` on, or else the first of all.
    /// `None` if the value is a literal.
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

/// The values that an expression may have as they are.
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
