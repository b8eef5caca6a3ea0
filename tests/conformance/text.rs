//! Compares the text and the parameters of each case with SQLAlchemy's, in each dialect.

use std::collections::BTreeSet;

use rebis_conformance::cases::Cases;
use rebis_conformance::difference::Differences;
use rebis_conformance::expected::{self, DIALECTS, Expected, Outcome, dialect};
use rebis_conformance::rows::RowDifferences;

#[test]
fn statements_are_those_of_sqlalchemy() {
    let cases = Cases::all();
    let expected = expected::all();
    let differences = Differences::read();
    let (mut checks, mut equal, mut different) = (0, 0, 0);
    let mut failures = Vec::new();
    for (name, statement) in cases.iter() {
        let Some(results) = expected.get(name) else {
            failures.push(format!("{name}: no such case in expected/"));
            continue;
        };
        for on in DIALECTS {
            let Some(theirs) = results.on(on) else {
                continue;
            };
            checks += 1;
            let ours = Outcome::of(statement, &*dialect(on), on);
            let verdict = match differences.of(name, on) {
                None if ours.is_like(theirs) => {
                    equal += 1;
                    continue;
                }
                None => theirs.clone(),
                Some(difference) if ours.is_like(theirs) => {
                    failures.push(format!(
                        "{name} on {on}: equal, but in differences.toml ({})",
                        difference.reason
                    ));
                    continue;
                }
                Some(difference) if ours.is_like(&difference.outcome(theirs)) => {
                    different += 1;
                    continue;
                }
                Some(difference) => difference.outcome(theirs),
            };
            failures.push(format!(
                "{name} on {on}\n  expected {verdict}\n  found    {ours}"
            ));
        }
    }
    failures.extend(differences.unused(&cases.names()));
    let names = cases.names();
    for rows in [
        RowDifferences::of_databases(),
        RowDifferences::of_literals(),
    ] {
        let unknown = rows.cases().filter(|case| !names.contains(*case));
        failures.extend(unknown.map(|case| format!("differences.toml: no case {case}")));
    }
    println!(
        "conformance: {} cases, {checks} dialect checks, {equal} equal, {different} different on purpose",
        cases.iter().count()
    );
    let shown: Vec<String> = failures.iter().take(400).cloned().collect();
    assert!(
        failures.is_empty(),
        "{} failures\n{}",
        failures.len(),
        shown.join("\n")
    );
}

/// What SQLAlchemy's linter warns of, Rebis warns of; but not of functions that read a column of
/// another entry, which runs for each row of that.
#[test]
fn cartesian_products_are_found() {
    const IMPLICITLY_JOINED: &str = "names/lint_function_of_a_column";
    let expected = expected::all();
    let mut linted = 0;
    for (name, case) in Cases::all().iter() {
        let Some(warns) = expected.get(name).and_then(Expected::cartesian) else {
            continue;
        };
        let compiled = case.compile(&*dialect("postgresql")).unwrap();
        let found = compiled.cartesian_product().map(ToString::to_string);
        let warns = warns && name != IMPLICITLY_JOINED;
        assert_eq!(found.is_some(), warns, "{name}: {found:?}");
        linted += 1;
    }
    println!("conformance: {linted} statements linted");
}

/// Each case of SQLAlchemy's is one of Rebis'.
#[test]
fn no_case_is_forgotten() {
    let ours: BTreeSet<String> = Cases::all().names();
    let theirs = expected::all();
    let missing: Vec<&String> = theirs.keys().filter(|name| !ours.contains(*name)).collect();
    assert!(missing.is_empty(), "without a Rust half: {missing:?}");
}
