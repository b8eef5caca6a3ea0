//! Elements of JSON documents.

use super::expr::name_of;
use super::{Compiler, PlaceholderName, Precedence};
use crate::error::CompileError;
use crate::expr::JsonNode;

impl Compiler<'_> {
    /// Appends `document[key]`: how generic SQL shows an element.
    ///
    /// # Errors
    /// When the dialect cannot say the document.
    pub fn json_subscript(&mut self, node: &JsonNode) -> Result<(), CompileError> {
        self.operand(&node.operand, Precedence::PRODUCT, "param")?;
        self.push("[");
        self.json_key(node)?;
        self.push("]");
        Ok(())
    }

    /// Appends a document, an operator, and the key or the steps.
    ///
    /// # Errors
    /// When the dialect cannot say the document.
    pub fn json_operator(&mut self, node: &JsonNode, operator: &str) -> Result<(), CompileError> {
        let within = std::mem::replace(&mut self.within_operator, true);
        self.push(if within { "(" } else { "" });
        self.operand(&node.operand, Precedence::PRODUCT, "param")?;
        self.push(operator);
        self.json_key(node)?;
        self.dialect.json_key_type(self, node);
        self.push(if within { ")" } else { "" });
        self.within_operator = within;
        Ok(())
    }

    /// Appends a document, an operator, and the path.
    ///
    /// # Errors
    /// When the dialect cannot say the document.
    pub fn json_path_operator(
        &mut self,
        node: &JsonNode,
        operator: &str,
    ) -> Result<(), CompileError> {
        let within = std::mem::replace(&mut self.within_operator, true);
        self.push(if within { "(" } else { "" });
        self.operand(&node.operand, Precedence::PRODUCT, "param")?;
        self.push(operator);
        self.inlinable(&node.path, name_of(&node.operand))?;
        self.push(if within { ")" } else { "" });
        self.within_operator = within;
        Ok(())
    }

    fn json_key(&mut self, node: &JsonNode) -> Result<(), CompileError> {
        match node.key.name {
            Some(name) => self.bind_as(&node.key.value, PlaceholderName::Own(name.into())),
            None => self.bind(&node.key.value, name_of(&node.operand)),
        }
    }

    /// Appends `function(document, path)`.
    ///
    /// # Errors
    /// When the dialect cannot say the document.
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
    /// When the dialect cannot say the document.
    pub fn json_arguments(&mut self, node: &JsonNode) -> Result<(), CompileError> {
        self.node(&node.operand)?;
        self.push(", ");
        self.inlinable(&node.path, node.key.name.unwrap_or(name_of(&node.operand)))
    }
}
