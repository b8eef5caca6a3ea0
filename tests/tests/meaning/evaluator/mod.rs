//! The values of expressions, by a second way: a small evaluator that knows SQL's rules.
//!
//! Where vendors differ by right, the answer is [`Known::Varies`].

mod like;
mod numbers;

use std::cmp::Ordering;

use crate::expression::{Arithmetic, Call, Compare, Ex, List, Node};
use crate::table::Row;
use crate::value::Val;
use crate::vendor::Vendor;

pub use numbers::whole;
use numbers::{bits, extract};

/// The evaluator's answer for an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    Value(Val),
    /// Databases give different answers, for a reason.
    Varies(&'static str),
}

/// The value of an expression in a row.
#[derive(Clone, Debug)]
pub struct Answer {
    pub known: Known,
    /// Whether a database may refuse: some part of the expression overflows or divides by zero.
    pub may_fail: bool,
}

const OVERFLOW: &str = "an overflow is an error, or the value of a larger type";
const COLLATION: &str = "the collation decides";
const DIGITS: &str = "databases keep different numbers of digits";
const FLOAT: &str = "the range of floating point numbers ends here";
const UNICODE: &str = "case of letters that are not ASCII";
const SPELLING: &str = "numbers are spelled with different zeros at the end";

/// Where expressions are evaluated.
#[derive(Clone, Copy)]
pub struct Place<'p> {
    pub vendor: &'p Vendor,
    /// The rows of the table, for subqueries.
    pub rows: &'p [Row],
    /// The row, without its key.
    pub row: &'p [Val],
    /// The value of the subquery's column.
    pub derived: Option<&'p Known>,
}

impl Answer {
    fn value(value: Val) -> Self {
        Self {
            known: Known::Value(value),
            may_fail: false,
        }
    }

    fn varies(reason: &'static str) -> Self {
        Self {
            known: Known::Varies(reason),
            may_fail: false,
        }
    }

    fn failing(mut self, may_fail: bool) -> Self {
        self.may_fail |= may_fail;
        self
    }
}

/// Whether it is NULL, or a choice of it.
fn is_null(ex: &Ex) -> bool {
    let is_choice = matches!(
        ex.node,
        Node::Case(..) | Node::CaseOf(..) | Node::Coalesce(..) | Node::NullIf(..)
    );
    match ex.node {
        Node::Null | Node::Value(Val::Null) => true,
        _ => is_choice && ex.parts().into_iter().any(is_null),
    }
}

fn bool_of(known: &Known) -> Result<Option<bool>, &'static str> {
    match known {
        Known::Value(Val::Bool(value)) => Ok(Some(*value)),
        Known::Value(Val::Null) => Ok(None),
        Known::Value(other) => unreachable!("{other} as a condition"),
        Known::Varies(reason) => Err(reason),
    }
}

fn truth(value: Result<Option<bool>, &'static str>) -> Answer {
    match value {
        Ok(Some(value)) => Answer::value(Val::Bool(value)),
        Ok(None) => Answer::value(Val::Null),
        Err(reason) => Answer::varies(reason),
    }
}

impl Place<'_> {
    /// The value of an expression.
    pub fn answer(&self, ex: &Ex) -> Answer {
        // A database may evaluate any part, also those that `CASE` passes over.
        let parts: Vec<Answer> = match &ex.node {
            Node::Extreme(..) => Vec::new(),
            _ => ex
                .parts()
                .into_iter()
                .map(|part| self.answer(part))
                .collect(),
        };
        let may_fail = parts.iter().any(|part| part.may_fail);
        self.of_parts(ex, &parts)
            .failing(may_fail || is_regrouped(ex) || self.is_double_null(ex))
    }

    /// Whether NULL makes a double of a number.
    fn is_double_null(&self, ex: &Ex) -> bool {
        let computes = matches!(
            ex.node,
            Node::Arithmetic(..) | Node::Call(Call::Abs, _) | Node::Extreme(..) | Node::Negative(_)
        );
        self.vendor.null_is_a_double && computes && ex.parts().into_iter().any(is_null)
    }

    fn of_parts(&self, ex: &Ex, parts: &[Answer]) -> Answer {
        match &ex.node {
            Node::Column(index) => return Answer::value(self.row[*index].clone()),
            Node::Derived => {
                return Answer {
                    known: self.derived.unwrap().clone(),
                    may_fail: false,
                };
            }
            Node::Value(value) => return Answer::value(value.clone()),
            Node::Null => return Answer::value(Val::Null),
            Node::Case(whens, _) => return case(whens.len(), parts),
            Node::CaseOf(_, whens, _) => return self.case_of(whens.len(), parts),
            Node::And(..) => return truth(and(&parts[0].known, &parts[1].known)),
            Node::Or(..) => return truth(or(&parts[0].known, &parts[1].known)),
            Node::Coalesce(..) => {
                return match &parts[0].known {
                    Known::Value(Val::Null) => parts[1].clone(),
                    _ => parts[0].clone(),
                };
            }
            Node::Extreme(greatest, of) => return self.extreme(*greatest, of),
            Node::In(negated, _, list) => return truth(self.in_list(*negated, parts, list)),
            Node::Between(negated, ..) => {
                let above = self.ordered(&parts[0].known, &parts[1].known, Ordering::is_ge);
                let below = self.ordered(&parts[0].known, &parts[2].known, Ordering::is_le);
                return truth(both(above, below).map(|value| value.map(|value| value != *negated)));
            }
            Node::Distinct(negated, ..) => {
                return truth(self.not_distinct(parts).map(|same| Some(same == *negated)));
            }
            Node::Compare(op, _, right) if right.node == Node::Null => {
                let null = match &parts[0].known {
                    Known::Value(value) => Ok(Some(value.is_null() == (*op == Compare::Eq))),
                    Known::Varies(reason) => Err(*reason),
                };
                return truth(null);
            }
            _ => {}
        }
        // From here on a part that is not known makes all unknown, and `NULL` makes all `NULL`
        // unless the form is about `NULL`.
        let mut values = Vec::new();
        for part in parts {
            match &part.known {
                Known::Value(value) => values.push(value),
                Known::Varies(reason) => {
                    // Arithmetic on it may overflow.
                    let computed = matches!(
                        ex.node,
                        Node::Arithmetic(..) | Node::Negative(_) | Node::Bits(..) | Node::Cast(_)
                    );
                    return Answer::varies(reason).failing(computed);
                }
            }
        }
        match &ex.node {
            Node::IsNull(negated, _) => {
                return Answer::value(Val::Bool(values[0].is_null() != *negated));
            }
            Node::Is(negated, truth, _) => {
                let is = *values[0] == Val::Bool(*truth);
                return Answer::value(Val::Bool(is != *negated));
            }
            Node::NullIf(..) if values[1].is_null() => return Answer::value(values[0].clone()),
            Node::Call(Call::Concat, _) if values.iter().any(|value| value.is_null()) => {
                return Answer::varies("`concat` of NULL is NULL on MySQL, and skips it elsewhere");
            }
            _ => {}
        }
        if values.iter().any(|value| value.is_null()) {
            return Answer::value(Val::Null);
        }
        self.of_values(ex, &values)
    }

    fn of_values(&self, ex: &Ex, values: &[&Val]) -> Answer {
        match &ex.node {
            Node::Not(_) => match values[0] {
                Val::Bool(value) => Answer::value(Val::Bool(!value)),
                other => unreachable!("NOT {other}"),
            },
            Node::Compare(op, ..) => truth(self.compare(*op, values[0], values[1])),
            Node::NullIf(..) => match self.equal(values[0], values[1]) {
                Ok(true) => Answer::value(Val::Null),
                Ok(false) => Answer::value(values[0].clone()),
                Err(reason) => Answer::varies(reason),
            },
            Node::Like(like) => match values[0] {
                Val::Text(text) => truth(self.like(like, text).map(Some)),
                other => unreachable!("{other} LIKE"),
            },
            Node::Arithmetic(..) if self.is_too_fine(ex, values) => {
                Answer::varies(DIGITS).failing(true)
            }
            Node::Arithmetic(op, ..) => self.arithmetic(*op, ex.of, values[0], values[1]),
            Node::Negative(_) => match values[0] {
                Val::Int(value) => whole(-value, ex.of),
                Val::Double(value) => Answer::value(Val::Double(-value)),
                Val::Decimal(value) => self.decimal(Some(value.neg())),
                other => unreachable!("-{other}"),
            },
            Node::Bits(op, ..) => match (values[0], values[1]) {
                (Val::Int(left), Val::Int(right)) => whole(bits(*op, *left, *right), ex.of),
                (left, right) => unreachable!("{left} {op:?} {right}"),
            },
            Node::Extract(field, _) => extract(field, values[0]),
            Node::Call(call, _) => self.call(*call, ex.of, values),
            Node::Cast(of) => self.cast(values[0], of.of, ex.of),
            other => unreachable!("{other:?}"),
        }
    }

    fn case_of(&self, whens: usize, parts: &[Answer]) -> Answer {
        let mut as_case = Vec::new();
        for pair in parts[1..=2 * whens].chunks(2) {
            as_case.push(truth(self.equality(&parts[0].known, &pair[0].known)));
            as_case.push(pair[1].clone());
        }
        as_case.extend(parts.get(2 * whens + 1).cloned());
        case(whens, &as_case)
    }

    /// `a = b` of values that may be `NULL` or unknown.
    fn equality(&self, left: &Known, right: &Known) -> Result<Option<bool>, &'static str> {
        match (left, right) {
            (Known::Value(Val::Null), _) | (_, Known::Value(Val::Null)) => Ok(None),
            (Known::Value(left), Known::Value(right)) => self.equal(left, right).map(Some),
            (Known::Varies(reason), _) | (_, Known::Varies(reason)) => Err(reason),
        }
    }

    fn ordered(
        &self,
        left: &Known,
        right: &Known,
        accept: fn(Ordering) -> bool,
    ) -> Result<Option<bool>, &'static str> {
        match (left, right) {
            (Known::Value(Val::Null), _) | (_, Known::Value(Val::Null)) => Ok(None),
            (Known::Value(left), Known::Value(right)) => Ok(Some(accept(self.order(left, right)?))),
            (Known::Varies(reason), _) | (_, Known::Varies(reason)) => Err(reason),
        }
    }

    fn not_distinct(&self, parts: &[Answer]) -> Result<bool, &'static str> {
        match (&parts[0].known, &parts[1].known) {
            (Known::Value(Val::Null), Known::Value(right)) => Ok(right.is_null()),
            (Known::Value(_), Known::Value(Val::Null)) => Ok(false),
            (Known::Value(left), Known::Value(right)) => self.equal(left, right),
            (Known::Varies(reason), _) | (_, Known::Varies(reason)) => Err(reason),
        }
    }

    fn in_list(
        &self,
        negated: bool,
        parts: &[Answer],
        list: &List,
    ) -> Result<Option<bool>, &'static str> {
        let list: Vec<Known> = match list {
            List::Values(values) | List::Clause(values) => {
                values.iter().cloned().map(Known::Value).collect()
            }
            List::Pair(..) => parts[1..].iter().map(|part| part.known.clone()).collect(),
        };
        let mut found = Ok(Some(false));
        for value in &list {
            found = either(found, self.equality(&parts[0].known, value));
        }
        found.map(|found| found.map(|found| found != negated))
    }

    fn extreme(&self, greatest: bool, of: &Ex) -> Answer {
        let mut best = Answer::value(Val::Null);
        for (_, row) in self.rows {
            let place = Place { row, ..*self };
            let next = place.answer(of);
            let may_fail = best.may_fail || next.may_fail;
            best = self.better(greatest, best, next).failing(may_fail);
        }
        best
    }

    /// The greater or the lesser of two answers; `NULL` is neither.
    pub fn better(&self, greatest: bool, best: Answer, next: Answer) -> Answer {
        match (&best.known, &next.known) {
            (Known::Varies(_), _) | (_, Known::Value(Val::Null)) => best,
            (_, Known::Varies(_)) | (Known::Value(Val::Null), _) => next,
            (Known::Value(old), Known::Value(new)) => match self.order(new, old) {
                Err(reason) => Answer::varies(reason),
                Ok(order) if order.is_gt() == greatest && order.is_ne() => next,
                Ok(_) => best,
            },
        }
    }

    fn compare(&self, op: Compare, left: &Val, right: &Val) -> Result<Option<bool>, &'static str> {
        let accept: fn(Ordering) -> bool = match op {
            Compare::Eq => return self.equal(left, right).map(Some),
            Compare::Ne => return self.equal(left, right).map(|same| Some(!same)),
            Compare::Lt => Ordering::is_lt,
            Compare::Le => Ordering::is_le,
            Compare::Gt => Ordering::is_gt,
            Compare::Ge => Ordering::is_ge,
        };
        self.order(left, right).map(|order| Some(accept(order)))
    }

    /// `a = b` of values.
    pub fn equal(&self, left: &Val, right: &Val) -> Result<bool, &'static str> {
        match (left, right) {
            (Val::Text(left), Val::Text(right)) => self.same_text(left, right),
            (Val::Bytes(left), Val::Bytes(right)) => Ok(left == right),
            (Val::Json(_), _) => Err("JSON has no equality"),
            (Val::Mood(left), Val::Mood(right)) => Ok(left == right),
            _ => Ok(self.order(left, right)?.is_eq()),
        }
    }

    /// Whether two texts are equal, if collations agree on that.
    fn same_text(&self, left: &str, right: &str) -> Result<bool, &'static str> {
        if left == right {
            return Ok(true);
        }
        if !self.vendor.text_ignores_case {
            return Ok(false);
        }
        let plain = |text: &str| -> String {
            let letters = text.chars().filter(char::is_ascii_alphanumeric);
            letters.map(|letter| letter.to_ascii_lowercase()).collect()
        };
        let ascii = |text: &str| text.is_ascii();
        if plain(left) != plain(right) && ascii(left) && ascii(right) {
            Ok(false)
        } else {
            Err(COLLATION)
        }
    }

    /// The order of two values.
    pub fn order(&self, left: &Val, right: &Val) -> Result<Ordering, &'static str> {
        Ok(match (left, right) {
            (Val::Int(left), Val::Int(right)) => left.cmp(right),
            (Val::Single(left), Val::Single(right)) => left.partial_cmp(right).ok_or(FLOAT)?,
            (Val::Double(left), Val::Double(right)) => left.partial_cmp(right).ok_or(FLOAT)?,
            (Val::Decimal(left), Val::Decimal(right)) => left.compare(*right).ok_or(DIGITS)?,
            (Val::Bool(left), Val::Bool(right)) => left.cmp(right),
            (Val::Text(left), Val::Text(right)) => {
                let plain = |text: &str| {
                    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
                    text.bytes().all(plain)
                };
                if left != right
                    && !(plain(left) && plain(right))
                    && !self.vendor.text_order_is_bytes
                {
                    return Err(COLLATION);
                }
                left.as_bytes().cmp(right.as_bytes())
            }
            (Val::Bytes(left), Val::Bytes(right)) => left.cmp(right),
            (Val::Date(left), Val::Date(right)) => left.cmp(right),
            (Val::Time(left), Val::Time(right)) => left.cmp(right),
            (Val::Moment(left), Val::Moment(right)) => left.cmp(right),
            (Val::Instant(left), Val::Instant(right)) => left.cmp(right),
            (Val::Uuid(left), Val::Uuid(right)) => left.cmp(right),
            (Val::Mood(_), Val::Mood(_)) => return Err("the order of enumerations"),
            (left, right) => unreachable!("{left} < {right}"),
        })
    }
}

/// Whether the parentheses of `a + (b + c)` are left out, as SQLAlchemy does: what is computed on
/// the way is then something else, and may overflow.
fn is_regrouped(ex: &Ex) -> bool {
    match &ex.node {
        Node::Arithmetic(op @ (Arithmetic::Add | Arithmetic::Mul), _, right) => {
            matches!(&right.node, Node::Arithmetic(inner, ..) if inner == op)
        }
        _ => false,
    }
}

fn case(whens: usize, parts: &[Answer]) -> Answer {
    for pair in parts[..2 * whens].chunks(2) {
        match bool_of(&pair[0].known) {
            Ok(Some(true)) => return pair[1].clone(),
            Ok(_) => {}
            Err(reason) => return Answer::varies(reason),
        }
    }
    let otherwise = parts.get(2 * whens).cloned();
    otherwise.unwrap_or_else(|| Answer::value(Val::Null))
}

type Truth = Result<Option<bool>, &'static str>;

fn and(left: &Known, right: &Known) -> Truth {
    both(bool_of(left), bool_of(right))
}

fn or(left: &Known, right: &Known) -> Truth {
    either(bool_of(left), bool_of(right))
}

fn both(left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (Ok(Some(false)), _) | (_, Ok(Some(false))) => Ok(Some(false)),
        (Err(reason), _) | (_, Err(reason)) => Err(reason),
        (Ok(None), _) | (_, Ok(None)) => Ok(None),
        _ => Ok(Some(true)),
    }
}

fn either(left: Truth, right: Truth) -> Truth {
    match (left, right) {
        (Ok(Some(true)), _) | (_, Ok(Some(true))) => Ok(Some(true)),
        (Err(reason), _) | (_, Err(reason)) => Err(reason),
        (Ok(None), _) | (_, Ok(None)) => Ok(None),
        _ => Ok(Some(false)),
    }
}
