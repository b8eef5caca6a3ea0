//! Statements over the table.

mod generate;
mod show;
mod smaller;
mod tree;

use crate::expression::{Compare, Ex, List, Node};
use crate::value::{Type, Val};

pub use tree::Programs;

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Program {
    /// Expressions of any types, each with the key.
    Select(Vec<Ex>, Option<Ex>),
    Order(Sorted, Option<Ex>),
    /// `SELECT DISTINCT`, ordered by the selected expressions.
    Distinct(Ex, Option<Ex>),
    Group(Group),
    Sets(SetOp, Box<Side>, Box<Side>),
    /// The table joined with `VALUES`.
    Values(Ex, Vec<Val>),
    /// An expression over a subquery of an expression.
    Derived(Box<Derived>),
    /// `UPDATE` of a column.
    Update(usize, Ex, Option<Ex>),
    Delete(Ex),
    /// `INSERT` of expressions that know no column.
    Insert(Vec<(usize, Ex)>),
}

/// An expression that is selected, and the condition.
pub type Side = (Ex, Option<Ex>);

/// An order, and how many rows of it are taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Sorted {
    pub key: Ex,
    pub descending: bool,
    pub nulls_first: Option<bool>,
    pub limit: Option<u32>,
}

/// `GROUP BY`, or all rows as one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub key: Option<Ex>,
    pub aggregates: Vec<Aggregate>,
    pub filter: Option<Ex>,
    pub having: Option<(Aggregate, Compare, Val)>,
    /// Whether the groups are ordered by their key.
    pub ordered: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    pub function: Function,
    pub of: Ex,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Function {
    CountRows,
    Count,
    CountDistinct,
    Sum,
    Avg,
    Min,
    Max,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SetOp {
    Union,
    UnionAll,
    Intersect,
    Except,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Derived {
    pub inner: Ex,
    pub inner_filter: Option<Ex>,
    pub outer: Ex,
    pub outer_filter: Option<Ex>,
}

impl Aggregate {
    /// The type of its value: a sum of small whole numbers is one of 64 bits, a sum of those is a
    /// decimal.
    pub fn of(&self) -> Type {
        match self.function {
            Function::CountRows | Function::Count | Function::CountDistinct => Type::Big,
            Function::Min | Function::Max => self.of.of,
            Function::Sum if self.of.of == Type::Big => Type::Decimal,
            Function::Sum if self.of.of.is_integer() => Type::Big,
            Function::Sum => self.of.of,
            Function::Avg => Type::Double,
        }
    }
}

/// Whether there is a subquery in it.
pub fn has_subquery(ex: &Ex) -> bool {
    matches!(ex.node, Node::Extreme(..) | Node::In(_, _, List::Clause(_)))
        || ex.parts().into_iter().any(has_subquery)
}

/// Whether it has no column in it.
pub fn is_constant(ex: &Ex) -> bool {
    !matches!(ex.node, Node::Column(_) | Node::Derived) && ex.parts().into_iter().all(is_constant)
}
