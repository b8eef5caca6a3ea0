//! Elements of JSON documents.

use super::{Compiler, Hint, PlaceholderName, Precedence};
use crate::error::CompileError;
use crate::expr::JsonNode;

impl Compiler<'_> {
    /// Appends `document[key]`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the document.
    pub fn json_subscript(&mut self, node: &JsonNode) -> Result<(), CompileError> {
        self.operand(&node.operand, Precedence::PRODUCT, Hint::NONE)?;
        self.push("[");
        self.json_key(node)?;
        self.push("]");
        Ok(())
    }

    /// Appends `document operator key`. The key can be a list of steps.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the document.
    pub fn json_operator(&mut self, node: &JsonNode, operator: &str) -> Result<(), CompileError> {
        let within = std::mem::replace(&mut self.within_operator, true);
        self.push(if within { "(" } else { "" });
        self.operand(&node.operand, Precedence::PRODUCT, Hint::NONE)?;
        self.push(operator);
        self.json_key(node)?;
        self.push(if within { ")" } else { "" });
        self.within_operator = within;
        Ok(())
    }

    /// Appends `document operator path`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the document.
    pub fn json_path_operator(
        &mut self,
        node: &JsonNode,
        operator: &str,
    ) -> Result<(), CompileError> {
        let within = std::mem::replace(&mut self.within_operator, true);
        self.push(if within { "(" } else { "" });
        self.operand(&node.operand, Precedence::PRODUCT, Hint::NONE)?;
        self.push(operator);
        self.inlinable(&node.path, Hint::from_node(&node.operand))?;
        self.push(if within { ")" } else { "" });
        self.within_operator = within;
        Ok(())
    }

    fn json_key(&mut self, node: &JsonNode) -> Result<(), CompileError> {
        let hint = Hint::from_node(&node.operand).alone();
        match node.key.name {
            Some(name) => {
                let name = PlaceholderName::Own(name.into());
                self.bind_as(&node.key.value, hint.typing(node.key.sql_type), name)
            }
            None => self.bind(&node.key.value, node.key.sql_type, hint),
        }
    }

    /// Appends `function(document, path)`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the document.
    pub fn json_function(&mut self, node: &JsonNode, function: &str) -> Result<(), CompileError> {
        self.push(function);
        self.push("(");
        self.json_arguments(node)?;
        self.push(")");
        Ok(())
    }

    /// Appends `document, path`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the document.
    pub fn json_arguments(&mut self, node: &JsonNode) -> Result<(), CompileError> {
        self.node(&node.operand)?;
        self.push(", ");
        let hint = Hint::from_node(&node.operand).named(node.key.name);
        self.inlinable(&node.path, hint)
    }
}
