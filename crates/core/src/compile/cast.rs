//! `CAST` and `TRY_CAST`.

use super::{BindPlace, Compiler, Hint};
use crate::error::CompileError;
use crate::expr::{CastNode, Node};

impl Compiler<'_> {
    /// Appends a cast in standard SQL: `function(operand AS type)`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not have the type, or does not support the operand.
    pub fn cast(&mut self, function: &str, cast: &CastNode) -> Result<(), CompileError> {
        self.cast_to(
            function,
            &cast.operand,
            &self.dialect.cast_type_name(&cast.sql_type)?,
        )
    }

    /// Appends a cast to a type of this name: `function(operand AS type_name)`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the operand.
    pub fn cast_to(
        &mut self,
        function: &str,
        operand: &Node,
        type_name: &str,
    ) -> Result<(), CompileError> {
        self.push(function);
        self.push("(");
        self.named_node(operand, Hint::NONE.at(BindPlace::Cast))?;
        self.push(" AS ");
        self.push(type_name);
        self.push(")");
        Ok(())
    }
}
