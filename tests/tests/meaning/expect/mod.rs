//! The answer that a program should have, and whether it is the one that came.

mod groups;
mod rows;

use std::cmp::Ordering;

use crate::evaluator::{Answer, Known, Place};
use crate::expression::{Ex, Node};

use crate::program::{Aggregate, Derived, Program, SetOp, Sorted, has_subquery};
use crate::table::{COLUMNS, Row};
use crate::value::{Exact, Val};
use crate::vendor::Vendor;

use rows::{by_key, differs};
pub use rows::{same_rows, shown};

/// Evaluates programs for a database.
pub struct Expected<'v> {
    vendor: &'v Vendor,
    rows: &'v [Row],
}

/// A row that may be in the answer.
struct Candidate {
    /// Whether it must be in it.
    sure: bool,
    key: i64,
    values: Vec<Known>,
}

impl<'v> Expected<'v> {
    pub fn new(vendor: &'v Vendor, rows: &'v [Row]) -> Self {
        Self { vendor, rows }
    }

    fn place<'p>(&'p self, row: &'p [Val]) -> Place<'p> {
        Place {
            vendor: self.vendor,
            rows: self.rows,
            row,
            derived: None,
        }
    }

    /// Whether a database may refuse the program, because some of its parts overflows or divides
    /// by zero for some row.
    pub fn may_fail(&self, program: &Program) -> bool {
        let fails = |ex: &Ex| {
            let mut rows = self.rows.iter();
            rows.any(|(_, row)| self.place(row).answer(ex).may_fail)
        };
        let filter_fails = |filter: &Option<Ex>| filter.as_ref().is_some_and(fails);
        match program {
            Program::Select(exs, filter) => exs.iter().any(fails) || filter_fails(filter),
            Program::Order(sorted, filter) => fails(&sorted.key) || filter_fails(filter),
            Program::Distinct(ex, filter) => {
                fails(ex) || filter_fails(filter) || self.is_not_compared(ex)
            }
            Program::Group(group) => {
                let mut aggregates = group.aggregates.iter();
                let having = group.having.as_ref().map(|having| &having.0);
                let key_fails = |key: &Ex| fails(key) || self.is_not_compared(key);
                group.key.as_ref().is_some_and(key_fails)
                    || filter_fails(&group.filter)
                    || aggregates.any(|aggregate| self.aggregate_may_fail(aggregate))
                    || having.is_some_and(|aggregate| self.aggregate_may_fail(aggregate))
            }
            Program::Sets(_, left, right) => [left, right]
                .iter()
                .any(|side| fails(&side.0) || filter_fails(&side.1)),
            Program::Values(ex, _) => fails(ex),
            Program::Derived(derived) => {
                fails(&derived.inner)
                    || filter_fails(&derived.inner_filter)
                    || self.rows.iter().any(|(_, row)| {
                        let inner = self.place(row).answer(&derived.inner);
                        let place = Place {
                            derived: Some(&inner.known),
                            ..self.place(row)
                        };
                        place.answer(&derived.outer).may_fail
                            || derived
                                .outer_filter
                                .as_ref()
                                .is_some_and(|filter| place.answer(filter).may_fail)
                    })
            }
            Program::Update(column, ex, filter) => {
                fails(ex)
                    || may_not_fit(*column, ex)
                    || filter_fails(filter)
                    || self.rows.iter().any(|(_, row)| {
                        let answer = self.place(row).answer(ex);
                        stored(*column, answer).may_fail
                    })
            }
            Program::Delete(filter) => fails(filter),
            Program::Insert(values) => values.iter().any(|(column, ex)| {
                let answer = self.place(&self.rows[0].1).answer(ex);
                stored(*column, answer).may_fail || may_not_fit(*column, ex)
            }),
        }
    }

    /// Whether the database does not find the expression of one clause in another one.
    fn is_not_compared(&self, ex: &Ex) -> bool {
        !self.vendor.compares_subqueries && has_subquery(ex)
    }

    fn aggregate_may_fail(&self, aggregate: &Aggregate) -> bool {
        let rows: Vec<&[Val]> = self.rows.iter().map(|(_, row)| &row[..]).collect();
        self.aggregate(aggregate, &rows).may_fail
    }

    /// The fault of an answer, if there is one.
    pub fn fault(&self, program: &Program, got: &[Vec<Val>]) -> Option<String> {
        match program {
            Program::Select(exs, filter) => {
                let candidates = self.candidates(filter, |row| {
                    let place = self.place(row);
                    exs.iter().map(|ex| place.answer(ex).known).collect()
                });
                by_key(&candidates, got, true)
            }
            Program::Order(sorted, filter) => {
                let candidates = self.candidates(filter, |row| {
                    vec![self.place(row).answer(&sorted.key).known]
                });
                by_key(&candidates, got, sorted.limit.is_none())
                    .or_else(|| self.order_fault(sorted, got))
            }
            Program::Distinct(ex, filter) => {
                let values = self.values(ex, filter)?;
                self.same_bag(&self.distinct(values)?, got)
            }
            Program::Group(group) => self.group_fault(group, got),
            Program::Sets(op, left, right) => {
                let (left, right) = (
                    self.values(&left.0, &left.1)?,
                    self.values(&right.0, &right.1)?,
                );
                self.same_bag(&self.combined(*op, left, right)?, got)
            }
            Program::Values(ex, list) => {
                let mut expected = Vec::new();
                for (key, row) in self.rows {
                    let Known::Value(value) = self.place(row).answer(ex).known else {
                        return None;
                    };
                    for listed in list {
                        if !value.is_null() && self.place(row).equal(&value, listed).ok()? {
                            expected.push(vec![Val::Int((*key).into()), listed.clone()]);
                        }
                    }
                }
                same_rows(&expected, got)
            }
            Program::Derived(derived) => self.derived_fault(derived, got),
            Program::Update(column, ex, filter) => {
                let mut candidates = Vec::new();
                for (key, row) in self.rows {
                    let place = self.place(row);
                    let filter = filter.as_ref().map(|filter| place.answer(filter).known);
                    let new = stored(*column, place.answer(ex)).known;
                    let old = Known::Value(row[*column].clone());
                    let value = match filter {
                        None | Some(Known::Value(Val::Bool(true))) => new,
                        Some(Known::Value(_)) => old,
                        Some(varies) => varies,
                    };
                    candidates.push(Candidate {
                        sure: true,
                        key: *key,
                        values: vec![value],
                    });
                }
                by_key(&candidates, got, true)
            }
            Program::Delete(filter) => {
                let mut candidates = Vec::new();
                for (key, row) in self.rows {
                    let (sure, values) = match self.place(row).answer(filter).known {
                        Known::Value(Val::Bool(true)) => continue,
                        Known::Value(_) => (true, Vec::new()),
                        Known::Varies(_) => (false, Vec::new()),
                    };
                    let key = *key;
                    candidates.push(Candidate { sure, key, values });
                }
                by_key(&candidates, got, true)
            }
            Program::Insert(values) => {
                let answers = values.iter().map(|(column, ex)| {
                    stored(*column, self.place(&self.rows[0].1).answer(ex)).known
                });
                let [row] = got else {
                    return Some(format!("{} rows instead of one", got.len()));
                };
                let mut pairs = answers.zip(row);
                pairs.find_map(|(known, got)| differs(&known, got))
            }
        }
    }

    fn candidates(
        &self,
        filter: &Option<Ex>,
        values: impl Fn(&[Val]) -> Vec<Known>,
    ) -> Vec<Candidate> {
        let mut candidates = Vec::new();
        for (key, row) in self.rows {
            let filter = filter
                .as_ref()
                .map(|filter| self.place(row).answer(filter).known);
            let sure = match filter {
                None | Some(Known::Value(Val::Bool(true))) => true,
                Some(Known::Varies(_)) => false,
                Some(Known::Value(_)) => continue,
            };
            candidates.push(Candidate {
                sure,
                key: *key,
                values: values(row),
            });
        }
        candidates
    }

    /// The values of an expression in the rows that a filter takes, if all is known.
    fn values(&self, ex: &Ex, filter: &Option<Ex>) -> Option<Vec<Val>> {
        let candidates = self.candidates(filter, |row| vec![self.place(row).answer(ex).known]);
        let values = candidates
            .into_iter()
            .map(|candidate| match &candidate.values[0] {
                Known::Value(value) if candidate.sure => Some(value.clone()),
                _ => None,
            });
        values.collect()
    }

    fn same(&self, left: &Val, right: &Val) -> Option<bool> {
        match (left.is_null(), right.is_null()) {
            (false, false) => self.place(&[]).equal(left, right).ok(),
            (left, right) => Some(left && right),
        }
    }

    fn contains(&self, values: &[Val], value: &Val) -> Option<bool> {
        for other in values {
            if self.same(other, value)? {
                return Some(true);
            }
        }
        Some(false)
    }

    fn distinct(&self, values: Vec<Val>) -> Option<Vec<Val>> {
        let mut distinct = Vec::new();
        for value in values {
            if !self.contains(&distinct, &value)? {
                distinct.push(value);
            }
        }
        Some(distinct)
    }

    fn combined(&self, op: SetOp, left: Vec<Val>, right: Vec<Val>) -> Option<Vec<Val>> {
        let both: Vec<Val> = left.iter().chain(&right).cloned().collect();
        match op {
            SetOp::UnionAll => Some(both),
            SetOp::Union => self.distinct(both),
            SetOp::Intersect | SetOp::Except => {
                let mut kept = Vec::new();
                for value in self.distinct(left)? {
                    if self.contains(&right, &value)? == (op == SetOp::Intersect) {
                        kept.push(value);
                    }
                }
                Some(kept)
            }
        }
    }

    fn same_bag(&self, expected: &[Val], got: &[Vec<Val>]) -> Option<String> {
        let expected: Vec<Vec<Val>> = expected.iter().map(|value| vec![value.clone()]).collect();
        same_rows(&expected, got)
    }

    fn order_fault(&self, sorted: &Sorted, got: &[Vec<Val>]) -> Option<String> {
        let nulls_first = sorted
            .nulls_first
            .unwrap_or(self.vendor.nulls_last == sorted.descending);
        for pair in got.windows(2) {
            let (first, second) = (&pair[0][1], &pair[1][1]);
            let order = match (first.is_null(), second.is_null()) {
                (true, true) => Ordering::Equal,
                (true, false) if nulls_first => Ordering::Less,
                (true, false) => Ordering::Greater,
                (false, true) if nulls_first => Ordering::Greater,
                (false, true) => Ordering::Less,
                (false, false) => match self.place(&[]).order(first, second) {
                    Err(_) => continue,
                    Ok(order) if sorted.descending => order.reverse(),
                    Ok(order) => order,
                },
            };
            let (Val::Int(left), Val::Int(right)) = (&pair[0][0], &pair[1][0]) else {
                return Some("keys that are no numbers".to_owned());
            };
            if order.then(left.cmp(right)).is_gt() {
                return Some(format!(
                    "{first} of row {left} comes before {second} of row {right}"
                ));
            }
        }
        None
    }

    fn derived_fault(&self, derived: &Derived, got: &[Vec<Val>]) -> Option<String> {
        let mut candidates = Vec::new();
        for (key, row) in self.rows {
            let inner = self.place(row).answer(&derived.inner).known;
            let place = Place {
                derived: Some(&inner),
                ..self.place(row)
            };
            let inner_filter = derived.inner_filter.as_ref();
            let filters = [
                inner_filter.map(|filter| self.place(row).answer(filter).known),
                derived
                    .outer_filter
                    .as_ref()
                    .map(|filter| place.answer(filter).known),
            ];
            let mut sure = true;
            let mut absent = false;
            for filter in filters.into_iter().flatten() {
                match filter {
                    Known::Value(Val::Bool(true)) => {}
                    Known::Value(_) => absent = true,
                    Known::Varies(_) => sure = false,
                }
            }
            if !absent {
                candidates.push(Candidate {
                    sure,
                    key: *key,
                    values: vec![place.answer(&derived.outer).known],
                });
            }
        }
        by_key(&candidates, got, true)
    }
}

/// Whether a value that the expression may have does not fit the column, even if it has another one.
fn may_not_fit(column: usize, ex: &Ex) -> bool {
    if let Node::Value(value) = &ex.node {
        let known = Known::Value(value.clone());
        let may_fail = false;
        return stored(column, Answer { known, may_fail }).may_fail;
    }
    let is_chosen = matches!(
        ex.node,
        Node::Case(..) | Node::CaseOf(..) | Node::Coalesce(..) | Node::NullIf(..)
    );
    is_chosen && ex.parts().into_iter().any(|part| may_not_fit(column, part))
}

/// The value of an expression after it was stored in a column.
fn stored(column: usize, answer: Answer) -> Answer {
    let fits = match (&answer.known, COLUMNS[column].name) {
        (Known::Value(Val::Decimal(value)), "price") => fits_numeric(*value, 10, 2),
        (Known::Value(Val::Decimal(value)), "rate") => fits_numeric(*value, 15, 6),
        (Known::Value(Val::Text(text)), "name") => text.chars().count() <= 40,
        _ => true,
    };
    if fits {
        answer
    } else {
        Answer {
            known: Known::Varies("a value that does not fit the column"),
            may_fail: true,
        }
    }
}

fn fits_numeric(value: Exact, precision: usize, scale: u32) -> bool {
    let reduced = value.reduced();
    let whole =
        value.precision() - reduced.scale.min(u32::try_from(value.precision()).unwrap()) as usize;
    reduced.scale <= scale && whole + scale as usize <= precision
}
