//! Comparisons of rows.

use super::Candidate;
use crate::evaluator::Known;
use crate::value::Val;

/// Compares rows by their keys.
pub(super) fn by_key(candidates: &[Candidate], got: &[Vec<Val>], complete: bool) -> Option<String> {
    for row in got {
        let Val::Int(key) = row[0] else {
            return Some(format!("the key {}", row[0]));
        };
        let Some(candidate) = candidates
            .iter()
            .find(|candidate| i128::from(candidate.key) == key)
        else {
            return Some(format!("row {key} should not be there"));
        };
        for (known, value) in candidate.values.iter().zip(&row[1..]) {
            if let Some(fault) = differs(known, value) {
                return Some(format!("row {key}: {fault}"));
            }
        }
    }
    let missing = candidates.iter().find(|candidate| {
        let has = |row: &Vec<Val>| row[0] == Val::Int(candidate.key.into());
        candidate.sure && !got.iter().any(has)
    });
    missing
        .filter(|_| complete)
        .map(|candidate| format!("row {} is missing", candidate.key))
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() <= left.abs() * 1e-13
}

pub(super) fn differs(known: &Known, got: &Val) -> Option<String> {
    match (known, got) {
        // Sums are added up in an order of the database's own.
        (Known::Value(Val::Double(value)), Val::Double(got)) if near(*value, *got) => return None,
        _ => {}
    }
    match known {
        Known::Value(value) if value != got => Some(format!("{got} instead of {value}")),
        _ => None,
    }
}

/// Compares rows whatever their order.
pub fn same_rows(expected: &[Vec<Val>], got: &[Vec<Val>]) -> Option<String> {
    let mut left: Vec<&Vec<Val>> = got.iter().collect();
    for row in expected {
        match left.iter().position(|other| *other == row) {
            Some(index) => drop(left.remove(index)),
            None => {
                return Some(format!(
                    "no row {} in {}",
                    shown(std::slice::from_ref(row)),
                    shown(got)
                ));
            }
        }
    }
    let first = left.first()?;
    Some(format!(
        "the row {} should not be there",
        shown(&[(*first).clone()])
    ))
}

/// Rows in short.
pub fn shown(rows: &[Vec<Val>]) -> String {
    let rows = rows.iter().map(|row| {
        let values: Vec<String> = row.iter().map(Val::to_string).collect();
        format!("({})", values.join(", "))
    });
    let more = if rows.len() > 8 { " …" } else { "" };
    let rows: Vec<String> = rows.take(8).collect();
    format!("[{}{more}]", rows.join(" "))
}
