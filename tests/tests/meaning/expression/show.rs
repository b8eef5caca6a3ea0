//! Expressions as a program writes them.

use std::fmt;

use super::{Arithmetic, Call, Ex, LikeForm, List, Node};
use crate::table::COLUMNS;
use crate::value::Val;

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
