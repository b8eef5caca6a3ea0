//! Function calls, and the clauses of aggregates.

use super::{BindPlace, Hint};
use super::{Compiler, literal};
use crate::error::CompileError;
use crate::expr::{FilterNode, FunctionNode, Node, WithinGroupNode};

impl Compiler<'_> {
    /// Appends a function call: `name(arguments)`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support an argument.
    pub fn call(&mut self, name: &str, function: &FunctionNode) -> Result<(), CompileError> {
        for package in &function.packages {
            self.function_name(package);
            self.push(".");
        }
        self.function_name(name);
        if function.bare && function.args.is_empty() {
            return Ok(());
        }
        self.push("(");
        self.arguments(function)?;
        self.aggregate_order(" ORDER BY ", &function.order_by)?;
        self.push(")");
        Ok(())
    }

    /// Appends the name of a function, in quotes only for special characters.
    ///
    /// Upper-case letters need no quotes: `Lower(…)`.
    fn function_name(&mut self, name: &str) {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
        if name.bytes().all(plain) {
            self.push(name)
        } else {
            self.identifier(name)
        }
    }

    /// Appends the arguments of a function, after `DISTINCT` if it has that.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support an argument.
    pub fn arguments(&mut self, function: &FunctionNode) -> Result<(), CompileError> {
        if function.distinct {
            self.push("DISTINCT ");
        }
        self.list(&function.args, ", ", |compiler, arg| {
            compiler.named_node(
                arg,
                Hint::NONE
                    .named(Some(function.name))
                    .at(BindPlace::Argument),
            )
        })
    }

    /// Appends the text `before` and the order of an aggregate, if there is an order.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support a key of the order.
    pub fn aggregate_order(&mut self, before: &str, order: &[Node]) -> Result<(), CompileError> {
        if order.is_empty() {
            return Ok(());
        }
        self.push(before);
        self.list(order, ", ", Self::node)
    }

    /// Appends text as a literal.
    pub fn text_literal(&mut self, text: &str) {
        literal::quote(&mut self.sql, text, self.dialect);
    }

    /// Appends a string aggregate: `name(args, 'separator' ORDER BY …)`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support an argument.
    pub fn joined_strings(
        &mut self,
        name: &str,
        function: &FunctionNode,
    ) -> Result<(), CompileError> {
        self.joined_strings_start(name, function)?;
        self.aggregate_order(" ORDER BY ", &function.order_by)?;
        self.push(")");
        Ok(())
    }

    /// Appends a string aggregate: `name(args, 'separator') WITHIN GROUP (ORDER BY …)`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support an argument.
    pub fn joined_strings_within_group(
        &mut self,
        name: &str,
        function: &FunctionNode,
    ) -> Result<(), CompileError> {
        self.joined_strings_start(name, function)?;
        self.push(")");
        if !function.order_by.is_empty() {
            self.aggregate_order(" WITHIN GROUP (ORDER BY ", &function.order_by)?;
            self.push(")");
        }
        Ok(())
    }

    fn joined_strings_start(
        &mut self,
        name: &str,
        function: &FunctionNode,
    ) -> Result<(), CompileError> {
        self.push(name);
        self.push("(");
        self.arguments(function)?;
        if let Some(separator) = &function.separator {
            self.push(", ");
            self.text_literal(separator);
        }
        Ok(())
    }

    pub(super) fn filter(&mut self, node: &FilterNode) -> Result<(), CompileError> {
        if !self.dialect.capabilities().aggregate_filter {
            return Err(self.unsupported("FILTER"));
        }
        self.node(&node.function)?;
        self.push(" FILTER (WHERE ");
        self.node(&node.condition)?;
        self.push(")");
        Ok(())
    }

    pub(super) fn within_group(&mut self, node: &WithinGroupNode) -> Result<(), CompileError> {
        if !self.dialect.capabilities().within_group {
            return Err(self.unsupported("WITHIN GROUP"));
        }
        self.node(&node.function)?;
        self.push(" WITHIN GROUP (ORDER BY ");
        self.list(&node.order_by, ", ", Self::node)?;
        self.push(")");
        Ok(())
    }
}
