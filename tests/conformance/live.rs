//! Runs each case on the real databases: what Rebis writes for a database, that database takes.
//!
//! A case is left out where Rebis refuses it, where a parameter has no value, where it is marked as not to be run, or where the
//! database is known to refuse SQLAlchemy's text (`rejects` of the case) and Rebis writes the same.

use std::ops::ControlFlow;

use rebis::core::decode::RowSource;
use rebis::core::driver::RowSink;
use rebis_conformance::cases::Cases;
use rebis_conformance::difference::Differences;
use rebis_conformance::expected;
use rebis_conformance::fixtures::Fixtures;
use rebis_tests::{Database, on_each_database};

#[test]
fn databases_take_the_statements() {
    on_each_database("databases_take_the_statements", databases_take_them);
}

async fn databases_take_them(database: &Database) {
    let mut connection = database.engine.connect().await.unwrap();
    let dialect = connection.dialect().name();
    connection.set_autocommit(true).unwrap();
    for sql in Fixtures::read().statements(dialect) {
        let created = connection.execute_simple(&sql).await;
        created.unwrap_or_else(|error| panic!("{sql}\n{error}"));
    }
    connection.set_autocommit(false).unwrap();
    let (mut ran, mut failures) = (0, Vec::new());
    let expected = expected::all();
    let differences = Differences::read();
    for (name, case) in Cases::all().iter() {
        let runs = expected
            .get(name)
            .is_some_and(|case| match differences.of(name, dialect) {
                Some(difference) => case.runs() && difference.runs,
                None => case.runs_on(dialect),
            });
        let Ok(compiled) = case.compile(connection.dialect()) else {
            continue;
        };
        let complete = (0..compiled.params().len()).all(|index| !compiled.is_unset(index));
        if !runs || !complete {
            continue;
        }
        ran += 1;
        let outcome = match case.is_literal() {
            true => connection.execute_simple(compiled.sql()).await,
            false => connection.run(case.statement(), &mut Rows).await.map(drop),
        };
        if let Err(error) = outcome {
            failures.push(format!("{name}: {error}"));
        }
        connection.rollback().await.unwrap();
    }
    println!("conformance: {ran} statements ran on {dialect}");
    assert!(
        failures.is_empty(),
        "{} failures on {dialect}\n{}",
        failures.len(),
        failures.join("\n")
    );
}

/// Takes rows without a look at them.
struct Rows;

impl RowSink for Rows {
    fn row(&mut self, _row: &dyn RowSource) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}
