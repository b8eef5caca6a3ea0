//! Arithmetic, functions and casts.

use chrono::{Datelike, Timelike};

use super::{Answer, DIGITS, FLOAT, OVERFLOW, Place, SPELLING, UNICODE};
use crate::expression::{Arithmetic, Bits, Call, Ex, Node};
use crate::table::COLUMNS;
use crate::value::{Exact, Type, Val};

impl Place<'_> {
    pub(super) fn arithmetic(&self, op: Arithmetic, of: Type, left: &Val, right: &Val) -> Answer {
        match (left, right) {
            (Val::Int(left), Val::Int(right)) => self.integers(op, of, *left, *right),
            (Val::Double(left), Val::Double(right)) => self.doubles(op, *left, *right),
            (Val::Decimal(left), Val::Decimal(right)) => {
                let (left, right) = (*left, *right);
                match op {
                    Arithmetic::Add => self.decimal(left.add(right)),
                    Arithmetic::Sub => self.decimal(left.add(right.neg())),
                    Arithmetic::Mul => self.decimal(left.mul(right)),
                    Arithmetic::Div if right.digits == 0 => self.by_zero(),
                    Arithmetic::Div => self.decimal(left.div(right)),
                    _ => unreachable!("{op:?} of decimals"),
                }
            }
            (left, right) => unreachable!("{left} {op:?} {right}"),
        }
    }

    /// Whether a result has digits after the point that a number of this size has no room for, so that
    /// rounding to the scale of the result does not round them away.
    pub(super) fn is_too_fine(&self, ex: &Ex, values: &[&Val]) -> bool {
        let whole = values.iter().filter_map(|value| match value {
            Val::Decimal(value) => Some(
                value
                    .precision()
                    .saturating_sub(value.reduced().scale as usize),
            ),
            _ => None,
        });
        let whole = whole.max().unwrap_or(0);
        ex.of == Type::Decimal && whole + scale_of(ex) > self.vendor.decimal_digits
    }

    fn by_zero(&self) -> Answer {
        let answer = if self.vendor.division_by_zero_is_null {
            Answer::value(Val::Null)
        } else {
            Answer::varies("a division by zero")
        };
        answer.failing(true)
    }

    fn integers(&self, op: Arithmetic, of: Type, left: i128, right: i128) -> Answer {
        let by_zero = matches!(op, Arithmetic::Div | Arithmetic::Rem | Arithmetic::FloorDiv);
        if by_zero && right == 0 {
            return self.by_zero();
        }
        let value = match op {
            Arithmetic::Add => left + right,
            Arithmetic::Sub => left - right,
            Arithmetic::Mul => left * right,
            Arithmetic::Div => left / right,
            Arithmetic::Rem => left % right,
            Arithmetic::FloorDiv => left / right,
        };
        // MySQL divides without the sign, and the least number has none.
        let edge = left == i128::from(i64::MIN) && by_zero;
        whole(value, of).failing(edge)
    }

    #[allow(clippy::unused_self, reason = "beside its relatives")]
    fn doubles(&self, op: Arithmetic, left: f64, right: f64) -> Answer {
        let value = match op {
            Arithmetic::Add => left + right,
            Arithmetic::Sub => left - right,
            Arithmetic::Mul => left * right,
            Arithmetic::Div if right == 0.0 => return self.by_zero(),
            Arithmetic::Div => left / right,
            _ => unreachable!("{op:?} of doubles"),
        };
        let vanished =
            matches!(op, Arithmetic::Mul | Arithmetic::Div) && left != 0.0 && right != 0.0;
        let tiny = vanished && value.abs() < f64::MIN_POSITIVE;
        if !value.is_finite() || tiny {
            return Answer::varies(FLOAT).failing(true);
        }
        Answer::value(Val::Double(value))
    }

    pub(super) fn decimal(&self, value: Option<Exact>) -> Answer {
        match value {
            Some(value) if value.precision() <= self.vendor.decimal_digits => {
                Answer::value(Val::Decimal(value))
            }
            _ => Answer::varies(DIGITS).failing(true),
        }
    }

    pub(super) fn call(&self, call: Call, of: Type, values: &[&Val]) -> Answer {
        let text = match (call, values) {
            (Call::Abs, [Val::Int(value)]) => return whole(value.abs(), of),
            (Call::Abs, [Val::Double(value)]) => return Answer::value(Val::Double(value.abs())),
            (Call::Abs, [Val::Decimal(value)]) => {
                let negative = value.digits < 0;
                return self.decimal(Some(if negative { value.neg() } else { *value }));
            }
            (Call::Round, [Val::Decimal(value), Val::Int(scale)]) => {
                let scale = u32::try_from(*scale).unwrap();
                if self.vendor.rounds_binary && value.is_tie(scale) {
                    return Answer::varies(DIGITS);
                }
                return self.decimal(Some(value.round(scale)));
            }
            (_, [Val::Text(text), ..]) => text,
            _ => unreachable!("{call:?} {values:?}"),
        };
        let case = |changed: String| {
            if text.is_ascii() {
                Answer::value(Val::Text(changed))
            } else {
                Answer::varies(UNICODE)
            }
        };
        match (call, &values[1..]) {
            (Call::Length | Call::CharLength, _) => whole(text.chars().count() as i128, Type::Big),
            (Call::Lower, _) => case(text.to_ascii_lowercase()),
            (Call::Upper, _) => case(text.to_ascii_uppercase()),
            (Call::Trim, _) => Answer::value(Val::text(text.trim_matches(' '))),
            (Call::Join | Call::Concat, [Val::Text(right)]) => {
                Answer::value(Val::Text(format!("{text}{right}")))
            }
            (Call::Replace, [Val::Text(from), _]) if from.is_empty() => {
                Answer::value(Val::text(text))
            }
            (Call::Replace, [Val::Text(from), Val::Text(to)]) => {
                Answer::value(Val::Text(text.replace(from.as_str(), to)))
            }
            (Call::Substr, [Val::Int(0), _]) => Answer::varies("the character before the first"),
            (Call::Substr, [Val::Int(from), Val::Int(count)]) => {
                let (from, count) = (
                    usize::try_from(*from).unwrap(),
                    usize::try_from(*count).unwrap(),
                );
                Answer::value(Val::Text(text.chars().skip(from - 1).take(count).collect()))
            }
            _ => unreachable!("{call:?} {values:?}"),
        }
    }

    pub(super) fn cast(&self, value: &Val, from: Type, to: Type) -> Answer {
        match (value, to) {
            (value, _) if from == to => Answer::value(value.clone()),
            (Val::Int(value), _) if to.is_integer() => whole(*value, to),
            (Val::Bool(value), _) if to.is_integer() => whole((*value).into(), to),
            (Val::Int(value), Type::Decimal) => self.decimal(Some(Exact::whole(*value))),
            #[allow(clippy::cast_precision_loss, reason = "as databases do")]
            (Val::Int(value), Type::Double) => Answer::value(Val::Double(*value as f64)),
            (Val::Int(value), Type::Text) => Answer::value(Val::Text(value.to_string())),
            (Val::Decimal(value), Type::Double) => {
                Answer::value(Val::Double(value.to_string().parse().unwrap()))
            }
            (Val::Decimal(value), _) if to.is_integer() => match value.as_whole() {
                Some(value) => whole(value, to),
                None => Answer::varies("a fraction is rounded or dropped").failing(true),
            },
            #[allow(clippy::cast_possible_truncation, reason = "it was looked at")]
            (Val::Double(value), _) if to.is_integer() => {
                if value.fract() == 0.0 && value.abs() < 1e15 {
                    whole(*value as i128, to)
                } else {
                    Answer::varies("a fraction is rounded or dropped").failing(true)
                }
            }
            (Val::Text(text), _) if to.is_integer() => match text.parse() {
                Ok(value) => whole(value, to),
                Err(_) => Answer::varies("a text that is no number").failing(true),
            },
            (Val::Text(text), Type::Date) => match text.parse() {
                Ok(date) => Answer::value(Val::Date(date)),
                Err(_) => Answer::varies("a text that is no date").failing(true),
            },
            (Val::Date(date), Type::Text) => Answer::value(Val::Text(date.to_string())),
            (Val::Moment(moment), Type::Date) => Answer::value(Val::Date(moment.date())),
            (Val::Decimal(_) | Val::Double(_), Type::Text) => Answer::varies(SPELLING),
            _ => unreachable!("{value} from {from:?} to {to:?}"),
        }
    }
}

/// A whole number as a value of a type; outside of it a database may refuse.
pub fn whole(value: i128, of: Type) -> Answer {
    let (low, high) = of.range().unwrap();
    let (least, most) = Type::Big.range().unwrap();
    if (low..=high).contains(&value) {
        Answer::value(Val::Int(value))
    } else if (least..=most).contains(&value) {
        Answer::value(Val::Int(value)).failing(true)
    } else {
        Answer::varies(OVERFLOW).failing(true)
    }
}

pub(super) fn bits(op: Bits, left: i128, right: i128) -> i128 {
    match op {
        Bits::And => left & right,
        Bits::Or => left | right,
        Bits::Xor => left ^ right,
    }
}

pub(super) fn extract(field: &str, value: &Val) -> Answer {
    let (date, time) = match value {
        Val::Date(date) => (*date, chrono::NaiveTime::MIN),
        Val::Moment(moment) => (moment.date(), moment.time()),
        Val::Instant(instant) => (instant.date_naive(), instant.time()),
        other => unreachable!("{field} of {other}"),
    };
    let value = match field {
        "year" => date.year().into(),
        "month" => date.month().into(),
        "day" => date.day().into(),
        "hour" => time.hour().into(),
        "minute" => time.minute().into(),
        other => unreachable!("{other}"),
    };
    whole(value, Type::Big)
}

/// The digits after the point that the type of an expression has.
fn scale_of(ex: &Ex) -> usize {
    match &ex.node {
        Node::Column(index) if COLUMNS[*index].name == "price" => 2,
        Node::Column(_) => 6,
        Node::Value(Val::Decimal(value)) => value.reduced().scale as usize,
        Node::Arithmetic(Arithmetic::Mul, left, right) => scale_of(left) + scale_of(right),
        Node::Arithmetic(Arithmetic::Div, ..) => 15,
        Node::Derived => 15,
        _ => ex.parts().into_iter().map(scale_of).max().unwrap_or(0),
    }
}
