//! The forms of regular expressions and full text search that several dialects use.

use super::{Compiler, Hint, Precedence};
use crate::error::CompileError;
use crate::expr::{MatchNode, Node, RegexpNode, RegexpReplaceNode};

impl Compiler<'_> {
    /// Appends both sides of a match with an operator in between.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support an operand.
    pub fn regexp(
        &mut self,
        node: &RegexpNode,
        operator: &str,
        negated: &str,
    ) -> Result<(), CompileError> {
        self.operand(&node.operand, Precedence::COMPARISON, Hint::NONE)?;
        self.push(if node.negated { negated } else { operator });
        self.regexp_pattern(node)
    }

    /// Appends the pattern of a match.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support it.
    pub fn regexp_pattern(&mut self, node: &RegexpNode) -> Result<(), CompileError> {
        let hint = Hint::from_node(&node.operand);
        self.operand(&node.pattern, Precedence::COMPARISON, hint)
    }

    /// Appends `REGEXP_LIKE(operand, pattern[, flags])`.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support an operand.
    pub fn regexp_like(&mut self, node: &RegexpNode) -> Result<(), CompileError> {
        self.push(if node.negated {
            "NOT REGEXP_LIKE("
        } else {
            "REGEXP_LIKE("
        });
        self.operand(&node.operand, Precedence::COMPARISON, Hint::NONE)?;
        self.push(", ");
        self.regexp_pattern(node)?;
        if let Some(flags) = &node.flags {
            self.push(", ");
            self.string_literal(flags);
        }
        self.push(")");
        Ok(())
    }

    /// Appends `name(operand, pattern, replacement`, without the closing parenthesis.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support an operand.
    pub fn regexp_replace_call(
        &mut self,
        name: &str,
        node: &RegexpReplaceNode,
    ) -> Result<(), CompileError> {
        let hint = Hint::from_node(&node.operand);
        self.push(name);
        self.push("(");
        self.operand(&node.operand, Precedence::COMPARISON, Hint::NONE)?;
        self.push(", ");
        self.operand(&node.pattern, Precedence::COMPARISON, hint)?;
        self.push(", ");
        self.operand(&node.replacement, Precedence::COMPARISON, hint)
    }

    /// Appends a `REGEXP_REPLACE` that replaces all matches: `REGEXP_REPLACE(…[, 1, 0, flags])`.
    ///
    /// The flags follow the position and the occurrence. The flag `g` is dropped, because it is the
    /// default.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support an operand.
    pub fn regexp_replace_all(&mut self, node: &RegexpReplaceNode) -> Result<(), CompileError> {
        self.regexp_replace_call("REGEXP_REPLACE", node)?;
        let flags = node.flags.as_deref().unwrap_or_default().replace('g', "");
        if !flags.is_empty() {
            self.push(", 1, 0, ");
            self.string_literal(&flags);
        }
        self.push(")");
        Ok(())
    }

    /// Appends a full text search of one column: `column operator words end`.
    ///
    /// # Errors
    /// Returns an error if there are several columns or a mode, or if the dialect does not support
    /// an operand.
    pub fn full_text(
        &mut self,
        node: &MatchNode,
        operator: &str,
        end: &str,
    ) -> Result<(), CompileError> {
        let column = self.searched_column(node)?;
        self.push(if node.negated { "NOT " } else { "" });
        self.operand(column, Precedence::COMPARISON, Hint::NONE)?;
        self.push(operator);
        self.operand(
            &node.pattern,
            Precedence::COMPARISON,
            Hint::from_node(column),
        )?;
        self.push(end);
        Ok(())
    }

    /// Appends `CONTAINS (column, words)`.
    ///
    /// # Errors
    /// Returns an error if there are several columns or a mode, or if the dialect does not support
    /// an operand.
    pub fn full_text_contains(&mut self, node: &MatchNode) -> Result<(), CompileError> {
        let column = self.searched_column(node)?;
        self.push(if node.negated {
            "NOT CONTAINS ("
        } else {
            "CONTAINS ("
        });
        self.operand(column, Precedence::COMPARISON, Hint::NONE)?;
        self.push(", ");
        self.operand(
            &node.pattern,
            Precedence::COMPARISON,
            Hint::from_node(column),
        )?;
        self.push(")");
        Ok(())
    }

    fn searched_column<'n>(&self, node: &'n MatchNode) -> Result<&'n Node, CompileError> {
        match (&*node.columns, node.mode) {
            ([column], None) => Ok(column),
            ([_], Some(_)) => Err(self.unsupported("a mode of full text search")),
            _ => Err(self.unsupported("full text search of several columns")),
        }
    }
}
