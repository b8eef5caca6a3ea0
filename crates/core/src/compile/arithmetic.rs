//! Operators with two operands, and division.

use super::{BindPlace, Compiler, Hint, Precedence};
use super::{Concat, TrueDivision};
use crate::error::CompileError;
use crate::expr::is_associative;
use crate::expr::{BinaryOp, DivisionNode, Node, OperatorNode};
use crate::types::SqlType;

impl Compiler<'_> {
    pub(super) fn binary(
        &mut self,
        op: BinaryOp,
        left: &Node,
        right: &Node,
    ) -> Result<(), CompileError> {
        if self.dialect.binary(self, op, left, right)? {
            return Ok(());
        }
        if op == BinaryOp::Concat && self.dialect.capabilities().concat == Concat::Function {
            return self.concat_call(left, right);
        }
        self.check_operator(op)?;
        if let (Node::Tuple(left), Node::Tuple(right)) = (left, right) {
            self.tuple_beside(left, right)?;
            self.operator(op);
            return self.tuple_beside(right, left);
        }
        self.side(op, left, hint_of(op, right))?;
        self.operator(op);
        let hint = match op {
            // The database infers the type of the shift count, whatever the type of the left side.
            BinaryOp::ShiftLeft | BinaryOp::ShiftRight => {
                hint_of(op, left).at(BindPlace::BesideColumn)
            }
            _ => hint_of(op, left),
        };
        self.right_side(op, right, hint)
    }

    fn check_operator(&self, op: BinaryOp) -> Result<(), CompileError> {
        let capabilities = self.dialect.capabilities();
        match op {
            BinaryOp::Is | BinaryOp::IsNot if !capabilities.boolean_tests => {
                Err(self.unsupported("IS with an operand other than NULL"))
            }
            BinaryOp::TimeAdd | BinaryOp::TimeSub | BinaryOp::TimeMul
                if !capabilities.time_arithmetic =>
            {
                Err(self.unsupported("arithmetic with dates and times"))
            }
            _ => Ok(()),
        }
    }

    /// Appends a binary operator in standard SQL, with spaces around it.
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
            BinaryOp::Is => " IS ",
            BinaryOp::IsNot => " IS NOT ",
            BinaryOp::Add | BinaryOp::TimeAdd => " + ",
            BinaryOp::Sub | BinaryOp::TimeSub => " - ",
            BinaryOp::Mul | BinaryOp::TimeMul => " * ",
            BinaryOp::IntDiv => " / ",
            BinaryOp::Mod => " % ",
            BinaryOp::Concat => self.dialect.capabilities().concat.separator(),
            BinaryOp::BitAnd => " & ",
            BinaryOp::BitOr => " | ",
            BinaryOp::BitXor => " ^ ",
            BinaryOp::ShiftLeft => " << ",
            BinaryOp::ShiftRight => " >> ",
        });
    }

    /// Appends both operands of an operator with `sql` in between.
    ///
    /// Dialects use it for their own form of an operator.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support an operand.
    pub fn infix(
        &mut self,
        op: BinaryOp,
        left: &Node,
        sql: &str,
        right: &Node,
    ) -> Result<(), CompileError> {
        self.side(op, left, hint_of(op, right))?;
        self.push(sql);
        self.right_side(op, right, hint_of(op, left))
    }

    /// Appends `name(left, right)`, for dialects that have a function in place of an operator.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support an operand.
    pub fn call_of(
        &mut self,
        op: BinaryOp,
        name: &str,
        left: &Node,
        right: &Node,
    ) -> Result<(), CompileError> {
        self.push(name);
        self.push("(");
        self.infix(op, left, ", ", right)?;
        self.push(")");
        Ok(())
    }

    /// Appends the right operand.
    ///
    /// Sums and products keep their parentheses, because with rounding the order of the operators
    /// changes the result.
    fn right_side(&mut self, op: BinaryOp, node: &Node, hint: Hint) -> Result<(), CompileError> {
        match op {
            BinaryOp::Add | BinaryOp::Mul => {
                self.operand(node, Precedence::from_operator(op), hint)
            }
            _ => self.side(op, node, hint),
        }
    }

    /// Appends an operand. An operand with the same associative operator needs no parentheses.
    fn side(&mut self, op: BinaryOp, node: &Node, hint: Hint) -> Result<(), CompileError> {
        match node {
            Node::Binary(inner, _) if *inner == op && is_associative(op) => {
                self.named_node(node, hint)
            }
            Node::Label(label) => self.side(op, &label.node, hint),
            _ => self.operand(node, Precedence::from_operator(op), hint),
        }
    }

    /// Appends `concat(a, b, c)`: one call for a chain of operators.
    fn concat_call(&mut self, left: &Node, right: &Node) -> Result<(), CompileError> {
        self.push("concat(");
        self.concat_argument(left, Hint::from_node(right).operand())?;
        self.push(", ");
        self.concat_argument(right, Hint::from_node(left).operand())?;
        self.push(")");
        Ok(())
    }

    fn concat_argument(&mut self, node: &Node, hint: Hint) -> Result<(), CompileError> {
        let Node::Binary(BinaryOp::Concat, operands) = node else {
            return self.operand(node, Precedence::COMPARISON, hint);
        };
        self.concat_argument(&operands.0, Hint::from_node(&operands.1).operand())?;
        self.push(", ");
        self.concat_argument(&operands.1, Hint::from_node(&operands.0).operand())
    }

    /// Appends an operator that the user named.
    pub(super) fn named_operator(&mut self, node: &OperatorNode) -> Result<(), CompileError> {
        self.operand(&node.left, node.precedence, Hint::from_node(&node.right))?;
        self.push(" ");
        self.push(&node.operator);
        self.push(" ");
        self.operand(&node.right, node.precedence, Hint::from_node(&node.left))
    }

    pub(super) fn division(&mut self, node: &DivisionNode) -> Result<(), CompileError> {
        let style = self.dialect.capabilities().true_division;
        if !node.floor {
            return self.true_division(node, style);
        }
        // `FLOOR` of a rounded quotient can be too large, so integer division is preferred.
        if node.divisor.is_integer()
            && self
                .dialect
                .binary(self, BinaryOp::IntDiv, &node.left, &node.right)?
        {
            return Ok(());
        }
        let floors = !node.divisor.is_integer() || style == TrueDivision::Native;
        self.push(if floors { "FLOOR(" } else { "" });
        self.true_division(node, TrueDivision::Native)?;
        self.push(if floors { ")" } else { "" });
        Ok(())
    }

    fn true_division(
        &mut self,
        node: &DivisionNode,
        style: TrueDivision,
    ) -> Result<(), CompileError> {
        self.operand(
            &node.left,
            Precedence::PRODUCT,
            Hint::from_node(&node.right).operand(),
        )?;
        self.push(match style {
            TrueDivision::Native => " / ",
            TrueDivision::Cast => " / CAST(",
            TrueDivision::AddFraction => " / (",
        });
        self.operand(
            &node.right,
            Precedence::PRODUCT,
            Hint::from_node(&node.left).operand(),
        )?;
        match style {
            TrueDivision::Native => {}
            TrueDivision::Cast => self.cast_end(&fractional(&node.divisor))?,
            TrueDivision::AddFraction => self.push(" + 0.0)"),
        }
        Ok(())
    }
}

/// Returns the hint for a bind on the other side of an operand.
///
/// A bind that is compared with a column has the column's type. An operand of arithmetic has its
/// own.
fn hint_of(op: BinaryOp, other: &Node) -> Hint {
    let hint = Hint::from_node(other);
    if op.is_comparison() {
        hint
    } else {
        hint.operand()
    }
}

/// Returns the type that a divisor is cast to.
fn fractional(divisor: &SqlType) -> SqlType {
    if divisor.is_integer() {
        SqlType::Numeric {
            precision: None,
            scale: None,
        }
    } else {
        divisor.clone()
    }
}
