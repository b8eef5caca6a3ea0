//! Arrays, `hstore`, and PostgreSQL's operators.

use super::Hint;
use super::{Compiler, Precedence};
use crate::error::CompileError;
use crate::expr::{ArrayNode, Node, PostgresOpNode, Subscript, SubscriptNode};
use crate::types::TypeRef;

impl Compiler<'_> {
    pub(super) fn postgres_operator(&mut self, node: &PostgresOpNode) -> Result<(), CompileError> {
        if !self.dialect.capabilities().postgres_operators {
            return Err(self.unsupported("operators of PostgreSQL"));
        }
        self.operand(
            &node.left,
            Precedence::COMPARISON,
            Hint::from_node(&node.right),
        )?;
        self.push(node.op.sql());
        let hint = Hint::from_node(&node.left);
        match (&node.right, &node.right_type) {
            (Node::Bind(bind), Some(sql_type)) => {
                let sql_type = TypeRef::known(sql_type);
                self.bind(&bind.value, sql_type, hint.alone().named(bind.name))
            }
            _ => self.operand(&node.right, Precedence::COMPARISON, hint),
        }
    }

    pub(super) fn array(&mut self, node: &ArrayNode) -> Result<(), CompileError> {
        if !self.dialect.capabilities().arrays {
            return Err(self.unsupported("an array"));
        }
        self.array_elements(node)?;
        if node.elements.is_empty() {
            self.dialect.array_type(self, node)
        } else {
            Ok(())
        }
    }

    fn array_elements(&mut self, node: &ArrayNode) -> Result<(), CompileError> {
        self.push("ARRAY[");
        self.list(&node.elements, ", ", |compiler, element| match element {
            Node::Array(inner) => compiler.array_elements(inner),
            other => compiler.node(other),
        })?;
        self.push("]");
        Ok(())
    }

    /// Appends an element of an array, which is in parentheses unless it is a column or an element.
    pub(super) fn subscript(&mut self, node: &SubscriptNode) -> Result<(), CompileError> {
        if !self.dialect.capabilities().arrays {
            return Err(self.unsupported("an element of an array"));
        }
        let bare = matches!(
            node.operand,
            Node::Column(_)
                | Node::Subscript(_)
                | Node::Row(_)
                | Node::Identifier(_)
                | Node::LiteralColumn(_)
        );
        self.push(if bare { "" } else { "(" });
        self.node(&node.operand)?;
        self.push(if bare { "[" } else { ")[" });
        self.subscript_index(node)?;
        self.push("]");
        Ok(())
    }

    /// Appends the index or the slice between the brackets.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support an expression in it.
    pub fn subscript_index(&mut self, node: &SubscriptNode) -> Result<(), CompileError> {
        self.subscript_of(&node.subscript, Hint::from_node(&node.operand).alone())
    }

    pub(super) fn subscript_of(
        &mut self,
        subscript: &Subscript,
        hint: Hint,
    ) -> Result<(), CompileError> {
        match subscript {
            Subscript::Element(index) => self.named_node(index, hint),
            Subscript::Slice(from, to) => {
                self.named_node(from, hint)?;
                self.push(":");
                self.named_node(to, hint)
            }
        }
    }

    /// Appends an element of an `hstore`: with a subscript, or with `->` before PostgreSQL 14.
    pub(super) fn hstore_value(&mut self, node: &SubscriptNode) -> Result<(), CompileError> {
        if !self.dialect.capabilities().postgres_operators {
            return Err(self.unsupported("hstore"));
        }
        if self.dialect.capabilities().subscripts {
            return self.subscripted(node);
        }
        let within = self.within_operator;
        self.push(if within { "(" } else { "" });
        self.operand(&node.operand, Precedence::COMPARISON, Hint::NONE)?;
        self.push(" -> ");
        self.subscript_index(node)?;
        self.push(if within { ")" } else { "" });
        Ok(())
    }

    fn subscripted(&mut self, node: &SubscriptNode) -> Result<(), CompileError> {
        self.operand(&node.operand, Precedence::SUBSCRIPT, Hint::NONE)?;
        self.push("[");
        self.subscript_index(node)?;
        self.push("]");
        Ok(())
    }
}
