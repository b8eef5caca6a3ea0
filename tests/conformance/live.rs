//! Runs each case on the real databases: a database takes the text that Rebis writes for it, the rows are those of the same text
//! with the values written into it, and databases agree with each other.
//!
//! A case is left out where Rebis refuses it, where a parameter has no value, where it is marked as not to be run, or where the
//! database is known to refuse SQLAlchemy's text (`rejects` of the case) and Rebis writes the same. Rows that differ from those of
//! other databases by right are in `differences.toml`, each with a reason.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Mutex;

use rebis::core::decode::RowSource;
use rebis::core::driver::RowSink;
use rebis::core::{Connection, StatementRef, text};
use rebis_conformance::cases::{Case, Cases};
use rebis_conformance::difference::Differences;
use rebis_conformance::expected;
use rebis_conformance::fixtures::Fixtures;
use rebis_conformance::rows::{RowDifferences, shown};
use rebis_tests::{Database, on_each_database};

/// The result of a statement: its rows as text, in any order, or how many rows it changed.
type Answer = Result<(Vec<String>, u64), String>;

/// The answers to the cases, by case and dialect.
type Answers = BTreeMap<String, BTreeMap<String, Answer>>;

#[test]
fn databases_take_the_statements_and_agree() {
    static ANSWERS: Mutex<Answers> = Mutex::new(BTreeMap::new());
    on_each_database(
        "databases_take_the_statements",
        async |database: &Database| {
            let (dialect, answers) = databases_take_them(database).await;
            let mut all = ANSWERS.lock().unwrap();
            for (case, answer) in answers {
                all.entry(case).or_default().insert(dialect.clone(), answer);
            }
        },
    );
    let answers = ANSWERS.lock().unwrap();
    let failures = disagreements(&answers);
    assert!(
        failures.is_empty(),
        "{} disagreements\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Runs the cases, bound and literal, and gives the answers.
async fn databases_take_them(database: &Database) -> (String, BTreeMap<String, Answer>) {
    let mut connection = database.engine.connect().await.unwrap();
    let dialect = connection.dialect().name().to_owned();
    connection.set_autocommit(true).unwrap();
    for sql in Fixtures::read().statements(&dialect) {
        let created = connection.execute_raw(&sql).await;
        created.unwrap_or_else(|error| panic!("{sql}\n{error}"));
    }
    connection.set_autocommit(false).unwrap();
    let (mut answers, mut failures) = (BTreeMap::new(), Vec::new());
    let expected = expected::all();
    let differences = Differences::read();
    let literals = RowDifferences::of_literals();
    for (name, case) in Cases::all().iter() {
        let runs = expected
            .get(name)
            .is_some_and(|case| match differences.of(name, &dialect) {
                Some(difference) => case.runs() && difference.runs,
                None => case.runs_on(&dialect),
            });
        let Ok(compiled) = case.compile(connection.dialect()) else {
            continue;
        };
        let complete = (0..compiled.params().len()).all(|index| !compiled.is_unset(index));
        if !runs || !complete {
            continue;
        }
        let (bound, literal) = both_forms(&mut connection, case).await;
        match (&bound, &literal) {
            (Err(error), _) => failures.push(format!("{name}: {error}")),
            (bound, Some(literal)) if bound != literal && !literals.has(name, &dialect) => {
                let sql = case.compile_literal(connection.dialect()).unwrap();
                failures.push(format!(
                    "{name}: {bound:?}\n  {compiled}\n  literal: {literal:?}\n  {sql}"
                ));
            }
            _ => {}
        }
        answers.insert(name.to_owned(), bound);
    }
    println!("conformance: {} statements ran on {dialect}", answers.len());
    assert!(
        failures.is_empty(),
        "{} failures on {dialect}\n{}",
        failures.len(),
        failures.join("\n")
    );
    (dialect, answers)
}

/// The answers to a case with parameters, and to its text with values; `None` if a value has no literal.
async fn both_forms(connection: &mut Connection, case: &dyn Case) -> (Answer, Option<Answer>) {
    let literal = case.compile_literal(connection.dialect());
    let literal = literal.map(|compiled| compiled.sql().to_owned());
    let bound = match (case.is_literal(), &literal) {
        (true, Ok(sql)) => answer_of_text(connection, sql).await,
        _ => answer(connection, case.statement()).await,
    };
    match literal {
        Ok(sql) => (bound, Some(answer_of_text(connection, &sql).await)),
        Err(_) => (bound, None),
    }
}

async fn answer_of_text(connection: &mut Connection, sql: &str) -> Answer {
    let statement = text(sql).columns::<()>();
    answer(connection, Case::statement(&statement)).await
}

async fn answer(connection: &mut Connection, statement: StatementRef<'_>) -> Answer {
    let mut rows = Rows(Vec::new());
    let done = connection.execute_into(statement, &mut rows).await;
    connection.rollback().await.unwrap();
    let done = done.map_err(|error| error.to_string())?;
    rows.0.sort();
    // Drivers count the rows of a query, or do not.
    let changed = if rows.0.is_empty() {
        done.rows_affected
    } else {
        0
    };
    Ok((rows.0, changed))
}

/// Where databases give different answers.
fn disagreements(answers: &Answers) -> Vec<String> {
    let rows = RowDifferences::of_databases();
    let mut failures = Vec::new();
    for (case, answers) in answers {
        let compared = answers
            .iter()
            .filter(|(dialect, _)| !rows.has(case, dialect));
        let compared: Vec<_> = compared.collect();
        let Some((first, others)) = compared.split_first() else {
            continue;
        };
        let mut listed = answers
            .iter()
            .filter(|(dialect, _)| rows.names(case, dialect));
        if let Some((dialect, _)) = listed.find(|(_, answer)| *answer == first.1) {
            failures.push(format!(
                "{case} on {dialect}: the same rows, but in differences.toml"
            ));
        }
        if others.iter().any(|(_, answer)| *answer != first.1) {
            let lines = compared.iter().map(|(dialect, answer)| match answer {
                Ok((rows, count)) => format!("  {dialect}: {count} {rows:?}"),
                Err(error) => format!("  {dialect}: {error}"),
            });
            failures.push(format!("{case}\n{}", lines.collect::<Vec<_>>().join("\n")));
        }
    }
    failures
}

/// Takes rows as text.
struct Rows(Vec<String>);

impl RowSink for Rows {
    fn row(&mut self, row: &dyn RowSource) -> ControlFlow<()> {
        let cells = (0..row.width()).map(|index| match row.get(index) {
            Ok(value) => shown(&value.to_value()),
            Err(error) => format!("{error}"),
        });
        self.0.push(cells.collect::<Vec<_>>().join(" | "));
        ControlFlow::Continue(())
    }
}
