//! A database's section of the document.

use std::fmt::Write;
use std::num::NonZero;
use std::thread;

use crate::arguments::Run;
use crate::case;
use crate::format::{ratio, time};
use crate::results::{Results, is_raw};

/// The section: how it was measured, the chart, a table for each kind of case.
pub(crate) fn section(run: &Run, database: &str, results: &Results) -> String {
    let mut text = preamble(run, database);
    let _ = writeln!(text, "\n![Chart of {database}](benchmarks-{database}.svg)");
    let cases = results.cases();
    for cases in cases.chunk_by(|one, other| case::kind(one) == case::kind(other)) {
        write_table(&mut text, results, cases);
    }
    if !results.notes.is_empty() {
        text.push_str("\nFailures:\n\n");
        for note in &results.notes {
            let _ = writeln!(text, "* {note}");
        }
    }
    text
}

fn preamble(run: &Run, database: &str) -> String {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    let mut text = format!(
        "`just bench-peers {database}`: medians of {} rounds of {} ms each, {processors} processors",
        run.rounds,
        run.budget.as_millis()
    );
    if let Some(date) = &run.date {
        let _ = write!(text, ", {date}");
    }
    text.push_str(".\n");
    if !run.versions.is_empty() {
        let _ = writeln!(text, "\nVersions: {}.", run.versions.join(", "));
    }
    text
}

/// Cases of one kind: a column for each size, a row for each contender.
fn write_table(text: &mut String, results: &Results, cases: &[&str]) {
    let Some(kind) = cases.first().map(|case| case::kind(case)) else {
        return;
    };
    let _ = write!(text, "\n### {kind}\n\n{}\n\n|  |", case::description(kind));
    for case in cases {
        let _ = write!(text, " {} |", case::size(case));
    }
    let _ = writeln!(text, "\n|---|{}", "---:|".repeat(cases.len()));
    for contender in results.contenders() {
        if cases
            .iter()
            .all(|case| results.get(case, contender).is_none())
        {
            continue;
        }
        let _ = write!(text, "| {contender} |");
        for case in cases {
            let _ = write!(text, " {} |", cell(results, case, contender));
        }
        text.push('\n');
    }
}

/// Time, with its ratio to the raw driver and to Diesel.
fn cell(results: &Results, case: &str, contender: &str) -> String {
    let Some(nanoseconds) = results.get(case, contender) else {
        return "–".to_owned();
    };
    let raw = results.raw(case).filter(|_| !is_raw(contender));
    let peer = results.peer(case).filter(|_| contender != "diesel");
    let ratios: Vec<String> = [(raw, "r"), (peer, "d")]
        .into_iter()
        .filter_map(|(base, letter)| Some(ratio(nanoseconds / base?) + letter))
        .collect();
    if ratios.is_empty() {
        return time(nanoseconds);
    }
    format!("{} ({})", time(nanoseconds), ratios.join(", "))
}

#[cfg(test)]
mod tests;
