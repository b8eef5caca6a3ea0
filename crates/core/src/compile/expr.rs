//! Expressions.

use super::{Compiler, Hint, Precedence};
use crate::error::CompileError;
use crate::expr::{Direction, Node, NullsOrder, OrderNode, UnaryOp};
use crate::types::SqlType;

impl Compiler<'_> {
    /// Appends an expression.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the expression.
    pub fn node(&mut self, node: &Node) -> Result<(), CompileError> {
        self.named_node(node, Hint::NONE)
    }

    /// Appends an expression in the form of the dialect.
    ///
    /// The [`CompileHook`](super::CompileHook) is not called for the expression itself.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the expression.
    pub fn standard_node(&mut self, node: &Node) -> Result<(), CompileError> {
        self.standard(node, Hint::NONE)
    }

    /// Appends an entry of a select list.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the expression.
    pub fn select_item(&mut self, node: &Node) -> Result<(), CompileError> {
        self.named_node(node, Hint::SELECT_ITEM)
    }

    /// Appends an expression. If it is a bind, `hint` has the name of its placeholder.
    pub(super) fn named_node(&mut self, node: &Node, hint: Hint) -> Result<(), CompileError> {
        if let Some(hook) = self.compile_hook
            && hook.node(self, node)?
        {
            return Ok(());
        }
        self.standard(node, hint)
    }

    fn standard(&mut self, node: &Node, hint: Hint) -> Result<(), CompileError> {
        match node {
            Node::Column(column) => self.column(*column),
            Node::Bind(bind) => self.bind(&bind.value, bind.sql_type, hint.named(bind.name))?,
            Node::Param(param) => self.param(param, hint)?,
            Node::DmlColumn(node) => self.dml_column(node)?,
            Node::Null => self.push("NULL"),
            Node::Bool(value) => self.push(self.dialect.bool_literal(*value)),
            Node::Binary(op, operands) => {
                let scale = self.rounds_operator(*op, &operands.0, &operands.1);
                self.rounded(scale, |compiler| {
                    compiler.in_operator(|compiler| compiler.binary(*op, &operands.0, &operands.1))
                })?;
            }
            Node::Unary(op, operand) => self.unary(*op, operand)?,
            Node::Junction(kind, parts) => self.junction(*kind, parts)?,
            Node::In(node) => self.in_operator(|compiler| compiler.in_list(node))?,
            Node::Between(node) => self.in_operator(|compiler| compiler.between(node))?,
            Node::Like(node) => self.like(node)?,
            Node::Division(node) => self.division(node)?,
            Node::Operator(node) => self.named_operator(node)?,
            Node::Collate(node) => self.collate(node)?,
            Node::Regexp(node) => self.dialect.regexp_match(self, node)?,
            Node::RegexpReplace(node) => self.dialect.regexp_replace(self, node)?,
            Node::Match(node) => self.dialect.full_text(self, node)?,
            Node::Quantified(quantifier, values) => self.quantified(*quantifier, values)?,
            Node::Tuple(elements) => self.tuple(elements)?,
            Node::Function(node) => {
                let scale = if std::mem::take(&mut self.is_rounded_outside) {
                    None
                } else {
                    self.rounds_function(node)
                };
                let dialect = self.dialect;
                self.rounded(scale, |compiler| dialect.function(compiler, node))?;
            }
            Node::Star => self.push("*"),
            Node::Cast(cast) if cast.safe => self.dialect.try_cast(self, cast)?,
            Node::Cast(cast) => self.dialect.cast(self, cast)?,
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
            Node::Label(label) => self.named_node(&label.node, hint)?,
            Node::Output(name) => self.identifier(name),
            Node::Text(text) => self.text(text)?,
            Node::LiteralColumn(sql) => self.push(sql),
            Node::Row(source) => self.source_name(*source),
            Node::Identifier(name) => self.identifier(name),
            Node::Name(name) => self.identifier(name),
            Node::Prefix(node) => {
                self.push(&node.operator);
                self.operand(&node.operand, node.precedence, Hint::NONE)?;
            }
            Node::Case(node) => self.case(node)?,
            Node::Coerced(operand) => self.named_node(operand, hint)?,
            Node::Extract(node) => self.dialect.extract(self, node)?,
            Node::Filter(aggregate) => {
                self.aggregate(node, |compiler| compiler.filter(aggregate))?
            }
            Node::WithinGroup(node) => self.within_group(node)?,
            Node::Over(aggregate) => self.aggregate(node, |compiler| compiler.over(aggregate))?,
            Node::Grouping(node) => self.grouping(node)?,
            Node::Field(node) => self.field(node)?,
            Node::Json(node) => self.dialect.json(self, node)?,
            Node::Array(node) => self.array(node)?,
            Node::Subscript(node) => self.subscript(node)?,
            Node::Part(_) => {
                return Err(CompileError::Invalid(
                    "only UPDATE can assign to a part of a column".to_owned(),
                ));
            }
            Node::HstoreValue(node) => self.hstore_value(node)?,
            Node::Postgres(node) => {
                self.in_operator(|compiler| compiler.postgres_operator(node))?
            }
            Node::Custom(node) => node.expression.compile(self, &node.operands)?,
            Node::Invalid(message) => return Err(CompileError::Invalid(message.to_string())),
        }
        Ok(())
    }

    /// Writes the operands of an operator. Some JSON and `hstore` elements need parentheses there.
    pub(super) fn in_operator(
        &mut self,
        write: impl FnOnce(&mut Self) -> Result<(), CompileError>,
    ) -> Result<(), CompileError> {
        let within = std::mem::replace(&mut self.within_operator, true);
        write(self)?;
        self.within_operator = within;
        Ok(())
    }

    /// Appends the type and the end of a `CAST`.
    pub(super) fn cast_end(&mut self, sql_type: &SqlType) -> Result<(), CompileError> {
        self.push(" AS ");
        let name = self.dialect.cast_type_name(sql_type)?;
        self.push(&name);
        self.push(")");
        Ok(())
    }

    /// Appends an operand, in parentheses unless it binds tighter than its operator.
    ///
    /// If the operand is a bind, `hint` has the name of its placeholder.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the operand.
    pub fn operand(
        &mut self,
        node: &Node,
        operator: Precedence,
        hint: Hint,
    ) -> Result<(), CompileError> {
        if Precedence::from_node(node) > operator || self.is_rounded(node) {
            return self.named_node(node, hint);
        }
        self.push("(");
        self.named_node(node, hint)?;
        self.push(")");
        Ok(())
    }

    fn unary(&mut self, op: UnaryOp, operand: &Node) -> Result<(), CompileError> {
        match op {
            UnaryOp::Not => {
                self.push("NOT ");
                self.operand(operand, Precedence::COMPARISON, Hint::NONE)
            }
            UnaryOp::IsFalse => self.is_false(operand),
            UnaryOp::Neg => {
                self.push("-");
                self.operand(operand, Precedence::PRODUCT, Hint::NONE)
            }
            UnaryOp::BitNot => self.dialect.bitwise_not(self, operand),
            UnaryOp::Distinct => {
                self.push("DISTINCT ");
                self.operand(operand, Precedence::COMPARISON, Hint::NONE)
            }
            UnaryOp::IsNull | UnaryOp::IsNotNull => {
                self.in_operator(|compiler| {
                    compiler.operand(operand, Precedence::COMPARISON, Hint::NONE)
                })?;
                self.push(if op == UnaryOp::IsNull {
                    " IS NULL"
                } else {
                    " IS NOT NULL"
                });
                Ok(())
            }
        }
    }

    fn ordered(&mut self, node: &OrderNode) -> Result<(), CompileError> {
        let native = self.dialect.capabilities().nulls_order;
        if let (Some(nulls), false) = (node.nulls, native) {
            self.nulls_key(&node.operand, nulls)?;
        }
        let around = match node.direction {
            None if native && node.nulls.is_some() => Precedence::TIGHTEST,
            _ => Precedence::AND,
        };
        match node.operand {
            Node::Text(_) => self.node(&node.operand)?,
            _ => self.operand(&node.operand, around, Hint::NONE)?,
        }
        self.push(match node.direction {
            None => "",
            Some(Direction::Ascending) => " ASC",
            Some(Direction::Descending) => " DESC",
        });
        match node.nulls {
            Some(NullsOrder::First) if native => self.push(" NULLS FIRST"),
            Some(NullsOrder::Last) if native => self.push(" NULLS LAST"),
            _ => {}
        }
        Ok(())
    }

    /// Appends a key that emulates `NULLS FIRST` or `NULLS LAST`.
    fn nulls_key(&mut self, operand: &Node, nulls: NullsOrder) -> Result<(), CompileError> {
        let first = nulls == NullsOrder::First;
        if self.dialect.capabilities().conditions_are_values {
            self.operand(operand, Precedence::COMPARISON, Hint::NONE)?;
            self.push(if first {
                " IS NOT NULL, "
            } else {
                " IS NULL, "
            });
            return Ok(());
        }
        self.push("CASE WHEN ");
        self.operand(operand, Precedence::COMPARISON, Hint::NONE)?;
        self.push(if first {
            " IS NULL THEN 0 ELSE 1 END, "
        } else {
            " IS NULL THEN 1 ELSE 0 END, "
        });
        Ok(())
    }
}

/// Returns SQL text without its quotes if it is a word, else `param`: the name of a placeholder.
pub(super) fn word_of(sql: &'static str) -> &'static str {
    let word = sql.trim_matches(['\'', '"']);
    let starts = word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if starts && word.bytes().all(plain) {
        word
    } else {
        "param"
    }
}
