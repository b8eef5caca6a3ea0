//! Typed expressions: how they are generated, made smaller, and shown.

use std::fmt;

use crate::dice::Dice;
use crate::table::{COLUMNS, columns_of, edges_of};
use crate::value::{Exact, Type, Val};

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
    /// A column of the table, by its number in [`COLUMNS`].
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

/// What may be in an expression.
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

/// A random expression of a type.
pub fn expression(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Ex {
    let node = if depth == 0 || dice.chance(1, 6) {
        leaf(dice, of, scope)
    } else {
        inner(dice, of, depth - 1, scope)
    };
    Ex { of, node }
}

fn leaf(dice: &mut Dice<'_>, of: Type, scope: Scope) -> Node {
    if scope.derived == Some(of) && dice.chance(2, 3) {
        return Node::Derived;
    }
    let columns = columns_of(of);
    match dice.below(12) {
        0 => Node::Null,
        1..7 if scope.columns && !columns.is_empty() => Node::Column(dice.pick(&columns)),
        _ => Node::Value(value(dice, of)),
    }
}

/// A value for a literal.
pub fn value(dice: &mut Dice<'_>, of: Type) -> Val {
    match of {
        Type::Tiny | Type::Small | Type::Word | Type::Normal | Type::Wide | Type::Big
            if dice.chance(3, 4) =>
        {
            let least = if of.range().is_some_and(|(low, _)| low < 0) {
                -3
            } else {
                0
            };
            Val::Int(least + dice.below(13) as i128)
        }
        Type::Decimal => Val::decimal(dice.pick(&[
            "0.1", "0.10", "0.20", "0.30", "1", "2", "3", "-1", "19.99", "1.005", "1.01", "9.9",
            "100", "0.000001", "-12.5", "0.5", "50.000", "10",
        ])),
        Type::Double => {
            Val::Double(dice.pick(&[0.1, 0.2, 0.5, 1.0, 2.0, -3.0, 1e10, 1.0 / 3.0, 100.0]))
        }
        Type::Text if dice.chance(1, 3) => Val::text(dice.pick(&[
            "a",
            "b",
            "zz",
            "12",
            "-5",
            "x",
            "A",
            "hello world",
            "'",
            "\\\\",
            "%",
            "_",
            "/",
        ])),
        Type::Text => {
            let columns = columns_of(of);
            let column = dice.pick(&columns);
            let edges = crate::table::edges(column);
            let texts: Vec<Val> = edges.into_iter().filter(|edge| !edge.is_null()).collect();
            dice.pick(&texts)
        }
        _ => dice.pick(&edges_of(of)),
    }
}

fn part(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Part {
    Box::new(expression(dice, of, depth, scope))
}

/// An operand that is no `NULL` of the program.
fn non_null(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Part {
    let mut part = part(dice, of, depth, scope);
    if part.node == Node::Null {
        part.node = Node::Value(value(dice, of));
    }
    part
}

/// An operand that is neither a value nor `NULL`, where there is such.
fn computed(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Part {
    let mut part = part(dice, of, depth, scope);
    if scope.columns && matches!(part.node, Node::Value(_) | Node::Null) && dice.chance(4, 5) {
        part.node = Node::Column(dice.pick(&columns_of(of)));
    }
    part
}

fn inner(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Node {
    if dice.chance(2, 5) {
        return any_type(dice, of, depth, scope);
    }
    match of {
        _ if of.is_integer() => integer(dice, of, depth, scope),
        Type::Decimal | Type::Double => number(dice, of, depth, scope),
        Type::Bool => condition(dice, depth, scope),
        Type::Text => text(dice, depth, scope),
        Type::Date if dice.chance(1, 2) => Node::Cast(match dice.below(2) {
            0 => part(dice, Type::Moment, depth, scope),
            _ => Box::new(Ex {
                of: Type::Text,
                node: Node::Value(Val::text(dice.pick(&["2024-02-29", "1970-01-01"]))),
            }),
        }),
        _ => any_type(dice, of, depth, scope),
    }
}

/// Forms that expressions of all types have.
fn any_type(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Node {
    match dice.below(9) {
        0..3 => {
            let whens = (0..=dice.below(2)).map(|_| {
                let when = expression(dice, Type::Bool, depth, scope);
                (when, expression(dice, of, depth, scope))
            });
            let whens = whens.collect();
            let otherwise = dice.chance(3, 4).then(|| part(dice, of, depth, scope));
            Node::Case(whens, otherwise)
        }
        3..5 => {
            let over = dice.pick(&comparable());
            let operand = computed(dice, over, depth, scope);
            let whens = (0..=dice.below(2)).map(|_| {
                let when = *non_null(dice, over, 0, scope);
                (when, expression(dice, of, depth, scope))
            });
            let whens = whens.collect();
            let otherwise = dice.chance(3, 4).then(|| part(dice, of, depth, scope));
            Node::CaseOf(operand, whens, otherwise)
        }
        5 if of.has_equality() => Node::NullIf(
            computed(dice, of, depth, scope),
            non_null(dice, of, depth, scope),
        ),
        6 if of.has_extremes() && scope.subqueries => {
            let inner = Scope {
                derived: None,
                columns: true,
                subqueries: false,
            };
            Node::Extreme(dice.chance(1, 2), computed(dice, of, depth.min(1), inner))
        }
        _ => Node::Coalesce(
            part(dice, of, depth, scope),
            non_null(dice, of, depth, scope),
        ),
    }
}

fn comparable() -> Vec<Type> {
    let types = Type::ALL.iter().copied();
    types.filter(|of| of.has_equality()).collect()
}

fn integer(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Node {
    match dice.below(10) {
        0 => bits(dice, of, depth, scope),
        1 if matches!(of, Type::Small | Type::Normal | Type::Big) => {
            cast_to_integer(dice, of, depth, scope)
        }
        2 if of == Type::Big => {
            let call = dice.pick(&[Call::Length, Call::CharLength]);
            Node::Call(call, vec![expression(dice, Type::Text, depth, scope)])
        }
        3 if of == Type::Big => {
            let from = dice.pick(&[Type::Date, Type::Moment, Type::Instant]);
            let fields: &[&str] = match from {
                Type::Date => &["year", "month", "day"],
                _ => &["year", "month", "day", "hour", "minute"],
            };
            Node::Extract(dice.pick(fields), computed(dice, from, depth, scope))
        }
        _ => number(dice, of, depth, scope),
    }
}

fn bits(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Node {
    let op = dice.pick(&[Bits::And, Bits::Or, Bits::Xor]);
    Node::Bits(
        op,
        computed(dice, of, depth, scope),
        non_null(dice, of, depth, scope),
    )
}

fn cast_to_integer(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Node {
    let digits = |text: &str| Ex {
        of: Type::Text,
        node: Node::Value(Val::text(text)),
    };
    Node::Cast(match dice.below(6) {
        0 => Box::new(digits(dice.pick(&["0", "12", "-5"]))),
        1 if of == Type::Normal => part(dice, Type::Bool, depth, scope),
        2 => part(dice, Type::Decimal, depth, scope),
        3 => part(dice, Type::Double, depth, scope),
        _ => {
            let integers = [
                Type::Tiny,
                Type::Small,
                Type::Word,
                Type::Normal,
                Type::Wide,
                Type::Big,
            ];
            let from = dice.pick(&integers);
            part(dice, from, depth, scope)
        }
    })
}

/// Arithmetic.
fn number(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Node {
    use Arithmetic::{Add, Div, FloorDiv, Mul, Rem, Sub};
    match dice.below(12) {
        0 if of.range().is_none_or(|(low, _)| low < 0) => {
            Node::Negative(computed(dice, of, depth, scope))
        }
        1 => Node::Call(Call::Abs, vec![*computed(dice, of, depth, scope)]),
        2 if of == Type::Decimal => {
            let digits = Ex {
                of: Type::Normal,
                node: Node::Value(Val::Int(dice.below(3) as i128)),
            };
            Node::Call(Call::Round, vec![*computed(dice, of, depth, scope), digits])
        }
        3 | 4 if matches!(of, Type::Decimal | Type::Double) => {
            let mut from = vec![Type::Small, Type::Normal, Type::Big];
            if of == Type::Double {
                from.push(Type::Decimal);
            }
            let from = dice.pick(&from);
            Node::Cast(part(dice, from, depth, scope))
        }
        _ => {
            let whole = [Add, Add, Sub, Sub, Mul, Mul, Div, Rem, FloorDiv];
            let fractions = [Add, Add, Sub, Sub, Mul, Mul, Div];
            let op = match of.is_integer() {
                true => dice.pick(&whole),
                false => dice.pick(&fractions),
            };
            // Either side may be the one that is a value.
            let (left, mut right) = match dice.chance(2, 3) {
                true => (
                    computed(dice, of, depth, scope),
                    non_null(dice, of, depth, scope),
                ),
                false => (
                    non_null(dice, of, depth, scope),
                    computed(dice, of, depth, scope),
                ),
            };
            if matches!(op, Div | Rem | FloorDiv) && dice.chance(4, 5) {
                right.node = Node::Value(divisor(dice, of));
            }
            Node::Arithmetic(op, left, right)
        }
    }
}

fn divisor(dice: &mut Dice<'_>, of: Type) -> Val {
    loop {
        let value = value(dice, of);
        let zero = match &value {
            Val::Int(value) => *value == 0,
            Val::Double(value) => *value == 0.0,
            Val::Decimal(value) => value.digits == 0,
            _ => false,
        };
        if !zero {
            return value;
        }
    }
}

fn condition(dice: &mut Dice<'_>, depth: usize, scope: Scope) -> Node {
    let of = scope
        .derived
        .filter(|of| of.has_equality() && dice.chance(1, 2));
    let of = of.unwrap_or_else(|| dice.pick(&comparable()));
    match dice.below(16) {
        0..5 => compare(dice, of, depth, scope),
        5 => Node::Distinct(
            dice.chance(1, 2),
            computed(dice, of, depth, scope),
            part(dice, of, depth, scope),
        ),
        6 => Node::IsNull(dice.chance(1, 2), computed(dice, of, depth, scope)),
        7 => Node::Is(
            dice.chance(1, 2),
            dice.chance(1, 2),
            part(dice, Type::Bool, depth, scope),
        ),
        8 | 9 => in_list(dice, of, depth, scope),
        10 if of.has_order() => Node::Between(
            dice.chance(1, 3),
            computed(dice, of, depth, scope),
            non_null(dice, of, depth.min(1), scope),
            non_null(dice, of, depth.min(1), scope),
        ),
        11 | 12 => like(dice, depth, scope),
        13 => Node::And(
            part(dice, Type::Bool, depth, scope),
            part(dice, Type::Bool, depth, scope),
        ),
        14 => Node::Or(
            part(dice, Type::Bool, depth, scope),
            part(dice, Type::Bool, depth, scope),
        ),
        _ => Node::Not(part(dice, Type::Bool, depth, scope)),
    }
}

fn compare(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Node {
    use Compare::{Eq, Ge, Gt, Le, Lt, Ne};
    let op = match of.has_order() {
        true => dice.pick(&[Eq, Eq, Ne, Lt, Le, Gt, Ge]),
        false => dice.pick(&[Eq, Ne]),
    };
    let left = computed(dice, of, depth, scope);
    let right = match op {
        Eq | Ne => part(dice, of, depth, scope),
        _ => non_null(dice, of, depth, scope),
    };
    Node::Compare(op, left, right)
}

fn in_list(dice: &mut Dice<'_>, of: Type, depth: usize, scope: Scope) -> Node {
    let list = match dice.below(5) {
        0 => List::Pair(
            non_null(dice, of, depth.min(1), scope),
            non_null(dice, of, depth.min(1), scope),
        ),
        1 => List::Clause((0..=dice.below(3)).map(|_| value(dice, of)).collect()),
        _ => List::Values((0..dice.below(4)).map(|_| value(dice, of)).collect()),
    };
    Node::In(dice.chance(1, 3), computed(dice, of, depth, scope), list)
}

fn like(dice: &mut Dice<'_>, depth: usize, scope: Scope) -> Node {
    use LikeForm::{Contains, ContainsPattern, EndsWith, Escaped, Exactly, Pattern, StartsWith};
    let form = dice.pick(&[
        Pattern,
        Escaped,
        Exactly,
        StartsWith,
        EndsWith,
        Contains,
        ContainsPattern,
    ]);
    let pattern = dice.pick(&[
        "a", "A", "%", "_", "\\", "/", "'", "C:\\new", "C:\\", "\\new", "100%", "a_b", "a%b",
        "%n%", "n_w", "/%", "//", "/_", "x/y", "", "ann", "\\%", "s ", "%\\%", "ü", "🦀", ":name",
        "--",
    ]);
    // What follows an escape character must be a wildcard or that character.
    let pattern = match form {
        Escaped
            if pattern
                .replace("/%", "")
                .replace("//", "")
                .replace("/_", "")
                .contains('/') =>
        {
            "/%"
        }
        _ => pattern,
    };
    Node::Like(Like {
        form,
        negated: dice.chance(1, 4),
        ignore_case: dice.chance(1, 4) && !matches!(form, ContainsPattern),
        operand: computed(dice, Type::Text, depth, scope),
        pattern: pattern.to_owned(),
    })
}

fn text(dice: &mut Dice<'_>, depth: usize, scope: Scope) -> Node {
    let number = |value: i128| Ex {
        of: Type::Normal,
        node: Node::Value(Val::Int(value)),
    };
    let text = |value: &str| Ex {
        of: Type::Text,
        node: Node::Value(Val::text(value)),
    };
    let call = match dice.below(12) {
        0..4 => {
            let (left, right) = (
                *computed(dice, Type::Text, depth, scope),
                *non_null(dice, Type::Text, depth, scope),
            );
            let pair = match dice.chance(1, 2) {
                true => vec![left, right],
                false => vec![right, left],
            };
            return Node::Call(Call::Join, pair);
        }
        4 => Call::Lower,
        5 => Call::Upper,
        6 => Call::Trim,
        7 => {
            let (from, to) = (
                dice.pick(&["a", "%", "\\", "n"]),
                dice.pick(&["", "b", "\\", "'"]),
            );
            let of = *computed(dice, Type::Text, depth, scope);
            return Node::Call(Call::Replace, vec![of, text(from), text(to)]);
        }
        8 => {
            let of = *computed(dice, Type::Text, depth, scope);
            let from = number(1 + dice.below(3) as i128);
            let count = number(dice.below(4) as i128);
            return Node::Call(Call::Substr, vec![of, from, count]);
        }
        9 => {
            let (left, right) = (
                *computed(dice, Type::Text, depth, scope),
                *non_null(dice, Type::Text, depth, scope),
            );
            return Node::Call(Call::Concat, vec![left, right]);
        }
        _ => {
            let from = dice.pick(&[Type::Small, Type::Normal, Type::Big, Type::Date, Type::Text]);
            return Node::Cast(part(dice, from, depth, scope));
        }
    };
    Node::Call(call, vec![*computed(dice, Type::Text, depth, scope)])
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

    fn parts_mut(&mut self) -> Vec<&mut Self> {
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

    /// Smaller expressions of the same type, the smallest first.
    pub fn smaller(&self) -> Vec<Self> {
        let mut smaller = Vec::new();
        for part in self.parts() {
            if part.of == self.of {
                smaller.push(part.clone());
            }
        }
        smaller.extend(self.with_less());
        for (index, part) in self.parts().into_iter().enumerate() {
            for replacement in part.smaller() {
                let mut changed = self.clone();
                *changed.parts_mut()[index] = replacement;
                smaller.push(changed);
            }
        }
        // What becomes of a `NULL` in a comparison is something else.
        smaller.retain(Self::is_said);
        smaller
    }

    /// Whether a program can say it: `<` with `NULL` is refused.
    fn is_said(&self) -> bool {
        let null = match &self.node {
            Node::Compare(op, _, right) => {
                !matches!(op, Compare::Eq | Compare::Ne) && right.node == Node::Null
            }
            _ => false,
        };
        !null && self.parts().into_iter().all(Self::is_said)
    }

    /// The same with a piece less, or a plainer one.
    fn with_less(&self) -> Vec<Self> {
        let mut less = Vec::new();
        let mut add = |node| less.push(Self { of: self.of, node });
        match &self.node {
            Node::Column(index) => {
                if let Some(first) = columns_of(self.of).first().filter(|first| *first != index) {
                    add(Node::Column(*first));
                }
            }
            Node::Value(value) => {
                for plain in plainer(value) {
                    add(Node::Value(plain));
                }
            }
            Node::Derived | Node::Null => {}
            Node::In(negated, of, List::Values(values)) => {
                for index in 0..values.len() {
                    let mut fewer = values.clone();
                    fewer.remove(index);
                    add(Node::In(*negated, of.clone(), List::Values(fewer)));
                }
                if *negated {
                    add(Node::In(false, of.clone(), List::Values(values.clone())));
                }
            }
            Node::In(negated, of, List::Clause(values)) if values.len() > 1 => {
                for index in 0..values.len() {
                    let mut fewer = values.clone();
                    fewer.remove(index);
                    add(Node::In(*negated, of.clone(), List::Clause(fewer)));
                }
            }
            Node::Case(whens, otherwise) => {
                if whens.len() > 1 {
                    for index in 0..whens.len() {
                        let mut fewer = whens.clone();
                        fewer.remove(index);
                        add(Node::Case(fewer, otherwise.clone()));
                    }
                }
                if otherwise.is_some() {
                    add(Node::Case(whens.clone(), None));
                }
            }
            Node::CaseOf(of, whens, otherwise) => {
                if whens.len() > 1 {
                    for index in 0..whens.len() {
                        let mut fewer = whens.clone();
                        fewer.remove(index);
                        add(Node::CaseOf(of.clone(), fewer, otherwise.clone()));
                    }
                }
                if otherwise.is_some() {
                    add(Node::CaseOf(of.clone(), whens.clone(), None));
                }
            }
            Node::Like(like) => {
                if like.negated {
                    add(Node::Like(Like {
                        negated: false,
                        ..like.clone()
                    }));
                }
                if like.ignore_case {
                    add(Node::Like(Like {
                        ignore_case: false,
                        ..like.clone()
                    }));
                }
            }
            // A leaf in its place.
            _ => {
                if let Some(first) = columns_of(self.of).first() {
                    add(Node::Column(*first));
                }
                if let Some(first) = edges_of(self.of).first() {
                    add(Node::Value(first.clone()));
                }
            }
        }
        less
    }

    /// Words for the forms in it, without values: what failures have in common.
    pub fn outline(&self) -> String {
        let name = match &self.node {
            Node::Column(_) => return "col".to_owned(),
            Node::Derived => return "sub".to_owned(),
            Node::Value(_) => return "val".to_owned(),
            Node::Null => return "NULL".to_owned(),
            Node::Arithmetic(op, ..) => format!("{op:?}"),
            Node::Bits(op, ..) => format!("Bit{op:?}"),
            Node::Call(call, _) => format!("{call:?}"),
            Node::Extract(field, _) => (*field).to_owned(),
            Node::Compare(op, ..) => format!("{op:?}"),
            Node::Like(like) => format!("{:?}", like.form),
            Node::In(_, _, List::Values(_)) => "In".to_owned(),
            Node::In(_, _, List::Pair(..)) => "InPair".to_owned(),
            Node::In(_, _, List::Clause(_)) => "InValues".to_owned(),
            other => {
                let name = format!("{other:?}");
                name.split(['(', ' ']).next().unwrap_or_default().to_owned()
            }
        };
        let parts = self.parts().into_iter().map(Self::outline);
        let parts: Vec<_> = parts.collect();
        format!("{name}({})", parts.join(","))
    }
}

fn plainer(value: &Val) -> Vec<Val> {
    match value {
        Val::Int(value) => [0, 1, 2]
            .into_iter()
            .filter(|plain| plain < value)
            .map(Val::Int)
            .collect(),
        Val::Decimal(value) => ["1", "2", "0.5"]
            .map(|text| Exact::parse(text).unwrap())
            .into_iter()
            .filter(|plain| plain.to_string().len() < value.to_string().len())
            .map(Val::Decimal)
            .collect(),
        Val::Double(value) => [1.0, 2.0]
            .into_iter()
            .filter(|plain| plain < value)
            .map(Val::Double)
            .collect(),
        Val::Text(value) => ["", "a"]
            .into_iter()
            .filter(|plain| plain.len() < value.len())
            .map(Val::text)
            .collect(),
        _ => Vec::new(),
    }
}

/// As a program writes it.
impl fmt::Display for Ex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let not = |negated: bool| if negated { "!" } else { "" };
        match &self.node {
            Node::Column(index) => write!(f, "T.{}", COLUMNS[*index].name),
            Node::Derived => f.write_str("sub.x"),
            Node::Value(value) => write!(f, "literal({value})"),
            Node::Null => write!(f, "literal(None::<{:?}>)", self.of),
            Node::Arithmetic(op, left, right) => {
                let sign = match op {
                    Arithmetic::Add => "+",
                    Arithmetic::Sub => "-",
                    Arithmetic::Mul => "*",
                    Arithmetic::Div => "/",
                    Arithmetic::Rem => "%",
                    Arithmetic::FloorDiv => {
                        return write!(f, "{left}.floor_div({})", Operand(right));
                    }
                };
                let left: &dyn fmt::Display = match &left.node {
                    Node::Value(value) if !matches!(right.node, Node::Value(_)) => value,
                    _ => left,
                };
                write!(f, "({left} {sign} {})", Operand(right))
            }
            Node::Negative(of) => write!(f, "-{of}"),
            Node::Bits(op, left, right) => {
                let name = format!("{op:?}").to_lowercase();
                write!(f, "{left}.bitwise_{name}({})", Operand(right))
            }
            Node::Call(Call::Join, pair) => write!(f, "({} + {})", pair[0], Operand(&pair[1])),
            Node::Call(call, args) => {
                write!(f, "func::{}(", format!("{call:?}").to_lowercase())?;
                for (index, arg) in args.iter().enumerate() {
                    let comma = if index == 0 { "" } else { ", " };
                    write!(f, "{comma}{}", Operand(arg))?;
                }
                f.write_str(")")
            }
            Node::Extract(field, of) => write!(f, "extract({field:?}, {of})"),
            Node::Compare(op, left, right) => {
                let name = format!("{op:?}").to_lowercase();
                write!(f, "{left}.{name}({})", Operand(right))
            }
            Node::Distinct(negated, left, right) => {
                let not = if *negated { "not_" } else { "" };
                write!(f, "{left}.is_{not}distinct_from({})", Operand(right))
            }
            Node::IsNull(negated, of) => {
                let not = if *negated { "not_" } else { "" };
                write!(f, "{of}.is_{not}null()")
            }
            Node::Is(negated, truth, of) => {
                let not = if *negated { "not" } else { "" };
                write!(f, "{of}.is_{not}({truth})")
            }
            Node::In(negated, of, list) => {
                let not = if *negated { "not_in" } else { "in_" };
                write!(f, "{of}.{not}(")?;
                match list {
                    List::Pair(left, right) => {
                        write!(f, "({}, {}))", Operand(left), Operand(right))
                    }
                    List::Values(values) => write!(f, "[{}])", listed(values)),
                    List::Clause(values) => write!(f, "values([{}]))", listed(values)),
                }
            }
            Node::Between(negated, of, low, high) => {
                let (low, high) = (Operand(low), Operand(high));
                write!(f, "{}{of}.between({low}, {high})", not(*negated))
            }
            Node::Like(like) => {
                let text = &like.pattern;
                let (name, pattern) = match like.form {
                    LikeForm::Pattern => ("like", format!("{text:?}")),
                    LikeForm::Escaped => ("like", format!("pattern({text:?}).escape('/')")),
                    LikeForm::Exactly => ("like", format!("autoescape({text:?})")),
                    LikeForm::StartsWith => ("starts_with", format!("{text:?}")),
                    LikeForm::EndsWith => ("ends_with", format!("{text:?}")),
                    LikeForm::Contains => ("contains", format!("{text:?}")),
                    LikeForm::ContainsPattern => ("contains", format!("pattern({text:?})")),
                };
                let i = if like.ignore_case { "i" } else { "" };
                let of = &like.operand;
                write!(f, "{}{of}.{i}{name}({pattern})", not(like.negated))
            }
            Node::And(left, right) => write!(f, "({left} & {right})"),
            Node::Or(left, right) => write!(f, "({left} | {right})"),
            Node::Not(of) => write!(f, "!{of}"),
            Node::Case(whens, otherwise) => {
                f.write_str("case()")?;
                shown_whens(f, whens, otherwise.as_deref())
            }
            Node::CaseOf(of, whens, otherwise) => {
                write!(f, "case_value({of})")?;
                shown_whens(f, whens, otherwise.as_deref())
            }
            Node::Coalesce(left, right) => write!(f, "func::coalesce({left}, {})", Operand(right)),
            Node::NullIf(left, right) => write!(f, "func::nullif({left}, {})", Operand(right)),
            Node::Cast(of) => write!(f, "{of}.cast::<{:?}>()", self.of),
            Node::Extreme(greatest, of) => {
                let name = if *greatest { "max" } else { "min" };
                write!(f, "select(func::{name}({of})).scalar_subquery()")
            }
        }
    }
}

fn shown_whens(
    f: &mut fmt::Formatter<'_>,
    whens: &[(Ex, Ex)],
    otherwise: Option<&Ex>,
) -> fmt::Result {
    for (when, then) in whens {
        write!(f, ".when({}, {})", Operand(when), Operand(then))?;
    }
    match otherwise {
        Some(otherwise) => write!(f, ".else_({})", Operand(otherwise)),
        None => Ok(()),
    }
}

fn listed(values: &[Val]) -> String {
    let values: Vec<String> = values.iter().map(Val::to_string).collect();
    values.join(", ")
}

/// An expression on the right, where a plain value needs no `literal`.
struct Operand<'e>(&'e Ex);

impl fmt::Display for Operand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.node {
            Node::Value(value) => value.fmt(f),
            Node::Null => f.write_str("None"),
            _ => self.0.fmt(f),
        }
    }
}
