//! `CASE`.

use super::{Compiler, Hint, Precedence};
use crate::error::CompileError;
use crate::expr::{CaseNode, Node};

impl Compiler<'_> {
    pub(super) fn case(&mut self, node: &CaseNode) -> Result<(), CompileError> {
        self.push("CASE");
        if let Some(operand) = &node.operand {
            self.push(" ");
            self.node(operand)?;
        }
        for (condition, result) in &node.whens {
            self.push(" WHEN ");
            match &node.operand {
                Some(operand) => {
                    let hint = Hint::from_node(operand).named(Some(Hint::NONE.name));
                    self.named_node(condition, hint)?;
                }
                None => self.branch(condition)?,
            }
            self.push(" THEN ");
            self.node(result)?;
        }
        if let Some(otherwise) = &node.otherwise
            && !otherwise.is_bound_null()
        {
            self.push(" ELSE ");
            self.node(otherwise)?;
        }
        self.push(" END");
        Ok(())
    }

    /// Appends the condition of a `WHEN`, in parentheses as in SQLAlchemy.
    ///
    /// A boolean value needs no comparison if the dialect has conditions as values.
    fn branch(&mut self, condition: &Node) -> Result<(), CompileError> {
        if !condition.is_condition() && self.dialect.capabilities().conditions_are_values {
            return self.node(condition);
        }
        if Precedence::from_node(condition) >= Precedence::SUBSCRIPT {
            return self.condition(condition);
        }
        self.push("(");
        self.condition(condition)?;
        self.push(")");
        Ok(())
    }
}
