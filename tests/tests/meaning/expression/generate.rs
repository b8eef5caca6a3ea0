//! Random expressions of a type.

use super::{Arithmetic, Bits, Call, Compare, Ex, Like, LikeForm, List, Node, Part, Scope};
use crate::dice::Dice;
use crate::table::{columns_of, edges_of};
use crate::value::{Type, Val};

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
            let op = if of.is_integer() {
                dice.pick(&whole)
            } else {
                dice.pick(&fractions)
            };
            // Either side may be the one that is a value.
            let (left, mut right) = if dice.chance(2, 3) {
                (
                    computed(dice, of, depth, scope),
                    non_null(dice, of, depth, scope),
                )
            } else {
                (
                    non_null(dice, of, depth, scope),
                    computed(dice, of, depth, scope),
                )
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
    let op = if of.has_order() {
        dice.pick(&[Eq, Eq, Ne, Lt, Le, Gt, Ge])
    } else {
        dice.pick(&[Eq, Ne])
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
    // After an escape character comes a wildcard or the escape character again.
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
            let pair = if dice.chance(1, 2) {
                vec![left, right]
            } else {
                vec![right, left]
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
