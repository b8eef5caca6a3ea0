//! Runs the contenders of the benchmarks in turns, and writes what they needed to
//! `docs/benchmarks.md`.
//!
//! ```text
//! rebis-bench-report --database NAME --url URL --program 'COMMAND …'…
//! rebis-bench-report section NAME <text
//! rebis-bench-report chart DATABASE
//! ```
//!
//! Each program is started as `COMMAND … <database> <url>` and asked over standard input and output;
//! the table of questions is at `Suite::serve` of the harness. Beside the tables, which replace the
//! database's section of the document, stand the medians as `benchmarks-<database>.tsv` and a chart
//! as `benchmarks-<database>.svg`. The second form replaces a section by standard
//! input, the third draws a chart anew from the medians.

mod arguments;
mod case;
mod chart;
mod document;
mod format;
mod program;
mod results;
mod rounds;
mod table;

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

use crate::arguments::{Arguments, Command, Run};
use crate::results::Results;

/// What went wrong, for a person to read.
type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("rebis-bench-report: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let Arguments { docs, command } = Arguments::parse(std::env::args().skip(1))?;
    match command {
        Command::Run(run) => {
            for (database, url) in &run.databases {
                measure(&docs, &run, database, url)?;
            }
            Ok(())
        }
        Command::Chart(database) => {
            let file = |extension: &str| docs.join(format!("benchmarks-{database}.{extension}"));
            let path = file("tsv");
            let medians = fs::read_to_string(&path);
            let medians = medians.map_err(|error| format!("{}: {error}", path.display()))?;
            let results = Results::from_tsv(&medians)?;
            write(&file("svg"), &chart::svg(&database, &results))
        }
        Command::Section(name) => {
            let mut text = String::new();
            let read = std::io::stdin().read_to_string(&mut text);
            read.map_err(|error| format!("standard input: {error}"))?;
            write_section(&docs, &name, &text)
        }
    }
}

fn measure(docs: &Path, run: &Run, database: &str, url: &str) -> Result<()> {
    let results = rounds::measure(run, database, url);
    if results.is_empty() {
        return Err(format!("no contender did anything on {database}"));
    }
    let file = |extension: &str| docs.join(format!("benchmarks-{database}.{extension}"));
    write(&file("tsv"), &results.to_tsv())?;
    write(&file("svg"), &chart::svg(database, &results))?;
    write_section(docs, database, &table::section(run, database, &results))
}

fn write_section(docs: &Path, name: &str, text: &str) -> Result<()> {
    let path = docs.join("benchmarks.md");
    let document = fs::read_to_string(&path).unwrap_or_else(|_| "# Benchmarks\n".to_owned());
    write(&path, &document::with_section(&document, name, text)?)
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}
