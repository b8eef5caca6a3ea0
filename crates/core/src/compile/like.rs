//! `LIKE` and `COLLATE`.

use super::{Compiler, Hint, Precedence, literal};
use super::{Concat, LikeBackslash};
use crate::error::CompileError;
use crate::expr::{CollateNode, LikeAnchor, LikeEscape, LikeNode, Node};

impl Compiler<'_> {
    pub(super) fn like(&mut self, node: &LikeNode) -> Result<(), CompileError> {
        let anchored = node.anchor != LikeAnchor::Pattern;
        let around = if anchored {
            Precedence::TIGHTEST
        } else {
            Precedence::COMPARISON
        };
        let lower = node.ignore_case && !self.dialect.capabilities().ilike;
        self.like_side(lower, &node.operand, around, Hint::NONE)?;
        self.push(if node.negated { " NOT " } else { " " });
        self.push(if node.ignore_case && !lower {
            "ILIKE "
        } else {
            "LIKE "
        });
        let hint = Hint::from_node(&node.operand);
        if anchored {
            self.anchored(lower, node, hint)?
        } else {
            self.like_pattern(lower, node, around, hint)?
        }
        match node.escape {
            LikeEscape::Char(escape) => {
                self.push(" ESCAPE ");
                self.string_literal(escape.encode_utf8(&mut [0; 4]));
            }
            LikeEscape::None
                if self.dialect.capabilities().like_backslash == LikeBackslash::EmptyEscape =>
            {
                self.push(" ESCAPE ''");
            }
            LikeEscape::None | LikeEscape::Any => {}
        }
        Ok(())
    }

    /// Appends the pattern. Backslashes are doubled if they would be escape characters.
    fn like_pattern(
        &mut self,
        lower: bool,
        node: &LikeNode,
        around: Precedence,
        hint: Hint,
    ) -> Result<(), CompileError> {
        let doubled = node.escape == LikeEscape::None
            && self.dialect.capabilities().like_backslash == LikeBackslash::Doubled;
        if !doubled {
            return self.like_side(lower, &node.pattern, around, hint);
        }
        self.push("replace(");
        self.like_side(lower, &node.pattern, Precedence::LOOSEST, hint)?;
        self.push(", ");
        self.string_literal("\\");
        self.push(", ");
        self.string_literal("\\\\");
        self.push(")");
        Ok(())
    }

    fn like_side(
        &mut self,
        lower: bool,
        node: &Node,
        around: Precedence,
        hint: Hint,
    ) -> Result<(), CompileError> {
        self.push(if lower { "lower(" } else { "" });
        self.operand(node, around, hint)?;
        self.push(if lower { ")" } else { "" });
        Ok(())
    }

    /// Appends the pattern of an anchored `LIKE`: the text with `'%'` on one side or both.
    fn anchored(&mut self, lower: bool, node: &LikeNode, hint: Hint) -> Result<(), CompileError> {
        let before = matches!(node.anchor, LikeAnchor::EndsWith | LikeAnchor::Contains);
        let after = matches!(node.anchor, LikeAnchor::StartsWith | LikeAnchor::Contains);
        let concat = self.dialect.capabilities().concat;
        let separator = concat.separator();
        self.push(if concat == Concat::Function {
            "concat("
        } else {
            ""
        });
        if before {
            self.push("'%'");
            self.push(separator);
        }
        self.like_pattern(lower, node, Precedence::TIGHTEST, hint)?;
        if after {
            self.push(separator);
            self.push("'%'");
        }
        self.push(if concat == Concat::Function { ")" } else { "" });
        Ok(())
    }

    pub(super) fn collate(&mut self, node: &CollateNode) -> Result<(), CompileError> {
        let around = if node.operand.is_condition() {
            Precedence::TIGHTEST
        } else {
            Precedence::COLLATE
        };
        self.operand(&node.operand, around, Hint::NONE)?;
        self.push(" COLLATE ");
        if let Some(schema) = &node.schema {
            self.identifier(schema);
            self.push(".");
        }
        self.dialect.write_collation(&mut self.sql, &node.collation)
    }

    /// Appends text as a literal, for parts of SQL such as flags. Values are bound instead.
    pub fn string_literal(&mut self, text: &str) {
        literal::quote(&mut self.sql, text, self.dialect);
    }
}
