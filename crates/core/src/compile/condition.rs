//! Conditions.

use super::EmptyList;
use super::{BindPlace, Compiler, Hint, PlaceholderName, Precedence};
use crate::error::CompileError;
use crate::expr::{BetweenNode, Given, InList, InNode, Junction, Node, Quantifier};
use crate::types::TypeRef;
use crate::value::Value;

impl Compiler<'_> {
    /// Appends the condition of a clause: `WHERE`, `HAVING`, `ON`.
    ///
    /// A boolean value is compared with 1 if the dialect has no booleans.
    ///
    /// # Errors
    /// Returns an error if the dialect does not support the condition.
    pub fn condition(&mut self, node: &Node) -> Result<(), CompileError> {
        self.condition_in(node, Precedence::CLAUSE)
    }

    fn condition_in(&mut self, node: &Node, around: Precedence) -> Result<(), CompileError> {
        if node.is_condition() || self.dialect.capabilities().native_booleans {
            return self.operand(node, around, Hint::NONE);
        }
        self.operand(node, Precedence::COMPARISON, Hint::NONE)?;
        self.push(" = 1");
        Ok(())
    }

    /// Appends the negation of a boolean value.
    pub(super) fn is_false(&mut self, operand: &Node) -> Result<(), CompileError> {
        if self.dialect.capabilities().native_booleans {
            self.push("NOT ");
            return self.operand(operand, Precedence::COMPARISON, Hint::NONE);
        }
        self.operand(operand, Precedence::COMPARISON, Hint::NONE)?;
        self.push(" = 0");
        Ok(())
    }

    pub(super) fn junction(&mut self, kind: Junction, parts: &[Node]) -> Result<(), CompileError> {
        let (word, own) = match kind {
            Junction::And => (" AND ", Precedence::AND),
            Junction::Or => (" OR ", Precedence::OR),
        };
        self.list(parts, word, |compiler, part| match part {
            // A list within a list of the same operator needs no parentheses.
            Node::Junction(of, parts) if *of == kind => compiler.junction(kind, parts),
            part => compiler.condition_in(part, own),
        })
    }

    pub(super) fn between(&mut self, node: &BetweenNode) -> Result<(), CompileError> {
        if node.symmetric && !self.dialect.capabilities().symmetric_between {
            return Err(self.unsupported("BETWEEN SYMMETRIC"));
        }
        let around = Hint::from_any([&node.low, &node.high]).named(Some(Hint::NONE.name));
        self.operand(&node.operand, Precedence::COMPARISON, around)?;
        self.push(if node.negated {
            " NOT BETWEEN "
        } else {
            " BETWEEN "
        });
        self.push(if node.symmetric { "SYMMETRIC " } else { "" });
        let hint = Hint::from_node(&node.operand);
        self.operand(&node.low, Precedence::COMPARISON, hint)?;
        self.push(" AND ");
        self.operand(&node.high, Precedence::COMPARISON, hint)
    }

    /// Appends `IN`.
    ///
    /// As in SQLAlchemy, `NOT IN` is written in parentheses, and an empty list in a form that the
    /// database supports.
    pub(super) fn in_list(&mut self, node: &InNode) -> Result<(), CompileError> {
        if let InList::Array(array) = &node.list {
            return self.in_array(node, array);
        }
        if node.negated {
            self.push("(");
        }
        let around = match &node.list {
            InList::Expressions(nodes) => Hint::from_any(nodes).named(Some(Hint::NONE.name)),
            _ => Hint::NONE,
        };
        self.operand(&node.operand, Precedence::COMPARISON, around)?;
        self.push(if node.negated { " NOT IN (" } else { " IN (" });
        let hint = Hint::from_node(&node.operand);
        match &node.list {
            InList::Values(values) if values.is_empty() => self.in_nothing(node),
            InList::Rows(rows) if rows.is_empty() => self.in_nothing(node),
            InList::Expressions(nodes) if nodes.is_empty() => self.in_nothing(node),
            InList::Param(param) if param.is_empty() => self.in_nothing(node),
            InList::Values(values) => self.bind_list(values, node.sql_type, hint)?,
            InList::Param(param) => match &param.given {
                Given::Rows(rows) => self.in_rows(&node.operand, rows, |row, element| {
                    PlaceholderName::Element(param.name, row, element)
                })?,
                _ => self.param_list(param, hint.typing(node.sql_type), hint)?,
            },
            InList::Rows(rows) => {
                let number = self.next_number(hint.name);
                self.in_rows(&node.operand, rows, |row, element| {
                    PlaceholderName::RowElement(hint.name, number, row, element)
                })?;
            }
            InList::Expressions(nodes) => self.list(nodes, ", ", |compiler, node| {
                compiler.named_node(node, hint)
            })?,
            InList::Subquery(query) => self.query(query)?,
            InList::Array(_) => {}
        }
        self.push(if node.negated { "))" } else { ")" });
        Ok(())
    }

    fn in_rows(
        &mut self,
        operand: &Node,
        rows: &[Vec<Value>],
        name: impl Fn(u32, u32) -> PlaceholderName,
    ) -> Result<(), CompileError> {
        let width = width_of(operand);
        if rows.iter().any(|row| row.len() != width) {
            return Err(CompileError::Invalid(
                "a row of IN has a different number of values than the tuple before IN".to_owned(),
            ));
        }
        if self.dialect.capabilities().rows_are_values_clause {
            self.push("VALUES ");
        }
        self.bind_rows(rows, Hint::NONE, name)
    }

    fn in_nothing(&mut self, node: &InNode) {
        let width = width_of(&node.operand);
        let is_tuple = matches!(node.operand, Node::Tuple(_));
        match self.dialect.capabilities().empty_list {
            EmptyList::Null => {
                self.push(if is_tuple { "(" } else { "" });
                self.repeat("NULL", width);
                self.push(if is_tuple { ")" } else { "" });
                self.push(if node.negated {
                    ") OR (1 = 1"
                } else {
                    ") AND (1 != 1"
                });
            }
            EmptyList::Select => {
                self.push("SELECT ");
                self.repeat("1", width);
                self.push(" FROM (SELECT ");
                self.repeat("1", width);
                self.push(") WHERE 1!=1");
            }
        }
    }

    fn repeat(&mut self, sql: &str, times: usize) {
        for index in 0..times {
            self.push(if index == 0 { "" } else { ", " });
            self.push(sql);
        }
    }

    fn in_array(&mut self, node: &InNode, array: &Value) -> Result<(), CompileError> {
        if !self.dialect.capabilities().array_binds {
            return Err(self.unsupported("an array as the list of IN"));
        }
        self.operand(&node.operand, Precedence::COMPARISON, Hint::NONE)?;
        self.push(if node.negated { " != ALL(" } else { " = ANY(" });
        let hint = Hint::from_node(&node.operand).at(BindPlace::BesideColumn);
        self.bind(array, TypeRef::UNKNOWN, hint)?;
        self.push(")");
        Ok(())
    }

    pub(super) fn quantified(
        &mut self,
        quantifier: Quantifier,
        values: &Node,
    ) -> Result<(), CompileError> {
        let subquery = matches!(values, Node::Subquery(_));
        let capabilities = self.dialect.capabilities();
        if !capabilities.quantifiers {
            return Err(self.unsupported("ANY and ALL"));
        }
        if !subquery && !capabilities.array_quantifiers {
            return Err(self.unsupported("ANY and ALL of an array"));
        }
        self.push(match quantifier {
            Quantifier::Any => "ANY ",
            Quantifier::All => "ALL ",
        });
        if subquery {
            return self.node(values);
        }
        self.push("(");
        self.node(values)?;
        self.push(")");
        Ok(())
    }

    pub(super) fn tuple(&mut self, elements: &[Node]) -> Result<(), CompileError> {
        self.tuple_beside(elements, &[])
    }

    /// Appends a tuple that is compared with another one. `others` has the elements of the other.
    pub(super) fn tuple_beside(
        &mut self,
        elements: &[Node],
        others: &[Node],
    ) -> Result<(), CompileError> {
        if !self.dialect.capabilities().row_values {
            return Err(self.unsupported("tuples"));
        }
        self.push("(");
        for (index, element) in elements.iter().enumerate() {
            self.push(if index > 0 { ", " } else { "" });
            let hint = others.get(index).map_or(Hint::NONE, Hint::from_node);
            self.named_node(element, hint.named(Some(Hint::NONE.name)))?;
        }
        self.push(")");
        Ok(())
    }
}

/// Returns the number of columns of an operand of `IN`.
fn width_of(operand: &Node) -> usize {
    match operand {
        Node::Tuple(elements) => elements.len(),
        _ => 1,
    }
}
