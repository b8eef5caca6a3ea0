//! Expressions.

use super::precedence::is_associative;
use super::{Compiler, Precedence};
use crate::error::CompileError;
use crate::expr::{
    BetweenNode, BinaryOp, FunctionNode, InList, InNode, Junction, LikeAnchor, LikeNode, Node,
    NullsOrder, OrderNode, UnaryOp,
};
use crate::value::Value;

impl Compiler<'_> {
    /// Appends an expression.
    ///
    /// # Errors
    /// When the dialect cannot say it.
    pub fn node(&mut self, node: &Node) -> Result<(), CompileError> {
        self.named_node(node, "param")
    }

    /// Appends an expression the dialect's way, whatever [`Compiles`](super::Compiles) says of it.
    ///
    /// # Errors
    /// When the dialect cannot say it.
    pub fn standard_node(&mut self, node: &Node) -> Result<(), CompileError> {
        self.standard(node, "param")
    }

    /// Appends an expression; `hint` names its placeholder if it is a bind.
    fn named_node(&mut self, node: &Node, hint: &'static str) -> Result<(), CompileError> {
        if let Some(compiles) = self.compiles
            && compiles.node(self, node)?
        {
            return Ok(());
        }
        self.standard(node, hint)
    }

    fn standard(&mut self, node: &Node, hint: &'static str) -> Result<(), CompileError> {
        match node {
            Node::Column(column) => self.column(*column),
            Node::Bind(bind) => self.bind(&bind.value, bind.name.unwrap_or(hint))?,
            Node::Null => self.push("NULL"),
            Node::Bool(value) => self.push(self.dialect.bool_literal(*value)),
            Node::Binary(op, operands) => self.binary(*op, &operands.0, &operands.1)?,
            Node::Unary(op, operand) => self.unary(*op, operand)?,
            Node::Junction(kind, parts) => self.junction(*kind, parts)?,
            Node::In(node) => self.in_list(node)?,
            Node::Between(node) => self.between(node)?,
            Node::Like(node) => self.like(node)?,
            Node::Function(node) => self.dialect.function(self, node)?,
            Node::Star => self.push("*"),
            Node::Cast(cast) => {
                self.push("CAST(");
                self.node(&cast.operand)?;
                self.push(" AS ");
                let name = self.dialect.cast_type_name(&cast.sql_type)?;
                self.push(&name);
                self.push(")");
            }
            Node::Subquery(query) => {
                self.push("(");
                self.query(query)?;
                self.push(")");
            }
            Node::Exists(node) => {
                self.push(if node.negated {
                    "NOT (EXISTS ("
                } else {
                    "EXISTS ("
                });
                self.query(&node.query)?;
                self.push(if node.negated { "))" } else { ")" });
            }
            Node::Ordered(node) => self.ordered(node)?,
            Node::Text(text) => self.text(text)?,
            Node::Custom(node) => node.construct.compile(self, &node.operands)?,
            Node::Invalid(message) => return Err(CompileError::Invalid(message.to_string())),
        }
        Ok(())
    }

    /// Appends an operand, in parentheses if it binds no tighter than its operator.
    pub(super) fn operand(
        &mut self,
        node: &Node,
        operator: Precedence,
        hint: &'static str,
    ) -> Result<(), CompileError> {
        if Precedence::of(node) > operator {
            return self.named_node(node, hint);
        }
        self.push("(");
        self.named_node(node, hint)?;
        self.push(")");
        Ok(())
    }

    fn binary(&mut self, op: BinaryOp, left: &Node, right: &Node) -> Result<(), CompileError> {
        if self.dialect.binary(self, op, left, right)? {
            return Ok(());
        }
        let own = Precedence::of_binary(op);
        self.left_operand(op, left, name_of(right))?;
        self.operator(op);
        self.operand(right, own, name_of(left))
    }

    /// Appends a binary operator as standard SQL writes it.
    pub fn operator(&mut self, op: BinaryOp) {
        self.push(match op {
            BinaryOp::Eq => " = ",
            BinaryOp::Ne => " != ",
            BinaryOp::Lt => " < ",
            BinaryOp::Le => " <= ",
            BinaryOp::Gt => " > ",
            BinaryOp::Ge => " >= ",
            BinaryOp::NullSafeEq => " IS NOT DISTINCT FROM ",
            BinaryOp::NullSafeNe => " IS DISTINCT FROM ",
            BinaryOp::Add => " + ",
            BinaryOp::Sub => " - ",
            BinaryOp::Mul => " * ",
            BinaryOp::Div | BinaryOp::IntDiv => " / ",
            BinaryOp::Mod => " % ",
            BinaryOp::Concat => " || ",
        });
    }

    /// Appends both operands with a text between: for dialects that spell an operator their way.
    ///
    /// # Errors
    /// When the dialect cannot say an operand.
    pub fn infix(&mut self, left: &Node, sql: &str, right: &Node) -> Result<(), CompileError> {
        self.operand(left, Precedence::PRODUCT, name_of(right))?;
        self.push(sql);
        self.operand(right, Precedence::PRODUCT, name_of(left))
    }

    /// Appends the left operand: the same associative operator needs no parentheses there.
    fn left_operand(
        &mut self,
        op: BinaryOp,
        left: &Node,
        hint: &'static str,
    ) -> Result<(), CompileError> {
        match left {
            Node::Binary(inner, _) if *inner == op && is_associative(op) => {
                self.named_node(left, hint)
            }
            _ => self.operand(left, Precedence::of_binary(op), hint),
        }
    }

    fn unary(&mut self, op: UnaryOp, operand: &Node) -> Result<(), CompileError> {
        match op {
            UnaryOp::Not => {
                self.push("NOT ");
                self.operand(operand, Precedence::COMPARISON, "param")
            }
            UnaryOp::Neg => {
                self.push("-");
                self.operand(operand, Precedence::PRODUCT, "param")
            }
            UnaryOp::IsNull | UnaryOp::IsNotNull => {
                self.operand(operand, Precedence::COMPARISON, "param")?;
                self.push(if op == UnaryOp::IsNull {
                    " IS NULL"
                } else {
                    " IS NOT NULL"
                });
                Ok(())
            }
        }
    }

    fn junction(&mut self, kind: Junction, parts: &[Node]) -> Result<(), CompileError> {
        let (word, own) = match kind {
            Junction::And => (" AND ", Precedence::AND),
            Junction::Or => (" OR ", Precedence::OR),
        };
        self.list(parts, word, |compiler, part| {
            compiler.operand(part, own, "param")
        })
    }

    fn between(&mut self, node: &BetweenNode) -> Result<(), CompileError> {
        self.operand(&node.operand, Precedence::COMPARISON, "param")?;
        self.push(if node.negated {
            " NOT BETWEEN "
        } else {
            " BETWEEN "
        });
        let hint = name_of(&node.operand);
        self.operand(&node.low, Precedence::COMPARISON, hint)?;
        self.push(" AND ");
        self.operand(&node.high, Precedence::COMPARISON, hint)
    }

    /// `NOT IN` stands in parentheses, and an empty list in a form that every database takes, as
    /// in SQLAlchemy.
    fn in_list(&mut self, node: &InNode) -> Result<(), CompileError> {
        if let InList::Array(array) = &node.list {
            return self.in_array(node, array);
        }
        if node.negated {
            self.push("(");
        }
        self.operand(&node.operand, Precedence::COMPARISON, "param")?;
        self.push(if node.negated { " NOT IN (" } else { " IN (" });
        match &node.list {
            InList::Values(values) if values.is_empty() => {
                self.push(if node.negated {
                    "NULL) OR (1 = 1"
                } else {
                    "NULL) AND (1 != 1"
                });
            }
            InList::Values(values) => self.bind_list(values, name_of(&node.operand))?,
            InList::Subquery(query) => self.query(query)?,
            InList::Array(_) => {}
        }
        self.push(if node.negated { "))" } else { ")" });
        Ok(())
    }

    fn in_array(&mut self, node: &InNode, array: &Value) -> Result<(), CompileError> {
        if !self.dialect.capabilities().array_binds {
            return Err(self.unsupported("an array as the list of IN"));
        }
        self.operand(&node.operand, Precedence::COMPARISON, "param")?;
        self.push(if node.negated { " != ALL(" } else { " = ANY(" });
        self.bind(array, name_of(&node.operand))?;
        self.push(")");
        Ok(())
    }

    fn like(&mut self, node: &LikeNode) -> Result<(), CompileError> {
        let lower = node.ignore_case && !self.dialect.capabilities().ilike;
        self.like_side(lower, &node.operand, "param")?;
        let operator = if node.ignore_case && !lower {
            "ILIKE "
        } else {
            "LIKE "
        };
        self.push(if node.negated { " NOT " } else { " " });
        self.push(operator);
        let hint = name_of(&node.operand);
        match node.anchor {
            LikeAnchor::Pattern => self.like_side(lower, &node.pattern, hint)?,
            anchor => self.anchored(anchor, &node.pattern, hint)?,
        }
        if let Some(escape) = node.escape {
            self.push(" ESCAPE '");
            self.push(escape.encode_utf8(&mut [0; 4]));
            self.push("'");
        }
        Ok(())
    }

    fn like_side(
        &mut self,
        lower: bool,
        node: &Node,
        hint: &'static str,
    ) -> Result<(), CompileError> {
        if !lower {
            return self.operand(node, Precedence::COMPARISON, hint);
        }
        self.push("lower(");
        self.named_node(node, hint)?;
        self.push(")");
        Ok(())
    }

    /// The pattern of an anchored `LIKE`: the text with `'%'` on one side or both.
    fn anchored(
        &mut self,
        anchor: LikeAnchor,
        text: &Node,
        hint: &'static str,
    ) -> Result<(), CompileError> {
        let before = matches!(anchor, LikeAnchor::EndsWith | LikeAnchor::Contains);
        let after = matches!(anchor, LikeAnchor::StartsWith | LikeAnchor::Contains);
        let as_function = self.dialect.capabilities().concat_function;
        let separator = if as_function { ", " } else { " || " };
        self.push(if as_function { "concat(" } else { "" });
        if before {
            self.push("'%'");
            self.push(separator);
        }
        if as_function {
            self.named_node(text, hint)?;
        } else {
            self.operand(text, Precedence::COMPARISON, hint)?;
        }
        if after {
            self.push(separator);
            self.push("'%'");
        }
        self.push(if as_function { ")" } else { "" });
        Ok(())
    }

    /// Appends a function call with a name and parentheses.
    ///
    /// # Errors
    /// When the dialect cannot say an argument.
    pub fn call(&mut self, name: &str, function: &FunctionNode) -> Result<(), CompileError> {
        self.push(name);
        if function.bare && function.args.is_empty() {
            return Ok(());
        }
        self.push(if function.distinct { "(DISTINCT " } else { "(" });
        self.list(&function.args, ", ", |compiler, arg| {
            compiler.named_node(arg, function.name)
        })?;
        self.push(")");
        Ok(())
    }

    fn ordered(&mut self, node: &OrderNode) -> Result<(), CompileError> {
        let native = self.dialect.capabilities().nulls_order;
        if let (Some(nulls), false) = (node.nulls, native) {
            self.operand(&node.operand, Precedence::COMPARISON, "param")?;
            let first = nulls == NullsOrder::First;
            self.push(if first {
                " IS NOT NULL, "
            } else {
                " IS NULL, "
            });
        }
        self.node(&node.operand)?;
        self.push(if node.descending { " DESC" } else { " ASC" });
        match node.nulls {
            Some(NullsOrder::First) if native => self.push(" NULLS FIRST"),
            Some(NullsOrder::Last) if native => self.push(" NULLS LAST"),
            _ => {}
        }
        Ok(())
    }
}

/// What a placeholder next to this expression is named after.
fn name_of(node: &Node) -> &'static str {
    match node {
        Node::Column(column) => column.name,
        Node::Function(function) => function.name,
        _ => "param",
    }
}
