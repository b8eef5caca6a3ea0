//! A value means the same whether it is bound or written into the text, and it means what SQL says.
//!
//! Random typed expressions run over a table with rows at the edges of each type, on each database,
//! twice: with binds, and as the text that `compile_literal` writes. Both answers are equal, and a
//! small evaluator, which knows in which ways vendors differ by right, finds them right.
//!
//! `REBIS_TEST_CASES` is the number of expressions, `REBIS_TEST_SEED` where they start, and with
//! `REBIS_TEST_FAILURES` a run goes on until it has seen so many kinds of failures.

mod build;
mod dice;
mod evaluator;
mod expect;
mod expression;
mod program;
mod run;
mod table;
mod value;
mod vendor;

use std::collections::BTreeMap;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};
use rebis::prelude::*;
use rebis_tests::{Database, is_long, on_each_database};

use crate::expect::{Expected, same_rows, shown};
use crate::program::{Program, Programs};
use crate::run::{Outcome, Run, run};
use crate::vendor::{Vendor, vendor};

/// The faults of the answers to a program.
struct Fault {
    what: String,
    run: Run,
}

/// Runs a program and judges its answers.
async fn judged(connection: &mut Connection, vendor: &Vendor, program: &Program) -> Option<Fault> {
    let rows = table::rows();
    let expected = Expected::new(vendor, &rows);
    let run = run(connection, program).await;
    let what = judge(&expected, program, &run)?;
    Some(Fault { what, run })
}

fn judge(expected: &Expected<'_>, program: &Program, run: &Run) -> Option<String> {
    let unsupported =
        |outcome: &Outcome| matches!(outcome, Err(refusal) if refusal.code == "unsupported");
    if unsupported(&run.bound) && unsupported(&run.literal) {
        return None;
    }
    let may_fail = expected.may_fail(program);
    match (&run.bound, &run.literal) {
        (Err(_), _) | (_, Err(_)) if may_fail => {}
        (Err(_), Err(_)) => return Some("both forms are refused".to_owned()),
        (Err(_), Ok(_)) => return Some("the bound form is refused".to_owned()),
        (Ok(_), Err(_)) => return Some("the literal form is refused".to_owned()),
        (Ok(bound), Ok(literal)) => {
            if let Some(fault) = expected.fault(program, bound) {
                let both = if same_rows(bound, literal).is_none() {
                    "both forms"
                } else {
                    "the bound form"
                };
                return Some(format!("{both}: {fault}"));
            }
            if let Some(fault) = expected.fault(program, literal) {
                return Some(format!("the literal form: {fault}"));
            }
            return same_rows(bound, literal).map(|fault| format!("the forms differ: {fault}"));
        }
    }
    let answers = [&run.bound, &run.literal].into_iter().flatten();
    answers
        .filter_map(|rows| expected.fault(program, rows))
        .next()
}

/// A failure as a program that one can read and try.
fn report(database: &str, program: &Program, fault: &Fault) -> String {
    let outcome = |outcome: &Outcome| match outcome {
        Ok(rows) => shown(rows),
        Err(refusal) => format!("{}: {}", refusal.code, refusal.text),
    };
    format!(
        "{database}: {}\n  program: {program}\n  bound:   {}\n           {}\n  literal: {}\n           {}",
        fault.what,
        fault.run.bound_sql,
        outcome(&fault.run.bound),
        fault.run.literal_sql,
        outcome(&fault.run.literal),
    )
}

/// A text that failures of one kind share, beside the form of their programs.
fn kind_of(fault: &Fault) -> &str {
    let end = fault.what.find(':').unwrap_or(fault.what.len());
    &fault.what[..end]
}

fn number(variable: &str, otherwise: u64) -> u64 {
    std::env::var(variable).map_or(otherwise, |number| number.parse().unwrap())
}

/// Makes the program of a tree smaller as long as it fails.
async fn smallest(
    connection: &mut Connection,
    vendor: &Vendor,
    mut tree: impl ValueTree<Value = Program>,
    mut fault: Fault,
) -> (Program, Fault) {
    let mut program = tree.current();
    let mut more = tree.simplify();
    for _ in 0..600 {
        if !more {
            break;
        }
        let smaller = tree.current();
        more = match judged(connection, vendor, &smaller).await {
            Some(found) => {
                (program, fault) = (smaller, found);
                tree.simplify()
            }
            None => tree.complicate(),
        };
    }
    (program, fault)
}

async fn expressions_mean_the_same(db: &Database) {
    table::create(db).await;
    let mut connection = db.engine.connect().await.unwrap();
    connection.set_autocommit(true).unwrap();
    let vendor = vendor(db.kind.name());
    let config = Config {
        rng_algorithm: RngAlgorithm::ChaCha,
        rng_seed: RngSeed::Fixed(number("REBIS_TEST_SEED", 9)),
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let kinds = usize::try_from(number("REBIS_TEST_FAILURES", 1)).unwrap();
    let mut failures: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let (mut cases, mut refused, mut failed) = (0, 0, 0);
    for _ in 0..number("REBIS_TEST_CASES", if is_long() { 5000 } else { 300 }) {
        let tree = Programs.new_tree(&mut runner).unwrap();
        let program = tree.current();
        cases += 1;
        let Some(fault) = judged(&mut connection, &vendor, &program).await else {
            continue;
        };
        failed += 1;
        if fault.run.bound.is_err() && fault.run.literal.is_err() {
            refused += 1;
        }
        let (program, fault) = smallest(&mut connection, &vendor, tree, fault).await;
        let text = report(vendor.name, &program, &fault);
        let kind = format!("{} {}", kind_of(&fault), program.outline());
        let known = failures.entry(kind).or_insert((0, text));
        known.0 += 1;
        if failures.len() >= kinds {
            break;
        }
    }
    let mut failures: Vec<(usize, String)> = failures.into_values().collect();
    failures.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
    let texts: Vec<String> = failures
        .iter()
        .map(|(times, text)| format!("{times} × {text}"))
        .collect();
    println!("{cases} expressions on {}", vendor.name);
    assert!(
        failures.is_empty(),
        "{failed} of {cases} expressions failed on {} ({refused} refused), in {} ways:\n{}",
        vendor.name,
        failures.len(),
        texts.join("\n")
    );
}

#[test]
fn bound_and_literal_values_mean_the_same() {
    on_each_database(
        "bound_and_literal_values_mean_the_same",
        expressions_mean_the_same,
    );
}

#[test]
fn the_rows_of_the_table_are_the_ones_that_went_in() {
    on_each_database("the_rows_of_the_table", async |db: &Database| {
        table::create(db).await;
        let mut connection = db.engine.connect().await.unwrap();
        connection.set_autocommit(true).unwrap();
        let vendor = vendor(db.kind.name());
        for index in 0..table::COLUMNS.len() {
            let column = expression::Ex {
                of: table::COLUMNS[index].of,
                node: expression::Node::Column(index),
            };
            let program = Program::Select(vec![column], None);
            if let Some(fault) = judged(&mut connection, &vendor, &program).await {
                panic!("{}", report(vendor.name, &program, &fault));
            }
        }
    });
}
