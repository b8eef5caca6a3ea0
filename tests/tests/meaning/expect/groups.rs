//! The groups that a program should have, and aggregates.

use super::Expected;
use super::rows::{differs, shown};
use crate::evaluator::{Answer, Known, whole};
use crate::expression::{Ex, Node};
use crate::program::{Aggregate, Function, Group};
use crate::value::{Exact, Type, Val};

impl Expected<'_> {
    pub(super) fn group_fault(&self, group: &Group, got: &[Vec<Val>]) -> Option<String> {
        let mut groups: Vec<(Option<Val>, Vec<&[Val]>)> = Vec::new();
        if group.key.is_none() {
            groups.push((None, Vec::new()));
        }
        for (_, row) in self.rows {
            let place = self.place(row);
            match group
                .filter
                .as_ref()
                .map(|filter| place.answer(filter).known)
            {
                None | Some(Known::Value(Val::Bool(true))) => {}
                Some(Known::Value(_)) => continue,
                Some(Known::Varies(_)) => return None,
            }
            let key = match group.key.as_ref().map(|key| place.answer(key).known) {
                None => None,
                Some(Known::Value(value)) => Some(value),
                Some(Known::Varies(_)) => return None,
            };
            let mut found = None;
            for (index, (other, _)) in groups.iter().enumerate() {
                let same = match (&key, other) {
                    (Some(key), Some(other)) => self.same(key, other)?,
                    _ => true,
                };
                if same {
                    found = Some(index);
                }
            }
            match found {
                Some(index) => groups[index].1.push(row),
                None => groups.push((key, vec![row])),
            }
        }
        let mut expected = Vec::new();
        for (key, rows) in &groups {
            if let Some((aggregate, op, value)) = &group.having {
                let answer = self.aggregate(aggregate, rows).known;
                let Known::Value(left) = answer else {
                    return None;
                };
                let compared = Ex {
                    of: Type::Bool,
                    node: Node::Compare(
                        *op,
                        Box::new(Ex::value(aggregate.of(), left)),
                        Box::new(Ex::value(aggregate.of(), value.clone())),
                    ),
                };
                match self.place(&[]).answer(&compared).known {
                    Known::Value(Val::Bool(true)) => {}
                    Known::Value(_) => continue,
                    Known::Varies(_) => return None,
                }
            }
            let aggregates = group
                .aggregates
                .iter()
                .map(|aggregate| self.aggregate(aggregate, rows).known);
            let key = key.iter().cloned().map(Known::Value);
            expected.push(key.chain(aggregates).collect::<Vec<Known>>());
        }
        self.same_groups(&expected, got)
    }

    fn same_groups(&self, expected: &[Vec<Known>], got: &[Vec<Val>]) -> Option<String> {
        if expected.len() != got.len() {
            return Some(format!(
                "{} groups instead of {}",
                got.len(),
                expected.len()
            ));
        }
        let mut left: Vec<&Vec<Val>> = got.iter().collect();
        for group in expected {
            let fits = |row: &&Vec<Val>| {
                group
                    .iter()
                    .zip(&***row)
                    .all(|(known, value)| differs(known, value).is_none())
            };
            match left.iter().position(fits) {
                Some(index) => drop(left.remove(index)),
                None => return Some(format!("no group {group:?} in {}", shown(got))),
            }
        }
        None
    }

    pub(super) fn aggregate(&self, aggregate: &Aggregate, rows: &[&[Val]]) -> Answer {
        let answers = rows.iter().map(|row| self.place(row).answer(&aggregate.of));
        let answers: Vec<Answer> = answers.collect();
        let may_fail = answers.iter().any(|answer| answer.may_fail);
        let mut answer = self.aggregate_of(aggregate, answers, rows.len());
        answer.may_fail |= may_fail;
        answer
    }

    fn aggregate_of(&self, aggregate: &Aggregate, answers: Vec<Answer>, rows: usize) -> Answer {
        let value = |value| Answer {
            known: Known::Value(value),
            may_fail: false,
        };
        let varies = |reason| Answer {
            known: Known::Varies(reason),
            may_fail: false,
        };
        if aggregate.function == Function::CountRows {
            return value(Val::Int(rows as i128));
        }
        if matches!(aggregate.function, Function::Min | Function::Max) {
            let greatest = aggregate.function == Function::Max;
            let place = self.place(&[]);
            let none = value(Val::Null);
            let better = |best, next| place.better(greatest, best, next);
            return answers.into_iter().fold(none, better);
        }
        let mut values = Vec::new();
        for answer in answers {
            match answer.known {
                Known::Value(Val::Null) => {}
                Known::Value(value) => values.push(value),
                Known::Varies(reason) => return varies(reason),
            }
        }
        match aggregate.function {
            Function::Count => value(Val::Int(values.len() as i128)),
            Function::CountDistinct => match self.distinct(values) {
                Some(values) => value(Val::Int(values.len() as i128)),
                None => varies("the collation decides"),
            },
            Function::Sum if values.is_empty() => value(Val::Null),
            Function::Sum => self.sum(aggregate, &values),
            _ => Answer {
                known: Known::Varies("a mean has as many digits as a database gives it"),
                // PostgreSQL's adds up squares on the way (`float8_accum`).
                may_fail: aggregate.of.of == Type::Double,
            },
        }
    }

    fn sum(&self, aggregate: &Aggregate, values: &[Val]) -> Answer {
        let mut sum = Some(Exact::whole(0));
        let mut widest = Some(Exact::whole(0));
        for value in values {
            let term = match value {
                Val::Int(value) => Exact::whole(*value),
                Val::Decimal(value) => *value,
                _ => {
                    return Answer {
                        known: Known::Varies("the order of additions decides"),
                        may_fail: true,
                    };
                }
            };
            let size = if term.digits < 0 { term.neg() } else { term };
            sum = sum.and_then(|sum| sum.add(term));
            widest = widest.and_then(|widest| widest.add(size));
        }
        let (Some(sum), Some(widest)) = (sum, widest) else {
            return Answer {
                known: Known::Varies("an overflow"),
                may_fail: true,
            };
        };
        match aggregate.of() {
            Type::Big => whole(sum.digits, Type::Big),
            _ if aggregate.of.of == Type::Big => Answer {
                known: Known::Value(Val::Decimal(sum)),
                // SQLite's sum of whole numbers is one, or an error.
                may_fail: widest.digits > i128::from(i64::MAX),
            },
            _ if widest.precision() > self.vendor.decimal_digits => Answer {
                known: Known::Varies("databases keep different numbers of digits"),
                may_fail: true,
            },
            _ => Answer {
                known: Known::Value(Val::Decimal(sum)),
                may_fail: false,
            },
        }
    }
}
