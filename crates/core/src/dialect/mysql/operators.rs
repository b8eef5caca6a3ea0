//! Operators whose results differ from standard SQL.
//!
//! Bit operators return unsigned integers of 64 bits, so `~1` would exceed the range of an `i64`
//! (<https://dev.mysql.com/doc/refman/8.4/en/bit-functions.html>). JSON documents of MariaDB are
//! text, so `=` would depend on spaces and on the order of keys.

use crate::compile::{Compiler, Hint, Precedence};
use crate::error::CompileError;
use crate::expr::{BinaryOp, Node, UnaryOp};
use crate::types::SqlType;

/// Appends a bit operator, cast to a signed integer unless an operand is unsigned.
pub(super) fn bits(
    compiler: &mut Compiler<'_>,
    op: BinaryOp,
    left: &Node,
    right: &Node,
) -> Result<(), CompileError> {
    let is_signed = !is_unsigned(left) && !is_unsigned(right);
    signed(compiler, is_signed, |compiler| {
        infix(compiler, op, left, right)
    })
}

/// Appends `~operand`, cast to a signed integer unless the operand is unsigned.
pub(super) fn bitwise_not(compiler: &mut Compiler<'_>, operand: &Node) -> Result<(), CompileError> {
    signed(compiler, !is_unsigned(operand), |compiler| {
        opposite(compiler, operand)
    })
}

fn signed(
    compiler: &mut Compiler<'_>,
    is_signed: bool,
    write: impl FnOnce(&mut Compiler<'_>) -> Result<(), CompileError>,
) -> Result<(), CompileError> {
    compiler.push(if is_signed { "CAST(" } else { "" });
    write(compiler)?;
    compiler.push(if is_signed { " AS SIGNED)" } else { "" });
    Ok(())
}

fn infix(
    compiler: &mut Compiler<'_>,
    op: BinaryOp,
    left: &Node,
    right: &Node,
) -> Result<(), CompileError> {
    side(compiler, op, left, Hint::from_node(right).operand())?;
    compiler.operator(op);
    side(compiler, op, right, Hint::from_node(left).operand())
}

fn opposite(compiler: &mut Compiler<'_>, operand: &Node) -> Result<(), CompileError> {
    compiler.push("~");
    side(compiler, BinaryOp::Mul, operand, Hint::NONE)
}

/// Appends an operand of a bit operator. A nested bit operator needs no cast.
fn side(
    compiler: &mut Compiler<'_>,
    op: BinaryOp,
    node: &Node,
    hint: Hint,
) -> Result<(), CompileError> {
    match node {
        Node::Binary(inner, operands) if is_of_bits(*inner) => {
            let (left, right) = &**operands;
            let bare = *inner == op && op != BinaryOp::BitXor;
            compiler.push(if bare { "" } else { "(" });
            infix(compiler, *inner, left, right)?;
            compiler.push(if bare { "" } else { ")" });
            Ok(())
        }
        Node::Unary(UnaryOp::BitNot, operand) => opposite(compiler, operand),
        // `^` binds tighter than `*`:
        // <https://dev.mysql.com/doc/refman/8.4/en/operator-precedence.html>.
        _ if op == BinaryOp::BitXor => compiler.operand(node, Precedence::TIGHTEST, hint),
        _ => compiler.operand(node, Precedence::from_operator(op), hint),
    }
}

/// Returns whether the operator is `&`, `|`, `^` or `<<`.
pub(super) fn is_of_bits(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor | BinaryOp::ShiftLeft
    )
}

fn is_unsigned(node: &Node) -> bool {
    let sql_type = match node {
        Node::Column(column) => column.sql_type(),
        Node::Bind(bind) => bind.sql_type.resolve(),
        Node::Binary(_, operands) => return is_unsigned(&operands.0) || is_unsigned(&operands.1),
        Node::Unary(UnaryOp::BitNot, operand) => return is_unsigned(operand),
        Node::Label(label) => return is_unsigned(&label.node),
        Node::Cast(cast) => Some(cast.sql_type.clone()),
        Node::Function(function) => function.returns.resolve(),
        _ => None,
    };
    matches!(sql_type, Some(SqlType::Unsigned(_)))
}

/// Appends `=` or `!=` of JSON documents, and returns whether it did.
pub(super) fn json_equality(
    compiler: &mut Compiler<'_>,
    op: BinaryOp,
    left: &Node,
    right: &Node,
) -> Result<bool, CompileError> {
    let outcome = match op {
        BinaryOp::Eq => " = 1",
        BinaryOp::Ne => " = 0",
        _ => return Ok(false),
    };
    if !is_document(left) && !is_document(right) {
        return Ok(false);
    }
    // Without the comparison, the function would be true for NULL as a condition (seen on 10.11).
    compiler.call_of(op, "JSON_EQUALS", left, right)?;
    compiler.push(outcome);
    Ok(true)
}

fn is_document(node: &Node) -> bool {
    let sql_type = match node {
        Node::Column(column) => column.sql_type(),
        Node::Bind(bind) => bind.sql_type.resolve(),
        _ => None,
    };
    matches!(
        sql_type.as_ref().map(|of| of.in_dialect("mariadb")),
        Some(SqlType::Json | SqlType::Jsonb)
    )
}
