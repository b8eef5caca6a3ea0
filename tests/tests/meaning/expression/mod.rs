//! Typed expressions.

mod generate;
mod show;
mod smaller;

use crate::value::{Type, Val};

pub use generate::{expression, value};

/// An expression of a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Ex {
    pub of: Type,
    pub node: Node,
}

/// An operand.
pub type Part = Box<Ex>;

/// The forms of expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A column of the table, by its number.
    Column(usize),
    /// The column of the subquery that is selected from.
    Derived,
    Value(Val),
    Null,
    Arithmetic(Arithmetic, Part, Part),
    Negative(Part),
    Bits(Bits, Part, Part),
    Call(Call, Vec<Ex>),
    Extract(&'static str, Part),
    Compare(Compare, Part, Part),
    /// `IS DISTINCT FROM`, or its opposite.
    Distinct(bool, Part, Part),
    IsNull(bool, Part),
    /// `IS TRUE` and `IS FALSE`, or their opposites.
    Is(bool, bool, Part),
    In(bool, Part, List),
    Between(bool, Part, Part, Part),
    Like(Like),
    And(Part, Part),
    Or(Part, Part),
    Not(Part),
    Case(Vec<(Ex, Ex)>, Option<Part>),
    CaseOf(Part, Vec<(Ex, Ex)>, Option<Part>),
    Coalesce(Part, Part),
    NullIf(Part, Part),
    Cast(Part),
    /// The greatest (`true`) or least value over the table, as a subquery.
    Extreme(bool, Part),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arithmetic {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    FloorDiv,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bits {
    And,
    Or,
    Xor,
}

/// Functions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Call {
    Abs,
    /// With the number of digits.
    Round,
    Length,
    CharLength,
    Lower,
    Upper,
    Trim,
    Replace,
    /// With the first character and the number of characters.
    Substr,
    /// The operator `+` of texts.
    Join,
    /// The function `concat`.
    Concat,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Compare {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// The right side of `IN`.
#[derive(Clone, Debug, PartialEq)]
pub enum List {
    Values(Vec<Val>),
    /// A list of two operands.
    Pair(Part, Part),
    /// `IN (VALUES …)`
    Clause(Vec<Val>),
}

/// A condition of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Like {
    pub form: LikeForm,
    pub negated: bool,
    pub ignore_case: bool,
    pub operand: Part,
    pub pattern: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LikeForm {
    /// `like(text)`: `%` and `_` are wildcards.
    Pattern,
    /// `like(pattern(text).escape('/'))`
    Escaped,
    /// `like(autoescape(text))`: no wildcards.
    Exactly,
    StartsWith,
    EndsWith,
    Contains,
    /// `contains(pattern(text))`: `%` and `_` are wildcards.
    ContainsPattern,
}

/// The forms that an expression may have.
#[derive(Clone, Copy)]
pub struct Scope {
    /// Whether columns of the table may.
    pub columns: bool,
    /// The type of the subquery's column.
    pub derived: Option<Type>,
    /// Whether subqueries may.
    pub subqueries: bool,
}

impl Scope {
    /// A select from the table.
    pub const TABLE: Self = Self {
        columns: true,
        derived: None,
        subqueries: true,
    };
}

impl Ex {
    /// A value.
    pub fn value(of: Type, value: Val) -> Self {
        let node = Node::Value(value);
        Self { of, node }
    }

    /// Its operands.
    pub fn parts(&self) -> Vec<&Self> {
        match &self.node {
            Node::Column(_) | Node::Derived | Node::Value(_) | Node::Null => Vec::new(),
            Node::Negative(of)
            | Node::Extract(_, of)
            | Node::IsNull(_, of)
            | Node::Is(_, _, of)
            | Node::Not(of)
            | Node::Cast(of)
            | Node::Extreme(_, of) => vec![of],
            Node::Arithmetic(_, left, right)
            | Node::Bits(_, left, right)
            | Node::Compare(_, left, right)
            | Node::Distinct(_, left, right)
            | Node::And(left, right)
            | Node::Or(left, right)
            | Node::Coalesce(left, right)
            | Node::NullIf(left, right) => vec![left, right],
            Node::Call(_, of) => of.iter().collect(),
            Node::In(_, of, List::Pair(left, right)) => vec![of, left, right],
            Node::In(_, of, _) => vec![of],
            Node::Between(_, of, low, high) => vec![of, low, high],
            Node::Like(like) => vec![&like.operand],
            Node::Case(whens, otherwise) => {
                let whens = whens.iter().flat_map(|(when, then)| [when, then]);
                whens.chain(otherwise.as_deref()).collect()
            }
            Node::CaseOf(of, whens, otherwise) => {
                let whens = whens.iter().flat_map(|(when, then)| [when, then]);
                std::iter::once(&**of)
                    .chain(whens)
                    .chain(otherwise.as_deref())
                    .collect()
            }
        }
    }

    pub(super) fn parts_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.node {
            Node::Column(_) | Node::Derived | Node::Value(_) | Node::Null => Vec::new(),
            Node::Negative(of)
            | Node::Extract(_, of)
            | Node::IsNull(_, of)
            | Node::Is(_, _, of)
            | Node::Not(of)
            | Node::Cast(of)
            | Node::Extreme(_, of) => vec![of],
            Node::Arithmetic(_, left, right)
            | Node::Bits(_, left, right)
            | Node::Compare(_, left, right)
            | Node::Distinct(_, left, right)
            | Node::And(left, right)
            | Node::Or(left, right)
            | Node::Coalesce(left, right)
            | Node::NullIf(left, right) => vec![left, right],
            Node::Call(_, of) => of.iter_mut().collect(),
            Node::In(_, of, List::Pair(left, right)) => vec![of, left, right],
            Node::In(_, of, _) => vec![of],
            Node::Between(_, of, low, high) => vec![of, low, high],
            Node::Like(like) => vec![&mut like.operand],
            Node::Case(whens, otherwise) => {
                let whens = whens.iter_mut().flat_map(|(when, then)| [when, then]);
                whens.chain(otherwise.as_deref_mut()).collect()
            }
            Node::CaseOf(of, whens, otherwise) => {
                let whens = whens.iter_mut().flat_map(|(when, then)| [when, then]);
                std::iter::once(&mut **of)
                    .chain(whens)
                    .chain(otherwise.as_deref_mut())
                    .collect()
            }
        }
    }
}
